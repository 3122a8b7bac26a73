"""What must not be compared shares no axis, and no part has two colours in a topic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.content.blocks import A4_ROOM
from briefings.content.blocks.amounts import AmountItem, Amounts
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_marks import days_between, levels_below
from briefings.content.blocks.chart_small import age_strip, sparkline
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.model import (
    Claim,
    Column,
    Fact,
    Library,
    Topic,
    When,
    charts_in,
    plain_text,
    unmarked,
)
from tests.tiny import LATE, LIBRARY, NEW, OLD, composer, library_with

SPENT = Fact(
    "spent",
    "GB",
    "spent",
    "المبلغ",
    (
        Claim("old-page", 1, "دليل", as_of=OLD, value=2e9, scope="سوريا"),
        Claim("new-page", 1, "دليل", as_of=NEW, value=4e9, scope="سوريا والمنطقة"),
    ),
    unit="element",
)
OTHER = Fact(
    "other",
    "GB",
    "other",
    "مبلغ آخر",
    (Claim("new-page", 1, "دليل", as_of=NEW, value=3e9),),
    unit="element",
    incomparable=("spent",),
)


def rules(library: Library, *panels: Panel) -> list[str]:
    block = Charts(panels)
    topic = Topic("one", "موضوع", "ملخص", ("قول.",), (block,))
    library = replace(library, topics={"one": topic})
    return [problem.rule for problem in block.problems(library)]


def test_claims_of_different_scopes_share_no_axis() -> None:
    library = library_with(SPENT, OTHER)
    both = (ChartItem("spent", "أول", at=OLD), ChartItem("spent", "ثانٍ", at=NEW))

    assert rules(library, Panel("bars", "مبالغ", both)) == ["incomparable"]
    assert rules(library, Panel("dots", "مبالغ", both)) == ["incomparable"]
    # Over time only claims of one scope are drawn.
    assert rules(library, Panel("line", "مبالغ", (ChartItem("spent"),))) == []


def test_facts_that_say_so_share_no_axis() -> None:
    library = library_with(SPENT, OTHER)
    panel = Panel("bars", "مبالغ", (ChartItem("spent", "أول"), ChartItem("other", "ثانٍ")))
    assert rules(library, panel) == ["incomparable"]
    apart = library_with(SPENT, replace(OTHER, incomparable=()))
    assert rules(apart, panel) == []


def test_a_single_percentage_is_no_chart() -> None:
    share = Panel("share", "خسر", (ChartItem("share", "خسره"),), remainder="ما بقي")
    (problem,) = Charts((share,)).problems(LIBRARY)
    assert "a single percentage is no chart" in problem.message


def test_the_rest_of_one_whole_is_not_stressed_in_another() -> None:
    part, rest = ChartItem("trained", "التراجع"), ChartItem("trained", "ما بقي")
    one = Panel("share", "تراجع", (part,), whole="trained", remainder="ما بقي")
    other = Panel("share", "بقي", (rest,), whole="trained", remainder="التراجع")
    same = Panel("share", "تراجع", (part,), whole="trained", remainder="الباقي")

    assert rules(LIBRARY, one, other) == ["colour-meaning"]
    assert rules(LIBRARY, one, same) == []


def test_amounts_are_listed_with_what_they_are() -> None:
    items = tuple(AmountItem("spent", at=when) for when in (OLD, NEW))
    view = Amounts(items).view(composer(library=library_with(SPENT)))
    assert view is not None

    assert [(unmarked(row.number), row.scale) for row in view.rows] == [
        ("ملياران", ""),
        ("4", "مليارات"),
    ]
    assert [plain_text(row.text) for row in view.rows] == ["المبلغ", "المبلغ"]
    assert [cite.number for row in view.rows for cite in row.cites] == [1, 2]


def test_an_amount_needs_a_value() -> None:
    (problem,) = Amounts((AmountItem("leads"),)).problems(LIBRARY)
    assert problem.rule == "amount-without-value"


def test_a_tile_gets_a_line_where_there_is_a_series() -> None:
    chart = sparkline("trained", composer())
    assert chart is not None
    assert [mark.value for mark in chart.marks] == [25000, 120000]
    assert (chart.width_mm, chart.height_mm) == (16, 7)
    assert sparkline("share", composer()) is None


def test_the_strip_of_ages_names_each_date_once_and_stresses_the_newest() -> None:
    own = composer()
    claims = [("trained", claim) for claim in LIBRARY.facts["trained"].claims]
    chart = age_strip([*claims, *claims], LATE, own)
    assert chart is not None
    assert [(unmarked(mark.label), mark.emphasis) for mark in chart.marks] == [
        ("سبتمبر 2016", False),
        ("سبتمبر 2024", True),
    ]
    assert chart.until == LATE
    assert age_strip([], LATE, own) is None


def test_charts_are_found_wherever_they_stand() -> None:
    chart = sparkline("trained", composer())
    view = Charts((Panel("bars", "النمو", (ChartItem("trained"),)),)).view(composer())
    assert view is not None
    assert chart is not None
    found = list(charts_in((view, ("text", (chart,)))))
    assert [one.kind for one in found] == ["bars", "sparkline"]
    assert found[0].name != view.at(Column.MAIN, A4_ROOM).pictures[0].chart.name


@pytest.mark.parametrize(
    ("most", "levels"),
    [
        (120_000, ["50,000", "100,000"]),
        (87, ["50"]),
        (4.3e9, ["ملياران", "4 مليارات"]),
        (100, ["50", "100"]),
        (7, ["2", "4", "6"]),
    ],
)
def test_levels_are_round_numbers(most: float, levels: list[str]) -> None:
    found = levels_below(most, LIBRARY.facts["trained"], composer())
    assert [unmarked(one.label) for one in found] == levels


def test_an_axis_of_time_names_years_or_months() -> None:
    years = days_between(When.parse("2014-09-10").start, When.parse("2017-02-01").start, composer())
    assert [unmarked(one.label) for one in years] == ["2014", "2015", "2016", "2017"]
    months = days_between(
        When.parse("2023-11-05").start, When.parse("2024-02-03").start, composer()
    )
    assert [unmarked(one.label) for one in months] == ["ديسمبر 2023", "يناير 2024", "فبراير 2024"]
