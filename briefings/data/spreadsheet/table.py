"""What a spreadsheet file holds, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from briefings.errors import DataError, Problem

Value = str | int | float | bool | datetime | None
"""What stands in a cell; None where nothing does."""

Legend = list[tuple[str, str, int]]
"""Name of each column, a sentence on what it holds, and its width in characters."""

MAIN_SHEET = "Facts"

LONGEST = 32_767
"""Characters of a cell, as spreadsheets have it."""

MOST_CELLS = 500_000
"""Cells that hold something: twenty thousand claims with every column."""


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


def too_long(text: str) -> tuple[str, str, str] | None:
    """Rule, message and remedy for a cell that holds more than a spreadsheet could show."""
    if len(text) <= LONGEST:
        return None
    message = f"this cell holds {len(text):,} characters"
    return "too-long", message, f"Spreadsheets show {LONGEST:,} at most: write less."


def unreadable(file: str, error: OSError) -> DataError:
    """The problem of a file that cannot be opened, or is none."""
    message = f"this file cannot be read: {error.strerror or error}"
    remedy = "Check that it is a file and that you may read it."
    return DataError([Problem(file, 0, 0, "unreadable-file", message, remedy)])
