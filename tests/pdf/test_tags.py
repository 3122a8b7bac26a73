"""What becomes of a page's elements in the structure of the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from briefings.errors import RenderError
from tests.structure import problems_of
from tests.structure.reading import (
    children_of,
    content_of,
    elements_of,
    kids_of,
    operations_of,
    text_of,
)
from tests.structure.small import small_pdf

HEAD = "<h1>عنوان</h1>"
LINES = "سطر " * 900
ROWS = "".join(f'<tr><th scope="row">صف</th><td>{number}</td></tr>' for number in range(60))


def opened(body: str, style: str = "") -> Any:
    """The PDF of a page under a heading; it has to be sound."""
    data = small_pdf(HEAD + body, style)
    assert problems_of(data) == []
    return pikepdf.open(io.BytesIO(data))


def shape(pdf: Any) -> str:
    """The types of all elements below the heading: ``P(Link) L(LI(Lbl LBody))``."""

    def told(element: Any) -> str:
        inner = " ".join(map(told, children_of(element)))
        return f"{str(element.S)[1:]}({inner})" if inner else str(element.S)[1:]

    (document,) = children_of(pdf.Root.StructTreeRoot)
    return " ".join(map(told, children_of(document)[1:]))


def found(pdf: Any, kind: str) -> list[Any]:
    return [element for element in elements_of(pdf) if f"/{kind}" == element.S]


def pages_of(pdf: Any, element: Any) -> list[int]:
    """The numbers of the pages on which an element has content of its own, in reading order."""
    numbers = {page.objgen: page.index + 1 for page in pdf.pages}
    return [numbers[key] for key, _ in content_of(element)]


def artifacts(page: Any) -> Iterator[tuple[Any, int]]:
    """The property list of each artifact that has one, and how often text is shown in it."""
    properties, shown = None, 0
    for operands, name in operations_of(page):
        if name == "BDC" and operands[0] == "/Artifact":
            properties, shown = operands[1], 0
        elif name == "EMC" and properties is not None:
            yield properties, shown
            properties = None
        elif name == "TJ":
            shown += 1


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    with opened(f"<p>{LINES}</p>") as pdf:
        (paragraph,) = found(pdf, "P")
        assert len(pdf.pages) == 2
        pages = pages_of(pdf, paragraph)
        assert pages == sorted(pages)
        assert set(pages) == {1, 2}


def test_a_section_and_a_list_over_two_pages_are_one_each() -> None:
    items = "<li>بند</li>" * 50
    with opened(f"<section><h2>باب</h2><ul>{items}</ul></section>") as pdf:
        assert len(pdf.pages) > 1
        item = " ".join(["LI(Lbl LBody)"] * 50)
        assert shape(pdf) == f"Sect(H2 L({item}))"


def test_a_table_over_pages_is_one_and_its_repeated_head_is_no_content() -> None:
    head = '<thead><tr><th scope="col">اسم</th><th scope="col">عدد</th></tr></thead>'
    with opened(f"<table>{head}<tbody>{ROWS}</tbody></table>") as pdf:
        assert len(pdf.pages) > 1
        rows = " ".join(["TR(TH TD)"] * 60)
        assert shape(pdf) == f"Table(THead(TR(TH TH)) TBody({rows}))"
        for page in list(pdf.pages)[1:]:
            repeated = [shown for each, shown in artifacts(page) if "/Subtype" not in each]
            assert repeated == [1, 1]


def test_a_link_in_a_repeated_head_works_on_each_page_and_is_one_element() -> None:
    head = '<thead><tr><th>اسم</th><th>عدد <a href="#x" title="المصدر 1">[1]</a></th></tr></thead>'
    with opened(f'<table id="x">{head}<tbody>{ROWS}</tbody></table>') as pdf:
        (link,) = found(pdf, "Link")
        ties = [kid for kid in kids_of(link) if not isinstance(kid, int)]
        assert len(ties) == len(pdf.pages) > 1


def test_text_in_the_margins_is_a_running_head_and_foot_and_no_content() -> None:
    with opened("<p>نص</p>") as pdf:
        assert shape(pdf) == "P"
        running = [
            (str(each.Subtype), str(each.Attached[0])) for each, _ in artifacts(pdf.pages[0])
        ]
        assert sorted(running) == [("/Footer", "/Bottom"), ("/Header", "/Top")]


def test_another_language_is_told_where_it_begins() -> None:
    body = (
        '<p lang="en">text</p><p>نص <span lang="fr">mot</span></p><div lang="en"><p>text</p></div>'
    )
    with opened(body) as pdf:
        assert shape(pdf) == "P P(Span) Div(P)"
        assert [text_of(each, "/Lang") for each in found(pdf, "P")] == ["en", "", ""]
        assert text_of(found(pdf, "Span")[0], "/Lang") == "fr"
        assert text_of(found(pdf, "Div")[0], "/Lang") == "en"


def test_a_sign_says_what_it_means() -> None:
    row = (
        '<tr><th scope="row">صف</th><td><span role="img" aria-label="في الرئاسة">–</span></td></tr>'
    )
    with opened(f"<table><tbody>{row}</tbody></table>") as pdf:
        assert shape(pdf) == "Table(TBody(TR(TH TD(Span))))"
        assert text_of(found(pdf, "Span")[0], "/Alt") == "في الرئاسة"


def test_what_only_styles_or_isolates_leaves_no_trace() -> None:
    with opened('<p>قول <strong>قوي <bdi dir="ltr">B-12</bdi></strong>.</p><p></p>') as pdf:
        assert shape(pdf) == "P"


def test_content_is_read_in_the_order_of_the_page() -> None:
    with opened('<p id="x">أول <a href="#x" title="المصدر 1">[1]</a> ثان</p>') as pdf:
        (paragraph,) = found(pdf, "P")
        before, link, after = kids_of(paragraph)
        assert (before, kids_of(link)[1], after) == (1, 2, 3)


def test_what_is_painted_later_keeps_its_place_in_the_text() -> None:
    with opened('<p>قبل <span style="position: absolute; top: 60mm">بين</span> بعد</p>') as pdf:
        assert kids_of(found(pdf, "P")[0]) == [1, 3, 2]


def test_bare_text_gets_a_paragraph_of_its_own() -> None:
    with opened("<section>أول<h2>باب</h2>ثان</section><div>ثالث</div><div>رابع</div>") as pdf:
        assert shape(pdf) == "Sect(P H2 P) P P"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ('<a href="#x" title="المصدر 1: صفحة">[1]</a>', "المصدر 1: صفحة"),
        ('<a href="#x" title="صفحة" aria-label="المصدر">[1]</a>', "المصدر"),
        ('<a href="#x">إلى <b>الباب</b></a>', "إلى الباب"),
        ('<a href="https://example.org/a">موقع</a>', "موقع"),
        ('<a href="#x">أعوام <bdi dir="ltr">2014-2024</bdi></a>', "أعوام \u200f2014-2024"),
    ],
    ids=["title", "label", "inline-child", "outside", "isolated"],
)
def test_a_link_says_where_it_leads(link: str, words: str) -> None:
    with opened(f'<p id="x">نص {link}</p>') as pdf:
        (annotation,) = pdf.pages[0].Annots
        assert annotation.Contents == words
        assert shape(pdf) == "P(Link)"


def test_an_entry_of_contents_refers_to_the_heading_that_it_leads_to() -> None:
    entries = "".join(
        f'<li data-tag="TOCI"><a href="#{anchor}">{words}</a></li>'
        for anchor, words in [("one", "أول"), ("two", "ثان"), ("none", "نص")]
    )
    body = (
        f'<ol data-tag="TOC" style="list-style: none">{entries}</ol>'
        '<section id="one"><p>قبله</p><h2>أول</h2></section><h2 id="two">ثان</h2>'
        '<p id="none">نص</p>'
    )
    with opened(body) as pdf:
        first, second = found(pdf, "H2")
        referred = [entry.get("/Ref") for entry in found(pdf, "TOCI")]
        assert [[one.objgen for one in each] if each is not None else [] for each in referred] == [
            [first.objgen],
            [second.objgen],
            [],
        ]


def test_a_link_over_two_lines_is_one_element_with_two_places_to_click() -> None:
    with opened(f'<p>نص <a href="#x">{"كلمة " * 40}</a></p><p id="x">نص</p>') as pdf:
        (link,) = found(pdf, "Link")
        assert len(pdf.pages[0].Annots) > 1
        assert [kid for kid in kids_of(link) if isinstance(kid, int)] == sorted(
            kid for kid in kids_of(link) if isinstance(kid, int)
        )


def test_the_bounds_of_a_figure_are_measured_from_the_foot_of_the_page() -> None:
    # 20 px are 15 pt; the corner is 20 mm = 56.693 pt from the left and top of A5, 595.276 pt high.
    style = "img { position: absolute; left: 0; top: 0 }"
    with opened('<p>نص</p><img src="brief:a.svg" alt="مربع">', style) as pdf:
        (figure,) = found(pdf, "Figure")
        bounds = [float(each) for each in figure.A[0].BBox]
        assert bounds == pytest.approx([56.693, 523.583, 71.693, 538.583], abs=0.01)


def test_a_picture_without_meaning_is_decoration() -> None:
    with opened('<p>نص <img src="brief:a.svg" alt=""></p>') as pdf:
        assert shape(pdf) == "P"


def test_labels_come_before_what_they_label() -> None:
    lists = (
        '<ol style="list-style: none"><li><span data-tag="Lbl">[1]</span> مصدر</li></ol>'
        "<dl><dt>اسم</dt><dd>شرح</dd></dl><ul><li>بند<ol><li>فرع</li></ol></li></ul>"
    )
    with opened(lists) as pdf:
        item = "LI(Lbl LBody)"
        assert shape(pdf) == f"L({item}) L({item}) L(LI(Lbl LBody(L({item}))))"
        numbering = [str(each.A[0].ListNumbering) for each in found(pdf, "L")]
        assert numbering == ["/Decimal", "/None", "/Disc", "/Decimal"]


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        ('<img src="brief:a.svg">', "", "no text alternative"),
        ('<p id="x"><a href="#x"></a></p>', "a::after { content: '*' }", "has no words"),
        ('<p style="opacity: 0.5">نص</p>', "", "use colours with alpha"),
        ('<p data-tag="Headline">نص</p>', "", "Headline"),
    ],
    ids=["picture", "link", "opacity", "unknown type"],
)
def test_what_cannot_be_told_stops_the_build(body: str, style: str, told: str) -> None:
    with pytest.raises(RenderError, match=told):
        small_pdf(HEAD + body, style)
