"""The keys of a dataclass, read from its type hints and field metadata.

:mod:`.structure` checks files by these keys, and :mod:`.schema` writes JSON Schema from them, so
that a new field of a dataclass is checked, and completed by editors, without further code.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from briefings.arabic.phrases.keys import with_example
from briefings.model import Block, When

Form = Literal["text", "number", "whole", "truth", "date", "choice", "list", "record", "block"]
"""The kinds of value in a file; strings, because Python 3.11 looks up enum members slowly."""


@dataclass(frozen=True, slots=True)
class ValueShape:
    """The expected type of a value: its form, choices or dataclass, or the shape of list items.

    ``or_text`` says that a text may stand in place of a record that has nothing but a text.
    """

    form: Form
    type: Any = None
    item: ValueShape | None = None
    or_text: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record. ``pattern`` must fully match the text, or each text of a list."""

    name: str
    shape: ValueShape
    required: bool
    doc: str
    pattern: re.Pattern[str] | None
    minimum: float | None
    maximum: float | None


_PLAIN = {
    str: ValueShape("text"),
    bool: ValueShape("truth"),
    int: ValueShape("whole"),
    float: ValueShape("number"),
    When: ValueShape("date"),
    Block: ValueShape("block"),
}


@cache
def keys_of(record: type) -> Mapping[str, Key]:
    """The keys that a dataclass takes from a file, by name, in the order of its fields."""
    hints = get_type_hints(record)
    keys = {}
    for field in dataclasses.fields(record):
        rules = field.metadata
        if rules.get("hidden"):
            continue
        pattern = rules.get("pattern")
        keys[field.name] = Key(
            field.name,
            ValueShape("choice", tuple(rules["choices"]))
            if "choices" in rules
            else shape_of(hints[field.name]),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
            with_example(rules.get("doc", ""), record, field.name),
            re.compile(pattern) if pattern else None,
            rules.get("minimum"),
            rules.get("maximum"),
        )
    return keys


@cache
def required_of(record: type) -> frozenset[str]:
    """Names of the required keys."""
    return frozenset(key.name for key in keys_of(record).values() if key.required)


@cache
def hidden_of(record: type) -> frozenset[str]:
    """Names of the fields that the loader sets, and that no file may contain."""
    return frozenset(f.name for f in dataclasses.fields(record) if f.metadata.get("hidden"))


@cache
def choices_of(choices: Iterable[str]) -> Mapping[str, str]:
    """The members of an enum, or names, by their words in files."""
    return {str(one): one for one in choices}


def shape_of(hint: Any) -> ValueShape:
    """The shape of a type hint; raises TypeError for a hint that files cannot express."""
    if get_origin(hint) in (Union, types.UnionType):
        kinds = set(get_args(hint)) - {types.NoneType}
        if kinds == {int, float}:
            return ValueShape("number")
        if len(kinds) == 1:
            return shape_of(kinds.pop())
        if len(kinds) == 2 and str in kinds:
            shape = shape_of((kinds - {str}).pop())
            if shape.form == "record":
                return dataclasses.replace(shape, or_text=True)
    elif get_origin(hint) is tuple and get_args(hint)[1:] == (...,):
        return ValueShape("list", item=shape_of(get_args(hint)[0]))
    elif hint in _PLAIN:
        return _PLAIN[hint]
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        return ValueShape("choice", hint)
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return ValueShape("record", hint)
    raise TypeError(f"a file cannot express {hint!r}")
