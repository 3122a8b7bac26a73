"""Tables in CSV files: UTF-8, with commas or semicolons as delimiters."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from briefings.atomic import MEGABYTE, read_regular
from briefings.errors import DataError, Problem

from .table import MOST_CELLS, Cell, CellTable, Value, is_blank, problem_at, too_long, unreadable

MOST_BYTES = 20 * MEGABYTE
MOST_COLUMNS = 16_384
"""The limit of spreadsheet programs."""

# CSV injection: spreadsheet programs evaluate texts that begin with one of these signs, even after
# blanks, as formulas. In many locales they split a file at semicolons or tabs, even inside quotes,
# so that a formula may begin inside a text too. An apostrophe prevents that. Texts that begin with
# apostrophes get one more, so that removing one always restores the text.
_SIGNS = "[=+\\-@＝＋－＠]"
_START = r"(^|[;\t\r\n])((?:[^\S\t\r\n]|\")*)"
_FORMULA = re.compile(f"{_START}(?='*{_SIGNS})")
_GUARDED = re.compile(f"{_START}'(?='*{_SIGNS})")


def csv_bytes(rows: list[list[Value]]) -> bytes:
    """Rows as CSV with a byte order mark, without which spreadsheet programs misread Arabic."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [_FORMULA.sub(r"\1\2'", one) if isinstance(one, str) else one for one in row]
        for row in rows
    )
    return codecs.BOM_UTF8 + out.getvalue().encode()


def read_csv(path: Path) -> CellTable:
    """Read the table of a CSV file.

    Raises DataError if the file is unreadable, not in UTF-8, malformed or too large.
    """
    text = _text(path)
    head, _, _ = text.partition("\n")
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    table, line, count = CellTable(str(path), "", [], []), 1, 0
    try:
        for row in reader:
            cells = list(_cells(table, row, line))
            count += len(cells)
            if len(row) > MOST_COLUMNS or count > MOST_CELLS:
                raise _too_large(path, line, len(row))
            if cells:
                table.add(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = 'Put texts that hold the mark between columns, or a line break, in “"”.'
        message = f"the file cannot be read as CSV from this line on ({error})"
        raise DataError([Problem(str(path), line, 1, "csv-syntax", message, remedy)]) from error
    return table


def _cells(table: CellTable, row: list[str], line: int) -> Iterator[Cell]:
    """The cells of a row that are not blank; adds problems for those that are too long."""
    for column, text in enumerate(row[: MOST_COLUMNS + 1], start=1):
        if not is_blank(text):
            finding = too_long(text)
            if finding:
                table.problems.append(problem_at(table, (line, column), *finding))
            yield Cell(None if finding else _bare(text), line, column)


def _too_large(path: Path, line: int, columns: int) -> DataError:
    message = f"the table has more than {MOST_CELLS:,} cells up to this line"
    if columns > MOST_COLUMNS:
        message = f"this line has {columns:,} cells; spreadsheets have {MOST_COLUMNS:,} columns"
    remedy = "Part it into several files, or see whether its lines end as they should."
    return DataError([Problem(str(path), line, 1, "too-large", message, remedy)])


def _text(path: Path) -> str:
    try:
        data = read_regular(path, MOST_BYTES).removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise unreadable(str(path), error) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8: the characters from this line on cannot be read"
        remedy = "Save it as “CSV UTF-8”, or as a workbook (.xlsx)."
        raise DataError([Problem(str(path), line, 1, "not-utf8", message, remedy)]) from error


def _bare(text: str) -> str:
    return _GUARDED.sub(r"\1\2", text) if "'" in text else text
