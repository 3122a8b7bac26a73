"""Measures and wraps Arabic text that the page will set.

Matplotlib 3.11 and later shape text with libraqm. Earlier versions measure letter by letter: they
get the joined forms of Arabic letters instead (:func:`measurable`), and where a font does not have
these, HarfBuzz says how wide its glyphs are. Nothing is drawn here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.arabic.phrases.page import SEAM, seamed
from briefings.errors import ChartError
from briefings.model import OPEN, unmarked

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

RLM = "\N{RIGHT-TO-LEFT MARK}"
_OPENERS = "\u2066\u2067\u2068"
_CLOSER = "\u2069"
_BREAKS = re.compile(r"[ \t\r\n]+")  # not the no-break spaces
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})  # fonts often lack these
_SIZE = 100.0  # points at which text is measured
_RAQM = (3, 11)
"""The first version of Matplotlib that shapes text."""
_MARGIN = 1.02
"""By how much the page may set text wider than it was measured here."""


class Extent(NamedTuple):
    """The size of one line of text: its width, and how far it reaches above and below its base."""

    width: float
    ascent: float
    descent: float


def measurable(text: str, version: Sequence[int]) -> str:
    """The string by which this version of Matplotlib finds the size of one line of Arabic."""
    if tuple(version) >= _RAQM:
        # The mark makes the paragraph right-to-left even if it begins with Latin letters.
        return RLM + text.translate(_SPACES)
    shown = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return str(_reshaper().reshape(shown.translate(_SPACES)))


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Few fonts have all ligatures as characters; without them a line is measured a little wider.
    return ArabicReshaper({"support_ligatures": False, "delete_harakat": True})


@cache
def _shaper(file: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(Path(file).read_bytes()))


class FontStack:
    """Font files of one weight; a later one has the characters that the earlier ones lack."""

    def __init__(self, files: tuple[str, ...]) -> None:
        if not files:
            raise ChartError("The chart style names no font files. Add them to the theme.")
        self.files = files
        self._extents: dict[str, Extent] = {}

    def measure(self, text: str) -> Extent:
        """The size of one line at one point. Raises ChartError for characters that no font has."""
        text = unmarked(text)
        if text not in self._extents:
            self._extents[text] = self._measured(text)
        return self._extents[text]

    def wrap(self, text: str, width: float | None = None) -> tuple[str, ...]:
        """Break text into lines at most ``width`` wide at one point, as even as that allows.

        A word is broken only where it is a long Latin one that has no room on a line, so that a
        line can be wider than asked for.
        """
        parts = list(self._parts(text, width))
        lines = self._filled(parts, width)
        while width is not None and len(lines) > 1:
            narrower = max(map(self._width, lines)) - 0.01
            tried = self._filled(parts, narrower)
            if len(tried) > len(lines) or max(map(self._width, tried)) > narrower:
                break
            lines = tried
        return lines

    def _width(self, line: str) -> float:
        return self.measure(line).width

    def _parts(self, text: str, width: float | None) -> Iterator[tuple[str, str]]:
        """What stays whole on a line, each with the space before it."""
        for word in filter(None, _BREAKS.split(text)):
            # A mark of origin has letters that are not printed.
            pieces = [word] if OPEN in word else seamed(word).split(SEAM)
            if pieces[1:] and (width is None or self._width(_balanced(word)) <= width):
                pieces = [word]
            yield from zip((" ", *[""] * len(pieces)), pieces, strict=False)

    def _filled(self, parts: Sequence[tuple[str, str]], width: float | None) -> tuple[str, ...]:
        lines: list[str] = []
        for space, word in parts:
            longer = f"{lines[-1]}{space}{word}" if lines else word
            if lines and width is not None and self._width(_balanced(longer)) > width:
                lines[-1:] = [_balanced(lines[-1]), _still_open(lines[-1]) + word]
            elif lines:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(_balanced(line) for line in lines)

    def _measured(self, text: str) -> Extent:
        from matplotlib import __version_info__ as version

        string = measurable(text, (version.major, version.minor))
        font = self._font(self.files)
        self._check_characters(text, text)
        has_forms = all(map(self._has, string))
        if not has_forms:
            string = "".join(one for one in text if unicodedata.category(one) != "Cf")
        try:
            font.set_size(_SIZE, 72)
            font.set_text(string, 0.0)
            width, height = font.get_width_height()
            descent = font.get_descent()
        except RuntimeError as error:
            names = ", ".join(self.files)
            raise ChartError(f"A font of the chart is damaged ({names}): {error}") from error
        scale = 64 * _SIZE
        across = width / scale
        if not has_forms:
            across = sum(self._advances(text))  # no font has the joined letters as characters
        return Extent(across * _MARGIN, (height - descent) / scale, descent / scale)

    def _advances(self, text: str) -> Iterator[float]:
        """The widths of the runs of one font and one script, as HarfBuzz shapes them."""
        import uharfbuzz

        shown = (one for one in text.translate(_SPACES) if unicodedata.category(one) != "Cf")
        for (file, _), run in groupby(shown, key=lambda one: (self._file_of(one), one < "\u0590")):
            buffer = uharfbuzz.Buffer()
            buffer.add_str("".join(run))
            buffer.guess_segment_properties()
            font = _shaper(file)
            uharfbuzz.shape(font, buffer)
            yield sum(one.x_advance for one in buffer.glyph_positions) / font.face.upem

    def _file_of(self, character: str) -> str:
        """The first file that has a character."""
        has = (file for file in self.files if self._font((file,)).get_char_index(ord(character)))
        return next(has, self.files[0])

    def _has(self, character: str) -> bool:
        faces = (self._font((file,)) for file in self.files)
        return unicodedata.category(character) in ("Cf", "Zs", "Cc") or any(
            face.get_char_index(ord(character)) for face in faces
        )

    def _check_characters(self, string: str, text: str) -> None:
        missing = [one for one in dict.fromkeys(string) if not self._has(one)]
        if missing:
            names = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in missing)
            raise ChartError(
                f"No font of the chart has {names}, needed for the label “{text}”. "
                "Add a font that has it to the theme, or reword the label."
            )

    @staticmethod
    def _font(files: tuple[str, ...]) -> FT2Font:
        from matplotlib.font_manager import get_font

        try:
            return get_font(list(files))
        except (OSError, RuntimeError) as error:
            raise ChartError(f"A font of the chart cannot be read: {error}") from error


def _still_open(line: str) -> str:
    """The isolates that the line opens and does not close, to be opened again on the next line."""
    stack: list[str] = []
    for character in line:
        if character in _OPENERS:
            stack.append(character)
        elif character == _CLOSER and stack:
            stack.pop()
    return "".join(stack)


def _balanced(line: str) -> str:
    return line + _CLOSER * len(_still_open(line))
