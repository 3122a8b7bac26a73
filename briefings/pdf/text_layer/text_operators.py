"""Writes down how pieces of text are shown, so that every viewer reads their letters and spaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import add, attrgetter
from typing import Any
from unicodedata import category

from .characters import KINDS, as_shown, is_arabic_digit, mirrored
from .font_encoding import both
from .glyph_outlines import Face
from .glyphs import Glyph
from .text_runs import TextPiece

_LRM, _RLM = "\u200e", "\u200f"
_NUDGE = 0.001
_MUTES = tuple(both("\x03", _LRM, number) for number in range(16))
"""What stands for nothing, in several codes: PDFium drops U+0003, pdf.js marks of direction."""
_SPACES = tuple(both(" ", _LRM, number) for number in range(16))
"""What only PDFium takes for a space."""
_LTR_SPACE, _RTL_SPACE = both("\x03", f"{_LRM} "), both("\x03", f"{_RLM} ")
"""What all but PDFium take for a space: pdf.js leaves out what begins with one."""
_SKIPPED = frozenset(_MUTES + _SPACES)
_FILL, _HIDDEN = 0, 3
_place = attrgetter("place")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that are shown in one go: what moves the pen before each, its number and its text."""

    gaps: tuple[str, ...]
    signs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """Runs of one font, known by its hash, in one state of the text.

    ``start`` is where the pen is set, in pixels from the beginning of the box.
    """

    start: float
    mode: int
    rise: float
    font: str
    size: float
    runs: tuple[Run, ...]


def show(
    stream: Any,
    matrix: Sequence[float],
    strokes: Iterable[Stroke],
    codes: Callable[[str], Mapping[tuple[int, str], str]],
) -> None:
    """Show what a pen wrote down, and leave the text state as it was.

    Each stroke has a text matrix of its own: programs differ in how far invisible text, and glyphs
    without ink, move the pen. ``codes`` gives the codes of a font, each as it stands in a string.
    """
    mode, rise = _FILL, 0.0
    *turned, x, y = matrix
    for stroke in strokes:
        stream.set_text_matrix(*turned, x + stroke.start, y)
        if stroke.mode != mode:
            stream.set_text_rendering(stroke.mode)
        if stroke.rise != rise:
            stream.set_text_rise(stroke.rise)
        mode, rise = stroke.mode, stroke.rise
        stream.set_font_size(stroke.font, stroke.size)
        found = codes(stroke.font).__getitem__
        for run in stroke.runs:
            stream.show_text("".join(map(add, run.gaps, map(found, run.signs))))
    if mode != _FILL:
        stream.set_text_rendering(_FILL)
    if rise:
        stream.set_text_rise(0)


