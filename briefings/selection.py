"""Which claims of a fact count on a given day.

A claim counts once the whole of its date has passed and its source has been published: a claim
known only to the year 2023 counts from 31 December 2023, because an earlier edition could not have
relied on it. One that a later claim supersedes counts until that one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .model import Claim, Fact, Library, Rank, When

_RANKS = (Rank.DEPRECATED, Rank.NORMAL, Rank.PREFERRED)


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims of a library that count up to and including ``as_of``."""

    library: Library
    as_of: date

    def claims(self, fact_id: str) -> tuple[Claim, ...]:
        """The claims that count, oldest first and best ranked last; deprecated ones never count."""
        counting = [
            claim
            for claim in self.library.facts[fact_id].claims
            if claim.rank is not Rank.DEPRECATED and self.known_from(claim) <= self.as_of
        ]
        replaced = {claim.supersedes for claim in counting} - {None}
        if replaced:
            counting = [claim for claim in counting if claim.id not in replaced]
        return tuple(sorted(counting, key=_age_then_rank))

    def known_from(self, claim: Claim) -> date:
        """The day from which an edition could rely on a claim: its own date and its source's."""
        return max(claim.when.end, self.library.sources[claim.source].date.end)

    def events(self, fact_id: str, when: When | None = None) -> tuple[Claim, ...]:
        """The claims as events, of one date if that is given; what is said twice happened once."""
        events = {
            (claim.when, claim.value, claim.object): claim
            for claim in self.claims(fact_id)
            if when in (None, claim.when)
        }
        return tuple(events.values())

    def current(self, fact_id: str) -> Claim | None:
        """The latest claim, the best ranked where several share its date; None if there is none."""
        claims = self.claims(fact_id)
        return claims[-1] if claims else None

    def at(self, fact_id: str, when: When) -> Claim | None:
        """The best ranked claim for exactly that date, if it counts."""
        claims = [claim for claim in self.claims(fact_id) if claim.when == when]
        return claims[-1] if claims else None

    def series(self, fact_id: str) -> tuple[Claim, ...]:
        """One claim for each date, oldest first: the growth of a quantity over time.

        All are of one scope, that of the latest: what covers something else is no growth of it.
        """
        claims = self.claims(fact_id)
        return tuple(
            {claim.when: claim for claim in claims if claim.scope == claims[-1].scope}.values()
        )

    def objects(self, fact_id: str, when: When | None = None) -> tuple[Claim, ...]:
        """The claims of a relation that hold together: those of ``when``, or of its latest date.

        They keep the order of the data, which is the order of the source.
        """
        counting = self.claims(fact_id)
        if not counting:
            return ()
        wanted = when or counting[-1].when
        written = self.library.facts[fact_id].claims
        return tuple(claim for claim in written if claim in counting and claim.when == wanted)

    def is_inferred(self, claim: Claim) -> bool:
        """Whether the claim's date is ours rather than the source's."""
        source = self.library.sources[claim.source]
        return claim.inferred is not None or (claim.is_dated_by_source and source.published is None)


def newest(fact: Fact) -> date:
    """The day from which the fact's latest claim counts."""
    return max(claim.when.end for claim in fact.claims)


def _age_then_rank(claim: Claim) -> tuple[date, date, int]:
    return claim.when.end, claim.when.start, _RANKS.index(claim.rank)
