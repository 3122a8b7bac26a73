"""Converts YAML scalars to texts, numbers, dates and booleans.

By the rules of YAML 1.2, which editors follow, ``NO`` is a text, and so is ``2024-09``; a quoted
scalar is always a text. Unlike YAML, the data allow only one notation for each number.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import yaml

from briefings.arabic.reading.typed_numbers import LIKE_A_NUMBER
from briefings.model import When

# No zero at the end of a fraction: many people read 120.000 as a hundred and twenty thousand.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_YAML_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}([,_][0-9]{3})+(\.[0-9]+)?")
_SPLIT_GROUP = re.compile(r"[0-9]{3}(\.[0-9]+)?")
_BEFORE = re.compile(r"[0-9]{1,3}(,[0-9]{3})*")
_NUMBER_STARTS = frozenset("+-.0123456789")
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = {"", "~", "null", "Null", "NULL"}
_LONGEST_NUMBER = 18


class InvalidValue(ValueError):  # noqa: N818 — a finding, always caught
    """A scalar that is not of the expected type, with rule, message and remedy of the problem."""

    def __init__(self, rule: str, message: str, remedy: str) -> None:
        self.rule, self.message, self.remedy = rule, message, remedy
        super().__init__(rule, message, remedy)


def described(node: Any) -> str:
    """A node in the words of messages: “a number (12)”, “a list”."""
    if isinstance(node, yaml.MappingNode):
        return "a group of keys"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    value = node.value
    shown = value if len(value) <= 40 else value[:40].rstrip() + "…"
    if not _is_plain(node):
        return f"a text (“{shown}”)"
    if value in _NOTHING:
        return "nothing"
    if value in _TRUTHS:
        return f"the word {value}"
    if _YAML_NUMBER.fullmatch(value):
        return f"a number ({shown})"
    return f"a text ({shown})"


def read_text(node: Any) -> str:
    """A text that is not empty; raises InvalidValue."""
    value: str = node.value
    if _is_plain(node):
        if value in _NOTHING:
            raise InvalidValue(
                "empty-text", "nothing is written here", "Write a text, or remove the key."
            )
        if value in _TRUTHS or (value[0] in _NUMBER_STARTS and _YAML_NUMBER.fullmatch(value)):
            message = f"a text is needed, but {described(node)} stands here"
            raise InvalidValue("wrong-type", message, f'Put it in quotation marks: "{value}".')
    value = value.rstrip("\n")  # the end of a block scalar
    bare = value.strip()
    if not bare:
        raise InvalidValue("empty-text", "the text is empty", "Write a text, or remove the key.")
    if value != bare:
        message = "the text begins or ends with a space or an empty line"
        raise InvalidValue(
            "edge-space", message, "Remove what stands before the first and after the last word."
        )
    return value


def read_number(node: Any, *, whole: bool) -> int | float:
    """A number in its only valid notation; raises InvalidValue."""
    value: str = node.value
    if not _is_plain(node) and _NUMBER.fullmatch(value):
        message = f"a number is needed, but “{value}” stands in quotation marks"
        raise InvalidValue("wrong-type", message, f"Remove the quotation marks: {value}.")
    if not _is_plain(node) or not _NUMBER.fullmatch(value):
        wanted = "a whole number" if whole else "a number"
        message = f"{wanted} is needed, but {described(node)} stands here"
        if _is_plain(node) and (LIKE_A_NUMBER.fullmatch(value) or _YAML_NUMBER.fullmatch(value)):
            message = f"“{value}” is not written as numbers are written here"
        example = "12" if whole else "4300000000 or 0.2"
        if _is_plain(node) and _THOUSANDS.fullmatch(value):
            example = re.sub(r"[^\d.]", "", value)
        remedy = (
            f"Write it in full with the digits 0 to 9 alone, without thousands marks, as {example}."
        )
        raise InvalidValue("wrong-type", message, remedy)
    if len(value) > _LONGEST_NUMBER:
        message = "the number has too many digits to be one of ours"
        raise InvalidValue("wrong-type", message, f"Write at most {_LONGEST_NUMBER} digits.")
    if "." not in value:
        return int(value)
    if whole:
        message = f"a whole number is needed, but {value} stands here"
        raise InvalidValue("wrong-type", message, "Write it without a decimal mark.")
    return float(value)


def read_truth(node: Any) -> bool:
    """``true`` or ``false``; raises InvalidValue."""
    if _is_plain(node) and node.value in _TRUTHS:
        return _TRUTHS[node.value]
    message = f"true or false is needed, but {described(node)} stands here"
    raise InvalidValue("wrong-type", message, "Write true or false, without quotation marks.")


def read_date(node: Any) -> When:
    """A day, month, year or period; raises InvalidValue."""
    value: str = node.value
    how = "Write a day as 2024-09-30, a month as 2024-09, a year as 2024, a period as 2014/2017."
    if _is_plain(node) and value in _NOTHING:
        raise InvalidValue("impossible-date", "no date is written here", how)
    try:
        if not value.isascii():
            raise ValueError(f"“{value}” is not written with the digits 0 to 9")
        return _parse_date(value)
    except ValueError as error:
        message = str(error)
        if f"“{value}”" not in message:  # it names one end of a period
            message = f"in “{value}”, {message}"
        raise InvalidValue("impossible-date", message, how) from None


def join_split_numbers(
    pairs: list[tuple[Any, Any]], numbers: Collection[str]
) -> list[tuple[Any, Any]]:
    """The pairs of a flow mapping, with numbers that YAML split at thousands separators rejoined.

    YAML parses ``{value: 87,000}`` as the value 87 and a key ``000`` without a value. ``numbers``
    are the keys with numeric values.
    """
    joined: list[tuple[Any, Any]] = []
    for name, value in pairs:
        before = joined[-1][1] if joined else None
        if (
            isinstance(before, yaml.ScalarNode)
            and isinstance(name, yaml.ScalarNode)
            and joined[-1][0].value in numbers
            and _SPLIT_GROUP.fullmatch(name.value)
            and _BEFORE.fullmatch(before.value)
            and value.value == ""
        ):
            whole = f"{before.value},{name.value}"
            number = yaml.ScalarNode(before.tag, whole, before.start_mark, name.end_mark)
            joined[-1] = (joined[-1][0], number)
        else:
            joined.append((name, value))
    return joined


_parse_date = lru_cache(maxsize=4096)(When.parse)


def _is_plain(node: Any) -> bool:
    """Whether a scalar is plain: neither quoted nor a block scalar."""
    return not node.style
