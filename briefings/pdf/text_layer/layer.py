"""The text layer: what search, copy and screen readers find in the PDF.

WeasyPrint notes one text for each glyph of a font and shows a line as it looks. Much of an Arabic
text is lost or torn that way. A :class:`TextLayer` shows the text boxes in WeasyPrint's place: the
ink stays where it was, each glyph says what it stands for, and the pieces of a line come in an
order that viewers read. docs/fonts.md tells what is done and what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from .font_encoding import Codes
from .glyph_outlines import Face, Outlines
from .glyphs import Glyph, Listener, drawn_glyphs
from .run_cache import Key, Shown, ShownBefore, StyleNumbers, ink_of
from .text_operators import Pen, show
from .text_runs import NOTHING_BEFORE, Context, units_of


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text as far as it was shown, or a box that may carry it on; in pixels.

    ``number`` is that of the line box. ``context`` is what it leaves behind, places on the page.
    """

    stream: Any = None
    number: int = 0
    y: float = 0
    size: float = 0
    left: float = 0
    right: float = 0
    context: Context = NOTHING_BEFORE


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text box is drawn: stream, number of its line box, and text matrix."""

    stream: Any
    number: int
    matrix: tuple[float, ...]

    def box(self, shown: Shown) -> _Line:
        """What a piece takes of its line."""
        x, y = self.matrix[4:]
        return _Line(self.stream, self.number, y, shown.size, x + shown.left, x + shown.right)


class TextLayer:
    """The text of one document. Use it once: :meth:`begin`, draw the pages, :meth:`finish`."""

    def __init__(
        self, outlines: dict[Any, Outlines], before: ShownBefore, styles: StyleNumbers
    ) -> None:
        self._codes = Codes()
        self._outlines = outlines
        self._before = before
        self._styles = styles
        self._keeps = False
        self._shape: Callable[..., Any] = _do_nothing
        self._fonts: dict[str, Any] = {}
        self._faces: dict[str, Face] = {}
        self._line = _Line()
        self._lines: dict[int, int] = {}
        self._text: list[str] = []
        self._families: set[tuple[str, str]] = set()

    @property
    def text(self) -> str:
        """What was drawn, in the order of drawing, with a space or line end between words."""
        return "".join(self._text)

    @property
    def families(self) -> Mapping[str, AbstractSet[str]]:
        """The font families that drew each letter."""
        found: dict[str, set[str]] = {}
        for char, family in self._families:
            found.setdefault(char, set()).add(family)
        return found

    def begin(self, document: Any, *, keeps: bool) -> None:
        """Prepare to draw a rendered document; ``keeps`` tells whether the layer shapes its text.

        Without that, pieces are not kept for another document.
        """
        self._lines = _lines_of(document)
        self._keeps = keeps

    def put_off(self, reactivate: Callable[..., Any]) -> Callable[..., Any]:
        """Let nothing be shaped before it is known that it was not drawn before."""
        self._shape = reactivate
        return _do_nothing

    def through_this_layer(self, draw: Callable[..., Any]) -> Callable[..., Any]:
        """The function that draws a text box in the place of WeasyPrint's ``draw``."""

        def draw_first_line(
            stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any
        ) -> Any:
            key = self._key(textbox, overflow, ellipsis)
            number = self._lines.get(id(textbox), 0)
            place = _Place(stream, number, matrix.values)
            if key is not None and self._show_again(key, place):
                return []
            if textbox.text.strip():
                self._shape(textbox.pango_layout, textbox.style)
            listener = Listener(stream)
            emojis = draw(listener, textbox, overflow, ellipsis, matrix)
            glyphs = drawn_glyphs(listener, textbox)
            if glyphs:
                self._fonts |= {font.hash: font for font in listener.fonts}
                shown = self._show(place, glyphs)
                if key is not None and shown is not None:
                    self._before.keep(key, shown, listener, glyphs)
            return emojis

        return draw_first_line

    def _key(self, textbox: Any, overflow: Any, ellipsis: Any) -> Key | None:
        """What the drawing of a text box depends on, if nothing else."""
        if (
            not self._keeps
            or overflow == "ellipsis"
            or ellipsis != "none"
            or id(textbox) not in self._lines
        ):
            return None
        layout = textbox.pango_layout
        return layout.text, self._styles.number(textbox.style), layout.justification_spacing

    def finish(self, document: Any, pdf: Any) -> None:
        """WeasyPrint's finisher: what the text needs in the fonts of the PDF."""
        self._codes.write(document, pdf)

    def _show_again(self, key: Key, place: _Place) -> bool:
        """Show a text box as it was shown before, if that is known; whether it was."""
        shown = self._before.find(key, self._fonts)
        if shown is None:
            return False
        box = place.box(shown)
        touches, context = self._follows(box, shown.text)
        if shown.before != context or (touches and _is_raised(self._line, box)):
            return False
        self._put(place, shown, apart=not touches)
        self._line = replace(box, context=shown.after.moved(-place.matrix[4]))
        return True

    def _show(self, place: _Place, glyphs: list[Glyph]) -> Shown | None:
        """Show the text of a box, and paint what it does not show.

        Gives how it was shown, if it would be shown so elsewhere too.
        """
        letters = [glyph for glyph in glyphs if glyph.text]
        shown = _unpainted(letters)
        box = place.box(shown)
        touches, context = self._follows(box, shown.text)
        line = self._line
        raised = touches and _is_raised(line, box)
        # A superscript is painted. Its text stands on the line, or PDFium takes it out.
        shift = _shift(line, box) if raised else 0
        context = context.moved(place.matrix[4] + shift)
        units, after = units_of(letters, context, self._blank)
        pen = Pen(self._face, context.mutes)
        space, end = context.space, letters[-1].end if context.jumps else letters[0].x
        for unit in units:
            jumps = unit.glyphs[0].x < end - 0.1 * shown.size
            space = pen.write(unit, hidden=raised, after_space=space, jumps=jumps)
            end = unit.glyphs[-1].end
        after = replace(after, space=space, mutes=pen.mutes)
        shown = replace(
            shown,
            strokes=tuple(pen.strokes),
            ink=tuple(ink_of(glyph) for glyph in glyphs if raised or not glyph.text),
            before=context,
            after=after,
        )
        self._put(place, shown, apart=not touches, shift=shift, baseline=line.y if raised else None)
        after = after.moved(-place.matrix[4] - shift)
        if not raised:
            self._line = replace(box, context=after)
            return None if context.word else shown
        left, right = box.left + shift, box.right + shift
        self._line = replace(
            line, left=min(line.left, left), right=max(line.right, right), context=after
        )
        return None

    def _follows(self, box: _Line, text: str) -> tuple[bool, Context]:
        """Whether a box carries the line on, and what comes before it."""
        line = self._line
        if line.stream is not box.stream:
            line = self._line = _Line()
        context = line.context
        if _touches(line, box):
            jumps = box.left < line.right
            space = context.space or _gap(line, box) > 0.18 * line.size
            return True, replace(context, space=space, jumps=jumps, word=True).for_text(text)
        if _in_one_row(line, box):
            return False, Context(space=True, left=context.left, neutral=True)
        return False, NOTHING_BEFORE

    def _put(
        self,
        place: _Place,
        shown: Shown,
        *,
        apart: bool,
        shift: float = 0,
        baseline: float | None = None,
    ) -> None:
        """Put a piece on the page."""
        if apart or shown.before.space:
            self._text.append("\n" if apart else " ")
        self._text.append(shown.text)
        self._families |= shown.families
        stream, (*turned, x, y) = place.stream, place.matrix
        matrix = (*turned, x + shift, y if baseline is None else baseline)
        show(stream, matrix, shown.strokes, self._codes_of)
        if shown.ink:
            stream.end_text()
            for ink in shown.ink:
                face = self._face(self._fonts[ink.font])
                face.paint(stream, ink.gid, x + ink.x, y - ink.rise, ink.size)
            stream.begin_text()

    def _codes_of(self, font: str) -> Mapping[tuple[int, str], str]:
        return self._codes.shown(self._fonts[font])

    def _blank(self, font: Any) -> int | None:
        face = self._face(font)
        return face.blank if face.space else None

    def _face(self, font: Any) -> Face:
        face = self._faces.get(font.hash)
        if face is None:
            face = self._faces[font.hash] = Face(font, self._outlines)
        return face


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


