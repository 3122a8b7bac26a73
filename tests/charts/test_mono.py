"""One ink: nothing but black on white, and marks told apart by what fills them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefings.charts.colours import check_colours
from briefings.charts.fills import HATCHES, Fill, fills_of
from briefings.errors import ChartError
from briefings.model import Chart, ChartStyle, Ink, Mark, mono
from tests.charts.drawing import draw
from tests.charts.pictures import Picture, Shape, darkness, greys
from tests.charts.samples import ALL, FIRST, GROUPS, LAND, MINISTERIALS, OLD, OTHER, TRAINED

BLACK, WHITE = "#000000", "#ffffff"


@pytest.fixture(scope="module")
def black(style: ChartStyle) -> ChartStyle:
    return mono(style)


def areas(chart: Chart, style: ChartStyle, colour: str) -> list[Shape]:
    """Where the marks of that colour stand: the picture in colour has the same geometry."""
    return Picture(draw(chart, style)).filled(colour)


def test_a_mono_style_keeps_the_fonts_and_sizes_of_the_theme(style: ChartStyle) -> None:
    four = replace(style, series=("#0a4a5f", "#84919a", "#6b2c0e", "#b97f3f"), size_pt=7.5)

    assert mono(four) == ChartStyle(
        text=BLACK,
        muted=BLACK,
        rule=BLACK,
        paper=WHITE,
        series=(BLACK, WHITE, WHITE, WHITE),
        fonts=style.fonts,
        bold_fonts=style.bold_fonts,
        size_pt=7.5,
        ink=Ink.MONO,
    )
    check_colours(mono(four))
    assert mono(mono(four)) == mono(four)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"muted": "#000080"}, "no hue, but these have: muted #000080", id="hue"),
        # 21/1.05 is black on white; #777777 has 4.48:1, enough for no thin line.
        pytest.param({"rule": "#777777"}, "rule #777777 and paper #ffffff have 4.48:1", id="rule"),
        pytest.param({"series": (BLACK, "#777777")}, "text #000000 and series 2", id="hatch"),
        pytest.param({"series": (WHITE, WHITE)}, "series 1 #ffffff and paper", id="solid"),
    ],
)
def test_a_mono_style_that_would_not_print_is_refused(
    black: ChartStyle, changes: dict[str, str], message: str
) -> None:
    with pytest.raises(ChartError, match=message):
        check_colours(replace(black, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ALL)
def test_a_mono_picture_is_black_on_white_with_no_hairline(black: ChartStyle, kind: str) -> None:
    svg = draw(ALL[kind], black)
    picture = Picture(svg)
    widths = re.findall(r"stroke-width: ([\d.]+)", svg.decode())

    fills = {shape.fill for shape in picture.shapes if not shape.fill.startswith("url(")}
    assert fills <= {"none", BLACK, WHITE}
    assert min(map(float, widths), default=1.0) >= 0.5
    assert greys(svg).min() == 0
    assert b"opacity" not in svg
    assert draw(ALL[kind], black) == svg


def test_the_bar_that_matters_is_solid_and_the_others_are_hatched(
    style: ChartStyle, black: ChartStyle
) -> None:
    picture = greys(draw(TRAINED, black))

    (solid,) = areas(TRAINED, style, FIRST)
    assert darkness(picture, solid, 1) > 0.99
    for bar in areas(TRAINED, style, OTHER):
        # Lines of 0.6 pt every 4.24 pt cover a seventh.
        assert darkness(picture, bar, 1.5) == pytest.approx(1 / 7, abs=0.05)
        assert darkness(picture, bar, -0.2) > darkness(picture, bar, 1.5)  # the outline


def test_parts_of_a_whole_are_solid_hatched_and_open(style: ChartStyle, black: ChartStyle) -> None:
    marks = (
        Mark("50%", "محررة", 50, emphasis=True),
        Mark("30%", "متنازع عليها", 30),
        Mark("", "ما بقي", 20),
    )
    chart = replace(LAND, marks=marks, width_mm=174)
    picture = greys(draw(chart, black))
    (solid,), (rest, hatched) = (
        areas(chart, style, FIRST),
        sorted(areas(chart, style, OTHER), key=lambda part: part.left),
    )

    assert darkness(picture, solid, 1) > 0.99
    assert darkness(picture, hatched, 1.5) == pytest.approx(1 / 7, abs=0.03)
    assert darkness(picture, rest, 1.5) == 0


def test_events_that_matter_are_solid_and_others_open(style: ChartStyle, black: ChartStyle) -> None:
    picture = greys(draw(MINISTERIALS, black))
    dots = areas(MINISTERIALS, style, FIRST) + areas(MINISTERIALS, style, OTHER)
    large = max(dots, key=lambda dot: dot.width)

    assert len(dots) == len(MINISTERIALS.marks)
    for dot in dots:
        heart = darkness(picture, dot, 0.4 * dot.width)
        assert heart == (1 if dot is large else 0)


def test_estimated_points_are_open(style: ChartStyle, black: ChartStyle) -> None:
    picture = greys(draw(OLD, black))
    drawn = Picture(draw(OLD, style))
    (certain,) = [s for s in drawn.filled(FIRST) if abs(s.width - s.height) < 0.02]
    rings = [s for s in drawn.filled(WHITE) if abs(s.width - s.height) < 0.02]

    assert darkness(picture, certain, 0.4 * certain.width) == 1
    assert [darkness(picture, ring, 0.4 * ring.width) for ring in rings] == [0, 0]


def test_marks_of_a_matrix_are_solid_and_empty_cells_have_a_speck(
    style: ChartStyle, black: ChartStyle
) -> None:
    svg = draw(GROUPS, black)
    picture = greys(svg)
    dots = areas(GROUPS, style, FIRST)
    specks = [
        shape
        for shape in Picture(svg).shapes
        if shape.width == pytest.approx(1.4, abs=0.02) and abs(shape.width - shape.height) < 0.02
    ]

    assert all(darkness(picture, dot, 0.3 * dot.width) == 1 for dot in dots)
    assert len(specks) == 6 - len(dots) == 3  # three rows of two columns


def test_four_series_that_touch_are_filled_in_four_ways(black: ChartStyle) -> None:
    marks = [Mark(str(i), str(i), 1.0, emphasis=i == 0) for i in range(4)]
    apart = fills_of(marks, black, touching=True)

    assert apart[0] == Fill(BLACK)
    assert [fill.hatch for fill in apart[1:]] == list(HATCHES)
    assert len({fill.hatch for fill in fills_of(marks, black)}) == 2  # solid, or the one hatch


def test_a_thin_bar_is_solid_rather_than_all_outline(black: ChartStyle) -> None:
    marks = (Mark("1", "أ", 1), Mark("1,000", "ب", 1_000, emphasis=True))
    drawn = Picture(draw(replace(TRAINED, marks=marks), black))

    assert not drawn.filled(WHITE) + drawn.filled("#fff")
