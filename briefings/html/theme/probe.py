"""Probes fonts: reads each as a build does, in a child process with bounds.

A font with right checksums can still be malformed, so that libraries raise, loop, take all memory
or crash. Fonts that come with the program are not probed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from ...arabic.reading.alphabet import ESSENTIAL, SAMPLE
from ...errors import Problem
from ...pdf.confined import OutOfBoundsError, call_confined
from ...resources import templates_folder

_KIND = "font"
_PROBE = 1
"""The version of the probe, part of the cache key."""
_SECONDS = 6
_MOST_POINTS = 5_000_000
_sound: set[str] = set()
"""The digests of the fonts that this process found sound."""
_faulty: dict[str, str] = {}
"""The faults of others, by digest."""
_ENDLESS = "reading it takes too much memory or time, or crashes what reads it"


class Kept(Protocol):
    """A cache of results, such as a :class:`briefings.build.cache.Cache`."""

    def get(self, kind: str, key: str) -> bytes | None:
        """What was put, or None."""

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep something."""


def probe_fonts(files: Mapping[Path, bytes], kept: Kept | None = None) -> Iterator[Problem]:
    """The problems of fonts, by path; takes half a second for a font that is not in ``kept``."""
    fault = ""
    for path, data in files.items():
        digest = sha256(data).hexdigest()
        if _is_known(digest, kept):
            continue
        if fault == _ENDLESS and digest not in _faulty:
            # One font may exhaust its time; the others of the theme are skipped.
            message = "this font was not looked at, because of the one before it"
            yield Problem(str(path), 0, 0, "font-file", message, "Mend that first.")
            continue
        fault = _faulty.get(digest) or _fault(data)
        if fault:
            _faulty[digest] = fault
            remedy = "Get the file again, or use another font."
            message = f"this font cannot be used: {fault}"
            yield Problem(str(path), 0, 0, "font-file", message, remedy)
            continue
        _sound.add(digest)
        if kept is not None:
            kept.put(_KIND, _key(digest), b"sound")


def _is_known(digest: str, kept: Kept | None) -> bool:
    """Whether a font comes with the program, or was found sound before."""
    if digest in _sound:
        return True
    if not _sound:
        fonts = templates_folder().glob("themes/*/fonts/*.[ot]tf")
        _sound.update(sha256(font.read_bytes()).hexdigest() for font in fonts)
        return _is_known(digest, kept)
    if kept is None or kept.get(_KIND, _key(digest)) is None:
        return False
    _sound.add(digest)
    return True


def _key(digest: str) -> str:
    return sha256(f"{_PROBE} {digest}".encode()).hexdigest()


def _fault(data: bytes) -> str:
    try:
        answer = call_confined(__name__, "answer_fault", data, seconds=_SECONDS)
    except OutOfBoundsError:
        return _ENDLESS
    fault: str = json.loads(answer)
    return fault


def answer_fault(data: bytes) -> bytes:
    """The fault of a font as a JSON text; called in the child."""
    fault = ""
    for probe in (_probe_shaping, _probe_tables):
        try:
            fault = fault or probe(data)
        except Exception as error:  # noqa: BLE001  # libraries raise whatever a table leads them to
            fault = fault or f"it is damaged ({type(error).__name__}: {str(error)[:80]})"
    return json.dumps(fault).encode()


def _probe_shaping(data: bytes) -> str:
    """Shape a text, draw every glyph and subset the font, as for a PDF."""
    import uharfbuzz as hb

    from .shapes import shapes_of

    face = hb.Face(data)
    font = hb.Font(face)
    if not shapes_of(font).height > 0 and font.get_nominal_glyph(ord(ESSENTIAL[0])):
        return "its letters have no outlines"
    pen = _Counting()
    for glyph in range(face.glyph_count):
        font.draw_glyph_with_pen(glyph, pen)
    buffer = hb.Buffer()
    buffer.add_str(SAMPLE)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({info.codepoint for info in buffer.glyph_infos})
    hb.subset(face, wanted)
    return ""


class _Counting:
    """A pen that counts points; raises ValueError for too many."""

    def __init__(self) -> None:
        self._points = 0

    def moveTo(self, *points: Any) -> None:  # noqa: N802  # as pens of fontTools have it
        self._points += len(points)
        if self._points > _MOST_POINTS:
            raise ValueError("too many points")

    lineTo = curveTo = qCurveTo = moveTo  # noqa: N815

    def closePath(self) -> None:  # noqa: N802
        """Nothing to count."""

    endPath = closePath  # noqa: N815


def _probe_tables(data: bytes) -> str:
    """Read every table and subset the font, as for an HTML file."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    for tag in font.keys():  # noqa: SIM118  # no mapping
        if tag != "GlyphOrder":
            font[tag]
    if not font.getBestCmap():
        return "it maps no characters to glyphs"
    cutter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    cutter.populate(text=SAMPLE)
    cutter.subset(font)
    font.save(io.BytesIO())
    return ""
