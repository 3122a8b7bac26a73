"""What the audit of a page sees: where passages stand, and digits that nothing accounts for."""

from __future__ import annotations

from collections import Counter

import pytest

from briefings.errors import RenderError
from briefings.model import Origin, marked
from briefings.pdf import Attachment, Passage, Trace, make_pdf
from briefings.pdf.readback import check_digits
from tests.structure.small import FONTS, SQUARE

STYLE = 'body { font: 12px/20px "Noto Naskh Arabic", "Noto Sans"; margin: 0 }'


def traced(body: str, style: str = "") -> Trace:
    """What is found of a page with that body."""
    found: list[Trace] = []

    def enclosed(trace: Trace) -> tuple[Attachment, ...]:
        found.append(trace)
        return ()

    html = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21">'
        f"<style>@page {{ size: A5; margin: 20mm; @bottom-center {{ content: counter(page) }} }}"
        f"{STYLE} {style}</style></head><body><h1>عنوان</h1>{body}</body></html>"
    )
    make_pdf(html, {"a.svg": SQUARE}, FONTS, attachments=enclosed)
    return found[0]


def figure(text: str, ref: str = "trained#0") -> str:
    return marked(text, Origin.FIGURE, ref)


def test_a_passage_is_found_on_its_page_with_its_article() -> None:
    body = (
        f'<article id="brief-one"><p>درّبت {figure("120,000 عنصر")}.</p></article>'
        f'<p style="break-before: page">{figure("25,000", "trained#1")}</p>'
    )
    trace = traced(body)
    assert trace.passages == (
        Passage("figure", "trained#0", "120,000 عنصر", 1, "brief-one"),
        Passage("figure", "trained#1", "25,000", 2),
    )
    assert not trace.loose


def test_a_mark_reaches_over_elements_and_does_not_change_the_page() -> None:
    inside = figure('أكثر من <bdi dir="ltr">£140m</bdi> <strong>جنيه</strong>')
    assert traced(f"<p>قيل {inside} هنا</p>").passages[0].text == "أكثر من £140m جنيه"


def test_a_space_alone_between_two_elements_is_no_other_letter() -> None:
    # The line ends there, and the space is not drawn.
    wide = '<bdi style="display: inline-block; width: 80mm">نص</bdi>'
    trace = traced(f"<p>{wide} {wide}</p><p>{figure('11')}</p>")
    assert [passage.text for passage in trace.passages] == ["11"]


def test_places_to_break_a_long_word_are_not_in_its_passage() -> None:
    address = "https://\u200bexample.\u200borg"
    trace = traced(f"<p>{figure(address)}</p>")
    assert trace.passages[0].text == "https://example.org"


def test_a_paragraph_that_breaks_over_two_pages_has_its_figures_on_both() -> None:
    line = "نص يملأ السطر حتى يبلغ آخره ثم يزيد عليه قليلًا كي ينكسر "
    body = f"<p>{figure('11')} {line * 60} {figure('22', 'trained#1')}</p>"
    assert [(one.text, one.page) for one in traced(body).passages] == [("11", 1), ("22", 2)]


def test_heads_that_a_table_repeats_are_found_once() -> None:
    rows = "".join(f'<tr><th scope="row">صف</th><td>{figure("7")}</td></tr>' for _ in range(40))
    head = f'<tr><th scope="col">اسم</th><th scope="col">{figure("2016", "head#0")}</th></tr>'
    trace = traced(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>")
    heads = [one for one in trace.passages if one.ref == "head#0"]
    assert [(one.text, one.page) for one in heads] == [("2016", 1)]
    assert {one.page for one in trace.passages} == {1, 2}


def test_a_qualifier_and_its_figure_are_one_passage() -> None:
    body = f"<p>{figure('أكثر من')}</p><p>{figure('120,000')}</p>"
    assert [one.text for one in traced(body).passages] == ["أكثر من 120,000"]


def test_pictures_are_found_on_their_pages() -> None:
    picture = '<img src="brief:a.svg" alt="مربع" style="break-before: page; display: block">'
    assert traced(f"<p>نص</p>{picture}").pictures == {"a.svg": (2,)}


def test_counters_of_lists_and_pages_account_for_themselves() -> None:
    assert not traced("<ol><li>بند</li><li>بند</li></ol>").loose


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param("<p>درّبت 5 قوات</p>", "درّبت 5 قوات (page 1)", id="typed"),
        pytest.param("<p>درّبت ٥ قوات</p>", "درّبت ٥ قوات (page 1)", id="arabic-digit"),
        pytest.param(f"<p>{figure('7')} ثم 8</p>", "7 ثم 8 (page 1)", id="beside-a-figure"),
        pytest.param(
            f"<p>أول</p><p style='break-before: page'>{figure('7')} <b>8</b></p>",
            "8 (page 2)",
            id="beside-a-figure-in-an-element-of-its-own",
        ),
        pytest.param(
            '<div style="position: absolute; top: 0">9</div>', "9 (page 1)", id="out-of-the-flow"
        ),
    ],
)
def test_a_digit_without_a_mark_is_loose_and_stops_a_build(body: str, told: str) -> None:
    trace = traced(body)
    assert trace.loose == (told,)
    with pytest.raises(RenderError, match="come from no fact, date, counter or declared name"):
        trace.check()


def test_a_page_that_both_readers_see_differently_is_refused() -> None:
    # A parser of HTML puts the row of a table into a body that is not written.
    with pytest.raises(RenderError, match="not well formed near <tbody>"):
        traced("<table><tr><td>خلية</td></tr></table>")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        pytest.param(["عام 2024", "7"], None, id="the-same"),
        pytest.param(["عام 2042", "7"], None, id="order-is-for-the-words"),
        pytest.param(["عام 204", "7"], "page 1 .* 2", id="one-lost"),
        pytest.param(["عام 2024", "17"], "page 2 .* 1", id="one-too-many"),
    ],
)
def test_every_digit_comes_back_on_its_own_page(read: list[str], told: str | None) -> None:
    drawn = [Counter("2024"), Counter("7")]
    if told is None:
        check_digits(drawn, read)
        return
    with pytest.raises(RenderError, match=told):
        check_digits(drawn, read)
