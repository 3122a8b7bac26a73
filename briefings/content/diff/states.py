"""A topic as one edition had it, and that in numbers, as an archive keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...model import Claim, Library, Topic


def statement(claim: Claim) -> tuple[object, ...]:
    """What a claim states, whatever its source and its words: value, object, qualifier, date."""
    return claim.value, claim.object, claim.qualifier, claim.when


@dataclass(frozen=True, slots=True)
class State:
    """One topic as one edition had it, with the library that the edition was made from.

    ``printed`` are the claims printed, by fact id, in the order of the page. ``id`` names an
    earlier edition (letters a to z, digits, hyphens); it is empty for the one being made.
    ``edition`` is its date (else ``as_of``) and ``number`` its number on that day, from 1; 0 where
    editions have none. ``first`` are date and number of the edition in which its facts first were
    as they are; its own where that is not known.
    """

    library: Library
    topic: Topic
    as_of: date
    printed: Mapping[str, tuple[Claim, ...]]
    id: str = ""
    edition: date | None = None
    number: int = 0
    first: tuple[date, int] | None = None

    @property
    def named(self) -> tuple[date, int]:
        """Date and number of the edition."""
        return self.edition or self.as_of, self.number

    @property
    def since(self) -> tuple[date, int]:
        """Date and number of the edition in which the facts first were as they are."""
        return self.first or self.named


def topic_state(
    library: Library,
    topic: Topic,
    as_of: date,
    claims: Iterable[tuple[str, Claim]],
    **named: Any,
) -> State:
    """The state that printed these claims, as ``Brief.claims`` gives them.

    ``named`` are the other fields of :class:`State`.
    """
    printed: dict[str, tuple[Claim, ...]] = {}
    for fact, claim in dict.fromkeys(claims):
        printed[fact] = (*printed.get(fact, ()), claim)
    return State(library, topic, as_of, printed, **named)


def printed_places(state: State) -> dict[str, list[int]]:
    """The printed claims by their places, from 0, among those of their fact."""
    facts = state.library.facts
    return {
        fact: [facts[fact].claims.index(claim) for claim in claims]
        for fact, claims in state.printed.items()
    }


def state_from(
    library: Library,
    topic: Topic,
    as_of: date,
    places: Mapping[str, Sequence[int]],
    **named: Any,
) -> State:
    """The state that :func:`printed_places` made these places of.

    ``library`` is the one of that time. KeyError or IndexError where it has no such claims.
    """
    printed = {
        fact: tuple(library.facts[fact].claims[place] for place in found)
        for fact, found in places.items()
    }
    return replace(State(library, topic, as_of, printed), **named)
