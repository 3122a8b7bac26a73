"""Tables in spreadsheet files: ``.xlsx`` workbooks and ``.csv`` files. Nothing here knows facts."""

from __future__ import annotations

from pathlib import Path

from briefings.errors import BriefingError

from .csvfile import csv_bytes, read_csv
from .table import Cell, Legend, Table, Value, problem_at

__all__ = ["Cell", "Legend", "Table", "Value", "problem_at", "read_table", "table_bytes"]


def read_table(path: Path) -> Table:
    """The table of a file, by its ending; raises DataError where it cannot be read as one."""
    if _ending(path) == ".csv":
        return read_csv(path)
    from .workbook import read_workbook

    return read_workbook(path)


def table_bytes(path: Path, legend: Legend, rows: list[list[Value]]) -> bytes:
    """A file of the kind that the ending of ``path`` names, with a row of headings.

    ``legend`` has a name, a sentence and a width for each column.
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
