"""When a fact is to be looked at again, and how old the figures of a document are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.facts.freshness import is_stale, review_day, span
from briefings.facts.selection import Selection
from briefings.model import Fact, Library, Rank, When
from tests.tiny import LATE, LEADS, LIBRARY, NEW, SHARE, TRAINED, claim, library_with
from tests.tiny import composer as composer_of

LATER = replace(TRAINED, review_by=When.parse("2030-06"))
WITHDRAWN = claim("new-page", NEW, value=7, rank=Rank.DEPRECATED)
LEAP = claim("new-page", When.parse("2024-02-29"), value=2)


@pytest.mark.parametrize(
    ("fact", "day", "due"),
    [
        pytest.param(TRAINED, LATE, date(2026, 9, 30), id="figure"),
        pytest.param(TRAINED, date(2020, 1, 1), date(2018, 9, 30), id="claim known by then"),
        pytest.param(TRAINED, date(2015, 1, 1), None, id="not known by then"),
        pytest.param(LEADS, LATE, date(2019, 9, 30), id="relation"),
        pytest.param(replace(SHARE, settled=True), LATE, None, id="settled"),
        pytest.param(LATER, LATE, date(2030, 6, 30), id="its own day"),
        pytest.param(LATER, date(2020, 1, 1), date(2018, 9, 30), id="a day of a later claim"),
        pytest.param(
            replace(SHARE, claims=(*SHARE.claims, WITHDRAWN), review_by=When.parse("2019")),
            LATE,
            date(2019, 12, 31),
            id="a withdrawn claim is not the last",
        ),
        pytest.param(
            replace(SHARE, claims=(*SHARE.claims, LEAP)),
            LATE,
            date(2026, 2, 28),
            id="29 February",
        ),
    ],
)
def test_the_day_of_review(fact: Fact, day: date, due: date | None) -> None:
    assert review_day(fact, Selection(library_with(fact), day)) == due


def test_a_fact_is_stale_from_the_day_after() -> None:
    days = (date(2026, 9, 30), date(2026, 10, 1))
    assert [is_stale(TRAINED, Selection(LIBRARY, day)) for day in days] == [False, True]


def test_a_closed_period_is_history_unless_it_has_a_day_of_review() -> None:
    half = replace(SHARE, claims=(claim("old-page", When.parse("2016-01/2016-06"), value=7),))
    guessed = replace(half, claims=(replace(half.claims[0], inferred="لأنه ورد في مقال."),))
    due = replace(half, review_by=When.parse("2019"))
    relation = replace(LEADS, claims=(replace(LEADS.claims[0], as_of=half.claims[0].as_of),))
    selected = [Selection(library_with(one), LATE) for one in (half, guessed, due, relation)]
    assert [
        review_day(one, by)
        for one, by in zip((half, guessed, due, relation), selected, strict=True)
    ] == [
        None,
        date(2018, 6, 30),
        date(2019, 12, 31),
        date(2019, 6, 30),
    ]


def test_the_oldest_figure_is_of_what_nothing_newer_replaced() -> None:
    one = composer_of()

    def ends(library: Library = LIBRARY) -> list[float | None]:
        found = span(library, one.used)
        return [end.value if end else None for end in (found.newest, found.oldest)]

    one.sentence("{trained@first} {trained} {leads}")
    assert ends() == [120000, 120000]
    one.sentence("{share}")
    assert ends() == [120000, 95]
    assert ends(library_with(replace(SHARE, settled=True))) == [120000, 120000]
