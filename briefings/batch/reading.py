"""Files of a batch into rows: YAML, CSV, or a workbook."""

from __future__ import annotations

import re
from pathlib import Path

from ..arabic.reading.arguments import SEPARATORS
from ..data import Key, Keys, Listing, Written, keys_of, list_of, read_list
from ..data.spreadsheet import Table, problem_at, read_table
from ..data.spreadsheet.cells import heads_of, written
from ..errors import BriefingError, DataError, Problem
from .rows import Row

_ITEM = "this document"


def read_rows(path: Path) -> Listing[Row]:
    """The rows of a file and every problem of it; problems of cells name the worksheet.

    Raises BriefingError for a file of another kind.
    """
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return read_list(path, Row, _ITEM)
    if ending not in (".csv", ".xlsx"):
        raise BriefingError(f"{path}: a batch is a file that ends in .yaml, .csv or .xlsx")
    try:
        table = read_table(path)
    except DataError as error:
        return Listing(problems=list(error.problems))
    return _of_table(table)


def _of_table(table: Table) -> Listing[Row]:
    known = keys_of(Row)
    heads, problems = heads_of(table, known)
    problems += table.problems
    # What cannot be read in a cell is told already, and nothing more needs to be said of it.
    told = {(one.line, one.column) for one in problems}
    rows: list[tuple[Written, Keys]] = []
    for cells in table.rows:
        keys: dict[str, Written | list[Written]] = {}
        for cell in cells:
            key = heads.get(cell.column)
            if key is None or (cell.line, cell.column) in told:
                continue
            value, trouble = written(cell, key.shape.form, key.name)
            if trouble:
                problems.append(problem_at(table, (cell.line, cell.column), *trouble))
            else:
                keys[key.name] = _parted(value) if _is_list(key) else value
        rows.append((Written("", cells[0].line, 1), keys))
    listing = list_of(rows, table.file, Row, _ITEM)
    listing.sheet = table.sheet
    listing.problems = [_on(table, one) for one in listing.problems]
    if problems:
        listing.problems = [one for one in listing.problems if one.rule != "empty-file"] + problems
    elif not rows and not listing.problems:
        told_empty = "empty-file", "the sheet has no rows", "Write one document to a row."
        listing.problems.append(problem_at(table, (1, 1), *told_empty))
    return listing


def _is_list(key: Key) -> bool:
    return key.shape.form == "list"


def _parted(cell: Written) -> list[Written]:
    """The words of a cell, between commas or spaces."""
    words = filter(None, re.split(rf"[\s{SEPARATORS}]+", cell.text))
    return [Written(word, cell.line, cell.column, is_text=True) for word in words]


def _on(table: Table, problem: Problem) -> Problem:
    told = problem.rule, problem.message, problem.remedy
    return problem_at(table, (problem.line, problem.column), *told)
