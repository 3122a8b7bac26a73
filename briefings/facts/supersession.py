"""Checks of the ids by which claims of a fact supersede each other."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..errors import Problem
from ..model import Claim, Fact, Place


def supersession_problems(fact: Fact) -> Iterator[Problem]:
    """The problems of a fact's claim ids: duplicates, unknown ids, and cycles of supersession."""
    named: dict[str, Claim] = {}
    for claim in fact.claims:
        if claim.id is None:
            continue
        if claim.id in named:
            message = f"“{fact.id}” has a claim “{claim.id}” in line {named[claim.id].place.line}"
            remedy = "Give this one another id."
            yield _place(claim.id, claim).problem("duplicate-claim-id", message, remedy)
        named.setdefault(claim.id, claim)
    reported: set[str] = set()
    for claim in fact.claims:
        if claim.supersedes is None:
            continue
        place = _place(claim.supersedes, claim)
        if claim.supersedes not in named:
            near = get_close_matches(claim.supersedes, named, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "Give the claim that is meant an “id”."
            message = f"“{fact.id}” has no claim “{claim.supersedes}” to supersede"
            yield place.problem("unknown-claim", message, hint)
        elif (circle := _circle(claim, named)) and reported.isdisjoint(circle):
            reported.update(circle)
            chain = " → ".join(f"“{one}”" for one in (*circle, circle[0]))
            message = f"claims of “{fact.id}” supersede each other in a circle: {chain}"
            remedy = "Remove “supersedes” from the claim that came first."
            yield place.problem("circular-supersession", message, remedy)


def _circle(claim: Claim, named: dict[str, Claim]) -> list[str]:
    """The ids of the cycle of supersession that a claim is part of; empty if there is none."""
    way: list[str] = []
    at: Claim | None = claim
    while at is not None and at.id is not None and at.id not in way:
        way.append(at.id)
        at = named.get(at.supersedes or "")
    return way if at is not None and at.id == claim.id else []


def _place(text: str, claim: Claim) -> Place:
    return getattr(text, "place", claim.place)
