"""A brief: a topic's plan, filled with the facts of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from .blocks import (
    A4_ROOM,
    ChartRoom,
    ChartsView,
    Composer,
    Picture,
    PlannedBlock,
    View,
    facts_of,
    texts_of,
)
from .errors import SelectionError
from .locales import Arabic
from .model import Claim, Library, Precision, Rich, Source, Topic, When, plain_text
from .selection import Selection
from .texts import facts_named


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything one brief prints, in Arabic and in order; nothing is left to look up."""

    topic: str
    title: str
    subtitle: str
    keywords: tuple[str, ...]
    summary: str
    edition: date
    as_of: date
    bottom_line: Rich
    views: tuple[View, ...]
    sources: tuple[Source, ...]
    claims: tuple[tuple[str, Claim], ...]
    arabic: Arabic

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The charts in the order of the page."""
        return tuple(
            picture
            for view in self.views
            if isinstance(view, ChartsView)
            for picture in view.pictures
        )

    @property
    def edition_text(self) -> str:
        """The edition's date in words."""
        return self.arabic.date(When(self.edition, self.edition, Precision.DAY))

    @property
    def newest_text(self) -> str:
        """The date of the newest fact printed, in words."""
        newest = max((claim.when for _, claim in self.claims), key=lambda when: when.end)
        return self.arabic.date(newest)

    @property
    def as_of_text(self) -> str:
        """The day up to which facts count, in words."""
        return self.arabic.date(When(self.as_of, self.as_of, Precision.DAY))


def compose(
    library: Library,
    topic: Topic,
    edition: date,
    as_of: date,
    arabic: Arabic,
    *,
    room: ChartRoom = A4_ROOM,
) -> Brief:
    """Fill a topic's plan with the claims that count by ``as_of``, for a page with that room.

    Raises SelectionError if not a single figure or statement of the topic is known by then.
    """
    composer = Composer(Selection(library, as_of), arabic, edition, room=room)
    bottom_line = composer.paragraph(topic.bottom_line)
    views = tuple(view for block in plan(topic) if (view := block.view(composer)) is not None)
    if not composer.used:
        first = min(_dates(library, topic), default=None)
        known = f"; its first fact counts from {first}" if first else ""
        raise SelectionError(f"nothing is known of “{topic.id}” by {as_of}{known}")
    return Brief(
        topic.id,
        plain_text(composer.sentence(topic.title) or ()),
        plain_text(composer.sentence(topic.subtitle) or ()) if topic.subtitle else "",
        topic.keywords,
        topic.summary,
        edition,
        as_of,
        bottom_line or (),
        views,
        composer.sources,
        composer.used,
        arabic,
    )


def plan(topic: Topic) -> tuple[PlannedBlock, ...]:
    """The topic's blocks, in order, as the kinds they are."""
    return cast("tuple[PlannedBlock, ...]", topic.blocks)


def topic_facts(topic: Topic) -> frozenset[str]:
    """The ids of all facts that a topic names, in its texts or its blocks."""
    texts = [topic.title, topic.subtitle or "", *topic.bottom_line]
    named = {fact for block in topic.blocks for fact in facts_of(block)}
    texts += [text for block in topic.blocks for text in texts_of(block)]
    return frozenset(named | {fact for text in texts for fact in facts_named(text)})


def _dates(library: Library, topic: Topic) -> list[date]:
    return [claim.when.end for fact in topic_facts(topic) for claim in library.facts[fact].claims]
