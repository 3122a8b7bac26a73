"""The columns of a sheet of facts, the rows of a fact, and the facts of rows as written.

The columns are derived from the keys of the model, so that a new key gets a column without code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from briefings.arabic.bidi import write_marks
from briefings.data import Key, Written, WrittenFact, is_left_out, keys_of
from briefings.data.spreadsheet import Cell, CellTable, Legend, Value, problem_at
from briefings.errors import Problem
from briefings.model import Claim, Fact, Library, When

from .cells import heads_of, written

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.yaml")


FILE, FACT = "file", "fact"
_WIDE = {"wording", "notes", "excerpt", "inferred", "scope", "claim_wording", "note"}
CONTINUED = "  "
"""Begins a line of a list cell that continues the item before."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its description, the record it belongs to, and its key in that.

    ``key`` is None for the columns of the file and of the fact's id.
    """

    name: str
    doc: str
    of: Literal["sheet", "fact", "claim"]
    key: Key | None = None


def columns() -> dict[str, SheetColumn]:
    """Every column by its heading, in the order of the sheet."""
    known = {
        FILE: SheetColumn(FILE, "File under facts/ that holds the fact.", "sheet"),
        FACT: SheetColumn(FACT, "Id of the fact; its claims are the rows that have it.", "sheet"),
    }
    for name, key in keys_of(Fact).items():
        if name != "claims":
            hint = " One to a line of the cell." if key.shape.form == "list" else ""
            known[name] = SheetColumn(name, key.doc + hint, "fact", key)
    for name, key in keys_of(Claim).items():
        heading = f"claim_{name}" if name in known else name
        known[heading] = SheetColumn(heading, key.doc, "claim", key)
    return known


def legend() -> Legend:
    """Heading, description and width of each column."""
    return [(one.name, one.doc, 40 if one.name in _WIDE else 18) for one in columns().values()]


def rows_of(fact: Fact) -> list[list[Value]]:
    """The rows of a fact, one for each claim; cells with a default value stay blank."""
    keyed = [(column.of, column.key) for column in columns().values() if column.key]
    rows: list[list[Value]] = []
    for claim in fact.claims:
        values = (_value(fact if of == "fact" else claim, key) for of, key in keyed)
        rows.append([file_of(fact), fact.id, *values])
    return rows


def file_of(fact: Fact) -> str:
    """The name of the file that a fact was loaded from."""
    return PurePosixPath(fact.place.file).name


def _value(record: Fact | Claim, key: Key) -> Value:
    if is_left_out(record, key.name):
        return None
    value = getattr(record, key.name)
    if isinstance(value, tuple):
        return "\n".join(write_marks(str(item)).replace("\n", f"\n{CONTINUED}") for item in value)
    if isinstance(value, When):
        return value.iso
    return value if isinstance(value, (bool, int, float)) else write_marks(str(value))


@dataclass(slots=True)
class SheetFacts:
    """The facts of a table, the file named for each, and the problems of the cells.

    ``heads`` are the columns by number, ``files`` the file names by fact id.
    """

    table: CellTable
    heads: dict[int, SheetColumn] = field(default_factory=dict)
    entries: list[WrittenFact] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, at: Cell | Written, rule: str, message: str, remedy: str) -> None:
        """Add a problem at a cell."""
        self.problems.append(problem_at(self.table, (at.line, at.column), rule, message, remedy))


Row = Mapping[str, Written]
"""The values of a row by the headings of their columns, without blank cells."""


def read_sheet(table: CellTable, library: Library) -> SheetFacts:
    """The facts of a table, and all its problems.

    ``library`` has the present facts: a missing column is a problem if it would delete their data.
    """
    sheet = SheetFacts(table, problems=list(table.problems))
    if not _read_heads(sheet):
        return sheet
    facts: dict[str, list[Row]] = {}
    for cells in table.rows:
        row = _row(sheet, cells)
        if FACT in row:
            facts.setdefault(row[FACT].text, []).append(row)
        else:
            message = "this row does not say which fact it belongs to"
            remedy = "Write the fact's id into every row of it."
            number = next(at for at, one in sheet.heads.items() if one.name == FACT)
            sheet.add(Written("", cells[0].line, number), "missing-key", message, remedy)
    if not facts and not sheet.problems:
        message, remedy = "the sheet holds no facts", "Write one claim to a row."
        sheet.add(Cell(None, 1, 1), "empty-file", message, remedy)
    for id_, rows in facts.items():
        _read_fact(sheet, rows, library.facts.get(id_))
    return sheet


def _read_heads(sheet: SheetFacts) -> bool:
    """Identify the columns; returns whether the table has all required ones."""
    known = columns()
    sheet.heads, problems = heads_of(sheet.table, known)
    sheet.problems += problems
    line = sheet.table.head[0].line if sheet.table.head else 1
    given = {column.name for column in sheet.heads.values()}
    needed = (one for one in known.values() if (one.key.required if one.key else one.name == FACT))
    missing = [one for one in needed if one.name not in given]
    for one in missing:
        remedy = f"Add it. {one.doc} “facts export” writes a sheet with every column."
        message = f"the column “{one.name}” is missing"
        sheet.add(Cell(None, line, 1), "missing-column", message, remedy)
    return not missing


def _row(sheet: SheetFacts, cells: list[Cell]) -> Row:
    row = {}
    for cell in cells:
        column = sheet.heads.get(cell.column)
        if column is None:
            continue
        form = column.key.shape.form if column.key else "text"
        row[column.name], finding = written(cell, form, column.name)
        if finding:
            sheet.add(cell, *finding)
    return row


def _read_fact(sheet: SheetFacts, rows: list[Row], old: Fact | None) -> None:
    first = rows[0]
    for row in rows[1:]:
        _check_agreement(sheet, first, row)
    _read_file_name(sheet, first, old)
    # Problems of a whole claim are those of the cell of its value or object.
    places = [row.get("value") or row.get("object") or row[FACT] for row in rows]
    claims = [(place, _keys(sheet, row, "claim")) for place, row in zip(places, rows, strict=True)]
    sheet.entries.append(WrittenFact(first[FACT], _keys(sheet, first, "fact"), claims))
    if old is not None:
        _check_missing_columns(sheet, first[FACT], old)


def _keys(sheet: SheetFacts, row: Row, of: str) -> dict[str, Written | list[Written]]:
    """The keys of a fact or a claim; a required key with a blank cell gets an empty text."""
    keys: dict[str, Written | list[Written]] = {}
    for number, column in sheet.heads.items():
        if column.key is None or column.of != of:
            continue
        cell = row.get(column.name)
        if cell is None and column.key.required:
            keys[column.key.name] = Written("", row[FACT].line, number)
        elif cell is not None and column.key.shape.form == "list":
            text = cell.text.strip("\n").replace(f"\n{CONTINUED}", "\0")
            items = (each.replace("\0", "\n") for each in text.split("\n"))
            keys[column.key.name] = [
                Written(item, cell.line, cell.column, cell.is_text) for item in items if item
            ]
        elif cell is not None:
            keys[column.key.name] = cell
    return keys


def _check_agreement(sheet: SheetFacts, first: Row, row: Row) -> None:
    """Report cells in which a later row of a fact contradicts the first."""
    for column in sheet.heads.values():
        name = column.name
        if column.of == "claim" or name == FACT or name not in row:
            continue
        if name not in first or first[name].text != row[name].text:
            here, line = row[name].text, first[FACT].line
            other = f"“{first[name].text}”" if name in first else "nothing"
            message = f"“{name}” is “{here}” here, and {other} in line {line} of the same fact"
            remedy = "Write the same into every row of the fact, or into its first row alone."
            sheet.add(row[name], "disagreeing-cells", message, remedy)


def _read_file_name(sheet: SheetFacts, first: Row, old: Fact | None) -> None:
    cell = first.get(FILE)
    if cell is None:
        return
    if old is not None and cell.text != file_of(old):
        message = f"the fact stands in {file_of(old)}, not in {cell.text}"
        remedy = f"Write {file_of(old)}, or leave the cell empty; an import moves no facts."
        sheet.add(cell, "other-file", message, remedy)
    elif old is None and not _FILE_NAME.fullmatch(cell.text):
        message = f"“{cell.text}” cannot be the name of a file of facts"
        remedy = "Use letters, digits and hyphens, and .yaml at the end: partners.yaml."
        sheet.add(cell, "wrong-form", message, remedy)
    else:
        sheet.files[first[FACT].text] = cell.text


def _check_missing_columns(sheet: SheetFacts, id_: Written, old: Fact) -> None:
    """Report missing columns for which the present fact has data, which an import would delete."""
    given = {column.name for column in sheet.heads.values()}
    for name, column in columns().items():
        if column.key is None or name in given:
            continue
        records = [old] if column.of == "fact" else old.claims
        if any(not is_left_out(record, column.key.name) for record in records):
            message = f"“{old.id}” has “{column.key.name}”, for which the sheet has no column"
            remedy = f"Add the column “{name}”; an empty one takes it away."
            sheet.add(id_, "missing-column", message, remedy)
