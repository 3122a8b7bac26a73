"""Running text once its references are resolved: words, figures from claims, and source marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

OPEN, BAR, CLOSE = "\ue000", "\ue001", "\ue002"
"""Delimiters of a marked passage: ``OPEN origin:ref BAR text CLOSE``; the data never hold them."""

MARKER = re.compile(f"({OPEN}[^{BAR}]*{BAR}|{CLOSE})")
"""Matches the beginning or the end of a marked passage."""


REFS = ";"
"""Stands between the references of one mark to the claims of several facts."""


class Origin(StrEnum):
    """Where the digits of a printed passage come from."""

    FIGURE = "figure"
    """A claim: a quantity, a name, or a wording."""
    DATE = "date"
    """A claim's date, or one of the document's own."""
    CITE = "cite"
    """The mark of a source."""
    NOTE = "note"
    """A recorded note of a fact or a source."""
    COUNTER = "counter"
    """A number of a page, a list or a part."""
    NAME = "name"
    """A declared name: of an entity or a document."""
    SCALE = "scale"
    """A tick of an axis."""
    TIME = "time"
    """An hour or a room of a meeting, which its own file states."""


def marked(text: str, origin: Origin, ref: str = "") -> str:
    """A passage between delimiters that record its origin, by which the page can be audited.

    ``ref`` is ``fact#0,2`` (a fact and the indexes of its claims), ``fact@edition#0,2`` (the same
    in the library of an earlier edition), or the id of a source. References to the claims of
    several facts stand with ``REFS`` between them.
    """
    return f"{OPEN}{origin}:{ref}{BAR}{text}{CLOSE}" if text else ""


def unmarked(text: str) -> str:
    """A text without the delimiters that :func:`marked` adds."""
    return MARKER.sub("", text)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text itself; may hold Unicode isolates. ``origin``, ``ref``: :func:`marked`."""

    text: str
    strong: bool = False
    origin: Origin | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Wording that comes from claims: a quantity, a date or a name.

    ``ref`` names the fact and the claims, as in :func:`marked`.
    """

    text: str
    ref: str
    strong: bool = False
    origin: Origin = Origin.FIGURE


@dataclass(frozen=True, slots=True)
class Cite:
    """The mark of a source: its number in this document, already in the brief's digits.

    ``title`` is the source's, for screen readers and tooltips. ``ref`` names the claims behind a
    statement in prose that has no figure of its own.
    """

    number: int
    text: str
    title: str = field(default="", compare=False)
    ref: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of a note on what stands before it; ``anchor`` is the note's id in the page."""

    text: str
    anchor: str


Inline = Words | Figure | Cite | Letter
SIGNS = (Cite, Letter)
"""What stands at words and is none of them."""
Rich = tuple[Inline, ...]


def plain_text(rich: Rich) -> str:
    """The text alone, without marks of sources and letters of notes."""
    return "".join(part.text for part in rich if not isinstance(part, SIGNS))


def marked_text(rich: Rich) -> str:
    """The text without marks and letters, each passage marked with its origin."""
    return "".join(_marked(part) for part in rich if isinstance(part, Words | Figure))


def _marked(part: Words | Figure) -> str:
    return part.text if part.origin is None else marked(part.text, part.origin, part.ref)
