"""One file that is PDF/A-3a and PDF/UA-1: what it says of itself, and what lies inside it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
import weasyprint.pdf
from weasyprint import HTML

from briefings.errors import RenderError
from briefings.pdf import make_pdf
from briefings.pdf.conformance import OPTIONS, conforming
from tests.structure import problems_of
from tests.structure.reading import elements_of, names_of
from tests.structure.small import DATA, FONTS, small_pdf


def opened(data: bytes) -> Any:
    return pikepdf.open(io.BytesIO(data))


def test_dates_are_those_of_the_page() -> None:
    with opened(small_pdf()) as pdf:
        assert pdf.docinfo["/CreationDate"] == "D:20261121"
        assert pdf.docinfo["/ModDate"] == "D:20261122"


def test_all_that_a_page_fails_to_say_is_told_at_once() -> None:
    with pytest.raises(RenderError) as caught:
        make_pdf("<html><body><p>نص</p></body></html>", {}, FONTS)
    for missing in ("lang", "title", "dcterms.created"):
        assert missing in str(caught.value)


def test_files_travel_inside_sorted_dated_and_as_they_are() -> None:
    table = replace(DATA, name="chart-1.csv", data="\ufeffa\r\n".encode(), mime="text/csv")
    with opened(small_pdf(attachments=[DATA, table])) as pdf:
        files = names_of(pdf.Root.Names.EmbeddedFiles)
        assert [name for name, _ in files] == ["chart-1.csv", "facts.json"]
        stream = files[0][1].EF.F
        assert stream.read_bytes() == "\ufeffa\r\n".encode()
        assert stream.Subtype == "/text/csv"
        assert stream.Params.ModDate == "D:20261121"


def test_a_stream_that_ends_in_a_carriage_return_ends_clearly() -> None:
    # The last byte of a packed stream is that of its Adler-32 sum: 1 + 12 = 13, a carriage return.
    data = small_pdf(attachments=[replace(DATA, data=b"\x0c")])
    assert b"\r\r\nendstream" in data
    assert problems_of(data) == []


@pytest.mark.parametrize("name", ["facts.json", "حقائق.json", ""])
def test_a_file_needs_a_name_of_its_own_in_ascii(name: str) -> None:
    with pytest.raises(RenderError, match="names of their own"):
        small_pdf(attachments=[DATA, replace(DATA, name=name)])


def test_a_page_without_files_has_none() -> None:
    data = small_pdf(attachments=[])
    assert problems_of(data) == []
    with opened(data) as pdf:
        assert "/AF" not in pdf.Root


def test_headings_become_bookmarks_one_below_the_other() -> None:
    with opened(small_pdf("<h1>عنوان</h1><h2>باب</h2><h2>آخر</h2>")) as pdf:
        (title,) = pdf.open_outline().root
        assert (title.title, [each.title for each in title.children]) == ("عنوان", ["باب", "آخر"])


def test_pages_of_two_renderings_make_one_sound_file() -> None:
    page = (
        '<html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21">'
        '<style>* {{ font-family: "Noto Naskh Arabic" }}</style></head><body>{}</body></html>'
    )
    renderings = [
        HTML(string=page.format(body)).render(**OPTIONS)
        for body in (
            '<h1>أول</h1><p>نص <a href="#there">هناك</a></p>',
            '<h2>ثان</h2><p id="there">نص</p>',
        )
    ]
    pages = [page for rendering in renderings for page in rendering.pages]
    joined = renderings[0].copy(pages)
    with conforming(joined, [DATA]) as finish:
        data = joined.write_pdf(finisher=finish, **OPTIONS)
    assert problems_of(data) == []
    with opened(data) as pdf:
        kinds = [str(element.S)[1:] for element in elements_of(pdf)]
        assert kinds == ["Document", "H1", "P", "Link", "H2", "P"]


def test_weasyprint_is_left_as_it_was() -> None:
    before = weasyprint.pdf.add_tags
    small_pdf()
    assert weasyprint.pdf.add_tags is before
