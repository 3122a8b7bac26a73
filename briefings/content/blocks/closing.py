"""The blocks at the end of a brief: caveats and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import blocks as phrases
from ...arabic.phrases.sources import source_publisher, source_title
from ...errors import Problem
from ...model import Column, Library, Origin, Rich, Source, key, marked
from . import caveats
from .base import OnSheets, PlannedBlock
from .composer import Composer
from .overdue import overdue


class CaveatsView(NamedTuple):
    """The caveats, one to an item."""

    kind: str
    title: Rich | None
    points: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Caveats(PlannedBlock):
    """What the sources leave open, differ in or do not date: all written by itself but points."""

    kind: ClassVar[str] = "caveats"
    order: ClassVar[int] = 90
    usual_place: ClassVar[Column] = Column.SIDE
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL,)
    reworded_as: ClassVar[str] = phrases.CAVEATS

    points: tuple[str, ...] = field(default=(), metadata=key("Points in our own words."))
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
    dates: bool = field(
        default=True, metadata=key("Whether to say which cited sources are undated, and why so.")
    )

    def view(self, composer: Composer) -> CaveatsView | None:
        """The caveats that concern what the brief has printed so far."""
        title = self.heading(composer)
        points = [rich for text in self.points if (rich := composer.sentence(text))]
        points.extend(caveats.conflicts(composer))
        points.extend(caveats.scopes(composer))
        if self.notes_of:
            owners = [owner for owner in self.notes_of if owner not in self.without]
            points.extend(caveats.recorded(composer, owners))
        else:
            points.extend(caveats.automatic(composer, self.without))
        points.extend(overdue(composer))
        if self.dates:
            points.extend(caveats.estimated(composer))
        points = list(caveats.each_once(points))
        return CaveatsView(self.kind, title, tuple(points)) if points else None

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
