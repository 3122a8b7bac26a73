"""Checks a workbook's package and unpacks it within limits, before openpyxl reads it.

An .xlsx file is a ZIP archive of XML files. It may state wrong sizes, or expand a few kilobytes to
gigabytes (a ZIP bomb), and parsers of XML and of cells take time and memory without bounds. So this
module inflates the XML, counts its elements, and returns an uncompressed archive.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from briefings.atomic import MEGABYTE, size_text

MOST_BYTES = 20 * MEGABYTE
MOST_INFLATED = 100 * MEGABYTE
MOST_MEMBERS = 1_000
MOST_ROW = 1_048_576
"""The last row number, a limit of spreadsheet programs."""

_CHUNK = 1 << 16
_IS_ENCRYPTED = 0x1
# Leaves out pictures, macros, comments and other parts without cell values.
_READ = re.compile(
    r"(?!customXml/|xl/(?:media|embeddings|comments|pivot|externalLinks)).*\.(?:xml|rels)",
    re.IGNORECASE,
)
_LETTERS = re.compile("[A-Za-z]{1,3}")


class TooLarge(ValueError):  # noqa: N818 — reported as a problem of the file
    """A workbook exceeds a limit, which the message names."""


@dataclass(frozen=True, slots=True)
class Package:
    """An archive within the limits.

    ``lacks_results`` tells whether it holds a formula without its cached result.
    """

    data: bytes
    lacks_results: bool


def safe_package(data: bytes) -> Package:
    """The XML files of a workbook in an uncompressed archive.

    Raises TooLarge if it exceeds a limit, and BadZipFile, zlib.error, expat.ExpatError or another
    ValueError if it is damaged, encrypted or no workbook.
    """
    out = io.BytesIO()
    count = _Counter()
    left = MOST_INFLATED
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(out, "w", ZIP_STORED) as safe:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise TooLarge(f"it holds {len(members):,} files; {MOST_MEMBERS:,} are read")
        for member in {one.filename: one for one in members}.values():
            if not _READ.fullmatch(member.filename):
                continue
            content = b"".join(_inflated(archive, member, left))
            left -= len(content)
            count.read(content)
            safe.writestr(member.filename, content)
    return Package(out.getvalue(), count.lacks_results)


def _inflated(archive: ZipFile, member: ZipInfo, most: int) -> Iterator[bytes]:
    if member.flag_bits & _IS_ENCRYPTED:
        raise BadZipFile("it is encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile("it is compressed in a way that spreadsheets do not use")
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            most -= len(chunk)
            if most < 0:
                raise TooLarge(f"unpacked it has more than {size_text(MOST_INFLATED)}")
            yield chunk


MOST_OF = {
    "row": (200_000, "rows"),
    "c": (500_000, "cells"),
    "si": (200_000, "texts"),
    "is": (200_000, "texts"),
    "v": (4_000_000, "values"),
    "": (100_000, "formats and settings"),
    "sheet": (1_000, "sheets"),
    "definedName": (10_000, "names of cells"),
}
"""Most elements, by name, and what messages call them; "v" stands for all that hold a value, "" for
all other names."""
_VALUES = frozenset({"v", "t", "f", "r"})
_WIDTHS = 10_000_000
"""Most cells in all rows up to the last of each, with those that the file leaves out."""


@dataclass(slots=True)
class _Counter:
    """Counts the elements in all XML files of a package, and finds formulas without results."""

    lacks_results: bool = False
    _is_pending: bool = False
    _in_value: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MOST_OF, 0))
    width: int = 0
    row: int = 0
    column: int = 0

    def read(self, content: bytes) -> None:
        """Count one file; raises TooLarge, expat.ExpatError or another ValueError."""
        self.row = self.column = 0
        self._is_pending = self._in_value = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)
        self._end_formula(pending=False)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        kind = "v" if name in _VALUES else name if name in MOST_OF else ""
        if name == "row":
            self._next_row(attributes.get("r"))
        elif name == "c":
            self._next_cell(attributes.get("r"))
        elif name == "f":
            self._end_formula(pending=True)
        self._in_value = name == "v"
        self.counts[kind] += 1
        most, noun = MOST_OF[kind]
        if self.counts[kind] > most:
            raise TooLarge(f"it holds more than {most:,} {noun}")

    def _end_formula(self, *, pending: bool) -> None:
        """Record whether the last formula had a result; ``pending`` if a new formula begins."""
        self.lacks_results = self.lacks_results or self._is_pending
        self._is_pending = pending

    def _text(self, _text: str) -> None:
        if self._in_value:
            self._is_pending = False

    def _next_row(self, number: str | None) -> None:
        before, self.row = self.row, int(float(number)) if number else self.row + 1
        self.column = 0
        if not before < self.row <= MOST_ROW:
            raise ValueError("its rows are not in order")

    def _next_cell(self, name: str | None) -> None:
        self._end_formula(pending=False)
        before, self.column = self.column, _column(name) if name else self.column + 1
        self.width += max(0, self.column - before)
        if self.width > _WIDTHS:
            raise TooLarge("its rows go on to columns far beyond those of a table")


def _column(name: str) -> int:
    """The column number of a cell's name: 27 of AA3."""
    number = 0
    letters = _LETTERS.match(name)
    for letter in letters[0].upper() if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse(*_: Any) -> None:
    raise ValueError("it declares a document type, which no workbook has")
