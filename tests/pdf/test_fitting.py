"""What is too wide is set smaller, in more rows, or on turned pages, and refused after that."""

from __future__ import annotations

import io
from unittest.mock import patch

import pikepdf
import pytest

from briefings.errors import RenderError
from briefings.model.tile_rows import TileRow, arranged
from briefings.pdf import make_pdf
from briefings.pdf.layout_fit import Adjustment, set_anew
from tests.structure import problems_of
from tests.structure.small import FONTS

STYLE = """
@page { size: 100mm 200mm; margin: 10mm }
@page wide { size: 200mm 100mm }
body { margin: 0; font: 10mm/12mm "Noto Sans", "Noto Naskh Arabic"; --table-size: 10mm }
h1, h2, p { margin: 0; font: inherit }
table { border-collapse: collapse; font-size: var(--table-size); width: 100% }
th, td { padding: 0; font-weight: normal }
tbody th { padding-inline-end: 1mm }
tr { break-inside: avoid }
.smaller-1 table { font-size: calc(var(--table-size) * 0.91) }
.smaller-2 table { font-size: calc(var(--table-size) * 0.82) }
.wide { page: wide }
.broken tr { break-inside: auto }
.tiles { display: flex; flex-wrap: wrap; margin-inline-end: -4.5mm }
.tile { flex: none; width: 22mm; margin-inline-end: 4.5mm }
.across-2 .tile { width: 37.75mm }
.numbers-1 .number { font-size: 9mm }
.numbers-2 .number { font-size: 8mm }
.numbers-3 .number { font-size: 7mm }
.numbers-4 .number { font-size: 6mm }
"""


def laid_out(block: str, *, one_page: bool = False) -> tuple[bytes, list[Adjustment]]:
    """The PDF of a page with 80 mm between its margins, and how it was set anew."""
    html = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="author" content="كاتب"><meta name="description" content="ملخص">'
        '<meta name="keywords" content="كلمة"><meta name="dcterms.created" content="2026-11-21">'
        '<meta name="dcterms.modified" content="2026-11-21">'
        f'<style>{STYLE}</style></head><body><article class="a" id="a"><h1>عنوان</h1>'
        f'<section class="block" data-block="1">{block}</section></article></body></html>'
    )
    asked: list[Adjustment] = []

    def recorded(page: str, wanted: Adjustment) -> str:
        asked.append(wanted)
        return set_anew(page, wanted)

    with patch("briefings.pdf.fitting.set_anew", recorded):
        return make_pdf(html, {}, FONTS, one_page=one_page).data, asked


def table(digits: int) -> str:
    """A table as wide as so many digits, each 0.572 of the size of type: 5.72 mm in the largest."""
    first, second = "0" * (digits // 2), "0" * (digits - digits // 2)
    return (
        '<h2>جدول عريض</h2><table><thead><tr><th scope="col">أ</th><th scope="col">ب</th></tr>'
        f'</thead><tbody><tr><th scope="row">{first}</th><td>{second}</td></tr>'
        "</tbody></table>"
    )


@pytest.mark.parametrize(
    ("digits", "classes", "width"),
    [
        (13, set(), 100),  # 74 mm
        (15, {"smaller-1"}, 100),  # 86 mm, and 78 mm
        (16, {"smaller-2"}, 100),  # 92 mm, 83 mm, and 75 mm
        (18, {"wide"}, 200),  # 103 mm, 84 mm at the smallest, of 180 mm on a turned page
        (34, {"wide", "smaller-1"}, 200),  # 194 mm, and 177 mm
    ],
)
def test_a_table_is_set_smaller_then_turned(digits: int, classes: set[str], width: float) -> None:
    data, asked = laid_out(table(digits))
    assert {name for _, _, name in asked[-1].classes} == classes if asked else not classes
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [float(page.mediabox[2]) for page in pdf.pages]
    assert max(boxes) == pytest.approx(width * 72 / 25.4, abs=0.1)
    assert not problems_of(data)


def test_a_table_that_nothing_helps_is_refused_by_name() -> None:
    # 229 mm, and 188 mm at the smallest.
    with pytest.raises(RenderError, match=r"the table “جدول عريض” is too wide .* turned page"):
        laid_out(table(40))


def test_no_page_of_a_sheet_is_turned() -> None:
    with pytest.raises(RenderError, match="is too wide in its smallest type: take out columns"):
        laid_out(table(18), one_page=True)


def test_a_row_as_tall_as_a_page_breaks_below_the_head() -> None:
    # 15 lines of 12 mm have room on a page; this row has 20.
    cell = "<br>".join(["نص"] * 20)
    data, asked = laid_out(
        '<table><thead><tr><th scope="col">رأس</th><th scope="col">ب</th></tr></thead><tbody>'
        f'<tr><th scope="row">أول</th><td>{cell}</td></tr></tbody></table>'
    )
    assert {name for _, _, name in asked[-1].classes} == {"broken"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
    assert not problems_of(data)


def tiles(*figures: str) -> str:
    made = "".join(f'<div class="tile"><p class="number">{figure}</p></div>' for figure in figures)
    return f'<div class="tiles across-3 numbers-0">{made}</div>'


@pytest.mark.parametrize(
    ("figure", "classes"),
    [
        ("000", set()),  # 17 mm in tiles of 22 mm and more
        ("0000", {"across-3", "numbers-1"}),  # 23 mm, and 21 mm
        ("000000", {"across-3", "numbers-4"}),  # 34 mm, and 21 mm
        ("0000000", {"across-2", "numbers-1", "in-rows"}),  # 40 mm, 24 mm at the smallest step
    ],
)
def test_figures_of_a_row_are_set_smaller_together(figure: str, classes: set[str]) -> None:
    _, asked = laid_out(tiles("0", figure, "00"))
    assert {name for _, _, name in asked[-1].classes} == classes if asked else not classes


@pytest.mark.parametrize(
    ("widths", "room", "expected"),
    [
        ([102, 50, 50], 334, TileRow(3, 0, 3)),  # three tiles of 102.5 and two gaps of 13.2
        ([103, 50, 50], 334, TileRow(3, 1, 3)),
        ([170, 50, 50], 334, TileRow(3, 4, 3)),
        ([172, 50, 50], 334, TileRow(2, 1, 3)),  # at 0.6, 103.2; two tiles have 160.4
        ([500] * 8, 334, TileRow(1, 4, 8)),
        ([900] * 2, 334, TileRow(1, 4, 2)),  # nothing gives them room
        ([10] * 7, 700, TileRow(4, 0, 7)),  # never more than six beside each other
        ([10] * 5, 700, TileRow(5, 0, 5)),
        ([10] * 5, 452, TileRow(3, 0, 5)),  # five tiles of 80 and four gaps of 13.2 have 452.9
    ],
)
def test_the_largest_size_that_has_room_is_taken(
    widths: list[float], room: float, expected: TileRow
) -> None:
    assert arranged(widths, room) == expected


def test_what_was_tried_is_not_tried_again() -> None:
    assert arranged([50, 50], 334, before=TileRow(2, 1, 2)) == TileRow(2, 2, 2)


def test_blocks_get_their_classes() -> None:
    html = '<article class="x" id="a"><section class="block" data-block="2"></section></article>'
    wanted = Adjustment(classes=frozenset({("a", 2, "wide"), ("a", 1, "broken")}))
    assert set_anew(html, wanted) == html.replace('"block"', '"wide block"')
    assert set_anew(html, Adjustment()) == html