def _unpainted(letters: list[Glyph]) -> Shown:
    """What the letters of a box say, and how much room they take."""
    in_order = sorted(letters, key=lambda glyph: glyph.place)
    return Shown(
        "".join(glyph.text for glyph in in_order),
        frozenset((char, glyph.font.family) for glyph in letters for char in glyph.text),
        max(glyph.size for glyph in letters),
        letters[0].x,
        letters[-1].end,
    )


def _do_nothing(_layout: Any, _style: Any) -> None:
    pass


def if_active(deactivate: Callable[..., Any]) -> Callable[..., Any]:
    """WeasyPrint's ``deactivate``, for layouts that were never activated too."""

    def deactivate_if_active(layout: Any) -> None:
        if "layout" in vars(layout):
            deactivate(layout)

    return deactivate_if_active


def _touches(line: _Line, box: _Line) -> bool:
    """Whether a box carries a line of text on."""
    if box.number != line.number or abs(box.y - line.y) > 0.6 * line.size:
        return False
    return abs(_gap(line, box)) < 0.35 * line.size


def _gap(line: _Line, box: _Line) -> float:
    """How far a box is from a line, on the closer side; less than nothing if it overlaps."""
    return min(line.left - box.right, box.left - line.right, key=abs)


def _in_one_row(line: _Line, box: _Line) -> bool:
    return abs(box.y - line.y) < 0.5 * line.size


def _is_raised(line: _Line, box: _Line) -> bool:
    return box.size < line.size and box.y < line.y


def _shift(line: _Line, box: _Line) -> float:
    """How far the text of a superscript moves along the line, so that PDFium reads it in place.

    A margin before it would be read as a space: half of it goes to either side.
    """
    return 0 if line.context.space else (line.left - box.right) / 2
