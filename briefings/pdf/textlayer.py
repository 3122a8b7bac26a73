"""The text layer: what search, copy and screen readers find in the PDF.

WeasyPrint notes one text for each glyph of a font and shows a line as it looks. Much of an Arabic
text is lost or torn that way. A :class:`TextLayer` shows the text boxes in WeasyPrint's place: the
ink stays where it was, each glyph says what it stands for, and the pieces of a line come in an
order that viewers read. docs/fonts.md tells what is done and what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from .codes import Codes
from .faces import Face, Outlines
from .glyphs import Glyph, drawn_glyphs
from .pen import Pen
from .units import units_of


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text as far as it was shown, or a box that may carry it on; in pixels.

    ``number`` is that of the line box.
    """

    stream: Any = None
    number: int = 0
    y: float = 0
    size: float = 0
    left: float = 0
    right: float = 0
    ends_with_space: bool = False


class TextLayer:
    """The text of one document. Use it once: draw within :meth:`drawing`, then :meth:`finish`."""

    def __init__(self, outlines: dict[Any, Outlines] | None = None) -> None:
        self._codes = Codes()
        self._outlines = {} if outlines is None else outlines
        self._faces: dict[str, Face] = {}
        self._line = _Line()
        self._lines: dict[int, int] = {}
        self._shown: list[str] = []
        self._families: dict[str, set[str]] = {}

    @property
    def text(self) -> str:
        """What was drawn, in the order of drawing, with a space or line end between words."""
        return "".join(self._shown)

    @property
    def families(self) -> Mapping[str, AbstractSet[str]]:
        """The font families that drew each letter."""
        return self._families

    @contextmanager
    def drawing(self, document: Any) -> Iterator[None]:
        """Within, WeasyPrint draws the text of a rendered document through this layer."""
        from weasyprint.draw import text as drawing

        original = drawing.draw_first_line
        self._lines = _lines_of(document)

        def draw(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
            emojis: list[Any] = []

            def listened(listener: Any) -> None:
                emojis.extend(original(listener, textbox, overflow, ellipsis, matrix))

            glyphs = drawn_glyphs(listened, stream, textbox)
            if glyphs:
                number = self._lines.get(id(textbox), 0)
                self._show(_extent(stream, number, matrix.values, glyphs), matrix.values, glyphs)
            return emojis

        drawing.draw_first_line = draw
        try:
            yield
        finally:
            drawing.draw_first_line = original

    def finish(self, document: Any, pdf: Any) -> None:
        """WeasyPrint's finisher: what the text needs in the fonts and the catalogue of the PDF."""
        import pydyf

        self._codes.write(document, pdf)
        # PDFium goes by this even in lines without a right-to-left letter.
        preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
        preferences["Direction"] = "/R2L"

    def _show(self, box: _Line, matrix: tuple[float, ...], glyphs: list[Glyph]) -> None:
        """Show the text of a box, and paint what it does not show."""
        stream = box.stream
        letters = [glyph for glyph in glyphs if glyph.text]
        line = self._line if self._line.stream is stream else _Line()
        touches = _touches(line, box)
        space = line.ends_with_space if touches else _in_one_row(line, box)
        self._note(letters, apart=not touches)
        units = units_of(letters)
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
        self._line = replace(box, ends_with_space=space)

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
            self._faces[font.hash] = Face(font, self._outlines)
        return self._faces[font.hash]


def _lines_of(document: Any) -> dict[int, int]:
    """The number of the line that each text box stands in, by the id of the box."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    found: dict[int, int] = {}
    number = 0
    for page in document.pages:
        # No public way leads to the boxes of a page.
        for line in page._page_box.descendants():
            if isinstance(line, LineBox):
                number += 1
                found.update(
                    (id(box), number) for box in line.descendants() if isinstance(box, TextBox)
                )
    return found


def _extent(stream: Any, number: int, matrix: tuple[float, ...], glyphs: list[Glyph]) -> _Line:
    x, y = matrix[4:]
    letters = [glyph for glyph in glyphs if glyph.text]
    size = max(glyph.size for glyph in letters)
    return _Line(stream, number, y, size, x + letters[0].x, x + letters[-1].end)


def _touches(line: _Line, box: _Line) -> bool:
    """Whether a box carries a line of text on."""
    if box.number != line.number or abs(box.y - line.y) > 0.6 * line.size:
        return False
    return min(abs(line.left - box.right), abs(box.left - line.right)) < 0.35 * line.size


def _in_one_row(line: _Line, box: _Line) -> bool:
    return abs(box.y - line.y) < 0.5 * line.size


def _is_raised(line: _Line, box: _Line) -> bool:
    return box.size < line.size and box.y < line.y


def _shift(line: _Line, box: _Line) -> float:
    """How far the text of a superscript moves along the line, so that PDFium reads it in place.

    A margin before it would be read as a space: half of it goes to either side.
    """
    return 0 if line.ends_with_space else (line.left - box.right) / 2
