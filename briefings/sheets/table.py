"""What a spreadsheet file holds, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from briefings.errors import Problem

Value = str | int | float | bool | datetime | None
"""What stands in a cell; None where nothing does."""

Legend = list[tuple[str, str, int]]
"""Name of each column, a sentence on what it holds, and its width in characters."""

MAIN_SHEET = "Facts"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it stands: ``line`` and ``column`` count from 1."""

    value: Value
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table and its rows, without rows and cells that are empty.

    ``sheet`` is the name of the worksheet, empty for a CSV file; ``problems`` are cells that hold
    nothing that could be read.
    """

    file: str
    sheet: str
    head: list[Cell]
    rows: list[list[Cell]]
    problems: list[Problem] = field(default_factory=list)


def problem_at(table: Table, place: tuple[int, int], *told: str) -> Problem:
    """A problem at a line and column of the table; ``told`` are rule, message and remedy."""
    rule, message, remedy = told
    return Problem(table.file, *place, rule, message, remedy, sheet=table.sheet)


def is_blank(value: object) -> bool:
    """Whether nothing can be seen in a cell of this value."""
    return value is None or (isinstance(value, str) and not value.strip())
