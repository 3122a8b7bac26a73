"""The blocks at the end of a brief: caveats and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import ClassVar, NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import blocks as phrases
from ...arabic.phrases.sources import source_publisher, source_title
from ...errors import Problem
from ...model import Column, Library, Origin, Rich, Source, key, marked
from . import caveats
from .base import OnSheets, PlannedBlock
from .caveats import Note
from .composer import Composer
from .overdue import overdue

CAVEATS_ON_SHEETS = 2
"""How many a sheet has room for: those in our own words first."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A caveat in our own words, and the facts that it is about."""

    text: str = field(metadata=key("The caveat; may refer to facts."))
    about: tuple[str, ...] = field(metadata=key("Ids of the facts at which its letter stands."))


class CaveatsView(NamedTuple):
    """The caveats, one to an item."""

    kind: str
    title: Rich | None
    points: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Caveats(PlannedBlock):
    """What the sources leave open, differ in or do not date: all written by itself but points."""

    kind: ClassVar[str] = "caveats"
    order: ClassVar[int] = 90
    usual_place: ClassVar[Column] = Column.SIDE
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL,)
    on_sheets: ClassVar[OnSheets] = OnSheets.FIRST
    reworded_as: ClassVar[str] = phrases.CAVEATS

    points: tuple[str | Caution, ...] = field(
        default=(),
        metadata=key("Points in our own words; one about single facts has keys of its own."),
    )
    notes_of: tuple[str, ...] = field(
        default=(),
        metadata=key(
            "Ids of facts and sources whose notes to print; else those of all facts printed.",
            code=True,
        ),
    )
    without: tuple[str, ...] = field(
        default=(),
        metadata=key("Ids of facts whose recorded notes not to print.", code=True),
    )
    dates: bool | None = field(
        default=None,
        metadata=key("Whether to say of each undated source how its date was found, or nothing."),
    )

    def view(self, composer: Composer) -> CaveatsView | None:
        """The caveats that concern what the brief has printed so far."""
        title = self.heading(composer)
        found = self._notes(composer)
        # What is left out must not be composed: it would number sources.
        notes = caveats.each_once(islice(found, CAVEATS_ON_SHEETS) if composer.is_sheet else found)
        return CaveatsView(self.kind, title, notes) if notes else None

    def _notes(self, composer: Composer) -> Iterator[Note]:
        for point in self.points:
            text, about = (point, ()) if isinstance(point, str) else (point.text, point.about)
            if rich := composer.sentence(text):
                yield Note(rich, about)
        yield from caveats.conflicts(composer)
        yield from caveats.scopes(composer)
        if self.notes_of:
            owners = [owner for owner in self.notes_of if owner not in self.without]
            yield from caveats.recorded(composer, owners)
        else:
            yield from caveats.automatic(composer, self.without)
        yield from (Note(rich) for rich in overdue(composer))
        if self.dates is not False:
            yield from caveats.estimated(composer, reasons=bool(self.dates))

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also ids in ``notes_of`` and ``without`` that are unknown or have no notes."""
        yield from PlannedBlock.problems(self, library)
        for owner in (*self.notes_of, *self.without):
            if owner not in library.facts and owner not in library.sources:
                rule, message = "unknown-id", f"“{owner}” is neither a fact nor a source"
            elif not _has_notes(owner, library):
                rule, message = "no-notes", f"“{owner}” has no notes"
            else:
                continue
            place = getattr(owner, "place", self.place)
            yield place.problem(rule, message, "Name a fact or a source that has notes.")


def _has_notes(owner: str, library: Library) -> bool:
    if owner in library.sources:
        return bool(library.sources[owner].notes)
    fact = library.facts[owner]
    return bool(fact.notes) or any(claim.note for claim in fact.claims)


class SourceEntry(NamedTuple):
    """One line of the list of sources. ``reason`` says why its date was inferred, if it was."""

    number: int
    mark: str
    title: str
    publisher: str
    date: str
    reason: str

    @property
    def is_inferred(self) -> bool:
        """Whether the document does not state its date."""
        return bool(self.reason)


class SourcesView(NamedTuple):
    """The sources cited in the brief, in the order of their numbers."""

    kind: str
    title: Rich | None
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class Sources(PlannedBlock):
    """The numbered list of sources; always the last block."""

    kind: ClassVar[str] = "sources"
    order: ClassVar[int] = 100
    on_sheets: ClassVar[OnSheets] = OnSheets.ALL
    closes_packs: ClassVar[bool] = True
    usual_place: ClassVar[Column] = Column.FULL
    reworded_as: ClassVar[str] = phrases.SOURCES

    def view(self, composer: Composer) -> SourcesView | None:
        """An entry for each source that carries a mark in the brief."""
        entries = source_entries(composer, composer.sources)
        return SourcesView(self.kind, self.heading(composer), entries) if entries else None


def source_entries(composer: Composer, sources: Iterable[Source]) -> tuple[SourceEntry, ...]:
    """The lines of a list of sources, in the order given."""
    return tuple(
        SourceEntry(
            composer.mark(source.id).number,
            marked(composer.mark(source.id).text, Origin.COUNTER),
            marked(isolate_latin(source_title(source)), Origin.NAME, source.id),
            marked(isolate_latin(source_publisher(source)), Origin.NAME, source.id),
            marked(composer.arabic.date(source.date), Origin.DATE, source.id),
            marked(composer.arabic.prose(source.inferred.reason), Origin.NOTE, source.id)
            if source.inferred
            else "",
        )
        for source in sources
    )
