"""A pack: the briefs of several topics under one cover, with one list of sources."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..arabic.phrases import briefs as phrases
from ..facts.selection import Selection
from ..model import Library, Origin, Topic, marked
from .age import age_of
from .blocks import (
    KINDS,
    Composer,
    Picture,
    SourceEntry,
    Sources,
    View,
    pictures_in,
    source_entries,
)
from .blocks.prose import QuestionsView
from .brief import Brief, Dated, Purpose, compose
from .doubles import Section, SeeItem, without_doubles
from .meeting import MeetingView, meeting_view

MOST_ASKED = 3
"""The most questions that the page on the meeting names."""
MOST_IN_FRONT = 10
"""The most events of a timeline that stands beside the contents."""


@dataclass(frozen=True, slots=True)
class Appendix:
    """The blocks of one kind from all briefs of a pack, printed once after them."""

    kind: str
    title: str
    views: tuple[View, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its charts in the order of the page."""
        return pictures_in(self.views)

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return self.kind

    @property
    def is_short(self) -> bool:
        """Whether it is a few dated events."""
        events = [one for view in self.views for one in getattr(view, "events", ())]
        return 0 < len(events) <= MOST_IN_FRONT


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Dated):
    """Everything that one pack prints, in Arabic and in the order of the pages."""

    template: ClassVar[str] = "pack.html"

    briefs: tuple[Brief, ...]
    meeting: MeetingView | None
    appendices: tuple[Appendix, ...]
    entries: tuple[SourceEntry, ...]

    @property
    def earlier(self) -> Mapping[str, Library]:
        """The libraries of earlier editions that the briefs look back to, by edition id."""
        return {name: one for brief in self.briefs for name, one in brief.earlier.items()}

    @property
    def title(self) -> str:
        """The title of the cover."""
        return self.meeting.title if self.meeting else phrases.PACK

    @property
    def name(self) -> str:
        """What the file is named after: the meeting, or nothing."""
        return self.meeting.id if self.meeting else ""

    @property
    def summary(self) -> str:
        """The titles of the briefs in one line."""
        return phrases.SEMICOLON.join(brief.title for brief in self.briefs)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords of the briefs, each once."""
        return tuple(dict.fromkeys(word for brief in self.briefs for word in brief.keywords))

    @property
    def asked(self) -> tuple[SeeItem, ...]:
        """The first likely question of each brief, with the id of where its answer stands."""
        first = (
            SeeItem(view.items[0].question, f"{brief.anchor}-{number}")
            for brief in self.briefs
            for number, view in enumerate(brief.views, start=1)
            if isinstance(view, QuestionsView)
        )
        return tuple(first)[:MOST_ASKED]

    @property
    def in_front(self) -> tuple[Appendix, ...]:
        """The appendices that stand beside the contents: short ones, where there is a meeting."""
        return tuple(one for one in self.appendices if self.meeting and one.is_short)

    @property
    def at_end(self) -> tuple[Appendix, ...]:
        """The appendices after the briefs."""
        return tuple(one for one in self.appendices if one not in self.in_front)

    def number_of(self, part: Brief | Appendix) -> int:
        """The number of a part among the numbered sections of the pack, from 1."""
        return (*self.briefs, *self.at_end).index(part) + 1

    def place_of(self, brief: Brief) -> str:
        """The position of a brief in the pack: «إحاطة 1 من 4»."""
        number, count = self.briefs.index(brief) + 1, len(self.briefs)
        return marked(self.arabic.digits_of(phrases.PLACE.format(number, count)), Origin.COUNTER)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All charts in the order of the pages."""
        return tuple(picture for part in self.parts for picture in part.pictures)

    @property
    def parts(self) -> tuple[Brief | Appendix, ...]:
        """What the pack prints between its contents and its sources."""
        return (*self.briefs, *self.appendices)


def compose_pack(library: Library, topics: Sequence[Topic], purpose: Purpose) -> Pack:
    """Compose the briefs of several topics in order, with one numbering of sources.

    Raises SelectionError like :func:`compose`.
    """
    edition, as_of, arabic = purpose.edition, purpose.as_of, purpose.arabic
    numbers: dict[str, int] = {}
    composer = Composer(Selection(library, as_of), arabic, edition, numbers=numbers)
    gathering = meeting_view(purpose.meeting, composer) if purpose.meeting else None
    whole = [compose(library, topic, purpose, numbers) for topic in topics]
    closing = {kind for kind, block in KINDS.items() if block.closes_packs}
    sections = [Section(brief.anchor, _without(brief.views, closing)) for brief in whole]
    _, *printed = without_doubles([meeting_section(gathering), *sections])
    since = [brief.facts_since for brief in whole]
    claims = [*composer.used, *(pair for brief in whole for pair in brief.claims)]
    return Pack(
        edition=edition,
        as_of=as_of,
        arabic=arabic,
        claims=tuple(dict.fromkeys(claims)),
        age=age_of(composer, claims, {fact for brief in whole for fact in brief.counted}),
        imprint=purpose.imprint,
        facts_since=max(filter(None, since), default=None) if all(since) else None,
        briefs=tuple(brief.with_views(views) for brief, views in zip(whole, printed, strict=True)),
        meeting=gathering,
        appendices=tuple(_appendices(whole)),
        entries=source_entries(composer, (library.sources[source] for source in numbers)),
    )


def _without(views: Iterable[View], kinds: Container[str]) -> tuple[View, ...]:
    return tuple(view for view in views if view.kind not in kinds)


def meeting_section(meeting: MeetingView | None) -> Section:
    """What a pack prints of its meeting, before its briefs."""
    views = meeting.views if meeting else ()
    return Section("meeting", views, tuple(f"meeting-{view.kind}" for view in views))


def _appendices(briefs: Sequence[Brief]) -> Iterator[Appendix]:
    """One appendix for each kind that closes packs, except the sources."""
    for kind, block in KINDS.items():
        views = [view for brief in briefs for view in brief.views if view.kind == kind]
        if views and block.closes_packs and block is not Sources:
            yield Appendix(kind, block.reworded_as, tuple(block.merged(views)))
