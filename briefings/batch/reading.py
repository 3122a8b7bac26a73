"""Reads the rows of a batch from YAML, CSV or a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..arabic.reading.arguments import SEPARATORS
from ..build.options import Options
from ..data import Keys, Listing, Written, keys_of, list_of, read_list
from ..data.spreadsheet import CellTable, problem_at, read_table
from ..data.spreadsheet.cells import heads_of, written
from ..errors import BriefingError, DataError
from ..model import ID, Format, When, key

_ITEM = "this document"


@dataclass(frozen=True)  # with slots it could not be a base beside the options
class Wanted:
    """The columns of a batch for subject, dates, format and file."""

    topics: tuple[str, ...] = field(
        default=(),
        metadata=key("Ids of the topics; those of the meeting if left out.", pattern=ID, code=True),
    )
    meeting: str | None = field(
        default=None,
        metadata=key("The meeting it is for: a name in the data folder, or a file.", code=True),
    )
    date: When | None = field(default=None, metadata=key("Date of the edition, a day."))
    as_of: When | None = field(
        default=None, metadata=key("Day up to which facts count; the edition's if left out.")
    )
    format: Format | None = field(
        default=None, metadata=key("A pack of several topics, a brief of one, if left out.")
    )
    output: str | None = field(
        default=None,
        metadata=key("Name of the file, ending in .pdf, inside the output folder.", code=True),
    )


@dataclass(frozen=True)
class BatchRow(Options, Wanted):
    """One document of a batch. What is left out is taken from the defaults."""


def read_rows(path: Path) -> Listing[BatchRow]:
    """The rows of a file and all its problems; raises BriefingError for other kinds of files."""
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return read_list(path, BatchRow, _ITEM)
    if ending not in (".csv", ".xlsx"):
        raise BriefingError(f"{path}: a batch is a file that ends in .yaml, .csv or .xlsx")
    try:
        table = read_table(path)
    except DataError as error:
        return Listing(problems=list(error.problems))
    return _of_table(table)


def _of_table(table: CellTable) -> Listing[BatchRow]:
    known = keys_of(BatchRow)
    heads, problems = heads_of(table, known)
    problems += table.problems
    # A cell that cannot be read has its problem already.
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
                keys[key.name] = _parted(value) if key.shape.form == "list" else value
        rows.append((Written("", cells[0].line, 1), keys))
    listing = list_of(rows, table.file, BatchRow, _ITEM)
    listing.sheet = table.sheet
    listing.problems = [replace(one, sheet=table.sheet) for one in listing.problems]
    if problems:
        listing.problems = [one for one in listing.problems if one.rule != "empty-file"] + problems
    elif not rows and not listing.problems:
        told_empty = "empty-file", "the sheet has no rows", "Write one document to a row."
        listing.problems.append(problem_at(table, (1, 1), *told_empty))
    return listing


def _parted(cell: Written) -> list[Written]:
    """The words of a cell, separated by commas or spaces."""
    words = filter(None, re.split(rf"[\s{SEPARATORS}]+", cell.text))
    return [Written(word, cell.line, cell.column, is_text=True) for word in words]
