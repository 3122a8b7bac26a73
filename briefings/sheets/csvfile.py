"""Tables in CSV files: UTF-8, parted by commas or semicolons."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from briefings.errors import DataError, Problem

from .table import Cell, Table, Value, is_blank

# Spreadsheets take such texts for formulas: an apostrophe keeps them texts. One is put before texts
# that have apostrophes there already as well, so that taking one away always gives the text back.
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def csv_bytes(rows: list[list[Value]]) -> bytes:
    """Rows as CSV with a byte order mark, without which spreadsheets misread Arabic."""
    out = io.StringIO()
    csv.writer(out).writerows([_guarded(value) for value in row] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def read_csv(path: Path) -> Table:
    """The table of a CSV file; ``column`` of a cell is its number in the row.

    Raises DataError where the file is not in UTF-8 or not CSV.
    """
    text = _text(path)
    head, _, _ = text.partition("\n")
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            cells = enumerate(map(_bare, row), start=1)
            rows.append([Cell(text, line, at) for at, text in cells if not is_blank(text)])
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = 'Put texts that hold the mark between columns, or a line break, in “"”.'
        message = f"the file cannot be read as CSV from this line on ({error})"
        raise DataError([Problem(str(path), line, 1, "csv-syntax", message, remedy)]) from error
    filled = [row for row in rows if row]
    return Table(str(path), "", filled[0] if filled else [], filled[1:])


def _text(path: Path) -> str:
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8: the characters from this line on cannot be read"
        remedy = "Save it as “CSV UTF-8”, or as a workbook (.xlsx)."
        raise DataError([Problem(str(path), line, 1, "not-utf8", message, remedy)]) from error


def _guarded(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _bare(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
