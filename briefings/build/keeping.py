"""What a build asks of whoever keeps its documents as editions; the archive answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..content.brief import Brief
from ..content.diff import State
from ..content.pack import Pack
from ..model import Library, Topic
from .render import Printed
from .request import Order


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is kept as the edition ``id``, and whether it was not there before."""

    id: str
    document: Brief | Pack
    printed: Printed
    is_new: bool
    remarks: tuple[str, ...]


class Fill(Protocol):
    """Composes a document as an edition of that number, compared with earlier states by topic."""

    def __call__(self, number: int, since: Mapping[str, State]) -> Brief | Pack:
        """Compose it."""


class Print(Protocol):
    """Prints a document composed with earlier states; ``text`` asks for its text too."""

    def __call__(
        self, document: Brief | Pack, *, since: Mapping[str, State], text: bool
    ) -> Printed:
        """Print it."""


class Keep(Protocol):
    """Makes a document and keeps it as the next edition of its day.

    Raises what ``fill`` and ``print_`` raise, and ArchiveError; nothing is then kept.
    """

    def __call__(
        self,
        library: Library,
        topics: Sequence[Topic],
        order: Order,
        *,
        fill: Fill,
        print_: Print,
    ) -> Kept:
        """Make it and keep it."""
