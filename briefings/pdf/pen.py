"""Shows pieces of text, so that every viewer reads the letters in them and the spaces before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import category

from .codes import Codes
from .faces import Face
from .glyphs import Glyph
from .units import Unit, as_shown, is_arabic_digit

_LRM = "\u200e"
_NUDGE = 0.001
_FILL, _HIDDEN = 0, 3


class Pen:
    """Shows units in a text box, from its text matrix on."""

    def __init__(self, stream: Any, codes: Codes, face: Callable[[Any], Face]) -> None:
        self._stream = stream
        self._codes = codes
        self._face = face
        self._x = 0.0
        self._rise = 0.0
        self._mode = _FILL
        self._parts: list[str] = []
        self._font: Any = None
        self._size = 0.0

    def show(self, unit: Unit, *, hidden: bool, after_space: bool) -> bool:
        """Show a unit; tell whether it ends with a space, to be handed in with the next."""
        first = unit.glyphs[0]
        self._set_state(_HIDDEN if hidden else _FILL, first.rise)
        self._font, self._size = first.font, first.size
        # Another size keeps pdf.js from joining the unit to its neighbour; nobody sees it.
        self._stream.set_font_size(self._font.hash, self._size + (_NUDGE if unit.apart else 0))
        shift = 0 if unit.x is None else unit.x - first.x
        fenced = False
        for number, (glyph, text) in enumerate(_texts(unit, after_space)):
            if fenced or is_arabic_digit(glyph):
                self._fence(first.x + shift)
            fenced = is_arabic_digit(glyph)
            if unit.cut and number == unit.cut:
                self._end_object()
            self._put(glyph.gid, self._marks(text, glyph.x + shift), glyph.x + shift, glyph.advance)
        if fenced:
            self._fence(first.x + shift)
        self._end_object()
        return max(unit.glyphs, key=lambda glyph: glyph.place).text.isspace()

    def put_down(self) -> None:
        """Leave the text state as it was."""
        self._set_state(_FILL, 0)

    def _marks(self, text: str, x: float) -> str:
        """Put the marks of a letter before it, each on a glyph without ink; return the letter.

        PDFium turns letters round and leaves marks as they stand: several go in logical order.
        """
        if len(text) < 2:
            return text
        marks = len(text) - len(_without_marks(text))
        if not 0 < marks < len(text) or self._blank() is None:
            return text
        for mark in reversed(text[:marks]):
            self._put(self._blank(), mark, x, 0)
        return text[marks:]

    def _fence(self, x: float) -> None:
        """A left-to-right mark without width, in a text object of its own, at another place.

        MuPDF takes ``٠`` to ``٩`` for letters and would turn them round with their neighbours. The
        mark is read by MuPDF alone: PDFium leaves out what has no width, pdf.js leaves out marks,
        and poppler goes by place.
        """
        blank = self._blank()
        if blank is not None:
            self._end_object()
            self._put(blank, _LRM, x, 0)
            self._end_object()

    def _blank(self) -> int | None:
        gid: int | None = self._face(self._font).blank
        if gid is not None:
            self._font.widths.setdefault(gid, 0)
        return gid

    def _put(self, gid: int | None, text: str, x: float, advance: float) -> None:
        assert gid is not None
        gap = round((self._x - x) / self._size * 1000, 1)
        if abs(gap) >= 0.5:
            self._parts.append(f"{gap:g}")
        self._parts.append(f"<{self._codes.code(self._font, gid, text):04x}>")
        self._x = x + advance

    def _end_object(self) -> None:
        if self._parts:
            self._stream.show_text("".join(self._parts))
            self._parts.clear()

    def _set_state(self, mode: int, rise: float) -> None:
        if mode != self._mode:
            self._stream.set_text_rendering(mode)
        if rise != self._rise:
            self._stream.set_text_rise(rise)
        self._mode, self._rise = mode, rise


def _texts(unit: Unit, after_space: bool) -> list[tuple[Glyph, str]]:
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


def _carrier(unit: Unit, after_space: bool) -> Glyph | None:
    """The glyph that says the space before the unit as well, as pdf.js reads none before a jump.

    It is the first letter, whose text is turned round; a space at the left end would be dropped.
    """
    order = sorted(unit.glyphs, key=lambda glyph: glyph.place)
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
