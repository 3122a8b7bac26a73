"""An order: what to build, for which day and how, and what the result is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .locales import Arabic
from .model import Format, Ink, Meeting, Paper
from .printing import Style

_MOST_NAMED = 4  # topics in the name of a pack


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, for which day, and how it is worded.

    ``output`` is a folder, or the PDF's own path where one document is built. ``html`` asks for an
    HTML file beside the PDF.
    """

    edition: date
    as_of: date
    output: Path
    style: Style
    arabic: Arabic = field(default_factory=Arabic)
    meeting: Meeting | None = None
    html: bool = False


def name_of(topics: Sequence[str], order: Order) -> str:
    """What a document is of, in a word: its topic, or for packs the meeting or several topics."""
    if order.style.setting.format is not Format.PACK:
        (topic,) = topics
        return topic
    if order.meeting:
        return f"pack-{order.meeting.id}"
    if len(topics) <= _MOST_NAMED:
        return "-".join(("pack", *topics))
    return f"pack-{topics[0]}-and-{len(topics) - 1}-more"


def series_of(topics: Sequence[str], order: Order) -> str:
    """What the editions of a document are called, whatever their dates: name, purpose and print."""
    return "-".join((*_named(topics, order), *_printed(order)))


def target(topics: Sequence[str], order: Order) -> Path:
    """Where a document goes: named by what it is of, edition, the facts' day if another, print."""
    if order.output.suffix.lower() == ".pdf":
        return order.output.absolute()
    dates = [order.edition.isoformat()]
    if order.as_of != order.edition:
        dates.append(f"as-of-{order.as_of}")
    parts = (*_named(topics, order), *dates, *_printed(order))
    return (order.output / f"{'-'.join(parts)}.pdf").absolute()


def _named(topics: Sequence[str], order: Order) -> list[str]:
    parts = [name_of(topics, order)]
    format_ = order.style.setting.format
    if format_ is Format.SHEET:
        parts.append("sheet")
    if order.meeting and format_ is not Format.PACK:
        parts.append(f"for-{order.meeting.id}")
    return parts


def _printed(order: Order) -> list[str]:
    paper, ink, copy = order.style.setting.paper, order.style.ink, order.style.setting.copy
    parts = [] if paper is Paper.A4 else [str(paper)]
    if ink is not Ink.COLOUR:
        parts.append(str(ink))
    return [*parts, copy.name] if copy.name else parts
