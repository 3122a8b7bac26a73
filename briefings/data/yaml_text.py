"""Serialises values and records of the model as YAML text.

The inverse of :mod:`.structure`, which reads the same values from the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from briefings.arabic.bidi import write_marks
from briefings.model import Block, When
from briefings.model.leaves import FACT_KEYS

from .field_hints import keys_of

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_AMBIGUOUS = re.compile("y|n|yes|no|on|off|true|false|null", re.IGNORECASE)


def record_text(record: Any) -> str:
    """The keys of a dataclass of the model, each on a line of its own, without a final line break.

    Leaves out default values and fields that the loader sets; a record without other fields is
    ``{}``.
    """
    kind: type = type(record)
    lines = [f"kind: {word(record.kind)}"] if isinstance(record, Block) else []
    lines += [text for name in keys_of(kind) for text in key_text(record, name)]
    return "\n".join(lines) or "{}"


def key_text(record: Any, name: str) -> list[str]:
    """The key and its value as text, in a list; empty if the value is the default."""
    if is_left_out(record, name):
        return []
    kind: type = type(record)
    value = getattr(record, name)
    is_code = name in FACT_KEYS or bool(_fields(kind)[name].metadata.keys() & {"pattern", "code"})
    if isinstance(value, tuple):
        items = (_value(item, is_code=is_code).replace("\n", "\n    ") for item in value)
        return ["\n  - ".join([f"{name}:", *items])]
    text = _value(value, is_code=is_code)
    if is_dataclass(value) and not isinstance(value, When) and text != "{}":
        return [f"{name}:\n{text}".replace("\n", "\n  ")]
    return [f"{name}: {text}"]


def is_left_out(record: Any, name: str) -> bool:
    """Whether files leave a key out: it has its default, or the loader filled it in."""
    if name == "as_of" and getattr(record, "is_dated_by_source", False):
        return True
    kind: type = type(record)
    return bool(getattr(record, name) == _fields(kind)[name].default)


@cache
def _fields(record: type) -> Mapping[str, Field[Any]]:
    return {field.name: field for field in fields(record)}


def _value(value: Any, *, is_code: bool) -> str:
    """A single value on one line, or the lines of a record."""
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, str):
        return word(value) if is_code else prose(value)
    if isinstance(value, When):
        return value.iso
    if isinstance(value, bool):
        return str(value).lower()
    return number_text(value) if isinstance(value, int | float) else record_text(value)


def number_text(number: float) -> str:
    """A number in its only valid notation: without exponent, and without “.0”."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def word(text: str) -> str:
    """An id, code or word; quoted only if a YAML parser could read it as another type."""
    is_plain = _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text)
    return str(text) if is_plain else prose(text)


def prose(text: str) -> str:
    """A text in quotation marks, on one line."""
    text = write_marks(text)
    if ('"' in text or "\\" in text) and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
