"""The columns of a sheet of facts, and the rows of a fact.

The columns are derived from the keys of the model, so that a new key gets a column without code.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from briefings.data import Key, keys_of
from briefings.data.spreadsheet import Legend, Value
from briefings.model import Claim, Fact, When

FILE, FACT = "file", "fact"
_WIDE = {"wording", "notes", "excerpt", "inferred", "scope", "claim_wording", "note"}
CONTINUED = "  "
"""Begins a line of a list cell that continues the item before."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its description, the record it belongs to, and its key in that.

    ``key`` is None for the columns of the file and of the fact's id.
    """

    name: str
    doc: str
    of: Literal["sheet", "fact", "claim"]
    key: Key | None = None


def columns() -> dict[str, Column]:
    """Every column by its heading, in the order of the sheet."""
    known = {
        FILE: Column(FILE, "File under facts/ that holds the fact.", "sheet"),
        FACT: Column(FACT, "Id of the fact; its claims are the rows that have it.", "sheet"),
    }
    for name, key in keys_of(Fact).items():
        if name != "claims":
            doc = key.doc
            if key.shape.form == "list":
                doc += " One to a line of the cell."
            known[name] = Column(name, doc, "fact", key)
    for name, key in keys_of(Claim).items():
        heading = f"claim_{name}" if name in known else name
        known[heading] = Column(heading, key.doc, "claim", key)
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


def is_left_out(record: Fact | Claim, name: str) -> bool:
    """Whether a key has its default value, so that files leave it out."""
    if name == "as_of" and isinstance(record, Claim) and record.is_dated_by_source:
        return True
    (one,) = (one for one in dataclasses.fields(record) if one.name == name)
    return bool(getattr(record, name) == one.default)


def _value(record: Fact | Claim, key: Key) -> Value:
    value = getattr(record, key.name)
    if is_left_out(record, key.name):
        return None
    if isinstance(value, tuple):
        return "\n".join(str(item).replace("\n", f"\n{CONTINUED}") for item in value)
    if isinstance(value, When):
        return value.iso
    return value if isinstance(value, (bool, int, float)) else str(value)
