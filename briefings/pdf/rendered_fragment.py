"""A part of a document before and after it is painted, fit to be sent to another process."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .readback import Drawn
from .subsetting import FontUse
from .trace import Trace

BLANK = "blank"
"""The kind of a page that stands only so that the next part begins on a front."""

NOTHING_TRACED, NOTHING_DRAWN = Trace((), {}, ()), Drawn("", {}, ())


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it is handed to whoever makes it, in this process or another.

    ``html`` and ``pictures`` are those of :func:`make_pdf`. ``has_end``: after the part stands an
    element that begins a new front; its page is taken off and leaves the blank page before it, if
    there is one.
    """

    html: str
    pictures: Mapping[str, bytes]
    fonts: Path
    has_end: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """A part that was painted: the objects of its PDF, and what binding them takes.

    :attr:`objects` are the serialised objects of the part by number, those that are streams in
    ``streams``; ``packed`` holds them, because there may be hundreds of parts. They refer to each
    other by number; ``open`` names the numbers that stand for something of the whole: ``foot 3``
    for what is laid upon the third page, ``font NAME`` for the file of a font, ``profile``,
    ``pages``, ``outlines`` and ``document``, the top of the structure.

    ``pages`` holds number and kind of each page, ``kids`` the numbers of the uppermost structure
    elements, ``parents`` the part's share of the parent tree, row by row, ``outlines`` the first
    and the last bookmark of the first level with the count of those to be shown, ``anchors`` the
    page (from 1) and the serialised place of each, and ``uses`` the pages that link to an anchor.
    ``about`` is what the file says of itself: ``catalog``, ``names`` and ``info``, entry by entry.
    Of leaves with feet, ``pages`` holds the numbers of their forms. ``trace`` and ``drawn`` tell
    what stands on the pages.
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
