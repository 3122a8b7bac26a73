"""Writes a merged file: the objects of each part that are no streams go into one object stream.

The object stream of a part need not be compressed again for another file with the same part.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import md5
from itertools import accumulate
from typing import Any

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEVEL = 9


class Packing:
    """Compresses streams, and keeps those of the last file for the next; not with ``once``."""

    def __init__(self, *, once: bool = False) -> None:
        self._once = once
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}

    def packed(self, data: bytes) -> bytes:
        """The data, compressed."""
        if self._once:
            return zlib.compress(data, _LEVEL)
        if data not in self._now:
            found = self._before.get(data)
            self._now[data] = zlib.compress(data, _LEVEL) if found is None else found
        return self._now[data]

    def turn(self) -> None:
        """Begin another file, and forget the streams of the one before the last."""
        self._before, self._now = self._now, {}


def write_file(groups: Sequence[Sequence[Any]], catalog: Any, info: Any, packing: Packing) -> bytes:
    """The bytes of a file of pydyf's objects, numbered from 1 in any order."""
    count = sum(map(len, groups)) + 1
    # Entries of the cross-reference stream; the first is no object.
    places: list[tuple[int, int, int]] = [(0, 0, 0)] * count
    out = bytearray(_HEADER)
    for group in groups:
        for each in group:
            if not each.compressible:
                places[each.number] = (1, len(out), 0)
                out += _clear(each.indirect) + b"\n"
    for group in groups:
        inside = [each for each in group if each.compressible]
        if not inside:
            continue
        number = len(places)
        for index, each in enumerate(inside):
            places[each.number] = (2, number, index)
        places.append((1, len(out), 0))
        out += _stream(number, *_together(inside), packing) + b"\n"
    start, number = len(out), len(places)
    places.append((1, start, 0))
    digest = b"<%b>" % md5(out, usedforsecurity=False).hexdigest().encode()
    widths = (1, (start.bit_length() + 7) // 8, (count.bit_length() + 7) // 8)
    about = b"/Type /XRef/Index [0 %d]/W [%d %d %d]/Size %d/Root %b/Info %b/ID [%b %b]" % (
        *(len(places), *widths, len(places)),
        *(catalog.reference, info.reference, digest, digest),
    )
    table = b"".join(_row(place, widths) for place in places)
    out += _stream(number, about, table, packing)
    out += b"\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _row(place: tuple[int, int, int], widths: tuple[int, int, int]) -> bytes:
    kind, first, second = place
    _, wide, narrow = widths
    return b"%c" % kind + first.to_bytes(wide, "big") + second.to_bytes(narrow, "big")


def _together(objects: Sequence[Any]) -> tuple[bytes, bytes]:
    """The dictionary of an object stream, and its content."""
    found = [each.data for each in objects]
    starts = accumulate((len(data) + 1 for data in found[:-1]), initial=0)
    head = b" ".join(
        b"%d %d" % (each.number, start) for each, start in zip(objects, starts, strict=True)
    )
    about = b"/Type /ObjStm/N %d/First %d" % (len(found), len(head) + 1)
    return about, b"\n".join([head, *found])


def _stream(number: int, about: bytes, content: bytes, packing: Packing) -> bytes:
    packed = packing.packed(content)
    about += b"/Filter /FlateDecode/Length %d" % len(packed)
    return _clear(b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj" % (number, about, packed))


def _clear(indirect: bytes) -> bytes:
    """An object with an end that validators see: see :func:`.conformance.clear_ends`."""
    end = b"\nendstream\nendobj"
    if indirect.endswith(b"\r" + end):
        return indirect.removesuffix(end) + b"\r" + end
    return indirect
