"""Tables in workbooks: the only module that knows openpyxl."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from briefings.errors import DataError, Problem

from .table import MAIN_SHEET, Cell, Legend, Table, Value, is_blank, problem_at

_UNREADABLE = (BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError)
_DIGITS = 15  # that a spreadsheet keeps of a number
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMAT_WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_TEXT_FORMAT = "@"


def workbook_bytes(legend: Legend, rows: list[list[Value]]) -> bytes:
    """A workbook with the rows on its first sheet, and on the second what each column holds.

    Texts stay texts whatever they begin with, and so do numbers too long for a spreadsheet.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    names: list[Value] = [name for name, _, _ in legend]
    facts, columns = book.active, book.create_sheet("Columns")
    facts.title = MAIN_SHEET
    _fill(facts, [names, *rows], [width for _, _, width in legend])
    explained: list[list[Value]] = [[name, doc] for name, doc, _ in legend]
    _fill(columns, [["column", "what it holds"], *explained], [18, 100])
    facts.sheet_view.rightToLeft = True
    for sheet in (facts, columns):
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(sheet: Any, rows: list[list[Value]], widths: list[int]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                _put(sheet.cell(line, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        # What is typed there later must not be made into a date or a number of another kind.
        dimension.number_format = _TEXT_FORMAT


def _put(cell: Any, value: Value) -> None:
    is_long = isinstance(value, int) and abs(value) >= 10**_DIGITS
    if is_long or (isinstance(value, float) and value != _kept(value)):
        value = format(Decimal(repr(value)), "f")
    if isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_x", value)
        cell.data_type = "s"  # not a formula, though it may begin with an equals sign
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cell.number_format = _TEXT_FORMAT
    else:
        cell.value = value


def _kept(number: float) -> float:
    """The number as far as spreadsheets show it: 0.1 + 0.2 is 0.3."""
    return float(f"{number:.{_DIGITS}g}")


def read_workbook(path: Path) -> Table:
    """The table on the sheet “Facts”, or on the first one; raises DataError where there is none."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        data = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that a table of values does not need
            shown = load_workbook(io.BytesIO(data), data_only=True)
            written = load_workbook(io.BytesIO(data))
        sheets = shown.worksheets
        name = MAIN_SHEET if MAIN_SHEET in [one.title for one in sheets] else sheets[0].title
    except (*_UNREADABLE, InvalidFileException) as error:
        message = f"this file cannot be read as a workbook ({error})"
        remedy = "Save it again as an Excel workbook (.xlsx), without a password."
        found = Problem(str(path), 0, 0, "unreadable-file", message, remedy)
        raise DataError([found]) from error
    table = Table(str(path), name, [], [])
    for row in zip(shown[name].iter_rows(), written[name].iter_rows(), strict=True):
        if cells := list(_cells(table, *row)):
            if table.head:
                table.rows.append(cells)
            else:
                table.head.extend(cells)
    return table


def _cells(table: Table, shown: Any, written: Any) -> Iterator[Cell]:
    """The cells of a row that hold something; what cannot be used is added to the problems."""
    for cell, formula in zip(shown, written, strict=True):
        trouble = _trouble(cell, formula)
        if trouble:
            table.problems.append(problem_at(table, (cell.row, cell.column), *trouble))
        value: Any = cell.value
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 — a mere day
        elif isinstance(value, str):
            value = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        elif isinstance(value, float):
            value = _kept(value)
        elif not isinstance(value, (int, datetime, type(None))):
            value = str(value)
        if not is_blank(value) or trouble:
            yield Cell(None if trouble else value, cell.row, cell.column)


def _trouble(cell: Any, formula: Any) -> tuple[str, str, str] | None:
    """Rule, message and remedy for a cell whose value would be misread."""
    if formula.data_type == "f" and cell.value is None:
        message = "the formula in this cell has no value yet"
        remedy = "Open the file in a spreadsheet and save it again, or type the value."
        return "formula-without-value", message, remedy
    if cell.data_type == "e":
        message = f"the formula in this cell has no result ({cell.value})"
        return "formula-without-value", message, "Mend the formula, or type the value."
    form = _FORMAT_WORDS.sub("", cell.number_format or "").lower()
    if isinstance(cell.value, (int, float)) and "%" in form:
        message = f"this cell shows a percentage, and holds {cell.value:g}"
        remedy = "Format the cell as a number, and write 95 for 95 per cent."
        return "percent-cell", message, remedy
    if isinstance(cell.value, date) and "d" not in form:
        message = f"this cell shows a month or a year, and holds the day {cell.value:%Y-%m-%d}"
        remedy = "Format the cell as text, and write a month as 2024-09, a year as 2024."
        return "date-cell", message, remedy
    return None
