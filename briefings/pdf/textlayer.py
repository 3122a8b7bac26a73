"""The text layer: what search, copy and screen readers find in the PDF.

WeasyPrint notes one text for each glyph of a font and shows a line as it looks. Much of an Arabic
text is lost or torn that way. A :class:`TextLayer` shows the text boxes in WeasyPrint's place: the
ink stays where it was, each glyph says what it stands for, and the pieces of a line come in an
order that viewers read. docs/fonts.md tells what is done and what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import bidirectional

from .codes import Codes
from .faces import Face
from .glyphs import Glyph, drawn_glyphs
from .pen import Pen
from .units import units_of


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text as far as it was shown, or a box that may carry it on; in pixels."""

    stream: Any = None
    y: float = 0
    size: float = 0
    left: float = 0
    right: float = 0
    rtl: bool = False
    ends_with_space: bool = False


class TextLayer:
    """The text of one document. Use it once: draw within :meth:`drawing`, then :meth:`finish`."""

    def __init__(self) -> None:
        self._codes = Codes()
        self._faces: dict[str, Face] = {}
        self._line = _Line()
        self._shown: list[str] = []
        self._families: dict[str, set[str]] = {}
        self.finish = self._codes.write

    @property
    def text(self) -> str:
        """What was drawn, in the order of drawing, with a space or line end between words."""
        return "".join(self._shown)

    def families(self, letters: str) -> list[str]:
        """The font families that drew any of these letters."""
        return sorted({family for char in letters for family in self._families.get(char, ())})

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Within, WeasyPrint draws text through this layer."""
        from weasyprint.draw import text as drawing

        original = drawing.draw_first_line

        def draw(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
            emojis: list[Any] = []

            def listened(listener: Any) -> None:
                emojis.extend(original(listener, textbox, overflow, ellipsis, matrix))

            glyphs = drawn_glyphs(listened, stream, textbox)
            if glyphs:
                self._show(stream, matrix.values, glyphs)
            return emojis

        drawing.draw_first_line = draw
        try:
            yield
        finally:
            drawing.draw_first_line = original

    def _show(self, stream: Any, matrix: tuple[float, ...], glyphs: list[Glyph]) -> None:
        """Show the text of a box, and paint what it does not show."""
        letters = [glyph for glyph in glyphs if glyph.text]
        line = self._line if self._line.stream is stream else _Line()
        box = _extent(stream, matrix, letters)
        touches = _touches(line, box)
        space = line.ends_with_space if touches else _in_one_row(line, box)
        self._note(letters, apart=not touches)
        units = units_of(letters, rtl=box.rtl or (touches and line.rtl))
        if raised := touches and _is_raised(line, box):
            # A superscript is painted. Its text stands on the line, or PDFium takes it out.
            shift, baseline, ink = _shift(line, box), line.y, glyphs
        else:
            moved = [glyph for unit in units if unit.x is not None for glyph in unit.glyphs]
            shift, baseline = 0.0, box.y
            ink = [*(glyph for glyph in glyphs if not glyph.text), *moved]
        stream.set_text_matrix(*matrix[:4], matrix[4] + shift, baseline)
        pen = Pen(stream, self._codes, self._face)
        for unit in units:
            space = pen.show(unit, hidden=raised or unit.x is not None, after_space=space)
        pen.put_down()
        if ink:
            self._paint(stream, matrix, ink)
        if raised:
            left, right = box.left + shift, box.right + shift
            box = replace(line, left=min(line.left, left), right=max(line.right, right))
        rtl = box.rtl or (touches and line.rtl)
        self._line = replace(box, rtl=rtl, ends_with_space=space)

    def _paint(self, stream: Any, matrix: tuple[float, ...], ink: list[Glyph]) -> None:
        x, y = matrix[4:]
        stream.end_text()
        for glyph in ink:
            face = self._face(glyph.font)
            face.paint(stream, glyph.gid, x + glyph.x, y - glyph.rise, glyph.size)
        stream.begin_text()

    def _note(self, letters: list[Glyph], *, apart: bool) -> None:
        if apart:
            self._shown.append("\n")
        for glyph in sorted(letters, key=lambda glyph: glyph.place):
            self._shown.append(glyph.text)
            for char in glyph.text:
                self._families.setdefault(char, set()).add(glyph.font.family)

    def _face(self, font: Any) -> Face:
        if font.hash not in self._faces:
            self._faces[font.hash] = Face(font)
        return self._faces[font.hash]


def _extent(stream: Any, matrix: tuple[float, ...], letters: list[Glyph]) -> _Line:
    x, y = matrix[4:]
    rtl = any(bidirectional(char) in {"R", "AL"} for glyph in letters for char in glyph.text)
    size = max(glyph.size for glyph in letters)
    return _Line(stream, y, size, x + letters[0].x, x + letters[-1].end, rtl)


def _touches(line: _Line, box: _Line) -> bool:
    """Whether a box carries a line of text on."""
    if abs(box.y - line.y) > 0.6 * line.size:
        return False
    return min(abs(line.left - box.right), abs(box.left - line.right)) < 0.35 * line.size


def _in_one_row(line: _Line, box: _Line) -> bool:
    return abs(box.y - line.y) < 0.5 * line.size


def _is_raised(line: _Line, box: _Line) -> bool:
    return box.size < line.size and box.y < line.y


def _shift(line: _Line, box: _Line) -> float:
    """How far the text of a superscript moves along the line, so that PDFium reads it in place.

    A margin before it would be read as a space: half of it goes to either side. A line without any
    right-to-left letter PDFium reads from left to right, so there the text moves to the other end.
    """
    if line.ends_with_space:
        return 0
    if line.rtl or box.rtl:
        return (line.left - box.right) / 2
    return line.right - box.left
