"""What every block kind offers: its YAML keys as fields, its references, and its view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Protocol

from ..errors import Problem
from ..model import Block, Library, Place, Rich
from ..texts import fact_problem, problems
from .composer import Composer


@dataclass(frozen=True, slots=True)
class View:
    """What a template partial prints. ``kind`` names the partial: ``blocks/<kind>.html``."""

    kind: str
    title: Rich | None


class BlockKind(Protocol):
    """A kind of block: a frozen dataclass (its fields are the YAML keys) with these two methods."""

    kind: str

    def view(self, composer: Composer) -> View | None:
        """What to print on the brief's day; None when none of it can be said yet."""

    def problems(self, library: Library) -> Iterator[Problem]:
        """What is wrong with the block's references."""


class PlannedBlock(Block):
    """Base of the block kinds: finds the texts and fact ids in the block's own fields."""

    __slots__ = ()

    def view(self, composer: Composer) -> View | None:
        """What to print on the brief's day; None when none of it can be said yet."""
        raise NotImplementedError

    def problems(self, library: Library) -> Iterator[Problem]:
        """What is wrong with the references in the block's texts, and with the facts it names."""
        for name, value in _leaves(self):
            place = getattr(value, "place", self.place)
            if name in FACT_KEYS:
                unknown = fact_problem(library, value, place)
                if unknown:
                    yield unknown
            else:
                yield from problems(library, [value], place)

    def heading(self, composer: Composer) -> Rich | None:
        """The block's title, resolved; None when it has none or it cannot be said yet."""
        return composer.sentence(self.title) if self.title else None


FACT_KEYS = frozenset({"fact", "facts", "part", "whole"})
"""Fields that hold ids of facts rather than texts."""


def facts_of(block: Block) -> Iterator[str]:
    """The ids of the facts that a block names outside its texts."""
    return (value for name, value in _leaves(block) if name in FACT_KEYS)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block."""
    return (value for name, value in _leaves(block) if name not in FACT_KEYS)


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a dataclass and in the tuples and dataclasses it holds, with its field."""
    if isinstance(value, Place):
        return
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item, name)
    elif is_dataclass(value):
        for each in fields(value):
            if not each.metadata.get("hidden") and not each.metadata.get("code"):
                yield from _leaves(getattr(value, each.name), each.name)
