"""Conflicts: claims of a fact in which different sources give values that cannot both be true.

Two claims are compared if they have the same scope and their dates overlap or lie within a month of
each other. A date known only to the year must overlap: different figures of two successive years
are growth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from ..model import Claim, Fact, Library, Precision, Qualifier, Rank, When

_NEAR = timedelta(days=31)


class Conflict(NamedTuple):
    """Two claims of a fact that disagree, the older first."""

    fact: Fact
    claims: tuple[Claim, Claim]

    @property
    def is_resolved(self) -> bool:
        """Whether exactly one of the two claims is preferred."""
        first, second = (claim.rank is Rank.PREFERRED for claim in self.claims)
        return first != second


def disagree(one: Claim, other: Claim) -> bool:
    """Whether two claims of one fact give values for about the same time that contradict."""
    return (
        one.value is not None
        and other.value is not None
        and one.source != other.source
        and one.scope == other.scope
        and _are_near(one.when, other.when)
        and not (_admits(one, other) or _admits(other, one))
    )


def conflicts(library: Library) -> Iterator[Conflict]:
    """Every pair of claims that disagree, of those neither deprecated nor superseded."""
    for fact in library.facts.values():
        replaced = {claim.supersedes for claim in fact.claims} - {None}
        claims = [
            claim
            for claim in fact.claims
            if claim.rank is not Rank.DEPRECATED and (not claim.id or claim.id not in replaced)
        ]
        claims.sort(key=lambda claim: claim.when.end)
        for at, later in enumerate(claims):
            for earlier in claims[:at]:
                if disagree(earlier, later):
                    yield Conflict(fact, (earlier, later))


def overruled(claims: Iterable[Claim]) -> set[Claim]:
    """The claims that disagree with a preferred one, and are not preferred themselves."""
    claims = tuple(claims)
    preferred = [claim for claim in claims if claim.rank is Rank.PREFERRED]
    return {
        claim
        for claim in claims
        if claim.rank is not Rank.PREFERRED and any(disagree(claim, one) for one in preferred)
    }


def _are_near(one: When, other: When) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    by_year = Precision.YEAR in (one.precision, other.precision)
    return gap <= (timedelta(0) if by_year else _NEAR)


def _admits(claim: Claim, other: Claim) -> bool:
    """Whether the value of ``other`` lies in the range that ``claim`` and its qualifier allow."""
    stated, value = Decimal(str(claim.value)), Decimal(str(other.value))
    match claim.qualifier:
        case Qualifier.ORDER:
            return stated <= value < 10 * stated
        case Qualifier.ABOUT:
            return 10 * abs(value - stated) <= stated
        case Qualifier.MORE_THAN:
            return stated <= value and 10 * value <= 11 * stated
        case Qualifier.UP_TO:
            return 9 * stated <= 10 * value and value <= stated
    return value == stated
