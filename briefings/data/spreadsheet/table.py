"""A table of a spreadsheet file, independent of the file's format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from briefings.errors import DataError, Problem

Value = str | int | float | bool | datetime | None
"""The value of a cell; None if it is empty."""

Legend = list[tuple[str, str, int]]
"""Name, one-sentence description and width in characters of each column."""

MAIN_SHEET = "Facts"

LONGEST = 32_767
"""Longest text of a cell, in characters; a limit of spreadsheet programs."""

MOST_CELLS = 500_000
"""Most cells that are not blank: enough for twenty thousand claims with every column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and its position: ``line`` and ``column`` count from 1."""

    value: Value
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class CellTable:
    """The headings and rows of a table, without blank rows and cells.

    ``sheet`` is the name of the worksheet, empty for a CSV file; ``problems`` are those of cells
    that could not be read.
    """

    file: str
    sheet: str
    head: list[Cell]
    rows: list[list[Cell]]
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: list[Cell]) -> None:
        """Add a row; the first one holds the headings."""
        if self.head:
            self.rows.append(row)
        else:
            self.head.extend(row)


def problem_at(table: CellTable, place: tuple[int, int], *finding: str) -> Problem:
    """A problem at a line and column of the table; ``finding`` is rule, message and remedy."""
    rule, message, remedy = finding
    return Problem(table.file, *place, rule, message, remedy, sheet=table.sheet)


def is_blank(value: object) -> bool:
    """Whether a cell with this value is empty or shows only whitespace."""
    return value is None or (isinstance(value, str) and not value.strip())


def too_long(text: str) -> tuple[str, str, str] | None:
    """Rule, message and remedy for a text longer than a cell can show; None for other texts."""
    if len(text) <= LONGEST:
        return None
    message = f"this cell holds {len(text):,} characters"
    return "too-long", message, f"Spreadsheets show {LONGEST:,} at most: write less."


def unreadable(file: str, error: OSError) -> DataError:
    """The error for a file that cannot be opened, or is no regular file."""
    message = f"this file cannot be read: {error.strerror or error}"
    remedy = "Check that it is a file and that you may read it."
    return DataError([Problem(file, 0, 0, "unreadable-file", message, remedy)])
