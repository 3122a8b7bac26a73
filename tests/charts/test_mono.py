"""One ink: nothing but black on white, and marks told apart by what fills them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.charts.colours import check_colours
from briefings.charts.fills import HATCHES, Fill, Hatch, fills_of, hatch_lines
from briefings.content.blocks.chart_spec import SHAPES
from briefings.errors import ChartError
from briefings.model import Chart, ChartStyle, Ink, Mark, mono
from tests.charts.drawing import draw
from tests.charts.pictures import Picture, Shape, darkness, greys
from tests.charts.samples import ALL, FIRST, FUNDING, GROUPS, LAND, MINISTERIALS, OTHER, TRAINED

BLACK, WHITE = "#000000", "#ffffff"
MM = 72 / 25.4


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


@pytest.mark.parametrize("kind", SHAPES)
def test_a_mono_picture_is_black_on_white_with_no_hairline(black: ChartStyle, kind: str) -> None:
    svg = draw(ALL[kind], black)
    picture = Picture(svg)
    widths = re.findall(r"stroke-width: ([\d.]+)", svg.decode())

    assert {shape.fill for shape in picture.shapes} <= {"none", BLACK, WHITE, "#000", "#fff"}
    assert min(map(float, widths), default=1.0) >= 0.5
    assert greys(svg).min() == 0
    assert {element.tag.split("}")[1] for element in picture.root.iter()} == {
        "svg",
        "title",
        "path",
    }
    assert b"opacity" not in svg
    assert draw(ALL[kind], black) == svg


def test_the_bar_that_matters_is_solid_and_the_others_are_hatched(
    style: ChartStyle, black: ChartStyle
) -> None:
    picture = greys(draw(TRAINED, black))

    (solid,) = areas(TRAINED, style, FIRST)
    assert darkness(picture, solid, 1) > 0.99
    for bar in areas(TRAINED, style, OTHER):
        # Lines of 0.6 pt every 3.6 pt cover a sixth.
        assert darkness(picture, bar, 1.5) == pytest.approx(1 / 6, abs=0.05)
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
    assert darkness(picture, hatched, 1.5) == pytest.approx(1 / 6, abs=0.03)
    assert darkness(picture, rest, 1.5) == 0


@pytest.mark.parametrize("chart", [FUNDING, MINISTERIALS], ids=lambda chart: str(chart.kind))
def test_points_are_solid_or_open(style: ChartStyle, black: ChartStyle, chart: Chart) -> None:
    picture = greys(draw(chart, black))
    dots = [
        shape
        for shape in areas(chart, style, FIRST) + areas(chart, style, OTHER)
        if abs(shape.width - shape.height) < 0.02
    ]
    large = max(dots, key=lambda dot: dot.width)

    assert len(dots) == len(chart.marks)
    for dot in dots:
        heart = darkness(picture, dot, 0.4 * dot.width)
        ring = darkness(picture, dot, 0)
        if dot is large:
            assert heart == 1
        else:
            assert heart == 0
            assert ring > 0.3


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


def test_hatch_lines_end_at_the_edges_of_their_rectangle() -> None:
    # At 45 degrees and 5/√2 apart: the lines x + y = 5, 10 and 15; 0 and 20 only touch corners.
    lines = hatch_lines(0, 10, 0, 10, Hatch((45,), 5 / sqrt(2)))
    ends = [sorted((round(x, 6), round(y, 6)) for x, y in line) for line in lines]

    assert ends == [[(0, 5), (5, 0)], [(0, 10), (10, 0)], [(5, 10), (10, 5)]]


def test_upright_lines_stand_on_one_grid_for_the_whole_picture() -> None:
    lines = hatch_lines(5, 14, 1, 3, Hatch((90,), 4))
    assert [[(round(x, 6), round(y, 6)) for x, y in sorted(line)] for line in lines] == [
        [(8, 1), (8, 3)],
        [(12, 1), (12, 3)],
    ]


def test_lines_of_the_hatches_do_not_run_together() -> None:
    assert all(hatch.step >= 1.2 * MM for hatch in HATCHES)


@given(
    st.floats(-50, 500),
    st.floats(-50, 500),
    st.floats(2, 400),
    st.floats(2, 40),
    st.sampled_from(HATCHES),
)
def test_a_hatch_stays_inside_and_leaves_no_hole(
    left: float, top: float, width: float, height: float, hatch: Hatch
) -> None:
    lines = list(hatch_lines(left, left + width, top, top + height, hatch))
    for angle in hatch.angles:
        across = sin(radians(angle)), cos(radians(angle))
        places = []
        for (x0, y0), (x1, y1) in lines:
            assert left - 1e-6 <= min(x0, x1) <= max(x0, x1) <= left + width + 1e-6
            assert top - 1e-6 <= min(y0, y1) <= max(y0, y1) <= top + height + 1e-6
            one, other = (x * across[0] + y * across[1] for x, y in ((x0, y0), (x1, y1)))
            if abs(one - other) < 1e-6 * hypot(width, height):
                places.append(one)
        gaps = [b - a for a, b in pairwise(places)]
        assert gaps == pytest.approx([hatch.step] * len(gaps))
        reach = width * abs(across[0]) + height * abs(across[1])
        assert len(places) >= int(reach / hatch.step) - 2
