"""Tables in workbooks; the only module that uses openpyxl."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefings.atomic import read_regular
from briefings.errors import DataError, Problem

from .package import MOST_BYTES, Package, TooLarge, safe_package
from .table import (
    MAIN_SHEET,
    MOST_CELLS,
    Cell,
    CellTable,
    Legend,
    Value,
    is_blank,
    problem_at,
    too_long,
    unreadable,
)

_REASON = 200  # longest error text of a library in a message, in characters
_DIGITS = 15  # significant digits of a number that spreadsheet programs keep
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMAT_WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_TEXT_FORMAT = "@"


def workbook_bytes(legend: Legend, rows: list[list[Value]]) -> bytes:
    """A workbook with the rows on its first sheet, and the legend of the columns on its second.

    Writes texts as texts whatever they begin with, and so too numbers with too many digits.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    names: list[Value] = [name for name, _, _ in legend]
    facts, columns = book.active, book.create_sheet("Columns")
    facts.title = MAIN_SHEET
    _write_sheet(facts, [names, *rows], [width for _, _, width in legend])
    explained: list[list[Value]] = [[name, doc] for name, doc, _ in legend]
    _write_sheet(columns, [["column", "what it holds"], *explained], [18, 100])
    facts.sheet_view.rightToLeft = True
    for sheet in (facts, columns):
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _write_sheet(sheet: Any, rows: list[list[Value]], widths: list[int]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                _write_cell(sheet.cell(line, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        # Keeps the program from converting what users type there later to dates or numbers.
        dimension.number_format = _TEXT_FORMAT


def _write_cell(cell: Any, value: Value) -> None:
    is_long = isinstance(value, int) and abs(value) >= 10**_DIGITS
    if is_long or (isinstance(value, float) and value != _rounded(value)):
        value = format(Decimal(repr(value)), "f")
    if isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_x", value)
        cell.data_type = "s"  # not a formula, though it may begin with an equals sign
        cell.quotePrefix = value.startswith(tuple("=+-@＝＋－＠"))
        cell.number_format = _TEXT_FORMAT
    else:
        cell.value = value


def _rounded(number: float) -> float:
    """The number rounded as spreadsheet programs show it: 0.1 + 0.2 is 0.3."""
    return float(f"{number:.{_DIGITS}g}")


def read_workbook(path: Path) -> CellTable:
    """Read the table on the sheet “Facts”, else on the first sheet, without blank rows.

    Raises DataError if the file is unreadable, damaged or too large.
    """
    try:
        return _table(str(path), safe_package(read_regular(path, MOST_BYTES)))
    except OSError as error:
        raise unreadable(str(path), error) from error
    except TooLarge as error:
        remedy = "Delete the rows and sheets that are not needed, or part it into several files."
        raise _unreadable(path, str(error), remedy) from error
    except Exception as error:
        # openpyxl raises exceptions of many types for damaged XML.
        remedy = "Save it again as an Excel workbook (.xlsx), without a password."
        reason = " ".join(str(error).split())[:_REASON] or type(error).__name__
        raise _unreadable(path, reason, remedy) from error


def _unreadable(path: Path, reason: str, remedy: str) -> DataError:
    message = f"this file cannot be read as a workbook ({reason})"
    return DataError([Problem(str(path), 0, 0, "unreadable-file", message, remedy)])


def _opened(package: Package, *, data_only: bool) -> Any:
    """The workbook, without what it defines for printing: finding that takes openpyxl too long."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.workbook.defined_name import DefinedNameList

    class Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
        def read_workbook(self) -> None:
            super().read_workbook()
            self.parser.defined_names = DefinedNameList()

    reader = Reader(io.BytesIO(package.data), read_only=True, data_only=data_only, keep_links=False)
    reader.read()
    return reader.wb


def _table(file: str, package: Package) -> CellTable:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features that a table of values does not need
        shown, *written = (
            _opened(package, data_only=data)
            for data in ((True, False) if package.lacks_results else (True,))
        )
        sheets = shown.worksheets
        name = MAIN_SHEET if MAIN_SHEET in [one.title for one in sheets] else sheets[0].title
        table = CellTable(file, name, [], [])
        formulas = _formulas(written[0][name]) if written else frozenset()
        count = 0
        for row in _rows(shown[name]):
            if cells := list(_cells(table, row, formulas)):
                count += len(cells)
                if count > MOST_CELLS:
                    raise TooLarge(f"more than {MOST_CELLS:,} cells hold something")
                table.add(cells)
    return table


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """The cells of each row that are in the file, without the placeholders of openpyxl."""
    from openpyxl.cell.read_only import EMPTY_CELL

    sheet.reset_dimensions()  # the dimensions that the file states may be wrong or huge
    for row in sheet.iter_rows():
        if row:
            yield [cell for cell in row if cell is not EMPTY_CELL]


def _formulas(sheet: Any) -> frozenset[tuple[int, int]]:
    """Row and column of each cell with a formula, with or without its result."""
    cells = (cell for row in _rows(sheet) for cell in row)
    return frozenset((cell.row, cell.column) for cell in cells if cell.data_type == "f")


def _cells(
    table: CellTable, row: list[Any], formulas: frozenset[tuple[int, int]]
) -> Iterator[Cell]:
    """The cells of a row that are not blank; adds problems for those that cannot be used."""
    for cell in row:
        finding = _finding_of(cell, is_formula=(cell.row, cell.column) in formulas)
        if finding:
            table.problems.append(problem_at(table, (cell.row, cell.column), *finding))
        value: Any = cell.value
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 — a mere day
        elif isinstance(value, str):
            value = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        elif isinstance(value, float):
            value = _rounded(value)
        elif not isinstance(value, (int, datetime, type(None))):
            value = str(value)
        if not is_blank(value) or finding:
            yield Cell(None if finding else value, cell.row, cell.column)


def _finding_of(cell: Any, *, is_formula: bool) -> tuple[str, str, str] | None:
    """Rule, message and remedy for a cell whose value would be misread."""
    if cell.value is None and not is_formula:
        return None
    if cell.value is None:
        message = "the formula in this cell has no value yet"
        remedy = "Open the file in a spreadsheet and save it again, or type the value."
        return "formula-without-value", message, remedy
    if cell.data_type == "e":
        message = f"the formula in this cell has no result ({cell.value})"
        return "formula-without-value", message, "Mend the formula, or type the value."
    if isinstance(cell.value, str):
        return too_long(cell.value)
    if isinstance(cell.value, float) and not math.isfinite(cell.value):
        return "wrong-type", "the number in this cell has no end", "Type the value again."
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
