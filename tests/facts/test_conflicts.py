"""Which claims disagree, and what is printed where they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.arabic import plain
from briefings.content.blocks import Composer
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Caveats
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.timeline import Event, Timeline
from briefings.facts.conflicts import conflicts, disagree
from briefings.facts.selection import Selection
from briefings.model import Cite, Claim, Fact, Library, Qualifier, Rank, Rich, When
from tests.tiny import LATE, LIBRARY, SOURCES, composer

MORE, ABOUT, UP_TO, ORDER = (
    Qualifier.MORE_THAN,
    Qualifier.ABOUT,
    Qualifier.UP_TO,
    Qualifier.ORDER,
)
BEFORE = replace(SOURCES["new-page"], id="before", published=When.parse("2016-09"))
FIRST, SECOND = "old-page", "before"


def said(source: str, value: float, when: str = "2016-09", **rest: Any) -> Claim:
    """A claim of one of two sources of September 2016."""
    return Claim(source, 1, "دليل", value=value, as_of=When.parse(when), **rest)


def library(*claims: Claim) -> Library:
    """A library in which these claims say how many members there are."""
    fact = Fact("members", "group", "members", "أعضاء المجموعة", claims, unit="state")
    return replace(
        LIBRARY, sources={**SOURCES, "before": BEFORE}, facts={**LIBRARY.facts, "members": fact}
    )


def spoken(rich: Rich | None) -> str:
    """Words with source marks in brackets."""
    parts = (f"[{part.text}]" if isinstance(part, Cite) else part.text for part in rich or ())
    return plain("".join(parts))


def differing(*more: Claim) -> Composer:
    """67 in one source and 70 in another."""
    return composer(library=library(said(FIRST, 67), said(SECOND, 70), *more))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (said(FIRST, 67), said(SECOND, 70), True),
        (said(FIRST, 67), said(FIRST, 70), False),
        (said(FIRST, 67), said(SECOND, 67, qualifier=MORE), False),
        (said(FIRST, 67, scope="أ"), said(SECOND, 70, scope="ب"), False),
        (said(FIRST, 67, "2016-09-10"), said(SECOND, 70, "2016-10-11"), True),
        (said(FIRST, 67, "2016-09-10"), said(SECOND, 70, "2016-10-12"), False),
        (said(FIRST, 67, "2016"), said(SECOND, 70, "2016-03"), True),
        (said(FIRST, 67, "2016"), said(SECOND, 70, "2017"), False),
        (said(FIRST, 100, qualifier=ABOUT), said(SECOND, 110), False),
        (said(FIRST, 100, qualifier=ABOUT), said(SECOND, 111), True),
        (said(FIRST, 100, qualifier=MORE), said(SECOND, 110), False),
        (said(FIRST, 100, qualifier=MORE), said(SECOND, 111), True),
        (said(FIRST, 100, qualifier=MORE), said(SECOND, 99), True),
        (said(FIRST, 100, qualifier=UP_TO), said(SECOND, 90), False),
        (said(FIRST, 100, qualifier=UP_TO), said(SECOND, 89), True),
        (said(FIRST, 100, qualifier=UP_TO), said(SECOND, 101), True),
        (said(FIRST, 1000, qualifier=ORDER), said(SECOND, 9999), False),
        (said(FIRST, 1000, qualifier=ORDER), said(SECOND, 10000), True),
    ],
    ids=[
        "two values",
        "of one source",
        "equal values",
        "two scopes",
        "31 days apart",
        "32 days apart",
        "within the year",
        "two years",
        "about, a tenth off",
        "about, more off",
        "more than, a tenth more",
        "more than, more yet",
        "more than, less",
        "up to, a tenth less",
        "up to, less yet",
        "up to, more",
        "of that order",
        "of the next order",
    ],
)
def test_values_that_cannot_both_hold_disagree(one: Claim, other: Claim, differ: bool) -> None:
    assert disagree(one, other) is differ
    assert disagree(other, one) is differ


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{members} هنا", "ما بين 67 و70 دولة[1][2] هنا"),
        ("في {members|of}", "في ما بين 67 و70 دولة[1][2]"),
        ("{members|number}", "ما بين 67 و70[1][2]"),
        ("{members@2016-09}", "ما بين 67 و70 دولة[1][2]"),
    ],
)
def test_a_text_says_both_values_and_marks_both_sources(text: str, words: str) -> None:
    assert spoken(differing().sentence(text)) == words


def test_growth_from_or_to_a_figure_in_dispute_is_not_told() -> None:
    later = said("new-page", 87, "2024-09-30")
    assert differing(later).sentence("بلغ {members|times}") is None
    assert spoken(differing(later).sentence("{members@first}")) == "ما بين 67 و70 دولة[1][2]"


def test_a_tile_says_the_range_in_short() -> None:
    view = KeyFigures((KeyFigure("members", "في المجموعة"),)).view(differing())
    assert view is not None
    (tile,) = view.tiles
    assert tuple(map(plain, (tile.amount.qualifier, tile.amount.figure, tile.amount.noun))) == (
        "تتباين المصادر",
        "67 إلى 70",
        "دولة",
    )
    assert [cite.number for cite in tile.cites] == [1, 2]


def test_a_chart_draws_the_lowest_and_says_the_range() -> None:
    one = differing(said("new-page", 87, "2024-09-30"))
    panel = Panel("bars", "العضوية", (ChartItem("members"),), note="بحسب المصادر.")
    view = Charts((panel,)).view(one)
    assert view is not None
    (picture,) = view.pictures
    assert [(mark.value, plain(mark.label)) for mark in picture.chart.marks] == [
        (67, "ما بين 67 و70"),
        (87, "87"),
    ]
    assert spoken(picture.note) == "بحسب المصادر. تتباين المصادر في أعضاء المجموعة."
    assert [cite.number for cite in picture.cites] == [1, 2, 3]


def test_a_chart_of_one_fact_draws_one_scope() -> None:
    one = composer(
        library=library(
            said(FIRST, 5, scope="أ"),
            said(SECOND, 9, "2016-10", scope="ب"),
            said("new-page", 12, "2024-09-30", scope="ب"),
        )
    )
    view = Charts((Panel("line", "العضوية", (ChartItem("members"),)),)).view(one)
    assert view is not None
    assert [mark.value for mark in view.pictures[0].chart.marks] == [9, 12]


def test_a_timeline_tells_a_dispute_once() -> None:
    view = Timeline((Event("members"),)).view(differing())
    assert view is not None
    assert [spoken(event.told) for event in view.events] == [
        "أعضاء المجموعة: ما بين 67 و70 دولة[1][2]"
    ]


def points(one: Composer, text: str) -> list[str]:
    """What the caveats say after a text."""
    one.sentence(text)
    view = Caveats(dates=False).view(one)
    points = [spoken(point.text) for point in view.points] if view else []
    return [point for point in points if "مضى موعد" not in point]


def test_the_caveat_says_who_said_what() -> None:
    assert points(differing(), "{members}") == [
        (
            "تتباين المصادر في أعضاء المجموعة: 67 دولة بحسب «صفحة قديمة» (سبتمبر 2016)[1]، "
            "و70 دولة بحسب «صفحة جديدة» (سبتمبر 2016)[2]."
        )
    ]


def test_what_is_preferred_is_printed_and_the_caveat_says_why() -> None:
    chosen = said(SECOND, 70, rank=Rank.PREFERRED, note="لأنها تعدّ الأعضاء بأسمائهم.")
    one = composer(library=library(chosen, said(FIRST, 67, "2016-10")))
    assert spoken(one.sentence("{members}")) == "70 دولة[1]"
    assert points(one, "{members}") == [
        (
            "تتباين المصادر في أعضاء المجموعة: 70 دولة بحسب «صفحة جديدة» (سبتمبر 2016)[1]، "
            "و67 دولة بحسب «صفحة قديمة» (أكتوبر 2016)[2]؛ "
            "والمعتمد هنا أول ما ذُكر: لأنها تعدّ الأعضاء بأسمائهم."
        )
    ]


def test_what_supersedes_or_is_of_another_day_is_in_no_dispute() -> None:
    replaced = library(said(FIRST, 67, id="old"), said(SECOND, 70, supersedes="old"))
    assert list(conflicts(replaced)) == []
    assert spoken(composer(library=replaced).sentence("{members}")) == "70 دولة[1]"
    later = library(said(FIRST, 67, "2016-08"), said("new-page", 70, "2016-09"))
    early = Selection(later, date(2017, 1, 1)).current("members")
    assert early is not None
    assert early.value == 67
    assert len(Selection(later, LATE).together("members", early)) == 2


def test_a_claim_that_is_overruled_stands_alone() -> None:
    overruled, preferred = said(FIRST, 67), said(SECOND, 70, rank=Rank.PREFERRED)
    found = Selection(library(overruled, preferred), LATE)
    assert found.together("members", overruled) == (overruled,)
    assert found.together("members", preferred) == (preferred,)


def test_scopes_that_are_printed_together_are_not_compared() -> None:
    one = composer(
        library=library(
            said(FIRST, 5, scope="أوروبا"), said("new-page", 12, "2024-09-30", scope="العالم")
        )
    )
    assert one.sentence("{members@first}") is None
    assert points(one, "{members} {members@2016-09}") == [
        (
            "لا تُقارن قيم هذا الرقم بعضها ببعض، فنطاقاتها مختلفة: "
            "30 سبتمبر 2024 (العالم)[1]؛ سبتمبر 2016 (أوروبا)[2]."
        )
    ]


def test_all_conflicts_of_a_library_are_found() -> None:
    found = list(conflicts(library(said(FIRST, 67), said(SECOND, 70))))
    assert [[claim.value for claim in one.claims] for one in found] == [[67, 70]]
    assert not found[0].is_resolved
