"""What closes a brief: caveats and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ..errors import Problem
from ..locales import isolate_latin
from ..model import Cite, Library, Origin, Precision, Rich, Source, Words, key, marked
from ..selection import newest
from .base import PlannedBlock
from .composer import Composer
from .stale import overdue

_BY = {Precision.DAY: "بيوم", Precision.MONTH: "بشهر", Precision.YEAR: "بعام"}


class CaveatsView(NamedTuple):
    """What the sources leave open, one point to an item."""

    kind: str
    title: Rich | None
    points: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Caveats(PlannedBlock):
    """What the sources leave open: own points, recorded notes, and dates we had to estimate."""

    kind: ClassVar[str] = "caveats"

    points: tuple[str, ...] = field(default=(), metadata=key("Points in our own words."))
    notes_of: tuple[str, ...] = field(
        default=(),
        metadata=key("Ids of facts and sources whose recorded notes to print.", code=True),
    )
    dates: bool = field(
        default=True, metadata=key("Whether to say which cited sources are undated, and why so.")
    )

    def view(self, composer: Composer) -> CaveatsView | None:
        """The points that concern what the brief has printed so far."""
        title = self.heading(composer)
        points = [rich for text in self.points if (rich := composer.sentence(text))]
        for owner in self.notes_of:
            points.extend(_notes(owner, composer))
        points.extend(overdue(composer))
        if self.dates:
            points.extend(_estimated(composer))
        return CaveatsView(self.kind, title, tuple(points)) if points else None

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also the ids in ``notes_of`` that are neither a fact nor a source."""
        yield from PlannedBlock.problems(self, library)
        for owner in self.notes_of:
            if owner not in library.facts and owner not in library.sources:
                place = getattr(owner, "place", self.place)
                yield Problem(
                    place.file,
                    place.line,
                    place.column,
                    "unknown-id",
                    f"“{owner}” is neither a fact nor a source",
                    "Name a fact or a source that has notes.",
                )


def _notes(owner: str, composer: Composer) -> Iterator[Rich]:
    """The notes of a fact and its claims, or of a source, as far as they concern this brief."""
    if owner in composer.library.sources:
        source = composer.library.sources[owner]
        if source in composer.sources:
            for note in source.notes:
                yield _noted(note, composer, composer.mark(source.id))
        return
    claims = composer.selection.claims(owner)
    if not claims:
        return
    fact = composer.library.facts[owner]
    # What is noted of a fact speaks of all its claims; on an earlier day it would look ahead.
    for note in fact.notes if newest(fact) <= composer.selection.as_of else ():
        yield _noted(note, composer, *composer.cite(*claims, fact=owner))
    for claim in claims:
        if claim.note:
            yield _noted(claim.note, composer, *composer.cite(claim, fact=owner))


def _estimated(composer: Composer) -> Iterator[Rich]:
    for reason, claim in composer.estimates:
        yield _noted(reason, composer, composer.mark(claim.source))
    for source in composer.sources if not composer.in_pack else ():
        if source.inferred:
            date = composer.arabic.date(source.inferred.date)
            reason = composer.arabic.prose(source.inferred.reason).removesuffix(".")
            yield (
                Words("المصدر"),
                composer.mark(source.id),
                Words(
                    f": {reason}؛ فقُدِّر تاريخه {_BY[source.inferred.date.precision]} {date}.",
                    origin=Origin.NOTE,
                    ref=source.id,
                ),
            )


def _noted(text: str, composer: Composer, *marks: Cite) -> Rich:
    """A recorded note with its marks, which stand before its full stop as everywhere else."""
    words = composer.arabic.prose(text)
    stop = "." if words.endswith(".") else ""
    return (Words(words.removesuffix(stop), origin=Origin.NOTE), *marks, Words(stop))


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
            marked(isolate_latin(source.title), Origin.NAME, source.id),
            marked(isolate_latin(source.publisher), Origin.NAME, source.id),
            marked(composer.arabic.date(source.date), Origin.DATE, source.id),
            marked(composer.arabic.prose(source.inferred.reason), Origin.NOTE, source.id)
            if source.inferred
            else "",
        )
        for source in sources
    )
