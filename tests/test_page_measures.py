"""The measures of finished pages, on PDFs whose values are worked out by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from briefings.model import Format, Setting
from docs.page_measures import HEAD, Measures, PageMeasures, measured, repeated, row

MM = 72 / 25.4
SHEET = Setting().sheet
HIGH = SHEET.height - SHEET.head - SHEET.foot  # millimetres of a content area


def pdf(*pages: str) -> bytes:
    """A PDF on A4 with these contents of pages, in points from the lower left."""
    made = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for content in pages:
        page = made.add_blank_page(page_size=(SHEET.width * MM, SHEET.height * MM))
        page.obj.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
        page.obj.Contents = made.make_stream(content.encode())
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def bar(start: float, end: float) -> str:
    """A bar between two heights, as shares of the content area from its top."""
    top = SHEET.height - SHEET.head - start * HIGH
    bottom = SHEET.height - SHEET.head - end * HIGH
    return f"{30 * MM} {bottom * MM} {100 * MM} {(top - bottom) * MM} re f\n"


def word(size: float, text: str, scale: float = 1) -> str:
    return f"q {scale} 0 0 {scale} 100 400 cm BT /F {size} Tf ({text}) Tj ET Q\n"


def test_a_page_is_filled_down_to_its_lowest_ink() -> None:
    found = measured(pdf(bar(0, 0.25) + bar(0.5, 0.75), bar(0, 1)))
    # Of the first page a quarter is a hole, and a quarter is left at its foot.
    assert found.pages[0] == PageMeasures(75, 50, is_blank=False)
    assert found.pages[1] == PageMeasures(100, 0, is_blank=False)


def test_spaces_between_lines_are_no_holes() -> None:
    line = 5 / HIGH  # bars and spaces of 5 mm each
    content = "".join(bar(2 * number * line, (2 * number + 1) * line) for number in range(5))
    (page,) = measured(pdf(content + bar(0.5, 1))).pages
    assert page.empty == round(100 * (0.5 - 9 * line))


def test_heads_feet_and_margins_count_for_nothing() -> None:
    head = f"0 {(SHEET.height - SHEET.head + 1) * MM} {SHEET.width * MM} 20 re f\n"
    foot = f"0 0 {SHEET.width * MM} {(SHEET.foot - 1) * MM} re f\n"
    tab = f"0 0 {(SHEET.outer - 1) * MM} {SHEET.height * MM} re f\n"
    (page,) = measured(pdf(head + foot + tab)).pages
    assert page.is_blank


def test_type_is_measured_as_it_is_seen() -> None:
    # 16 points, made three quarters, are 12; of ten letters two are small, and spaces are none.
    found = measured(pdf(word(16, "abcde fg", 0.75), word(9, "h") + word(7.25, "i"), word(10, "j")))
    assert (found.smallest, found.small) == (7.2, 20)


def figure(**values: Any) -> dict[str, Any]:
    usual = {
        "printed": "120,000",
        "kind": "figure",
        "topic": "a",
        "edition": None,
        "fact": "trained",
        "as_of": "2024",
        "value": 120000,
        "source": "one",
        "paragraph": 3,
        "object": None,
    }
    return usual | values


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([figure()] * 2, 0),
        ([figure()] * 3, 1),
        ([figure(), figure(), figure(kind="chart")], 1),
        # Two claims behind each of two passages.
        ([figure(), figure(source="two")] * 2, 0),
        ([figure(), figure(topic="b"), figure(topic="c")], 0),
        ([figure(), figure(), figure(as_of="2016")], 0),
        ([figure(kind="date", printed="2024")] * 3, 0),
        ([figure(printed="العراق", value=None, object="iq")] * 3, 0),
    ],
)
def test_a_figure_may_stand_twice_in_a_brief(rows: Sequence[dict[str, Any]], expected: int) -> None:
    assert repeated(rows) == expected


def full(*filled: int) -> Measures:
    return Measures(tuple(PageMeasures(one, 0, is_blank=not one) for one in filled), 7.5, 30, 0)


@pytest.mark.parametrize(
    ("kind", "measures", "faults"),
    [
        (Format.BRIEF, full(92, 60), []),
        (
            Format.BRIEF,
            full(91, 59),
            ["page 1 is 91 % full, not 92 %", "page 2 is 59 % full, not 60 %"],
        ),
        (Format.SHEET, full(84), ["page 1 is 84 % full, not 85 %"]),
        # In a pack each part ends a page; blank pages are those of duplex printing.
        (Format.PACK, full(60, 0, 59, 20), ["page 3 is 59 % full, not 60 %"]),
        (
            Format.SHEET,
            Measures(full(99).pages, 7, 30, 2),
            ["the smallest type is 7 pt, not 7.5 pt", "2 figures are printed more than 2 times"],
        ),
    ],
)
def test_what_is_not_as_it_should_be_is_named(
    kind: Format, measures: Measures, faults: list[str]
) -> None:
    assert list(measures.faults(kind)) == faults


def test_a_row_has_the_columns_of_the_head() -> None:
    line = row("brief", full(98, 0, 71))
    assert line == "| brief | 3 | 98 71 | 0 0 | 7.5 | 30 | 0 |"
    assert line.count("|") == HEAD.splitlines()[0].count("|")
