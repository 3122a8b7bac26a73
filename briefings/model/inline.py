"""Running text once its references are resolved: words, figures from claims, and source marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

OPEN, BAR, CLOSE = "\ue000", "\ue001", "\ue002"
"""Around a printed passage: ``OPEN kind BAR ref CLOSE``; no text of the data holds them."""

_MARKER = re.compile(f"{OPEN}[^{BAR}]*{BAR}|{CLOSE}")


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


def marked(text: str, origin: Origin, ref: str = "") -> str:
    """A passage that says where it comes from, for whoever audits the page.

    ``ref`` is ``fact#0,2`` (a fact and its claims by their place), ``fact@edition#0,2`` (the same
    in the library of an earlier edition), or the id of a source.
    """
    return f"{OPEN}{origin}:{ref}{BAR}{text}{CLOSE}" if text else ""


def unmarked(text: str) -> str:
    """A text without what :func:`marked` adds."""
    return _MARKER.sub("", text)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain wording; may hold Unicode isolates. ``origin`` and ``ref`` as in :func:`marked`."""

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

    ``title`` is the source's, for whoever hears the mark or points at it. ``ref`` names the claims
    of a statement that is told in prose and has no figure of its own.
    """

    number: int
    text: str
    title: str = field(default="", compare=False)
    ref: str = field(default="", compare=False)


Inline = Words | Figure | Cite
Rich = tuple[Inline, ...]


def plain_text(rich: Rich) -> str:
    """The wording alone, without source marks."""
    return "".join(part.text for part in rich if not isinstance(part, Cite))


def marked_text(rich: Rich) -> str:
    """The same with the origin of each passage."""
    return "".join(_marked(part) for part in rich if not isinstance(part, Cite))


def _marked(part: Words | Figure) -> str:
    return part.text if part.origin is None else marked(part.text, part.origin, part.ref)
