"""Spreadsheets: tables in ``.xlsx`` and ``.csv`` files, and facts as rows of such tables.

This module, :mod:`.table`, :mod:`.csvfile`, :mod:`.workbook` and :mod:`.package` know nothing of
facts; :mod:`.exchange` exports and imports these.
"""

from __future__ import annotations

from pathlib import Path

from briefings.errors import BriefingError

from .csvfile import csv_bytes, read_csv
from .table import Cell, CellTable, Legend, Value, problem_at

__all__ = ["Cell", "CellTable", "Legend", "Value", "problem_at", "read_table", "table_bytes"]


def read_table(path: Path) -> CellTable:
    """Read the table of a file, in the format of its suffix; raises DataError if that fails."""
    if _ending(path) == ".csv":
        return read_csv(path)
    from .workbook import read_workbook

    return read_workbook(path)


def table_bytes(path: Path, legend: Legend, rows: list[list[Value]]) -> bytes:
    """A file with a row of headings and these rows, in the format of the suffix of ``path``.

    Raises BriefingError for a suffix other than .xlsx and .csv.
    """
    if _ending(path) == ".csv":
        return csv_bytes([[name for name, _, _ in legend], *rows])
    from .workbook import workbook_bytes

    return workbook_bytes(legend, rows)


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise BriefingError(f"{path}: a sheet of facts is a file that ends in .xlsx or .csv")
    return ending
