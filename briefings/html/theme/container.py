"""Checks the container of a font: the directory of its tables, with places and checksums.

A file whose bytes were lost or changed is refused before a library reads its tables: damaged tables
lead to empty glyphs or crashes.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from struct import unpack_from

_DIRECTORY = 12
_ENTRY = 16
_MOST_TABLES = 64
_NEEDED = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post")
_OUTLINES = ({"glyf", "loca"}, {"CFF "}, {"CFF2"})
_OPEN_TYPE = (b"\0\1\0\0", b"true", b"OTTO")
_OTHERS: Mapping[bytes, str] = {
    b"ttcf": "a collection of fonts",
    b"wOFF": "WOFF",
    b"wOF2": "WOFF2",
    b"typ1": "Type 1",
    b"\x80\x01": "Type 1",
    b"%!PS-AdobeFont": "Type 1",
    b"%!FontType": "Type 1",
    b"\1fcp": "PCF",
    b"STARTFONT": "BDF",
    b"StartComp": "a font in another format",
    b"\1\0\4": "bare CFF",
    b"PFR": "PFR",
    b"\x1f\x8b": "compressed",
    b"\x1f\x9d": "compressed",
    b"BZh": "compressed",
    b"\0\0\1\0\0": "a font in a resource of macOS",
    b"MZ": "a program or a font of Windows",
}
_ADJUSTMENT = slice(8, 12)
"""The field of the table ``head`` that its own checksum leaves out."""


def other_format(data: bytes) -> str:
    """The format of a font that is no TrueType or OpenType, by its first bytes; else empty."""
    return next((name for start, name in _OTHERS.items() if data.startswith(start)), "")


def is_open_type(data: bytes) -> bool:
    """Whether these bytes begin like a TrueType or OpenType font."""
    return data.startswith(_OPEN_TYPE)


def container_fault(data: bytes) -> str:
    """The fault of the container of a TrueType or OpenType font, as a clause; empty if none."""
    if name := other_format(data):
        return f"its content is {name}"
    if not is_open_type(data):
        return "it does not begin like a font"
    try:
        tables = _tables(data)
    except _DamageError as error:
        return str(error)
    if lacking := [name for name in _NEEDED if not tables.get(name)]:
        return f"it has no table {lacking[0]}"
    if not any(all(tables.get(name) for name in names) for names in _OUTLINES):
        return "it has no outlines"
    return ""


class _DamageError(Exception):
    pass


def _tables(data: bytes) -> Mapping[str, bytes]:
    """The tables of a font by name; raises _DamageError where they are damaged."""
    count = int.from_bytes(data[4:6], "big")
    if not 0 < count <= _MOST_TABLES:
        raise _DamageError(f"it says that it has {count} tables")
    if len(data) < _DIRECTORY + count * _ENTRY:
        raise _DamageError("it is cut short")
    tables: dict[str, bytes] = {}
    for place in range(_DIRECTORY, _DIRECTORY + count * _ENTRY, _ENTRY):
        tag, checksum, start, length = unpack_from(">4sLLL", data, place)
        name = tag.decode("latin-1")
        if not name.isascii() or not name.isprintable() or name in tables:
            raise _DamageError("its list of tables is damaged")
        table = data[start : start + length]
        if len(table) < length:
            raise _DamageError(f"it is cut short: the table {name.strip()} is not whole")
        if _checksum(table, name) != checksum:
            raise _DamageError(f"the table {name.strip()} does not match its checksum")
        tables[name] = table
    return tables


def _checksum(table: bytes, name: str) -> int:
    """The sum of a table as numbers of 32 bits, as the directory gives it."""
    if name == "head":
        changed = bytearray(table)
        changed[_ADJUSTMENT] = bytes(len(changed[_ADJUSTMENT]))
        table = bytes(changed)
    numbers = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
