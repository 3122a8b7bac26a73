"""The outlines of glyphs are those that fontTools reads in the same file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from briefings.pdf.text_layer.glyph_outlines import Outlines, _operators

THEMES = Path(__file__).parents[2] / "templates" / "themes"
# HarfBuzz reckons with 32 bits: between 4096 and 8192 units its numbers are this far apart. What
# is rounded to hundredths may then fall on either side.
STEP = 2**-11
NEAR = 0.01 + 1e-9
FILES = sorted(THEMES.glob("*/fonts/*.ttf"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_outlines_are_those_of_the_file(file: Path) -> None:
    ours, font = Outlines(file.read_bytes(), 0), TTFont(io.BytesIO(file.read_bytes()))
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    for gid in range(0, len(order), 3):
        pen, bounds = DecomposingRecordingPen(glyphs), ControlBoundsPen(glyphs)
        glyphs[order[gid]].draw(pen)
        glyphs[order[gid]].draw(bounds)
        box, operators = ours.drawn(gid)
        signs, places = _taken_apart(operators)
        theirs, their_places = _taken_apart(_operators(pen.value))
        assert signs == theirs, order[gid]
        assert places == pytest.approx(their_places, abs=NEAR), order[gid]
        assert box == pytest.approx(bounds.bounds or [0] * 4, abs=STEP), order[gid]


def _taken_apart(operators: Sequence[bytes]) -> tuple[list[bytes], list[float]]:
    words = [one.split() for one in operators]
    return [one[-1] for one in words], [float(word) for one in words for word in one[:-1]]


def test_the_glyph_without_ink_is_found() -> None:
    file = THEMES / "default" / "fonts" / "NotoNaskhArabic-Regular-subset.ttf"
    blank = Outlines(file.read_bytes(), 0).blank
    assert blank is not None
    with TTFont(file) as font:
        name = font.getGlyphOrder()[blank]
        assert name == "uni200B"
        assert font["hmtx"][name][0] == font["glyf"][name].numberOfContours == 0


def test_a_line_through_the_start_is_not_taken_for_the_one_that_closes() -> None:
    points = [(0, 0), (2, 0), (0, 0), (0, 2), (0, 0)]
    outline = [("moveTo", (points[0],)), *(("lineTo", (point,)) for point in points[1:])]
    assert _operators([*outline, ("closePath", ())]) == [
        *(b"0 0 m", b"2 0 l", b"0 0 l", b"0 2 l", b"h", b"f")
    ]
