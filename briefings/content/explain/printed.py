"""The figures that a finished PDF prints, from the list that lies inside it.

Nothing else is read: a PDF explains itself where the data is not at hand, or has moved on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from types import NoneType
from typing import Any

from ...arabic.reading.folding import folded_figure
from ...errors import ArchiveError, SelectionError
from ...facts.evidence import numbers_in
from ...pdf.embedded import read_embedded

FIGURES = "figures.json"
_FACTS = "facts.json"

_TEXTS = (
    *("kind", "topic", "edition", "fact", "object", "unit", "qualifier", "as_of", "source"),
    *("source_title", "publisher", "source_date", "excerpt", "rank", "wording", "note"),
)
_MOST_VALUES = 2_000_000
_LONGEST = 10_000
_LONGEST_PRINTED = 1_000
_MOST_PRINTED = 500_000
_numbers = cache(numbers_in)
_SURROGATE = re.compile("[\ud800-\udfff]")

Row = Mapping[str, Any]
"""One figure as printed and one claim behind it; the keys are those of docs/pdf.md."""


@dataclass(frozen=True, slots=True)
class PrintedFigures:
    """The rows of a PDF's figures in the order of its pages, which count from 1."""

    path: Path
    pages: int
    rows: tuple[Row, ...]


def read_figures(path: Path) -> PrintedFigures:
    """The figures of a PDF.

    Raises ArchiveError where the file is no PDF, cannot be read, or does not list its figures.
    """
    embedded = read_embedded(path, FIGURES)
    if FIGURES not in embedded.files:
        reason = (
            "it was made by an older version, which kept facts.json alone; make it anew"
            if _FACTS in embedded.names
            else "it was not made by this program, or its attachments were removed"
        )
        raise ArchiveError(f"{path} does not say where its figures come from: {reason}")
    return PrintedFigures(path, embedded.pages, _rows(path, embedded.files[FIGURES]))


def choose_figures(
    figures: PrintedFigures, *, page: int | None = None, figure: str | None = None
) -> tuple[Row, ...]:
    """The rows of one page, or of one figure, or both; all without either.

    ``figure`` is written as on the page or in another way, or is the id of a fact.
    Raises SelectionError for a page that is not there, and a figure that is not printed.
    """
    if page is not None and not 1 <= page <= figures.pages:
        pages = "1 page" if figures.pages == 1 else f"{figures.pages} pages"
        raise SelectionError(f"there is no page {page}: {figures.path} has {pages}")
    rows = tuple(row for row in figures.rows if page in (None, row["page"]))
    if figure is None:
        return rows
    found = _matching(rows, figure)
    if found:
        return found
    elsewhere = sorted({row["page"] for row in _matching(figures.rows, figure)})
    where = f"in {figures.path}" if page is None else f"on page {page}"
    named = ", ".join(map(str, elsewhere))
    hint = f"; it stands on page {named}" if elsewhere else ""
    raise SelectionError(f"no figure {where} reads “{figure}”{hint}")


def _matching(rows: Sequence[Row], figure: str) -> tuple[Row, ...]:
    alike = folded_figure(figure)
    exact = tuple(
        row for row in rows if row.get("fact") == figure or folded_figure(row["printed"]) == alike
    )
    if exact and not alike.isdigit():
        return exact
    numbers = numbers_in(figure)
    if not numbers:
        return tuple(row for row in rows if alike in folded_figure(row["printed"]))
    return tuple(row for row in rows if row in exact or _says(row, numbers))


def _says(row: Row, numbers: frozenset[Any]) -> bool:
    # A source mark is a number too, and a date has some, but neither is what is looked for.
    if row.get("kind") in ("cite", "date"):
        return False
    return row.get("value") in numbers or bool(_numbers(row["printed"]) & numbers)


def _rows(path: Path, data: bytes) -> tuple[Row, ...]:
    # A million small objects take many times the room of their text.
    rows = None if data.count(b",") > _MOST_VALUES else _loaded(data)
    if (
        not isinstance(rows, list)
        or not all(map(_is_row, rows))
        # All of them may have to be searched for numbers.
        or sum(map(len, {row["printed"] for row in rows})) > _MOST_PRINTED
    ):
        raise ArchiveError(f"the {FIGURES} inside {path} is not the list that this program writes")
    return tuple(rows)


def _loaded(data: bytes) -> object:
    """The JSON value, or None where it is none, or one that is nested without end."""
    try:
        value: object = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _is_row(row: object) -> bool:
    """Whether a row has what choosing and printing rows rely on."""
    return (
        isinstance(row, dict)
        and _is_text(row.get("printed"))
        and len(row["printed"]) <= _LONGEST_PRINTED
        and type(row.get("page")) is int
        and all(row.get(name) is None or _is_text(row[name]) for name in _TEXTS)
        and type(row.get("value")) in (int, float, NoneType)
        and all(map(_is_plain, row.values()))
    )


def _is_plain(value: object) -> bool:
    """Whether a value is a text of some length, a number, yes, no or null."""
    if isinstance(value, float):
        return isfinite(value)
    return value is None or isinstance(value, int) or _is_text(value)


def _is_text(value: object) -> bool:
    """Whether a value is a text that is not endless and can be written, unlike half a surrogate."""
    return isinstance(value, str) and len(value) <= _LONGEST and not _SURROGATE.search(value)
