"""Which claims count on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.facts.selection import Selection
from briefings.model import Rank
from tests.tiny import LATE, LIBRARY, NEW, TRAINED, claim, library_with


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        (date(2016, 9, 29), None),
        (date(2016, 9, 30), 25000),
        (date(2024, 9, 29), 25000),
        (date(2024, 9, 30), 120000),
    ],
    ids=["before the month is over", "month over", "the day before", "the day itself"],
)
def test_a_claim_counts_once_its_date_has_passed(as_of: date, value: int | None) -> None:
    current = Selection(LIBRARY, as_of).current("trained")
    assert (current.value if current else None) == value


def test_a_preferred_claim_wins_its_date_and_a_deprecated_one_never_counts() -> None:
    fact = replace(
        TRAINED,
        claims=(
            claim("new-page", NEW, value=3, rank=Rank.DEPRECATED),
            claim("new-page", NEW, value=2, rank=Rank.PREFERRED),
            claim("new-page", NEW, value=1),
        ),
    )
    selection = Selection(library_with(fact), LATE)
    assert selection.current("trained") == fact.claims[1]
    assert [one.value for one in selection.series("trained")] == [2]


def test_a_series_has_one_claim_for_each_date_oldest_first() -> None:
    assert [one.value for one in Selection(LIBRARY, LATE).series("trained")] == [25000, 120000]


def test_objects_of_a_relation_keep_the_order_of_the_source() -> None:
    assert [one.object for one in Selection(LIBRARY, LATE).objects("leads")] == ["AE", "DE"]


def test_a_date_taken_from_an_undated_source_is_inferred() -> None:
    selection = Selection(LIBRARY, LATE)
    new, old = TRAINED.claims
    assert selection.is_inferred(old)
    assert not selection.is_inferred(new)
    assert not selection.is_inferred(replace(old, is_dated_by_source=False))
    assert selection.is_inferred(replace(new, inferred="لأن السنة غير مذكورة"))


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_a_later_day_never_knows_less(first: date, second: date) -> None:
    early, late = sorted((first, second))
    known = Selection(LIBRARY, early).claims("trained")
    assert set(known) <= set(Selection(LIBRARY, late).claims("trained"))
    assert all(one.when.end <= early for one in known)
