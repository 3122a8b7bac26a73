"""The texts in the fields of a block, and the ids of facts, units and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from .facts import Place
from .meetings import person_in
from .topics import Block

FACT_KEYS = frozenset({"about", "fact", "facts", "low", "whole"})
"""Fields that hold ids of facts rather than texts."""
UNIT_KEYS = frozenset({"count"})
"""Codes that are ids of units."""
ENTITY_KEYS = frozenset({"around", "only", "places"})
"""Codes that are ids of entities or codes of countries."""
OWNER_KEYS = frozenset({"notes_of", "without"})
"""Codes that are ids of what has notes: facts and sources."""

PEOPLE_KEYS = frozenset({"people", "speakers"})
"""Fields that hold ids of people, or texts in place of them."""

_HIDDEN = ("hidden",)
_NO_PROSE = ("hidden", "code")


def facts_of(block: Block) -> Iterator[str]:
    """The ids of the facts that a block names outside its texts."""
    return (value for name, value in leaves(block) if name in FACT_KEYS)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block."""
    return (value for name, value in leaves(block) if name not in FACT_KEYS)


def units_of(block: Block) -> Iterator[str]:
    """The ids of the units that a block counts in outside its texts."""
    return (value for name, value in leaves(block, closed=_HIDDEN) if name in UNIT_KEYS)


def entities_of(block: Block) -> Iterator[str]:
    """The entities and countries that a block names outside its texts."""
    return (value for name, value in leaves(block, closed=_HIDDEN) if name in ENTITY_KEYS)


def owners_of(block: Block) -> Iterator[str]:
    """The ids of the facts and sources whose notes a block speaks of."""
    return (value for name, value in leaves(block, closed=_HIDDEN) if name in OWNER_KEYS)


def people_of(block: Block) -> Iterator[str]:
    """The ids of the people that a block names outside its texts."""
    named = (value for name, value in leaves(block, closed=_HIDDEN) if name in PEOPLE_KEYS)
    return (value for value in named if person_in(value))


def leaves(
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
            yield from leaves(item, name, closed)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in open_fields(type(value), closed):
            yield from leaves(getattr(value, each), each, closed)


@cache
def open_fields(record: type, closed: tuple[str, ...] = _NO_PROSE) -> tuple[str, ...]:
    """The fields of a dataclass whose metadata have none of the words ``closed``."""
    return tuple(f.name for f in fields(record) if not any(map(f.metadata.get, closed)))
