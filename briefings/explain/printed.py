"""The figures that a finished PDF prints, from the list that lies inside it.

Nothing else is read: a PDF explains itself where the data is not at hand, or has moved on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ArchiveError, SelectionError
from ..evidence import numbers_in
from ..pdf.embedded import read_embedded
from .facts import folded

FIGURES = "figures.json"
_FACTS = "facts.json"

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

    Raises ArchiveError where the file is no PDF, cannot be opened, or does not list its figures;
    OSError where it cannot be read.
    """
    embedded = read_embedded(path)
    if FIGURES not in embedded.files:
        reason = (
            "it was made by an older version, which kept facts.json alone; make it anew"
            if _FACTS in embedded.files
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
    alike = folded(figure)
    exact = tuple(
        row for row in rows if row.get("fact") == figure or folded(row["printed"]) == alike
    )
    if exact and not alike.isdigit():
        return exact
    numbers = numbers_in(figure)
    if not numbers:
        return tuple(row for row in rows if alike in folded(row["printed"]))
    return tuple(row for row in rows if row in exact or _says(row, numbers))


def _says(row: Row, numbers: frozenset[Any]) -> bool:
    # A source mark is a number too, and a date has some, but neither is what is looked for.
    if row.get("kind") in ("cite", "date"):
        return False
    return row.get("value") in numbers or bool(numbers_in(row["printed"]) & numbers)


def _rows(path: Path, data: bytes) -> tuple[Row, ...]:
    try:
        rows = json.loads(data)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise ArchiveError(f"the {FIGURES} inside {path} is not the list that this program writes")
    return tuple(rows)


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("printed"), str)
        and isinstance(row.get("page"), int)
    )
