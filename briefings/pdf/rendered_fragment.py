"""A part of a document before and after it is painted; both can be sent to another process."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .readback import Drawn
from .subsetting import FontUse
from .tagging.structure import Landmarks
from .trace import Trace

BLANK = "blank"
"""The kind of an empty page before a part that begins on a front."""

NO_LANDMARKS = Landmarks({}, {})
NOTHING_TRACED, NOTHING_DRAWN = Trace((), {}, ()), Drawn("", {}, ())


@dataclass(frozen=True, slots=True)
class Part:
    """A part to be painted; ``html`` and ``pictures`` are those of :func:`make_pdf`.

    With ``has_end`` an element after the part begins a new front: its page is removed, and leaves
    the blank page before it, if there is one.
    """

    html: str
    pictures: Mapping[str, bytes]
    fonts: Path
    has_end: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """A painted part: the objects of its PDF, and what merging needs to know of them.

    :attr:`objects` are the serialised objects by number, compressed in ``packed``, because there
    may be hundreds of parts; ``streams`` are the numbers of those that are streams. ``open`` maps
    the numbers of what belongs to the whole to its name: ``foot 3`` is the form on the third page,
    ``font NAME`` the file of a font; ``profile``, ``pages``, ``outlines`` and ``document``, the top
    of the structure.

    ``pages`` has number and kind of each page (of feet, the numbers of their forms), ``kids`` the
    numbers of the uppermost structure elements, ``parents`` the rows of the parent tree,
    ``outlines`` the first and the last bookmark of the first level with the count of those shown,
    ``anchors`` the page (from 1) and the serialised destination of each, ``uses`` the pages that
    link to an anchor, and ``about`` the entries of ``catalog``, ``names`` and ``info``.
    ``landmarks`` has what contents lead to; ``trace`` and ``drawn`` tell what stands on the pages.
    """

    packed: bytes
    streams: frozenset[int]
    open: Mapping[int, str]
    pages: tuple[tuple[int, str], ...]
    kids: tuple[int, ...]
    parents: tuple[bytes, ...]
    outlines: tuple[int, int, int] | None
    anchors: Mapping[str, tuple[int, bytes]]
    uses: Mapping[str, tuple[int, ...]]
    fonts: Mapping[str, FontUse]
    about: Mapping[str, Mapping[str, bytes]]
    landmarks: Landmarks = NO_LANDMARKS
    trace: Trace = NOTHING_TRACED
    drawn: Drawn = NOTHING_DRAWN

    @property
    def objects(self) -> dict[int, bytes]:
        """The objects, unpacked."""
        data, found, place = zlib.decompress(self.packed), {}, 0
        while place < len(data):
            start = data.index(b"\n", place) + 1
            number, length = map(int, data[place:start].split())
            place = start + length
            found[number] = data[start:place]
        return found


def packed_objects(objects: Mapping[int, bytes]) -> bytes:
    """Objects by number, packed as :class:`Painted` holds them."""
    lined = (b"%d %d\n%b" % (number, len(data), data) for number, data in objects.items())
    return zlib.compress(b"".join(lined), 1)
