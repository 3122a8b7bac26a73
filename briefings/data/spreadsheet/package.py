"""A workbook's package, checked and unpacked within bounds before anything else reads it.

An .xlsx file is a ZIP archive of XML files. What it says of their sizes may be wrong, a few
kilobytes may stand for gigabytes, and the readers of XML and of cells take time and memory for
whatever they meet. So the XML is inflated here, counted, and handed on without compression.
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
"""The last row that spreadsheets have."""

_CHUNK = 1 << 16
_IS_ENCRYPTED = 0x1
# Pictures, macros and what is shown beside the cells are not looked at.
_READ = re.compile(
    r"(?!customXml/|xl/(?:media|embeddings|comments|pivot|externalLinks)).*\.(?:xml|rels)",
    re.IGNORECASE,
)
_LETTERS = re.compile("[A-Za-z]{1,3}")


class TooLarge(ValueError):  # noqa: N818 — told as a problem of the file
    """A workbook holds more of something than is read; the message says of what."""


@dataclass(frozen=True, slots=True)
class Package:
    """The bytes of an archive that is safe to read.

    ``lacks_results`` says that it holds a formula without the value that it gives.
    """

    data: bytes
    lacks_results: bool


def safe_package(data: bytes) -> Package:
    """The XML of a workbook, without compression.

    Raises TooLarge where it goes beyond the bounds, and BadZipFile, zlib.error, expat.ExpatError or
    another ValueError where it is damaged, encrypted or no workbook.
    """
    out = io.BytesIO()
    count = _Count()
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
    "row": 200_000,
    "c": 500_000,
    "si": 200_000,
    "is": 200_000,
    "v": 4_000_000,
    "": 100_000,
    "sheet": 1_000,
    "definedName": 10_000,
}
"""Elements that are read, by name; "v" are all that hold a value, "" those of other names."""
_VALUES = frozenset({"v", "t", "f", "r"})
_WIDTHS = 10_000_000
"""Cells that rows have up to their last one, with those that are not written out."""
_WORDS = {
    "row": "rows",
    "c": "cells",
    "si": "texts",
    "is": "texts",
    "v": "values",
    "": "formats and settings",
    "sheet": "sheets",
    "definedName": "names of cells",
}


@dataclass(slots=True)
class _Count:
    """Counts what the XML of all files of a package holds."""

    lacks_results: bool = False
    _waits: bool = False
    _in_value: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WORDS, 0))
    width: int = 0
    row: int = 0
    column: int = 0

    def read(self, content: bytes) -> None:
        """Count one file; raises TooLarge, expat.ExpatError or another ValueError."""
        self.row = self.column = 0
        self._waits = self._in_value = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)
        self._next_formula(waits=False)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        kind = "v" if name in _VALUES else name if name in MOST_OF else ""
        if name == "row":
            self._next_row(attributes.get("r"))
        elif name == "c":
            self._next_cell(attributes.get("r"))
        elif name == "f":
            self._next_formula(waits=True)
        self._in_value = name == "v"
        self.counts[kind] += 1
        if self.counts[kind] > MOST_OF[kind]:
            raise TooLarge(f"it holds more than {MOST_OF[kind]:,} {_WORDS[kind]}")

    def _next_formula(self, *, waits: bool) -> None:
        """Note whether the formula before got a value, and whether another waits for its own."""
        self.lacks_results = self.lacks_results or self._waits
        self._waits = waits

    def _text(self, _text: str) -> None:
        if self._in_value:
            self._waits = False

    def _next_row(self, number: str | None) -> None:
        before, self.row = self.row, int(float(number)) if number else self.row + 1
        self.column = 0
        if not before < self.row <= MOST_ROW:
            raise ValueError("its rows are not in order")

    def _next_cell(self, name: str | None) -> None:
        if self._waits:
            self._next_formula(waits=False)
        before, self.column = self.column, _column(name) if name else self.column + 1
        self.width += max(0, self.column - before)
        if self.width > _WIDTHS:
            raise TooLarge("its rows go on to columns far beyond those of a table")


def _column(name: str) -> int:
    """The number of the column of a cell: 27 of AA3."""
    number = 0
    letters = _LETTERS.match(name)
    for letter in letters[0].upper() if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse(*_: Any) -> None:
    raise ValueError("it declares a document type, which no workbook has")
