"""Which claims of a fact count on a given day.

A claim counts once the whole of its date has passed and its source has been published: one known
only to the year 2023 counts from 31 December 2023, because an earlier edition could not have relied
on it. A superseded claim counts until the claim that supersedes it does. If sources disagree about
the same time, a preferred claim replaces the others; without one, a document prints all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..model import Claim, Library, Rank, When
from .conflicts import disagree, overruled

_RANKS = (Rank.DEPRECATED, Rank.NORMAL, Rank.PREFERRED)


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims of a library that count up to and including ``as_of``."""

    library: Library
    as_of: date

    def claims(self, fact_id: str) -> tuple[Claim, ...]:
        """The claims that count, oldest first, and by ascending rank within one date.

        Deprecated claims never count.
        """
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

    def together(self, fact_id: str, claim: Claim) -> tuple[Claim, ...]:
        """The claim and those in unresolved conflict with it, in ascending order of values.

        The claim alone if there is no conflict, or if a preferred claim resolves it.
        """
        if claim.value is None:
            return (claim,)
        others = [one for one in self.holding(fact_id) if disagree(claim, one)]
        if claim.rank is not Rank.PREFERRED:
            others = [one for one in others if one.rank is not Rank.PREFERRED]
        found = {(one.value, one.source): one for one in (claim, *others)}
        return tuple(sorted(found.values(), key=lambda one: one.value or 0))

    def holding(self, fact_id: str) -> tuple[Claim, ...]:
        """The claims that count, without those that a preferred claim overrules."""
        claims = self.claims(fact_id)
        without = overruled(claims)
        return tuple(claim for claim in claims if claim not in without)

    def is_complete(self, fact_id: str) -> bool:
        """Whether all claims of the fact count, so that its notes reveal nothing of later ones."""
        claims = self.library.facts[fact_id].claims
        return all(self.known_from(claim) <= self.as_of for claim in claims)

    def _one_per_conflict(self, fact_id: str, when: When | None = None) -> tuple[Claim, ...]:
        """The claims of :meth:`holding`, of one date if given; of each conflict only the latest."""
        covered: set[Claim] = set()
        kept = []
        for claim in reversed(self.holding(fact_id)):
            if when in (None, claim.when) and claim not in covered:
                kept.append(claim)
                covered.update(self.together(fact_id, claim))
        return tuple(reversed(kept))

    def events(self, fact_id: str, when: When | None = None) -> tuple[Claim, ...]:
        """The claims as events, of one date if given; equal claims of two sources are one event."""
        events = {
            (claim.when, claim.value, claim.object): claim
            for claim in self._one_per_conflict(fact_id, when)
        }
        return tuple(events.values())

    def current(self, fact_id: str) -> Claim | None:
        """The latest claim, the best ranked where several share its date; None if there is none."""
        claims = self.holding(fact_id)
        return claims[-1] if claims else None

    def at(self, fact_id: str, when: When) -> Claim | None:
        """The best ranked claim for exactly that date, if it counts."""
        claims = [claim for claim in self.claims(fact_id) if claim.when == when]
        return claims[-1] if claims else None

    def series(self, fact_id: str) -> tuple[Claim, ...]:
        """One claim for each date, oldest first: the growth of a quantity over time.

        All have the scope of the latest claim: values of different scopes show no growth.
        """
        claims = self._one_per_conflict(fact_id)
        return tuple(
            {claim.when: claim for claim in claims if claim.scope == claims[-1].scope}.values()
        )

    def objects(self, fact_id: str, when: When | None = None) -> tuple[Claim, ...]:
        """The claims of a relation for one date: ``when``, or the latest.

        In the order of the data, which is that of the source.
        """
        counting = self.claims(fact_id)
        if not counting:
            return ()
        wanted = when or counting[-1].when
        written = self.library.facts[fact_id].claims
        return tuple(claim for claim in written if claim in counting and claim.when == wanted)

    def is_inferred(self, claim: Claim) -> bool:
        """Whether the claim's date was inferred rather than stated by the source."""
        source = self.library.sources[claim.source]
        return claim.inferred is not None or (claim.is_dated_by_source and source.published is None)


def _age_then_rank(claim: Claim) -> tuple[date, date, int]:
    return claim.when.end, claim.when.start, _RANKS.index(claim.rank)
