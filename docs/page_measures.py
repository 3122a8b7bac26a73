"""Measure finished pages: ``.venv/bin/python -m docs.page_measures FILE.pdf …`` prints a table.

Everything is read from the PDF, as a reader would see it: ink from pages that PDFium paints, sizes
of type from its characters, repeated figures from the list of figures that is attached.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from briefings.model import Format, Paper, Setting
from briefings.model.printing import Sheet

INTERIOR = 92
"""Per cent of its content area that a page is filled to, unless it is the last of its part."""
LAST = 60
"""Per cent of the last page of a document, and of every page of a pack but the last."""
SHEET = 85
"""Per cent of the page of a sheet."""
SMALLEST = 7.5
"""Points of the smallest type."""
SMALL = 9.0
"""Points up to which type counts as small."""
MOST_REPEATS = 2
"""Times that one figure may be printed in a brief."""

_MM = 72 / 25.4
_SCALE = 1.0  # pixels of a painted page to the point
_WHITE = 250  # of 255: what is lighter is paper
_BAND = 8.0  # millimetres without ink that are seen as a hole, and not as a space between lines
_FIGURES = "figures.json"


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """How full a page is, in per cent of its content area.

    ``filled`` is how far down ink reaches. ``empty`` is the share of bands without any ink that are
    8 mm high or higher.
    """

    filled: int
    empty: int
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """What acceptance asks of a document: pages, sizes of type in points, repeated figures.

    ``small`` is the share of characters of at most 9 pt, in per cent; ``repeated`` counts the
    figures that one brief prints more than twice.
    """

    pages: tuple[PageMeasures, ...]
    smallest: float
    small: int
    repeated: int

    def faults(self, kind: Format) -> Iterator[str]:
        """What is not as it should be in a document of that kind."""
        last = len(self.pages)
        for number, page in enumerate(self.pages, 1):
            if page.is_blank:
                continue
            least = INTERIOR if number < last else LAST
            if kind is Format.SHEET:
                least = SHEET
            elif kind is Format.PACK:
                least = LAST if number < last else 0
            if page.filled < least:
                yield f"page {number} is {page.filled} % full, not {least} %"
        if self.smallest < SMALLEST:
            yield f"the smallest type is {self.smallest:g} pt, not {SMALLEST:g} pt"
        if self.repeated:
            yield f"{self.repeated} figures are printed more than {MOST_REPEATS} times"


def measured(data: bytes) -> Measures:
    """The measures of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        sizes: Counter[float] = Counter()
        pages = []
        for page in document:
            own = Counter(_sizes(page))
            pages.append(_fullness(page))
            sizes += own
        rows = json.loads(_attached(document, _FIGURES) or b"[]")
    letters = sum(sizes.values())
    small = sum(number for size, number in sizes.items() if size <= SMALL)
    return Measures(
        tuple(pages),
        min(sizes, default=0.0),
        round(100 * small / letters) if letters else 0,
        repeated(rows),
    )


def repeated(rows: Iterable[dict[str, Any]]) -> int:
    """How many figures one brief prints more than twice; rows as in ``figures.json``.

    A figure is a value that holds at one time. What has no number is none: a name, a date.
    """
    printed: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        if row["kind"] in ("figure", "chart") and any(map(str.isdigit, row["printed"])):
            # A passage has one row for each claim behind it.
            figure = row["topic"], row["edition"], row["fact"], row["as_of"], row["value"]
            claim = row["source"], row["paragraph"], row["object"]
            printed[(*figure, *claim)] += 1
    most: dict[tuple[Any, ...], int] = {}
    for key, number in printed.items():
        most[key[:5]] = max(number, most.get(key[:5], 0))
    return sum(number > MOST_REPEATS for number in most.values())


def _fullness(page: Any) -> PageMeasures:
    ink = _ink(page)
    if not ink.any():
        return PageMeasures(0, 0, is_blank=True)
    rows = [bool(row.any()) for row in ink]
    filled = len(rows) - rows[::-1].index(True)
    per_cent = 100 / len(rows)
    empty = _bands(rows)
    return PageMeasures(round(filled * per_cent), round(empty * per_cent), is_blank=False)


def _ink(page: Any) -> Any:
    """Where the content area of a page has ink: rows of pixels from the top."""
    left, bottom, right, top = page.get_trimbox()
    page.set_cropbox(left, bottom, right, top)
    picture = np.asarray(page.render(scale=_SCALE, grayscale=True).to_pil())
    sheet = _sheet(right - left, top - bottom)
    unit = _MM * _SCALE
    high = picture.shape[0] - round(sheet.foot * unit)
    wide = picture.shape[1] - round(sheet.outer * unit)
    return picture[round(sheet.head * unit) : high, round(sheet.outer * unit) : wide] < _WHITE


def _sheet(width: float, height: float) -> Sheet:
    """The measures of the paper that is nearest to a page of that size, turned or not."""
    sizes = sorted((width, height))
    sheets = [Setting(paper=paper).sheet for paper in Paper]
    return min(
        sheets,
        key=lambda one: abs(one.width * _MM - sizes[0]) + abs(one.height * _MM - sizes[1]),
    )


def _bands(rows: Sequence[bool]) -> int:
    """How many rows stand in bands without ink."""
    found = run = 0
    for has_ink in (*rows, True):
        if not has_ink:
            run += 1
            continue
        if run >= _BAND * _MM * _SCALE:
            found += run
        run = 0
    return found


def _sizes(page: Any) -> Iterator[float]:
    """The size in points of each character that is no space."""
    text = page.get_textpage()
    matrix = raw.FS_MATRIX()
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, place)
        if raw.FPDFText_IsGenerated(text.raw, place) == 1 or chr(code).isspace():
            continue
        raw.FPDFText_GetMatrix(text.raw, place, byref(matrix))
        stretch = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        yield round(raw.FPDFText_GetFontSize(text.raw, place) * stretch, 1)


def _attached(document: Any, name: str) -> bytes:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        if attachment.get_name() == name:
            return bytes(attachment.get_data())
    return b""


HEAD = (
    "| Document | Pages | Filled (%) | Empty bands (%) | Smallest (pt) | To 9 pt (%) | Repeated |\n"
    "|---|---|---|---|---|---|---|"
)


def row(name: str, found: Measures) -> str:
    """A line of the table below ``HEAD``."""
    printed = [page for page in found.pages if not page.is_blank]
    cells = (
        name,
        len(found.pages),
        " ".join(str(page.filled) for page in printed),
        " ".join(str(page.empty) for page in printed),
        f"{found.smallest:g}",
        found.small,
        found.repeated,
    )
    return f"| {' | '.join(map(str, cells))} |"


def main(paths: Iterable[str]) -> Iterator[str]:
    """The table of the files."""
    yield HEAD
    for path in map(Path, paths):
        yield row(path.stem, measured(path.read_bytes()))


if __name__ == "__main__":
    print(*main(sys.argv[1:]), sep="\n")  # noqa: T201  # what it is for
