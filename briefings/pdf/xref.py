"""A bound file is written: objects that are no streams are packed together, group by group.

So what a part is made of is packed by itself, and need not be packed again for a file in which
nothing of it is new.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from hashlib import md5
from typing import Any

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEVEL = 9


class Packing:
    """Packs streams; what the last file had is not packed again for the next one.

    With ``once`` there is no next one.
    """

    def __init__(self, *, once: bool = False) -> None:
        self._once = once
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}

    def packed(self, data: bytes) -> bytes:
        """The data, packed."""
        if self._once:
            return zlib.compress(data, _LEVEL)
        if data not in self._now:
            found = self._before.get(data)
            self._now[data] = zlib.compress(data, _LEVEL) if found is None else found
        return self._now[data]

    def turn(self) -> None:
        """Begin another file: what the one before the last had is forgotten."""
        self._before, self._now = self._now, {}


def write_file(groups: Sequence[Sequence[Any]], catalog: Any, info: Any, packing: Packing) -> bytes:
    """The bytes of a file of objects in pydyf's manner, numbered from 1 in any order."""
    count = sum(map(len, groups)) + 1
    # Of each object, the kind of its entry and two numbers; the first is none.
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
    """What an object stream says of itself, and its content."""
    found = [each.data for each in objects]
    numbers = [each.number for each in objects]
    head = b" ".join(b"%d %d" % pair for pair in zip(numbers, _starts(found), strict=True))
    about = b"/Type /ObjStm/N %d/First %d" % (len(found), len(head) + 1)
    return about, b"\n".join([head, *found])


def _starts(found: Sequence[bytes]) -> Iterator[int]:
    place = 0
    for data in found:
        yield place
        place += len(data) + 1


def _stream(number: int, about: bytes, content: bytes, packing: Packing) -> bytes:
    packed = packing.packed(content)
    about += b"/Filter /FlateDecode/Length %d" % len(packed)
    return _clear(b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj" % (number, about, packed))


def _clear(indirect: bytes) -> bytes:
    """An object whose end is seen by validators: see :func:`.conformance.clear_ends`."""
    end = b"\nendstream\nendobj"
    if indirect.endswith(b"\r" + end):
        return indirect.removesuffix(end) + b"\r" + end
    return indirect
