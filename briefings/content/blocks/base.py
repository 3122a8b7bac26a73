"""What every block kind offers: its YAML keys as fields, its references, and its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Protocol

from ...errors import Problem
from ...facts.references import fact_problem, problems
from ...model import Block, Library, Place, Rich
from ..composer import Composer


class View(Protocol):
    """What a template partial prints. ``kind`` names the partial: ``blocks/<kind>.html``.

    Views are named tuples: a dataclass takes five times as long to define, and the commands that
    only list and check define all of them without using one.
    """

    @property
    def kind(self) -> str:
        """The kind of block."""

    @property
    def title(self) -> Rich | None:
        """The block's heading, if it has one."""


class PlannedBlock(Block):
    """Base of the block kinds: finds the texts and fact ids in the block's own fields."""

    __slots__ = ()

    def view(self, composer: Composer) -> View | None:
        """What to print on the brief's day; None when none of it can be said yet."""
        raise NotImplementedError

    def problems(self, library: Library) -> Iterator[Problem]:
        """What is wrong with the references in the block's texts, and with the facts it names."""
        yield from _leaf_problems(library, _leaves(self), self.place)

    def heading(self, composer: Composer) -> Rich | None:
        """The block's title, resolved; None when it has none or it cannot be said yet."""
        return composer.sentence(self.title) if self.title else None


@dataclass(frozen=True, slots=True)
class Remnant(PlannedBlock):
    """What could be read of a topic, or of a part of one, that could not be read as a whole."""

    leaves: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: type, values: Mapping[str, Any]) -> Remnant:
        """The texts and fact ids among the values of a dataclass that could not be made."""
        leaves: list[tuple[str, str]] = []
        for name in _told(record):
            leaves += _leaves(values.get(name), name)
        return cls(tuple(leaves))

    def problems(self, library: Library) -> Iterator[Problem]:
        """What is wrong with the references that could be read."""
        yield from _leaf_problems(library, self.leaves, self.place)


FACT_KEYS = frozenset({"fact", "facts", "whole"})
"""Fields that hold ids of facts rather than texts."""
UNIT_KEYS = frozenset({"count"})
"""Codes that are ids of units."""
OWNER_KEYS = frozenset({"notes_of", "without"})
"""Codes that are ids of what has notes: facts and sources."""


def facts_of(block: Block) -> Iterator[str]:
    """The ids of the facts that a block names outside its texts."""
    return (value for name, value in _leaves(block) if name in FACT_KEYS)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block."""
    return (value for name, value in _leaves(block) if name not in FACT_KEYS)


def units_of(block: Block) -> Iterator[str]:
    """The ids of the units that a block counts in outside its texts."""
    return (value for name, value in _leaves(block, closed=_HIDDEN) if name in UNIT_KEYS)


def owners_of(block: Block) -> Iterator[str]:
    """The ids of the facts and sources whose notes a block speaks of."""
    return (value for name, value in _leaves(block, closed=_HIDDEN) if name in OWNER_KEYS)


def _leaf_problems(
    library: Library, leaves: Iterable[tuple[str, str]], fallback: Place
) -> Iterator[Problem]:
    for name, value in leaves:
        if name in FACT_KEYS:
            unknown = fact_problem(library, value, getattr(value, "place", fallback))
            if unknown:
                yield unknown
        else:
            yield from problems(library, [value], fallback)


_HIDDEN = ("hidden",)
_NO_PROSE = ("hidden", "code")


def _leaves(
    value: Any, name: str = "", closed: tuple[str, ...] = _NO_PROSE
) -> Iterator[tuple[str, str]]:
    """Every string in a dataclass and in the tuples and dataclasses it holds, with its field.

    Fields whose metadata have one of the words ``closed`` are left out.
    """
    if isinstance(value, Place):
        return
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item, name, closed)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in _told(type(value), closed):
            yield from _leaves(getattr(value, each), each, closed)


@cache
def _told(record: type, closed: tuple[str, ...] = _NO_PROSE) -> tuple[str, ...]:
    """The fields of a dataclass that can hold texts or the ids of facts; or all but ``closed``."""
    return tuple(f.name for f in fields(record) if not any(map(f.metadata.get, closed)))
