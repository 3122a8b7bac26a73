"""How old facts are on a day: when each should be looked at again, and whether that day has passed.

The day asked about is that of the selection, and only claims that count by then are looked at: a
brief as of 2016 of a fact of 2016 is fresh, whatever has become of it since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from ..model import Claim, Fact, Library, Rank
from .selection import Selection

YEARS_OF_FIGURES = 2
YEARS_OF_RELATIONS = 3
"""After how many years a fact is to be looked at again that does not say so itself."""


class Span(NamedTuple):
    """The newest of the figures printed, and the oldest that nothing newer has taken the place of.

    ``oldest`` leaves out what is settled, which does not age.
    """

    newest: Claim | None
    oldest: Claim | None


def review_day(fact: Fact, selection: Selection) -> date | None:
    """The day by which to look at a fact again; None if it is settled, or not known by then.

    A ``review_by`` speaks of the fact's last claim; before that one counts, the years do.
    """
    current = selection.current(fact.id)
    if current is None or fact.settled:
        return None
    latest = current.when.end
    if fact.review_by is not None and latest == last_day(fact):
        return fact.review_by.end
    return _years_on(latest, YEARS_OF_RELATIONS if fact.is_relation else YEARS_OF_FIGURES)


def is_stale(fact: Fact, selection: Selection) -> bool:
    """Whether the day by which to look at the fact again lies before that of the selection."""
    due = review_day(fact, selection)
    return due is not None and due < selection.as_of


def last_day(fact: Fact) -> date:
    """The end of the date of the fact's last claim that is not deprecated."""
    kept = [claim for claim in fact.claims if claim.rank is not Rank.DEPRECATED]
    return max(claim.when.end for claim in kept or fact.claims)


def span(
    library: Library, printed: Iterable[tuple[str, Claim]], counted: Collection[str] = ()
) -> Span:
    """The newest and the oldest figure among claims printed, each with its fact's id.

    A fact counts with the latest of its claims: growth from 2016 to 2024 is a figure of 2024. Of
    relations, those ``counted`` are figures: how many objects they have was printed.
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


def _years_on(day: date, years: int) -> date:
    # 29 February has no anniversary in most years; the day before is in time.
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
