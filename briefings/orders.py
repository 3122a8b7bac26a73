"""An order: what to build, for which day and how, and what the result is called."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from .finished import place
from .locales import Arabic
from .model import SHARED, Format, Ink, Meeting, Paper, Style

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


def stem_of(topics: Sequence[str], order: Order) -> str:
    """What the file of a document is called: by what it is of, its dates and print."""
    dates = [order.edition.isoformat()]
    if order.as_of != order.edition:
        dates.append(f"as-of-{order.as_of}")
    return "-".join((*_named(topics, order), *dates, *_printed(order)))


def target(topics: Sequence[str], order: Order) -> Path:
    """Where a document goes."""
    return place(order.output, stem_of(topics, order))


def options_of(order: Order) -> dict[str, Any]:
    """What an order says of print and wording, as the record of an edition has it."""
    style, setting, arabic = order.style, order.style.setting, order.arabic
    copy: dict[str, Any] = {}
    if setting.copy != SHARED:  # else the same as before there were copies
        copy = {"copy": [setting.copy.number, setting.copy.total]}
        copy["recipient"] = setting.copy.recipient
    return {
        **copy,
        "calendar": str(arabic.calendar),
        "crop": setting.crop,
        "digits": str(arabic.digits),
        "duplex": setting.duplex,
        "ink": str(style.ink),
        "marking": setting.marking,
        "months": str(arabic.months),
        "paper": str(setting.paper),
        "theme": style.theme.rstrip("/").rpartition("/")[2],
    }


def inputs_digest(
    order: Order,
    files: Mapping[str, bytes],
    topics: Sequence[str],
    previous: Mapping[str, str | None],
) -> str:
    """SHA-256 of what a document is made from, its number aside; see :mod:`briefings.recipe` too.

    ``files`` are those of its library, ``previous`` the editions that its topics are compared with.
    """
    said = {
        "as_of": order.as_of.isoformat(),
        "date": order.edition.isoformat(),
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
        "format": str(order.style.setting.format),
        "meeting": order.meeting.id if order.meeting else None,
        "options": options_of(order),
        "previous": previous,
        "topics": list(topics),
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


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
