"""An order: what to build, for which day and how, and what the result is called."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..arabic import Arabic
from ..errors import ThemeError
from ..html.themes import find_theme
from ..model import Format, Meeting, Style, Topic
from ..model.identity import Identity
from .options import Options
from .output import place

_MOST_NAMED = 4  # topics in the name of a pack


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, for which day, and how it is worded.

    ``output`` is a folder, or the PDF's own path where one document is built. ``exports``
    names the formats to make beside the PDF. With ``force`` another document of this program is
    replaced.
    """

    edition: date
    as_of: date
    output: Path
    style: Style
    arabic: Arabic = field(default_factory=Arabic)
    meeting: Meeting | None = None
    exports: frozenset[str] = frozenset()
    force: bool = False


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
    words = options_of(order).words(order.style.templates, of_series=True)
    return "-".join((*_named(topics, order), *words))


def stem_of(topics: Sequence[str], order: Order) -> str:
    """What the file of a document is called: what it is of, its dates, and what is not usual.

    So that documents which differ in the choice of an option never take each other's place. Free
    texts have no room in a name; :func:`identity_of` tells them apart.
    """
    dates = [order.edition.isoformat()]
    if order.as_of != order.edition:
        dates.append(f"as-of-{order.as_of}")
    words = options_of(order).words(order.style.templates)
    return "-".join((*_named(topics, order), *dates, *words))


def identity_of(topics: Sequence[Topic], order: Order) -> Identity:
    """What makes a document the same one when it is made again, with other facts or none.

    Its title is in it, as another data folder may have a topic of the same name. A marking that the
    meeting gives is data like any other.
    """
    setting, meeting = order.style.setting, order.meeting
    is_pack = setting.format is Format.PACK
    asked = {
        "format": str(setting.format),
        "date": order.edition.isoformat(),
        "as_of": order.as_of.isoformat(),
        "topics": [topic.id for topic in topics],
        "titles": None if is_pack else [topic.title for topic in topics],
        "meeting": [meeting.id, meeting.title] if meeting else None,
        **options_of(order).identity(),
    }
    if meeting and setting.marking == meeting.marking:
        asked["marking"] = None
    return Identity.of(json.dumps(asked, sort_keys=True).encode(), _look_of(order.style))


def identity_of_page(asked: Sequence[str], style: Style) -> Identity:
    """The identity of a page that is no edition, by all that was asked for."""
    return Identity.of(
        json.dumps([*asked, str(style.ink), str(style.setting.paper)]).encode(), _look_of(style)
    )


def _look_of(style: Style) -> bytes:
    """The files that a theme's look is read from; printing tells where there are none."""
    found = b""
    with suppress(ThemeError):
        folder = find_theme(style.templates / "themes", style.theme)
        for name in ("theme.css", "logo.svg"):
            with suppress(OSError):
                found += (folder / name).read_bytes()
    return found


def target(topics: Sequence[str], order: Order) -> Path:
    """Where a document goes."""
    return place(order.output, stem_of(topics, order))


def options_of(order: Order) -> Options:
    """What an order says of print and wording."""
    return Options.of(order.style, order.arabic)


def inputs_digest(
    order: Order,
    files: Mapping[str, bytes],
    topics: Sequence[str],
    previous: Mapping[str, str | None],
) -> str:
    """SHA-256 of what a document is made from, its number aside; see also :mod:`.fingerprint`.

    ``files`` are those of its library, ``previous`` the editions that its topics are compared with.
    """
    said = {
        "as_of": order.as_of.isoformat(),
        "date": order.edition.isoformat(),
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
        "format": str(order.style.setting.format),
        "meeting": order.meeting.id if order.meeting else None,
        "options": options_of(order).record(),
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
