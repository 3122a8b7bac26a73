"""Maps the headings of a table to the keys of records, and its cells to values as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from briefings.arabic.reading.characters import UNSEEN
from briefings.data import Written, did_you_mean, number_text
from briefings.data.spreadsheet import Cell, CellTable, problem_at
from briefings.errors import Problem

T = TypeVar("T")
Finding = tuple[str, str, str]
"""Rule, message and remedy."""

_PARTS = re.compile(r"[^\s_-]+")
_SHOWN = 60
_MOST_LOST = 200
"""Most cells without a heading that are reported."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)\.0+")


def shortened(text: str) -> str:
    """A text, truncated for use in a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def folded_heading(name: str) -> str:
    """The form in which headings are compared: “As of”, “AS-OF” and “as_of” are the same."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return "_".join(_PARTS.findall(plain))


def heads_of(table: CellTable, known: Mapping[str, T]) -> tuple[dict[int, T], list[Problem]]:
    """The columns of a table by number, looked up in ``known`` by heading, and their problems.

    The problems include cells in columns without a heading.
    """
    heads: dict[int, T] = {}
    problems = []
    names = {folded_heading(name): name for name in known}
    for cell in table.head:
        written_name = shortened(str(cell.value).strip())
        name = names.get(folded_heading(written_name), written_name)
        if name not in known:
            remedy = f"{did_you_mean(name, known)}The columns are: {', '.join(known)}."
            finding = "unknown-column", f"there is no column “{name}”", remedy
            problems.append(problem_at(table, (cell.line, cell.column), *finding))
        elif known[name] in heads.values():
            finding = "duplicate-column", f"there are two columns “{name}”", "Keep one of the two."
            problems.append(problem_at(table, (cell.line, cell.column), *finding))
        else:
            heads[cell.column] = known[name]
    headed = {cell.column for cell in table.head}
    lost = (cell for row in table.rows for cell in row if cell.column not in headed)
    for cell in islice(lost, _MOST_LOST):
        message = f"“{shortened(str(cell.value))}” stands in a column without a heading"
        remedy = "Write the column's name into the first row, or empty the cell."
        finding = "cell-without-column", message, remedy
        problems.append(problem_at(table, (cell.line, cell.column), *finding))
    return heads, problems


def written(cell: Cell, form: str, name: str) -> tuple[Written, Finding | None]:
    """The value of a cell as a YAML file would have it, and its problem, if any.

    ``form`` is the form of the key (``text``, ``date`` …), ``name`` the heading of the column.
    """
    value, finding = cell.value, None
    is_text = form in ("text", "list")
    if isinstance(value, bool):
        text = str(value).lower()
        is_text = False
    elif isinstance(value, (int, float)):
        text = number_text(value)
    elif isinstance(value, datetime):
        text = value.date().isoformat()
        if form != "date" or value.time() != datetime.min.time():
            message = f"the date {value:%Y-%m-%d %H:%M} stands in the column “{name}”"
            remedy = "Format the cell as text, and write what is meant."
            if form == "date":
                remedy = "Write the day without a time of day."
            finding = "date-cell", message, remedy
    else:
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        if form in ("number", "whole", "date", "truth", "choice"):
            text = text.strip()
        if form in ("number", "whole") and _NUMBER.fullmatch(text):
            text = text.partition(".")[0]
    return Written(text, cell.line, cell.column, is_text), finding
