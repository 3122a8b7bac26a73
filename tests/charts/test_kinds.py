"""The geometry of each kind, measured in the picture; expected values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.charts import engine
from briefings.charts.plate import Plate
from briefings.model import AxisDirection, Chart, ChartStyle, Mark
from tests.charts.drawing import draw, drawing_of, placed
from tests.charts.pictures import Picture
from tests.charts.samples import (
    AGES,
    DOTS,
    FIRST,
    FUNDING,
    GROUPED,
    GROUPS,
    LAND,
    MINISTERIALS,
    MULTIPLES,
    OLD,
    OTHER,
    RANGES,
    SPARK,
    STACKED,
    TRAINED,
)

WIDTH = 84 * 72 / 25.4


def picture(chart: Chart, style: ChartStyle) -> Picture:
    return Picture(draw(chart, style))


def composed(chart: Chart, style: ChartStyle) -> Plate:
    with engine.settings():
        return placed(chart, style)


def bars(*values: float, **changes: object) -> Chart:
    marks = tuple(Mark("1", f"{i}", value) for i, value in enumerate(values))
    return replace(TRAINED, marks=marks, **changes)  # type: ignore[arg-type]


def test_bars_grow_from_the_right_in_proportion(style: ChartStyle) -> None:
    drawn = picture(TRAINED, style)
    small, large = drawn.filled(OTHER)
    (emphasised,) = drawn.filled(FIRST)

    assert small.right == large.right == emphasised.right < WIDTH
    assert small.width / emphasised.width == pytest.approx(25 / 120, abs=0.001)
    assert large.width / emphasised.width == pytest.approx(111 / 120, abs=0.001)
    assert small.bottom < large.top  # in reading order from the top
    assert large.bottom < emphasised.top


def test_bars_the_other_way_are_the_mirror_image(style: ChartStyle) -> None:
    right = picture(TRAINED, style).filled(FIRST)[0]
    left = picture(replace(TRAINED, direction=AxisDirection.LTR), style).filled(FIRST)[0]

    assert left.left == pytest.approx(WIDTH - right.right, abs=0.02)
    assert left.right == pytest.approx(WIDTH - right.left, abs=0.02)


def test_without_emphasis_all_bars_are_alike(style: ChartStyle) -> None:
    drawn = picture(bars(1, 2), style)

    assert len(drawn.filled(FIRST)) == 2
    assert not drawn.filled(OTHER)


def test_negative_bars_grow_the_other_way_from_zero(style: ChartStyle) -> None:
    rise, fall = picture(bars(30, -60), style).filled(FIRST)

    assert rise.right == pytest.approx(fall.left, abs=0.02)  # zero
    assert fall.width / rise.width == pytest.approx(2, abs=0.001)


def test_a_label_stands_beyond_the_tip_of_its_bar(style: ChartStyle) -> None:
    chart = replace(TRAINED, marks=(Mark("صعود", "أ", 30), Mark("هبوط", "ب", -60)))
    plate = composed(chart, style)
    up, down = [label for label in plate.labels if label.text in {"صعود", "هبوط"}]
    rise, fall = picture(chart, style).filled(FIRST)
    start = (plate.full_width + plate.width) / 2  # labels are measured from the right

    assert start - up.s0 < rise.left
    assert start - down.s1 > fall.right


def test_zero_has_a_label_and_no_bar(style: ChartStyle) -> None:
    assert len(picture(bars(0, 5), style).filled(FIRST)) == 1
    assert not picture(bars(0), style).filled(FIRST)
    assert len(composed(bars(0), style).labels) == 2


@pytest.mark.parametrize("scale", [1e-9, 1, 1e15])
def test_the_scale_of_the_values_does_not_matter(style: ChartStyle, scale: float) -> None:
    one, three = picture(bars(1 * scale, 3 * scale), style).filled(FIRST)

    assert three.width / one.width == pytest.approx(3, abs=0.01)


def test_a_long_label_leaves_the_longest_bar_a_readable_length(style: ChartStyle) -> None:
    marks = tuple(
        Mark("أكثر من 4.3 مليار جنيه إسترليني", "30 أيلول/سبتمبر 2024", value)
        for value in (2.3e9, 4.3e9)
    )
    widest = max(s.width for s in picture(replace(TRAINED, marks=marks), style).filled(FIRST))

    assert widest > 0.25 * WIDTH


def test_a_single_bar_is_not_blown_up_to_the_height_allowed(style: ChartStyle) -> None:
    assert composed(bars(87, height_mm=52), style).height < 12 * 72 / 25.4


def test_a_line_keeps_the_distances_in_time(style: ChartStyle) -> None:
    days = date(2024, 1, 1), date(2024, 1, 11), date(2024, 2, 10)  # 10 and 30 days apart
    marks = tuple(Mark("1", str(i), 1, day) for i, day in enumerate(days))
    dots = picture(replace(FUNDING, marks=marks[::-1]), style).filled(FIRST)
    first, second, third = [(dot.left + dot.right) / 2 for dot in dots]

    assert first > second > third  # time runs from right to left
    assert (second - third) / (first - second) == pytest.approx(3, abs=0.01)


def test_a_line_starts_from_zero(style: ChartStyle) -> None:
    drawn = picture(FUNDING, style)
    (axis,) = [s for s in drawn.stroked(style.text) if s.width > 0.8 * WIDTH]
    low, _, high = [(dot.top + dot.bottom) / 2 for dot in drawn.filled(FIRST)]

    assert (axis.top - low) / (axis.top - high) == pytest.approx(2.3 / 4.3, abs=0.002)


def test_a_falling_line_runs_below_zero(style: ChartStyle) -> None:
    marks = tuple(Mark(str(v), str(v), v, date(2020 + v, 1, 1)) for v in (-4, -1))
    drawn = picture(replace(FUNDING, marks=marks), style)
    (axis,) = [s for s in drawn.stroked(style.text) if s.width > 0.8 * WIDTH]

    assert [dot.top > axis.bottom for dot in drawn.filled(FIRST)] == [True, True]


def test_points_of_one_day_stand_above_each_other(style: ChartStyle) -> None:
    marks = tuple(Mark(str(v), "2024", v, date(2024, 9, 1)) for v in (1, 2, 3))
    dots = picture(replace(FUNDING, marks=marks), style).filled(FIRST)

    assert len({round(dot.left, 2) for dot in dots}) == 1


def test_a_share_fills_its_part_of_the_whole(style: ChartStyle) -> None:
    drawn = picture(LAND, style)
    (part,), (whole,) = drawn.filled(FIRST), drawn.filled(style.rule)

    assert part.width / whole.width == pytest.approx(0.95, abs=0.003)
    assert part.right == pytest.approx(whole.right, abs=0.4)  # half its outline


def test_a_mark_equal_to_the_whole_names_it(style: ChartStyle) -> None:
    marks = (Mark("21,000", "البشمركة", 21, emphasis=True), Mark("111,000", "كل القوات", 111))
    chart = replace(LAND, marks=marks, whole=111)

    (part,) = picture(chart, style).filled(FIRST)
    assert part.width / (WIDTH - 1.5) == pytest.approx(21 / 111, abs=0.002)
    assert "كل القوات 111,000" in [label.text for label in composed(chart, style).labels]


def test_parts_of_a_share_follow_each_other(style: ChartStyle) -> None:
    marks = (Mark("95%", "محررة", 95, emphasis=True), Mark("", "ما بقي", 5))
    drawn = picture(replace(LAND, marks=marks), style)
    (first,), (rest,) = drawn.filled(FIRST), drawn.filled(OTHER)

    assert rest.right == pytest.approx(first.left, abs=0.02)
    assert rest.left == pytest.approx(0.75, abs=0.02)


def test_parts_that_touch_are_told_apart_by_a_line_of_paper(style: ChartStyle) -> None:
    marks = tuple(Mark(f"{value}", f"{value}", value) for value in (20, 30, 50))
    drawn = picture(replace(LAND, marks=marks), style)
    lines = [shape.left for shape in drawn.stroked(style.paper)]
    ends = [part.left for part in drawn.filled(FIRST)[:-1]]
    assert lines == pytest.approx(ends, abs=0.02)


def test_many_parts_get_a_bar_each_as_long_as_the_whole(style: ChartStyle) -> None:
    marks = tuple(Mark(f"{v}%", f"جزء {v}", v) for v in (40, 30, 20, 10))
    drawn = picture(replace(LAND, marks=marks), style)
    parts, wholes = drawn.filled(FIRST), drawn.filled(style.rule)

    ratios = [part.width / whole.width for part, whole in zip(parts, wholes, strict=True)]
    assert ratios == pytest.approx([0.4, 0.3, 0.2, 0.1], abs=0.003)


def dots_of(drawn: Picture) -> list[float]:
    dots = [s for s in drawn.filled(FIRST) + drawn.filled(OTHER) if abs(s.width - s.height) < 0.02]
    return sorted((dot.left + dot.right) / 2 for dot in dots)


def test_a_timeline_runs_from_right_to_left_to_scale(style: ChartStyle) -> None:
    drawn = picture(MINISTERIALS, style)
    dots = dots_of(drawn)
    (last,) = drawn.filled(FIRST)  # 2024 is emphasised

    assert len(dots) == 10
    assert last.left < dots[0] < last.right
    # From 2022 to 2024 is twice as far as from 2021 to 2022.
    assert (dots[1] - dots[0]) / (dots[2] - dots[1]) == pytest.approx(2, abs=0.01)


def test_sentences_make_a_list(style: ChartStyle) -> None:
    sentence = "اجتماع المجموعة المصغرة في بروكسل وإنشاء مجموعة التركيز الخاصة بأفريقيا"
    marks = tuple(replace(mark, label=sentence) for mark in MINISTERIALS.marks)
    plate = composed(replace(MINISTERIALS, marks=marks), style)
    events = [label for label in plate.labels if label.text == sentence]

    assert [event.y0 for event in events] == sorted(event.y0 for event in events)
    assert len({round(event.s0, 1) for event in events}) == 1


@pytest.mark.parametrize(
    "day", [pytest.param(None, id="undated"), pytest.param(date(2024, 1, 1), id="one-day")]
)
def test_events_without_a_scale_make_a_list(style: ChartStyle, day: date | None) -> None:
    marks = tuple(Mark("حدث", str(i), day=day) for i in range(12))
    drawn = picture(replace(MINISTERIALS, marks=marks), style)

    assert len({round(x, 1) for x in dots_of(drawn)}) == 1


def test_a_matrix_marks_its_cells_from_the_right(style: ChartStyle) -> None:
    dots = picture(GROUPS, style).filled(FIRST)
    rows = sorted({round(dot.top, 1) for dot in dots})
    columns = sorted({round(dot.left, 1) for dot in dots}, reverse=True)  # the first at the right

    cells = {(rows.index(round(d.top, 1)), columns.index(round(d.left, 1))) for d in dots}
    assert cells == {(0, 1), (1, 1), (2, 0)}


def test_row_names_of_a_matrix_stand_at_the_right(style: ChartStyle) -> None:
    plate = composed(GROUPS, style)
    names = [label for label in plate.labels if label.text in GROUPS.rows]

    assert [name.s0 for name in names] == [0, 0, 0]  # s runs from the right edge here
    assert plate.is_mirrored


@pytest.mark.parametrize("count", range(1, 13))
def test_one_to_twelve_marks(style: ChartStyle, count: int) -> None:
    marks = tuple(
        Mark(f"{v:,} عضوًا", f"{2014 + v}", 1_000.0 * v, date(2014 + v, 3, 1), v == count)
        for v in range(1, count + 1)
    )
    whole = sum(mark.value or 0 for mark in marks) + 1
    for kind in ("bars", "line", "share", "timeline"):
        chart = Chart(kind, "ع", "ب", "", marks, whole, width_mm=174, height_mm=100)
        texts = {label.text for label in composed(chart, style).labels}
        wanted = marks if kind != "line" or count <= 8 else (marks[0], marks[-1])
        assert {mark.label for mark in wanted} <= texts, kind


def test_a_label_that_had_to_move_is_tied_to_its_part(style: ChartStyle) -> None:
    marks = tuple(Mark(f"{v}%", "اسم جزء من الكل", v) for v in (45, 4, 51))
    drawn = picture(replace(LAND, marks=marks, width_mm=110), style)
    thin = min(drawn.filled(FIRST)[-3:], key=lambda part: part.width)
    ties = [s for s in drawn.stroked(style.muted) if s.bottom <= thin.top and s.height > 1]

    assert any(tie.left - 0.1 <= (thin.left + thin.right) / 2 <= tie.right + 0.1 for tie in ties)


def test_parts_whose_labels_do_not_fit_side_by_side_get_a_bar_each(style: ChartStyle) -> None:
    word = "الاستراتيجية" * 3  # a word is never broken
    marks = tuple(Mark(f"{v}%", word, v) for v in (40, 30, 30))
    chart = replace(LAND, marks=marks, width_mm=105)

    assert len(picture(chart, style).filled(style.rule)) == 3


def test_heads_wider_than_their_columns_stand_at_two_heights(style: ChartStyle) -> None:
    # A fifth of what the row names leave of 66 mm is less than the word «الاستقرار».
    heads = ("أفريقيا", "دعم الاستقرار", "مواجهة الدعاية", "المقاتلون الأجانب", "مكافحة التمويل")
    cells = ((True,) * 5,) * 3
    chart = replace(GROUPS, columns=heads, cells=cells, width_mm=66)
    labels = {label.text: label for label in composed(chart, style).labels}
    upper = [labels[head].y1 for head in heads[::2]]
    lower = [labels[head].y0 for head in heads[1::2]]
    dots = picture(chart, style).filled(FIRST)[:5]

    assert max(upper) < min(lower)
    for head, dot in zip(heads, dots, strict=True):
        s = 66 * 72 / 25.4 - 0.75 - (dot.left + dot.right) / 2
        assert labels[head].s0 < s < labels[head].s1


def test_bars_fill_more_than_six_tenths_of_their_rows(style: ChartStyle) -> None:
    drawn = picture(bars(1, 2, 3), style)
    first, second, _ = drawn.filled(FIRST)

    assert first.height / (second.top - first.top) == pytest.approx(0.64, abs=0.001)


def test_an_estimated_day_is_an_open_circle_on_the_days_that_it_may_be(style: ChartStyle) -> None:
    drawn = picture(OLD, style)
    rings = [s for s in drawn.filled("#ffffff") if abs(s.width - s.height) < 0.02]
    spans = [s for s in drawn.stroked(FIRST) if s.height == 0]
    (dot,) = [s for s in drawn.filled(FIRST) if abs(s.width - s.height) < 0.02]

    # From 1 January to 31 December 2023, and in September 2016; the scale runs 4714 days.
    days = (date(2026, 11, 28) - date(2014, 1, 1)).days
    length = (126 * 72 / 25.4 - 1.5) - 20
    assert days == 4714
    assert [s.width for s in spans] == pytest.approx(
        [29 / days * length, 364 / days * length], abs=0.05
    )
    assert len(rings) == 2
    for ring, span in zip(rings, spans, strict=True):
        assert span.left < (ring.left + ring.right) / 2 < span.right
    assert dot.width > rings[0].width  # the newest is certain, and larger


def test_what_is_empty_since_the_newest_figure_is_hatched(style: ChartStyle) -> None:
    drawn = picture(OLD, style)
    (gap,) = [s for s in drawn.shapes if s.fill.startswith("url(")]
    (dot,) = [s for s in drawn.filled(FIRST) if abs(s.width - s.height) < 0.02]

    # From the newest figure, but for the stem, to the end of the axis.
    assert gap.right == pytest.approx((dot.left + dot.right) / 2 - 2, abs=0.1)
    assert gap.left == pytest.approx(0.75 + 10, abs=0.1)
    words = [label.text for label in drawing_of(OLD, style).labels]
    assert " ".join(words).count("لا رقم") == 1
    newer = replace(OLD, until=date(2024, 11, 1))
    assert not [s for s in picture(newer, style).shapes if s.fill.startswith("url(")]


def test_an_event_is_a_dotted_line_with_words_on_its_day(style: ChartStyle) -> None:
    drawn = picture(OLD, style)
    plate = composed(OLD, style)
    words = next(label for label in plate.labels if label.text.startswith("إعلان"))
    (line,) = [s for s in drawn.stroked(style.text) if s.width == 0 and s.height > 60]
    days = (date(2014, 9, 10) - date(2014, 1, 1)).days

    s = 126 * 72 / 25.4 - 0.75 - line.left
    assert s == pytest.approx(10 + days / 4714 * (plate.width - 20), abs=0.05)
    assert words.s0 <= s <= words.s1
    assert words.y1 < line.top + 6


def test_years_that_have_no_room_are_left_out_in_turn(style: ChartStyle) -> None:
    narrow = replace(OLD, width_mm=60, events=(), gap="")
    years = [one.text for one in composed(narrow, style).labels if len(one.text) == 4]

    assert years[:3] == ["2014", "2019", "2024"]  # every fifth; the year 2023 is a date beside
    wide = [one.text for one in composed(OLD, style).labels if len(one.text) == 4]
    assert wide[:13] == [str(year) for year in range(2014, 2027)]


def test_of_many_points_only_what_stands_out_has_a_label(style: ChartStyle) -> None:
    marks = tuple(
        Mark(
            f"{value}", f"{1 + i % 12}/{2022 + i // 12}", value, date(2022 + i // 12, 1 + i % 12, 9)
        )
        for i, value in enumerate([40, *[50] * 10, 90, *[60] * 5, 20, *[50] * 5, 70])
    )
    chart = replace(FUNDING, marks=marks, width_mm=126, height_mm=58)
    values = {one.text for one in composed(chart, style).labels if "/" not in one.text}

    assert len(marks) == 24
    assert values == {"40", "90", "20", "70"}  # the ends, the highest and the lowest


def test_bars_of_a_group_have_the_colour_of_their_series(style: ChartStyle) -> None:
    drawn = picture(GROUPED, style)
    first, other = drawn.filled(FIRST), drawn.filled(OTHER)

    # Three bars and the swatch of the legend, which comes last.
    assert [len(first), len(other)] == [4, 4]
    widths = [s.width for s in first[:-1] + other[:-1]]
    assert [w / widths[0] for w in widths] == pytest.approx(
        [1, 22 / 30, 15 / 30, 45 / 30, 18 / 30, 19 / 30], abs=0.01
    )


def test_parts_of_a_stack_follow_each_other(style: ChartStyle) -> None:
    drawn = picture(STACKED, style)
    for one, other in zip(drawn.filled(FIRST)[:-1], drawn.filled(OTHER)[:-1], strict=True):
        assert other.right == pytest.approx(one.left, abs=0.02)
    first, second, third = drawn.filled(FIRST)[:-1]
    assert second.width / first.width == pytest.approx(22 / 30, abs=0.005)
    assert first.right == second.right == third.right


def test_dots_and_ranges_stand_on_one_scale(style: ChartStyle) -> None:
    dots = picture(DOTS, style)
    (axis,) = [s.left for s in dots.stroked(style.muted) if s.width == 0]
    places = [axis - (s.left + s.right) / 2 for s in dots.filled(OTHER) + dots.filled(FIRST)]
    assert [p / places[2] for p in places] == pytest.approx([30 / 45, 9 / 45, 1], abs=0.005)

    ranges = picture(RANGES, style)
    lines = [s for s in ranges.stroked(FIRST) if s.height == 0 and s.width > 5]
    assert [s.width / lines[0].width for s in lines] == pytest.approx([1, 1, 7 / 20], abs=0.01)


def test_small_lines_share_one_scale(style: ChartStyle) -> None:
    drawn = picture(MULTIPLES, style)
    heights = [s.height for s in drawn.stroked(FIRST) if s.width > 20]

    assert [h / heights[0] for h in heights] == pytest.approx([1, 4 / 15, 4 / 15], abs=0.01)


def test_the_ages_of_figures_lie_on_a_line_up_to_the_edition(style: ChartStyle) -> None:
    plate = composed(AGES, style)
    drawn = picture(AGES, style)
    rings = [s for s in drawn.filled("#ffffff") if abs(s.width - s.height) < 0.02]
    newest = max(drawn.filled("#111111"), key=lambda one: one.left)  # the other is the diamond

    assert [one.text for one in plate.labels] == ["سبتمبر 2016", "2023", "سبتمبر 2024", "الإصدار"]
    assert len(rings) == 2
    # From September 2016 to July 2023 are 2480 days, to September 2024 are 2937.
    first, second = [(s.left + s.right) / 2 for s in rings]
    newest_at = (newest.left + newest.right) / 2
    assert (first - second) / (first - newest_at) == pytest.approx(2480 / 2937, abs=0.01)


def test_a_line_in_a_tile_has_no_words(style: ChartStyle) -> None:
    assert not composed(SPARK, style).labels
    (line,) = [s for s in picture(SPARK, style).stroked(FIRST) if s.width > 20]
    assert line.width == pytest.approx(16 * 72 / 25.4 - 1.5 - 4.2, abs=0.05)
