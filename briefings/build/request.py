"""The order for a document, and the names, the identity and the digest that follow from it."""

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
    """The order for a document: its dates, look, wording and place.

    ``output`` is a folder, or the path of the PDF. ``exports`` names the formats to make beside the
    PDF. With ``force`` the build replaces other documents of this program.
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
    """The subject of a document in names: its topic; of a pack, its meeting or its topics."""
    if order.style.setting.format is not Format.PACK:
        (topic,) = topics
        return topic
    if order.meeting:
        return f"pack-{order.meeting.id}"
    if len(topics) <= _MOST_NAMED:
        return "-".join(("pack", *topics))
    return f"pack-{topics[0]}-and-{len(topics) - 1}-more"


def series_of(topics: Sequence[str], order: Order) -> str:
    """The name that all editions of a document share: its subject, meeting and print."""
    words = options_of(order).words(order.style.templates, of_series=True)
    return "-".join((*_named(topics, order), *words))


def stem_of(topics: Sequence[str], order: Order) -> str:
    """The name of a document's file: its subject, its dates, and options not at their default.

    Documents that differ in free texts alone have the same name; :func:`identity_of` differs.
    """
    dates = [order.edition.isoformat()]
    if order.as_of != order.edition:
        dates.append(f"as-of-{order.as_of}")
    words = options_of(order).words(order.style.templates)
    return "-".join((*_named(topics, order), *dates, *words))


def identity_of(topics: Sequence[Topic], order: Order) -> Identity:
    """The identity of a document, which does not depend on its facts.

    It depends on the title, as another data folder may have a topic of the same name, but not on a
    marking that comes from the meeting, which is data.
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
    """The identity of a page that is no edition, from all that was asked for."""
    return Identity.of(
        json.dumps([*asked, str(style.ink), str(style.setting.paper)]).encode(), _look_of(style)
    )


def _look_of(style: Style) -> bytes:
    """The files that define the look of a theme; empty without them, which printing reports."""
    found = b""
    with suppress(ThemeError):
        folder = find_theme(style.templates / "themes", style.theme)
        for name in ("theme.css", "logo.svg"):
            with suppress(OSError):
                found += (folder / name).read_bytes()
    return found


def target(topics: Sequence[str], order: Order) -> Path:
    """The path of a document's PDF, absolute."""
    return place(order.output, stem_of(topics, order))


def options_of(order: Order) -> Options:
    """The options of print and wording in an order."""
    return Options.of(order.style, order.arabic)


def inputs_digest(
    order: Order,
    files: Mapping[str, bytes],
    topics: Sequence[str],
    previous: Mapping[str, str | None],
) -> str:
    """SHA-256 of the data and the order of a document; :mod:`.fingerprint` has the rest.

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
