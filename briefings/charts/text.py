"""Shapes, measures and wraps Arabic text as outlines.

Matplotlib 3.11 and later shapes and orders text with libraqm, which hides Unicode isolates and
other format characters. Earlier versions draw characters one by one from left to right;
:func:`drawable` refuses them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.arabic.phrases.page import SEAM, seamed
from briefings.errors import ChartError

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.ft2font import FT2Font
    from numpy.typing import NDArray

RLM = "\N{RIGHT-TO-LEFT MARK}"
_OPENERS = "\u2066\u2067\u2068"
_CLOSER = "\u2069"
_BREAKS = re.compile(r"[ \t\r\n]+")  # not the no-break spaces
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})  # fonts often lack these
_SIZE = 100.0  # points at which outlines are taken from the font


def drawable(text: str, matplotlib_version: str) -> str:
    """The string to hand to this version of Matplotlib for one line of an Arabic paragraph.

    Raises ChartError for a version that would draw the letters reversed and unjoined.
    """
    numbers = re.findall(r"\d+", matplotlib_version)
    if (int(numbers[0]), int(numbers[1])) < (3, 11):
        raise ChartError(
            f"Matplotlib {matplotlib_version} cannot draw Arabic: 3.11 or later is needed"
        )
    # The mark makes the paragraph right-to-left even if it begins with Latin letters.
    return RLM + text.translate(_SPACES)


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of text as a path in points at size 1, y upwards, origin on the baseline.

    ``left``, ``right``, ``bottom`` and ``top`` bound the ink, not the advance.
    """

    vertices: NDArray[np.float64]
    codes: NDArray[np.uint8]
    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Width of the ink at size 1."""
        return self.right - self.left


class FontStack:
    """Font files of one weight; a later one has the characters that the earlier ones lack."""

    def __init__(self, files: tuple[str, ...]) -> None:
        if not files:
            raise ChartError("The chart style names no font files. Add them to the theme.")
        self.files = files
        self._outlines: dict[str, Outline] = {}

    def outline(self, text: str) -> Outline:
        """Shape one line. Raises ChartError naming the characters that no font has."""
        if text not in self._outlines:
            self._outlines[text] = self._shape(text)
        return self._outlines[text]

    def wrap(self, text: str, width: float | None = None) -> tuple[str, ...]:
        """Break text into lines at most ``width`` wide at size 1, as even as that allows.

        A word is broken only where it is a long Latin one that has no room on a line, so that a
        line can be wider than asked for.
        """
        parts = list(self._parts(text, width))
        lines = self._filled(parts, width)
        while width is not None and len(lines) > 1:
            narrower = max(self.outline(line).width for line in lines) - 0.01
            tried = self._filled(parts, narrower)
            if len(tried) > len(lines) or max(map(self._width, tried)) > narrower:
                break
            lines = tried
        return lines

    def _width(self, line: str) -> float:
        return self.outline(line).width

    def _parts(self, text: str, width: float | None) -> Iterator[tuple[str, str]]:
        """What stays whole on a line, each with the space before it."""
        for word in filter(None, _BREAKS.split(text)):
            pieces = seamed(word).split(SEAM)
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

    def _shape(self, text: str) -> Outline:
        import numpy as np
        from matplotlib import __version__ as version
        from matplotlib.textpath import text_to_path

        string = drawable(text, version)
        font = self._font(self.files)
        self._check_characters(string, text)
        try:
            font.set_size(_SIZE, 72)
            glyphs, shapes, _ = text_to_path.get_glyphs_with_font(font, string)
        except RuntimeError as error:
            names = ", ".join(self.files)
            raise ChartError(f"A font of the chart is damaged ({names}): {error}") from error
        parts = [(shapes[name], x, y) for name, x, y, _ in glyphs if len(shapes[name][0])]
        if not parts:
            return Outline(np.empty((0, 2)), np.empty(0, np.uint8), 0, 0, 0, 0)
        vertices = np.concatenate([(shape[0] + [x, y]) / _SIZE for shape, x, y in parts])
        codes = np.concatenate([np.asarray(shape[1], np.uint8) for shape, _, _ in parts])
        # Closing a contour carries a dummy vertex at the origin of the glyph.
        ink = vertices[codes != 79]
        (left, bottom), (right, top) = ink.min(axis=0), ink.max(axis=0)
        return Outline(vertices, codes, float(left), float(right), float(bottom), float(top))

    def _check_characters(self, string: str, text: str) -> None:
        faces = [self._font((file,)) for file in self.files]
        missing = [
            character
            for character in dict.fromkeys(string)
            if unicodedata.category(character) not in ("Cf", "Zs", "Cc")
            and not any(face.get_char_index(ord(character)) for face in faces)
        ]
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
