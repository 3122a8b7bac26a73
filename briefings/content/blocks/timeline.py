"""A timeline: dated events, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import date_problem
from ...model import Claim, Column, Figure, Library, Rich, When, Words, key
from .base import PlannedBlock, View
from .composer import Composer


@dataclass(frozen=True, slots=True)
class Event:
    """A fact whose claims are events, or a sentence dated by a fact."""

    fact: str = field(metadata=key("Id of the fact that dates the event."))
    text: str | None = field(
        default=None, metadata=key("The event in our words; else the fact's wording.")
    )
    at: When | None = field(default=None, metadata=key("Only the claim of this date, as 2024-09."))


class TimelineEvent(NamedTuple):
    """One event as printed, and the claim that dates it."""

    date: str
    told: Rich
    fact: str
    claim: Claim


class TimelineView(NamedTuple):
    """Events, oldest first."""

    kind: str
    title: Rich | None
    events: tuple[TimelineEvent, ...]


@dataclass(frozen=True, slots=True)
class Timeline(PlannedBlock):
    """What happened when."""

    kind: ClassVar[str] = "timeline"
    order: ClassVar[int] = 60
    closes_packs: ClassVar[bool] = True
    usual_place: ClassVar[Column] = Column.MAIN
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL,)
    reworded_as: ClassVar[str] = phrases.TIMELINE

    events: tuple[Event, ...] = field(metadata=key("In any order; printed oldest first."))

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also dates for which an event's fact has no claim."""
        yield from PlannedBlock.problems(self, library)
        for event in self.events:
            place = getattr(event.fact, "place", self.place)
            if wrong := date_problem(library, event.fact, event.at, place):
                yield wrong

    def view(self, composer: Composer) -> TimelineView | None:
        """The events whose claims count; sources are numbered in the order of the events."""
        title = self.heading(composer)
        dated = [(claim, event) for event in self.events for claim in event_claims(event, composer)]
        dated.sort(key=lambda pair: (pair[0].when.start, pair[0].when.end))
        events = []
        for claim, event in dated:
            told = self._told(event, claim, composer)
            if told:
                date = composer.dated(composer.library.facts[event.fact], claim)
                events.append(TimelineEvent(date, told, event.fact, claim))
        return TimelineView(self.kind, title, tuple(events)) if events else None

    @classmethod
    def merged(cls, views: Sequence[View]) -> Sequence[View]:
        """One timeline; an event of several is taken from the first."""
        own = [view for view in reversed(views) if isinstance(view, TimelineView)]
        events = {(one.fact, one.claim): one for view in own for one in view.events}.values()
        ordered = sorted(events, key=lambda one: (one.claim.when.start, one.claim.when.end))
        return (TimelineView(cls.kind, None, tuple(ordered)),)

    @staticmethod
    def _told(event: Event, claim: Claim, composer: Composer) -> Rich | None:
        if event.text:
            return composer.label(event.text)
        fact = composer.library.facts[event.fact]
        cites = composer.cite(claim, fact=fact.id)
        ref = composer.ref(fact, claim)
        words = Figure(composer.wording(fact, claim), ref)
        if fact.is_relation:
            return (words, *cites)
        return (words, Words(": "), Figure(composer.quantity(fact, claim), ref), *cites)


def event_claims(event: Event, composer: Composer) -> tuple[Claim, ...]:
    """The claims that an event stands for; one alone if it has a text of its own."""
    claims = composer.selection.events(event.fact, event.at)
    return claims[:1] if event.text else claims
