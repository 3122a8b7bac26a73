"""Columns of numbers in tables: units stand below units, whatever comes after the decimal mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from unicodedata import category

from ..arabic import plain
from ..arabic.reading.alphabet import ARABIC_DIGITS, SEPARATORS
from ..model import Cite, Rich, marked_text

_DIGIT, _SEPARATOR = 0.6, 0.3
"""Widths of a digit and of a decimal mark, in sizes of type."""
_DECIMAL, _THOUSANDS = tuple(SEPARATORS)
_DIGITS = f"0-9{ARABIC_DIGITS}"
_NUMBER = re.compile(
    rf"[-\u2212]?[{_DIGITS}][{_DIGITS},{_THOUSANDS}]*(?:[.{_DECIMAL}]([{_DIGITS}]+))?"
)


def shifts(rows: Sequence[Sequence[Rich]]) -> Mapping[int, Callable[[Rich], str] | None]:
    """For each column by its index: how far a cell is moved, or None where not all are numbers."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return {index: _shift(column) for index, column in enumerate(columns)}


def _shift(cells: Sequence[Rich]) -> Callable[[Rich], str] | None:
    found = [_decimals(cell) for cell in cells]
    decimals = [count for count in found if count is not None]
    if len(decimals) < len(cells):
        return None
    most = max(decimals)

    def shift(cell: Rich) -> str:
        have = _decimals(cell) or 0
        missing = (most - have) * _DIGIT + (_SEPARATOR if most and not have else 0)
        return f"{missing:g}"

    return shift


def _decimals(cell: Rich) -> int | None:
    """The decimals of the number that a cell is, or None if it is something else."""
    text = plain(marked_text(tuple(part for part in cell if not isinstance(part, Cite))))
    seen = "".join(char for char in text if category(char) != "Cf")
    number = _NUMBER.fullmatch(seen.strip())
    return len(number[1] or "") if number else None
