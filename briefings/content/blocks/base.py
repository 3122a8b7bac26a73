"""The base class of block kinds, and the protocol of their views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar, Protocol

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import fact_problem, problems
from ...model import Block, Column, Library, Place, Rich
from ...model.leaves import FACT_KEYS, leaves, open_fields
from .composer import Composer


class View(Protocol):
    """What a partial prints; ``kind`` names it: ``blocks/<kind>.html``.

    Views are named tuples, because a dataclass takes five times as long to define, and every
    command defines them all.
    """

    @property
    def kind(self) -> str:
        """The kind of block."""

    @property
    def title(self) -> Rich | None:
        """The block's heading, if it has one."""


class OnSheets(Enum):
    """Which blocks of a kind stand on the one-page sheet, unless they say so themselves."""

    NONE = auto()
    FIRST = auto()
    ALL = auto()


class PlannedBlock(Block):
    """Base of the block kinds.

    The fields of a kind are its keys in YAML; their metadata and the first line of the class's
    docstring describe them in the schema. Its partial is ``templates/blocks/<kind>.html``.
    """

    __slots__ = ()

    order: ClassVar[int] = 1000
    """The kind's position in the schema and in messages."""
    on_sheets: ClassVar[OnSheets] = OnSheets.NONE
    closes_packs: ClassVar[bool] = False
    """Whether a pack prints it once, in an appendix, instead of in each brief."""
    usual_place: ClassVar[Column] = Column.FULL
    """The column of the page that blocks of the kind stand in, unless they say so themselves."""
    other_places: ClassVar[tuple[Column, ...]] = ()
    """Columns that they may be moved to where that fills the pages better."""
    is_whole: ClassVar[bool] = False
    """Whether a page never ends within such a block."""
    once_in_packs: ClassVar[bool] = False
    """Whether a pack prints what it holds in one part alone, and refers to it from the others."""
    reworded_as: ClassVar[str] = phrases.ANY

    def view(self, composer: Composer) -> View | None:
        """Compose what to print; None if its facts have no claims yet."""
        raise NotImplementedError

    @classmethod
    def merged(cls, views: Sequence[View]) -> Sequence[View]:
        """Merge the views of a pack's briefs for its appendix, if the kind closes packs."""
        return views

    def problems(self, library: Library) -> Iterator[Problem]:
        """The problems of the references in the block's texts and of the facts it names."""
        yield from _leaf_problems(library, leaves(self), self.place)

    def heading(self, composer: Composer) -> Rich | None:
        """The block's title, composed; None if it has none or its facts have no claims yet."""
        return composer.label(self.title) if self.title else None


@dataclass(frozen=True, slots=True)
class Remnant(PlannedBlock):
    """The readable texts of a topic, or of a part of one, that is invalid as a whole."""

    leaves: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: type, values: Mapping[str, Any]) -> Remnant:
        """The texts and fact ids among the values for a dataclass."""
        found: list[tuple[str, str]] = []
        for name in open_fields(record):
            found += leaves(values.get(name), name)
        return cls(tuple(found))

    def problems(self, library: Library) -> Iterator[Problem]:
        """The problems of the references in them."""
        yield from _leaf_problems(library, self.leaves, self.place)


def _leaf_problems(
    library: Library, leaves: Iterable[tuple[str, str]], fallback: Place
) -> Iterator[Problem]:
    for name, value in leaves:
        if name in FACT_KEYS:
            if unknown := fact_problem(library, value, getattr(value, "place", fallback)):
                yield unknown
        else:
            yield from problems(library, [value], fallback)
