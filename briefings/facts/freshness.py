"""Freshness of facts: the day by which each is due for review, and whether that day has passed.

Freshness is judged on the selection's day, by the claims that count then: a fact of 2016 is fresh
in a brief as of 2016, whatever later claims say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from ..arabic.elapsed import MONTHS_IN_YEAR, months_between
from ..model import Claim, Fact, Library, Rank
from .selection import Selection

YEARS_OF_FIGURES = 2
YEARS_OF_RELATIONS = 3
"""Years after its latest claim when a fact without ``review_by`` is due for review."""


class Span(NamedTuple):
    """The figures printed, each fact by its latest claim, in the order of their dates.

    ``ageing`` are those of facts that age: the oldest of what nothing newer replaced comes first.
    """

    figures: tuple[tuple[str, Claim], ...]
    ageing: tuple[tuple[str, Claim], ...]

    @property
    def newest(self) -> Claim | None:
        """The newest figure, if any."""
        return self.figures[-1][1] if self.figures else None

    @property
    def oldest(self) -> Claim | None:
        """The oldest figure that ages, if any."""
        return self.ageing[0][1] if self.ageing else None


def review_day(fact: Fact, selection: Selection) -> date | None:
    """The day by which a fact is due for review; None if it does not age or has no claim yet.

    ``review_by`` applies to the fact's last claim. On a day when that claim does not count yet, the
    review is due a number of years after the latest claim that does.
    """
    current = selection.current(fact.id)
    if current is None or not ages(fact, current):
        return None
    latest = current.when.end
    if fact.review_by is not None and latest == last_day(fact):
        return fact.review_by.end
    return _add_years(latest, YEARS_OF_RELATIONS if fact.is_relation else YEARS_OF_FIGURES)


def ages(fact: Fact, claim: Claim) -> bool:
    """Whether time makes a claim of a fact less true.

    What is settled does not age, and neither does a figure of a period that its source names: what
    happened in the first half of 2024 is history. A total that goes on growing is dated by its last
    day. ``review_by`` says that a figure ages after all.
    """
    is_closed = claim.value is not None and claim.when.is_period and claim.inferred is None
    return not fact.settled and (not is_closed or fact.review_by is not None)


def is_stale(fact: Fact, selection: Selection) -> bool:
    """Whether the fact's review was due before the selection's day."""
    due = review_day(fact, selection)
    return due is not None and due < selection.as_of


def is_fresh(claim: Claim, day: date) -> bool:
    """Whether a claim is less than a year old on a day."""
    return months_between(claim.when.end, day) < MONTHS_IN_YEAR


def last_day(fact: Fact) -> date:
    """The end of the date of the fact's last claim that is not deprecated."""
    kept = [claim for claim in fact.claims if claim.rank is not Rank.DEPRECATED]
    return max(claim.when.end for claim in kept or fact.claims)


def span(
    library: Library, printed: Iterable[tuple[str, Claim]], counted: Collection[str] = ()
) -> Span:
    """The figures among the claims printed, which are given with the ids of their facts.

    A fact counts by the latest of its claims: growth from 2016 to 2024 is a figure of 2024. A
    relation has a figure only if it is ``counted``: the document prints how many objects it has.
    """
    latest: dict[str, Claim] = {}
    for fact, claim in printed:
        if claim.value is None and fact not in counted:
            continue
        known = latest.get(fact)
        if known is None or claim.when.end > known.when.end:
            latest[fact] = claim
    figures = tuple(sorted(latest.items(), key=lambda one: one[1].when.end))
    return Span(figures, tuple(one for one in figures if ages(library.facts[one[0]], one[1])))


def _add_years(day: date, years: int) -> date:
    # Most years have no 29 February; 28 February is early enough for a deadline.
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
