"""Freshness of facts: the day by which each is due for review, and whether that day has passed.

Freshness is judged on the selection's day, by the claims that count then: a fact of 2016 is fresh
in a brief as of 2016, whatever later claims say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from ..model import Claim, Fact, Library, Rank
from .selection import Selection

YEARS_OF_FIGURES = 2
YEARS_OF_RELATIONS = 3
"""Years after its latest claim when a fact without ``review_by`` is due for review."""


class Span(NamedTuple):
    """The newest and the oldest of the figures printed, each fact counted by its latest claim.

    ``oldest`` ignores settled facts, which do not age.
    """

    newest: Claim | None
    oldest: Claim | None


def review_day(fact: Fact, selection: Selection) -> date | None:
    """The day by which a fact is due for review; None if it is settled or has no claim yet.

    ``review_by`` applies to the fact's last claim. On a day when that claim does not count yet, the
    review is due a number of years after the latest claim that does.
    """
    current = selection.current(fact.id)
    if current is None or fact.settled:
        return None
    latest = current.when.end
    if fact.review_by is not None and latest == last_day(fact):
        return fact.review_by.end
    return _add_years(latest, YEARS_OF_RELATIONS if fact.is_relation else YEARS_OF_FIGURES)


def is_stale(fact: Fact, selection: Selection) -> bool:
    """Whether the fact's review was due before the selection's day."""
    due = review_day(fact, selection)
    return due is not None and due < selection.as_of


def last_day(fact: Fact) -> date:
    """The end of the date of the fact's last claim that is not deprecated."""
    kept = [claim for claim in fact.claims if claim.rank is not Rank.DEPRECATED]
    return max(claim.when.end for claim in kept or fact.claims)


def span(
    library: Library, printed: Iterable[tuple[str, Claim]], counted: Collection[str] = ()
) -> Span:
    """The newest and the oldest figure among the claims printed, given with the ids of their facts.

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
    ageing = [claim for fact, claim in latest.items() if not library.facts[fact].settled]
    return Span(max(latest.values(), key=_end, default=None), min(ageing, key=_end, default=None))


def _end(claim: Claim) -> date:
    return claim.when.end


def _add_years(day: date, years: int) -> date:
    # Most years have no 29 February; 28 February is early enough for a deadline.
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
