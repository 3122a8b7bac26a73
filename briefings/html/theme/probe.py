"""Whether the libraries that read fonts get through one, tried where it can do no harm.

A font whose checksums are right can still be wrong, by a careless tool or on purpose: libraries
raise whatever, loop, take all memory or crash. So each font that does not come with the program is
read once in a child process with bounds, in the ways in which a build reads it.
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
"""Counted up where a font is probed in another way than before."""
_SECONDS = 6
_MOST_POINTS = 5_000_000
_sound: set[str] = set()
"""The digests of fonts that this process knows to be sound."""
_faulty: dict[str, str] = {}
"""What it found wrong with others."""
_ENDLESS = "reading it takes too much memory or time, or crashes what reads it"


class Kept(Protocol):
    """A place for what was found before, such as a :class:`briefings.build.cache.Cache`."""

    def get(self, kind: str, key: str) -> bytes | None:
        """What was put, or None."""

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep something."""


def probe_fonts(files: Mapping[Path, bytes], kept: Kept | None = None) -> Iterator[Problem]:
    """What keeps fonts from being used, by the bytes of their files.

    It takes about half a second for a font that nobody has seen before; ``kept`` knows those that
    were found sound.
    """
    fault = ""
    for path, data in files.items():
        digest = sha256(data).hexdigest()
        if _is_known(digest, kept):
            continue
        if fault == _ENDLESS and digest not in _faulty:
            # One may take its time; not every font of a theme.
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
    """Whether a font is known to be sound: it is one that we ship, or was probed before."""
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
    """The child's side: what is wrong with a font, as a JSON text."""
    fault = ""
    for probe in (_probe_shaping, _probe_tables):
        try:
            fault = fault or probe(data)
        except Exception as error:  # noqa: BLE001  # libraries raise whatever a table leads them to
            fault = fault or f"it is damaged ({type(error).__name__}: {str(error)[:80]})"
    return json.dumps(fault).encode()


def _probe_shaping(data: bytes) -> str:
    """Shape a text, draw every glyph and cut the font, as the typesetting does."""
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
    """A pen that counts points, and raises where a font draws without end."""

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
    """Read every table and cut the font, as is done for an HTML file."""
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
