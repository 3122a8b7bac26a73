"""The block ``agenda``: what is on at which hour, where, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...arabic.reading.clock import hours_and_rooms, minutes, padded, rooms
from ...errors import Problem
from ...facts.references import Typed
from ...facts.references import problems as text_problems
from ...model import (
    AgendaItem,
    Column,
    EntityKind,
    Library,
    Origin,
    Place,
    Rich,
    Words,
    key,
    marked,
    person_in,
    place_of,
)
from .base import PlannedBlock
from .composer import Composer

Items = Sequence[str | AgendaItem]


class AgendaRow(NamedTuple):
    """One item as printed; unknown parts are empty."""

    time: str
    until: str
    title: Rich
    text: Rich
    room: Rich
    speakers: tuple[Rich, ...]
    ours: bool


class AgendaView(NamedTuple):
    """The items in their order."""

    kind: str
    title: Rich | None
    rows: tuple[AgendaRow, ...]
    note: Rich | None

    @property
    def has_hours(self) -> bool:
        """Whether any item has an hour."""
        return any(row.time for row in self.rows)

    @property
    def has_speakers(self) -> bool:
        """Whether anybody is named, or a room."""
        return any(row.speakers or row.room for row in self.rows)

    @property
    def has_ours(self) -> bool:
        """Whether some items are ours and others are not."""
        return len({row.ours for row in self.rows}) > 1


@dataclass(frozen=True, slots=True)
class Agenda(PlannedBlock):
    """An agenda: hours, items and speakers, with those of our side set off."""

    kind: ClassVar[str] = "agenda"
    usual_place: ClassVar[Column] = Column.MAIN
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL,)
    order: ClassVar[int] = 62
    reworded_as: ClassVar[str] = phrases.AGENDA

    items: tuple[str | AgendaItem, ...] = field(
        metadata=key("The items in order: texts, or keys of their own.")
    )
    note: str | None = field(default=None, metadata=key("A line under the table."))

    def problems(self, library: Library) -> Iterator[Problem]:
        """Those of the texts, in which hours and rooms may be typed, of hours and of people."""
        own = [text for text in (self.title, self.note) if text]
        yield from text_problems(library, own, self.place, hours_and_rooms)
        yield from agenda_problems(self.items, library, self.place)

    def view(self, composer: Composer) -> AgendaView | None:
        """The items whose facts have claims."""
        title = self.heading(composer)
        rows = tuple(filter(None, (_row(item, composer) for item in self.items)))
        note = composer.sentence(self.note, typed=hours_and_rooms) if self.note else None
        return AgendaView(self.kind, title, rows, note) if rows else None


def agenda_problems(items: Items, library: Library, place: Place) -> Iterator[Problem]:
    """The problems of the texts, the hours and the speakers of an agenda."""
    for item in items:
        if isinstance(item, str):
            yield from text_problems(library, [item], place, hours_and_rooms)
            continue
        yield from text_problems(library, item.texts, place, rooms_too(item))
        yield from _problems_of_hours(item, place)
        for speaker in item.speakers:
            if person_in(speaker) and (unknown := person_problem(library, speaker, place)):
                yield unknown


def rooms_too(item: AgendaItem) -> Typed:
    """What may be typed in the texts of an item: in its room, numbers of rooms alone."""
    return lambda text: rooms(text) if text == item.room else hours_and_rooms(text)


def person_problem(library: Library, person: str, fallback: Place) -> Problem | None:
    """The problem of an id that is no person's, with the most similar one."""
    entity = library.entities.get(person)
    if entity is not None and entity.kind is EntityKind.PERSON:
        return None
    people = [one.id for one in library.entities.values() if one.kind is EntityKind.PERSON]
    near = get_close_matches(person, people, n=1)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    what = (
        f"“{person}” has the kind “{entity.kind}”, and is no person"
        if entity
        else f"nobody is “{person}”"
    )
    remedy = f"{hint}Name an entity of the kind person, or add one to data/entities.yaml."
    return place_of(person, fallback).problem("unknown-person", what, remedy)


def agenda_hints(items: Items, place: Place) -> Iterator[Problem]:
    """Hints on items that begin before the one above them is over."""
    timed = [(item, item.time) for item in items if isinstance(item, AgendaItem) and item.time]
    for (before, begins), (_, time) in pairwise(timed):
        if minutes(time) < minutes(before.until or begins):
            at = place_of(time, place)
            message = f"the item begins at {time}, before the one above it is over"
            remedy = "Correct an hour, or leave it where two things are on at once."
            yield Problem(at.file, at.line, at.column, "agenda-overlap", message, remedy, "note")


def _problems_of_hours(item: AgendaItem, fallback: Place) -> Iterator[Problem]:
    if item.until is None:
        return
    place = place_of(item.until, fallback)
    if item.time is None:
        message = f"the item ends at {item.until}, and has no hour at which it begins"
        yield place.problem("until-without-time", message, "Add “time:”, or remove “until”.")
    elif minutes(item.until) <= minutes(item.time):
        message = f"the item ends at {item.until}, and does not begin before {item.time}"
        yield place.problem("until-before-time", message, "Correct one of the two.")


def _row(item: str | AgendaItem, composer: Composer) -> AgendaRow | None:
    if isinstance(item, str):
        item = AgendaItem(item)
    title = composer.sentence(item.title, typed=hours_and_rooms)
    if not title:
        return None
    return AgendaRow(
        _time(item.time, composer),
        _time(item.until, composer),
        title,
        (item.text and composer.sentence(item.text, typed=hours_and_rooms)) or (),
        (item.room and composer.sentence(item.room, typed=rooms)) or (),
        tuple(_speakers(item.speakers, composer)),
        item.ours,
    )


def _time(time: str | None, composer: Composer) -> str:
    return marked(composer.arabic.digits_of(padded(time)), Origin.TIME) if time else ""


def _speakers(speakers: Iterable[str], composer: Composer) -> Iterator[Rich]:
    for speaker in speakers:
        if person_in(speaker):
            yield (Words(composer.name(speaker), origin=Origin.NAME),)
        elif rich := composer.sentence(speaker, typed=hours_and_rooms):
            yield rich
