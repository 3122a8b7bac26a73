"""The geometry of each kind, measured in the picture; expected values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from briefings.charts.canvas import Canvas

from briefings.charts import engine
from briefings.model import AxisDirection, Chart, ChartStyle, Mark
from tests.charts.drawing import draw, placed
from tests.charts.pictures import Picture
from tests.charts.samples import FIRST, FUNDING, GROUPS, LAND, MINISTERIALS, OTHER, TRAINED

WIDTH = 84 * 72 / 25.4


def picture(chart: Chart, style: ChartStyle) -> Picture:
    return Picture(draw(chart, style))


def composed(chart: Chart, style: ChartStyle) -> Canvas:
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
    canvas = composed(chart, style)
    up, down = [label for label in canvas.labels if label.text in {"صعود", "هبوط"}]
    rise, fall = picture(chart, style).filled(FIRST)
    start = (canvas.full_width + canvas.width) / 2  # labels are measured from the right

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
    (axis,) = [s for s in drawn.stroked(style.muted) if s.width > 0.9 * WIDTH]
    low, _, high = [(dot.top + dot.bottom) / 2 for dot in drawn.filled(FIRST)]

    assert (axis.top - low) / (axis.top - high) == pytest.approx(2.3 / 4.3, abs=0.002)


def test_a_falling_line_runs_below_zero(style: ChartStyle) -> None:
    marks = tuple(Mark(str(v), str(v), v, date(2020 + v, 1, 1)) for v in (-4, -1))
    drawn = picture(replace(FUNDING, marks=marks), style)
    (axis,) = [s for s in drawn.stroked(style.muted) if s.width > 0.9 * WIDTH]

    assert [dot.top > axis.bottom for dot in drawn.filled(FIRST)] == [True, True]


def test_dates_close_together_leave_out_names_rather_than_overlap(style: ChartStyle) -> None:
    marks = tuple(
        Mark(str(i), f"{i + 1} أيلول/سبتمبر 2024", i, date(2024, 9, i + 1)) for i in range(12)
    )
    chart = replace(FUNDING, marks=marks)
    texts = [label.text for label in composed(chart, style).labels]
    named = [mark.category for mark in marks if mark.category in texts]

    assert named[0] == marks[0].category
    assert named[-1] == marks[-1].category
    assert len(named) < 12
    assert {mark.label for mark in marks} <= set(texts)  # every value is labelled


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
    canvas = composed(replace(MINISTERIALS, marks=marks), style)
    events = [label for label in canvas.labels if label.text == sentence]

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
    canvas = composed(GROUPS, style)
    names = [label for label in canvas.labels if label.text in GROUPS.rows]

    assert [name.s0 for name in names] == [0, 0, 0]  # s runs from the right edge here
    assert canvas.direction is AxisDirection.RTL


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
        assert {mark.label for mark in marks} <= texts, kind


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


# Ten years across 84 mm leave 6 mm between the last two dates.
DECADE = (date(2014, 9, 30), date(2023, 12, 31), date(2024, 9, 30))


def line_of(*names: str) -> Chart:
    days = zip(names, DECADE, strict=True)
    marks = tuple(Mark(f"{i}", name, i + 1, day) for i, (name, day) in enumerate(days))
    return replace(FUNDING, marks=marks)


def test_dates_take_two_lines_where_that_names_more_of_them(style: ChartStyle) -> None:
    labels = composed(line_of("سبتمبر 2014", "ديسمبر 2023", "سبتمبر 2024"), style).labels
    dates = {label.text: label for label in labels if " " in label.text}

    assert set(dates) == {"سبتمبر 2014", "ديسمبر 2023", "سبتمبر 2024"}
    assert dates["سبتمبر 2014"].s0 == pytest.approx(0)  # flush with the picture
    assert dates["سبتمبر 2024"].s1 == pytest.approx(WIDTH - 1.5)


def test_a_date_without_room_on_the_axis_stands_beside_its_value(style: ChartStyle) -> None:
    names = ("أيلول/سبتمبر 2014", "كانون الأول/ديسمبر 2023", "أيلول/سبتمبر 2024")
    texts = {label.text for label in composed(line_of(*names), style).labels}
    kept_together = names[1].replace(" ", "\u00a0")

    assert texts == {names[0], names[2], "0", f"1 ({kept_together})", "2"}


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
