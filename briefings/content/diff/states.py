"""The state of a topic in one edition, and its form in the record of an archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...model import Claim, Library, Topic


def statement(claim: Claim) -> tuple[object, ...]:
    """What a claim states, without its source and wording: value, object, qualifier and date."""
    return claim.value, claim.object, claim.qualifier, claim.when


@dataclass(frozen=True, slots=True)
class State:
    """One topic in one edition, with the library that the edition was made from.

    ``printed`` has the printed claims by fact id, in the order of the page. ``id`` names an earlier
    edition (letters a to z, digits, hyphens); it is empty for the one being made. ``edition`` is
    its date (``as_of`` if None) and ``number`` its number on that day, from 1, or 0 without an
    archive. ``first`` are date and number of the first edition with these facts, if it is another.
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
        """Date and number of the first edition with these facts."""
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
    """For each fact the indexes, from 0, of its printed claims."""
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
    """Restore a state from its library and the result of :func:`printed_places`.

    Raises KeyError or IndexError if the library has no such claims.
    """
    printed = {
        fact: tuple(library.facts[fact].claims[place] for place in found)
        for fact, found in places.items()
    }
    return State(library, topic, as_of, printed, **named)