class Pen:
    """Writes units of one text box down, after ``mutes`` that stand near."""

    def __init__(self, face: Callable[[Any], Face], mutes: int = 0) -> None:
        self.strokes: list[Stroke] = []
        self._face = face
        self._x = 0.0
        self._gaps: list[str] = []
        self._signs: list[tuple[int, str]] = []
        self._runs: list[Run] = []
        self._font: Any = None
        self._size = 0.0
        self.mutes = mutes
        self._nudge = 0.0

    def write(self, unit: TextPiece, *, hidden: bool, after_space: bool, jumps: bool) -> bool:
        """Write a unit; tell whether it ends with a space, to be handed in with the next.

        ``jumps`` tells whether the way to it leads to the left.
        """
        first = unit.glyphs[0]
        self._font, self._size = first.font, first.size
        start = self._x = first.x if unit.key is None else unit.key
        # PDFium sees no gap before a space, and takes several for one.
        lead = self._mute(_SPACES if first.text.isspace() else _MUTES)
        if unit.key is not None:
            self._put_blank(lead, start)
        carrier = _carrier(unit, after_space, jumps)
        is_turned = any(KINDS[glyph.text] == "R" for glyph in unit.glyphs)
        fenced = False
        for number, (glyph, text) in enumerate(_texts(unit, carrier, is_turned)):
            is_digit = is_arabic_digit(glyph) and unit.back is None
            if fenced or is_digit:
                self._fence(unit, glyph.x)
            fenced = is_digit
            if unit.cut and number == unit.cut:
                self._end_run()
            if glyph is carrier and not is_arabic_digit(glyph) and not (is_turned and glyph.rtl):
                self._say_space(unit, _RTL_SPACE if glyph.rtl else _LTR_SPACE, glyph.x)
            if glyph.closing:
                self._put_blank(self._mute(), glyph.x)
            self._put(glyph.gid, self._marks(text, glyph.x), glyph.x, glyph.advance)
            if glyph is carrier and is_arabic_digit(glyph):
                self._say_space(unit, _LTR_SPACE, glyph.end)
            if glyph.parted:
                self._put_blank(self._mute(), glyph.end)
        if fenced:
            self._fence(unit, self._x)
        self._end_run()
        if unit.back is not None:
            self._set_back(unit.back, lead)
        # Another size keeps pdf.js from joining the unit to its neighbour; nobody sees it.
        self._nudge = (_NUDGE if self._nudge != _NUDGE else 2 * _NUDGE) if unit.apart else 0
        size = self._size + self._nudge
        mode = _HIDDEN if hidden else _FILL
        self.strokes.append(
            Stroke(start, mode, first.rise, first.font.hash, size, tuple(self._runs))
        )
        self._runs.clear()
        return max(unit.glyphs, key=_place).text.isspace()

    def _say_space(self, unit: TextPiece, space: str, x: float) -> None:
        """Say a space to all but PDFium, in an object of its own where it would be at an end."""
        if unit.key is None:
            self._end_run()
        self._put_blank(space, x)
        if unit.key is None:
            self._end_run()

    def _set_back(self, x: float, lead: str) -> None:
        """Set the pen to a place, or PDFium would put a space in for the way to the next unit.

        It leaves out what is shown twice at one place, here what this unit began with, together
        with the space that it put in for the way back. How wide a gap may be it tells from the
        widths of the glyphs on both sides: so the last one here is a space, which has a width.
        """
        space = self._face(self._font).space
        assert space is not None, "only with it a unit gets a key"
        gid, width = space
        self._font.widths.setdefault(gid, width)
        advance = self._font.widths[gid] / 1000 * self._size
        self._put_blank(lead, x)
        self._put(gid, self._mute(), x - advance, advance, least=0.1)
        self._end_run()

    def _mute(self, mutes: Sequence[str] = _MUTES) -> str:
        self.mutes += 1
        return mutes[self.mutes % len(mutes)]

    def _put_blank(self, text: str, x: float) -> None:
        """A glyph without ink and width."""
        blank = self._blank()
        if blank is not None:
            self._put(blank, text, x, 0, least=0.1)

    def _marks(self, text: str, x: float) -> str:
        """Put the marks of a letter before it, each on a glyph without ink; return the letter.

        PDFium turns letters round and leaves marks as they stand: several go in logical order.
        """
        marks = len(text) - len(_without_marks(text))
        blank = self._blank() if 0 < marks < len(text) else None
        if blank is None:
            return text
        for mark in reversed(text[:marks]):
            self._put(blank, mark, x, 0)
        return text[marks:]

    def _fence(self, unit: TextPiece, x: float) -> None:
        """A left-to-right mark without width.

        MuPDF takes ``٠`` to ``٩`` for letters and would turn them round with their neighbours. The
        mark is read by MuPDF alone: PDFium leaves out text objects without width, pdf.js leaves out
        marks, and poppler goes by place. Where a text object has a key, it must not end here.
        """
        if unit.key is not None:
            self._put_blank(self._mute(), x)
            return
        blank = self._blank()
        if blank is not None:
            self._end_run()
            self._put(blank, _LRM, unit.glyphs[0].x, 0)
            self._end_run()

    def _blank(self) -> int | None:
        gid: int | None = self._face(self._font).blank
        if gid is not None:
            self._font.widths.setdefault(gid, 0)
        return gid

    def _put(self, gid: int, text: str, x: float, advance: float, least: float = 0.5) -> None:
        gap = round((self._x - x) / self._size * 1000, 1)
        if abs(gap) < least:
            gap = 0.0
        self._x += advance - gap * self._size / 1000
        shown = f"{gap:g}" if gap else ""
        if gap and self._signs and self._signs[-1][1] in _SKIPPED:
            # pdf.js leaves out such a glyph with the number that follows it.
            shown = f"1 {gap - 1:g}"
        self._gaps.append(shown)
        self._signs.append((gid, text))

    def _end_run(self) -> None:
        if self._signs:
            self._runs.append(Run(tuple(self._gaps), tuple(self._signs)))
            self._gaps.clear()
            self._signs.clear()


def _texts(unit: TextPiece, carrier: Glyph | None, is_turned: bool) -> list[tuple[Glyph, str]]:
    """The glyphs of a unit, each with its text from left to right.

    The carrier says a space as well, if it is at the right end of what pdf.js turns round.
    """
    texts: list[str] = []
    for glyph in unit.glyphs:
        text = seen = as_shown(glyph.text, glyph.rtl)
        if glyph is carrier and glyph.rtl and is_turned:
            text += " "
        elif carrier and text == " " and glyph is unit.glyphs[-1] and glyph.rtl:
            text = _RLM
        if KINDS[glyph.text] == "R":
            seen = text
        elif KINDS[glyph.text] == "N" and not glyph.after_left:
            seen = mirrored(seen)
        if seen != text:
            text = both(seen, text)
        texts.append(text)
    return list(zip(unit.glyphs, texts, strict=True))


def _carrier(unit: TextPiece, after_space: bool, jumps: bool) -> Glyph | None:
    """The glyph that says the space before the unit as well.

    pdf.js reads no space before a jump to the left, and none at the right end.
    """
    order = sorted(unit.glyphs, key=_place)
    words = [glyph for glyph in order if not glyph.text.isspace()]
    begins = order[0].text.isspace() and (jumps or order[0].rtl)
    if not words or not (begins or (after_space and jumps)):
        return None
    digits = list(takewhile(is_arabic_digit, words))
    return digits[-1] if digits else words[0]


def _without_marks(text: str) -> str:
    """The text without the marks it begins with, unless it is all marks."""
    if len(text) < 2:
        return text
    start = next((at for at, char in enumerate(text) if category(char) != "Mn"), 0)
    return text[start:]
