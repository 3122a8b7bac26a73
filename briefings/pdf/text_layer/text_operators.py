"""Writes down how pieces of text are shown, so that every viewer reads their letters and spaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import add, attrgetter
from typing import Any
from unicodedata import category

from .glyph_outlines import Face
from .glyphs import Glyph
from .text_runs import TextPiece, as_shown, is_arabic_digit

_LRM = "\u200e"
_NUDGE = 0.001
_FILL, _HIDDEN = 0, 3
_place = attrgetter("place")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that are shown in one go: what moves the pen before each, its number and its text."""

    gaps: tuple[str, ...]
    signs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """Runs of one font, known by its hash, in one state of the text."""

    mode: int
    rise: float
    font: str
    size: float
    runs: tuple[Run, ...]


def show(
    stream: Any, strokes: Iterable[Stroke], codes: Callable[[str], Mapping[tuple[int, str], str]]
) -> None:
    """Show what a pen wrote down, and leave the text state as it was.

    ``codes`` gives the codes of a font, each as it stands in a string.
    """
    mode, rise = _FILL, 0.0
    for stroke in strokes:
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
    """Writes units of one text box down, from its text matrix on."""

    def __init__(self, face: Callable[[Any], Face]) -> None:
        self.strokes: list[Stroke] = []
        self._face = face
        self._x = 0.0
        self._gaps: list[str] = []
        self._signs: list[tuple[int, str]] = []
        self._runs: list[Run] = []
        self._font: Any = None
        self._size = 0.0

    def write(self, unit: TextPiece, *, hidden: bool, after_space: bool) -> bool:
        """Write a unit; tell whether it ends with a space, to be handed in with the next."""
        first = unit.glyphs[0]
        self._font, self._size = first.font, first.size
        shift = 0 if unit.x is None else unit.x - first.x
        fenced = False
        for number, (glyph, text) in enumerate(_texts(unit, after_space)):
            is_digit = is_arabic_digit(glyph)
            if fenced or is_digit:
                self._fence(first.x + shift)
            fenced = is_digit
            if unit.cut and number == unit.cut:
                self._end_run()
            x = glyph.x + shift
            letters = self._marks(text, x) if len(text) > 1 else text
            self._put(glyph.gid, letters, x, glyph.advance)
        if fenced:
            self._fence(first.x + shift)
        self._end_run()
        # Another size keeps pdf.js from joining the unit to its neighbour; nobody sees it.
        size = self._size + (_NUDGE if unit.apart else 0)
        mode = _HIDDEN if hidden else _FILL
        self.strokes.append(Stroke(mode, first.rise, first.font.hash, size, tuple(self._runs)))
        self._runs.clear()
        return max(unit.glyphs, key=_place).text.isspace()

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

    def _fence(self, x: float) -> None:
        """A left-to-right mark without width, in a text object of its own, at another place.

        MuPDF takes ``٠`` to ``٩`` for letters and would turn them round with their neighbours. The
        mark is read by MuPDF alone: PDFium leaves out what has no width, pdf.js leaves out marks,
        and poppler goes by place.
        """
        blank = self._blank()
        if blank is not None:
            self._end_run()
            self._put(blank, _LRM, x, 0)
            self._end_run()

    def _blank(self) -> int | None:
        gid: int | None = self._face(self._font).blank
        if gid is not None:
            self._font.widths.setdefault(gid, 0)
        return gid

    def _put(self, gid: int, text: str, x: float, advance: float) -> None:
        gap = round((self._x - x) / self._size * 1000, 1)
        self._gaps.append(f"{gap:g}" if abs(gap) >= 0.5 else "")
        self._signs.append((gid, text))
        self._x = x + advance

    def _end_run(self) -> None:
        if self._signs:
            self._runs.append(Run(tuple(self._gaps), tuple(self._signs)))
            self._gaps.clear()
            self._signs.clear()


def _texts(unit: TextPiece, after_space: bool) -> list[tuple[Glyph, str]]:
    """The glyphs of a unit, each with its text from left to right."""
    carrier = _carrier(unit, after_space)
    texts = [as_shown(glyph.text, glyph.rtl) for glyph in unit.glyphs]
    for number, glyph in enumerate(unit.glyphs):
        if glyph is carrier:
            texts[number] += " "
        if number and texts[number - 1] == " ":
            # pdf.js would read a second space between a mark and its letter.
            letter = _without_marks(texts[number])
            texts[number - 1] += texts[number].removesuffix(letter)
            texts[number] = letter
    return list(zip(unit.glyphs, texts, strict=True))


def _carrier(unit: TextPiece, after_space: bool) -> Glyph | None:
    """The glyph that says the space before the unit as well, as pdf.js reads none before a jump.

    It is the first letter, whose text is turned round; a space at the left end would be dropped.
    """
    order = sorted(unit.glyphs, key=_place)
    words = [glyph for glyph in order if not glyph.text.isspace()]
    if not words or not (after_space or order[0].text.isspace()):
        return None
    if words[0].rtl and words[0].text[0].isalpha():
        return words[0]
    if all(map(is_arabic_digit, words)) and not unit.glyphs[-1].text.isspace():
        return words[-1]
    return None


def _without_marks(text: str) -> str:
    """The text without the marks it begins with, unless it is all marks."""
    if len(text) < 2:
        return text
    start = next((at for at, char in enumerate(text) if category(char) != "Mn"), 0)
    return text[start:]
