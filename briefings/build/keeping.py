"""The interface of a build to what keeps its documents as editions: the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..content.brief import Brief
from ..content.diff import State
from ..content.pack import Pack
from ..model import Imprint, Library, Topic
from .render import Printed
from .request import Order


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """A document that is kept as the edition ``id``; ``is_new`` if it was not there before."""

    id: str
    document: Brief | Pack
    printed: Printed
    is_new: bool
    remarks: tuple[str, ...]


class Compose(Protocol):
    """Composes a document as the edition of an imprint, compared with earlier states by topic."""

    def __call__(self, imprint: Imprint, since: Mapping[str, State]) -> Brief | Pack:
        """Compose it."""


class Print(Protocol):
    """Prints a document composed with earlier states, and its text if ``text``."""

    def __call__(
        self, document: Brief | Pack, *, since: Mapping[str, State], text: bool
    ) -> Printed:
        """Print it."""


class Keep(Protocol):
    """Makes a document and keeps it as the next edition of its day.

    Raises what ``fill`` and ``print_`` raise, and ArchiveError; it then keeps nothing.
    """

    def __call__(
        self,
        library: Library,
        topics: Sequence[Topic],
        order: Order,
        *,
        fill: Compose,
        print_: Print,
    ) -> KeptEdition:
        """Make it and keep it."""
