"""Pieces of lines as they were shown once, to be shown again in another place or document.

The same words in the same style come out as the same glyphs. Where they were drawn before, neither
does Pango shape them again nor are their letters sorted out again: only the numbers of a document's
own fonts and codes are new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any

from .glyphs import Glyph, Listener
from .text_operators import Run, Stroke
from .text_runs import NOTHING_BEFORE, Context

Key = tuple[str, int, float]
"""A text, the number of its style, and what justifying adds to its spaces."""

_MOST = 4096
"""So many pieces are kept, some 10 MB."""


PROPERTIES = (
    *("direction", "lang", "white_space", "tab_size", "letter_spacing", "word_spacing"),
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override"),
    *("text_decoration_line", "overflow_wrap", "word_break", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""All of a style that the breaking of a text into lines depends on."""

_values = itemgetter(*PROPERTIES)


class StyleNumbers:
    """Numbers for styles: the same one for those in which a text comes out the same."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, style: Any) -> int:
        """The number of a style."""
        number: int | None = getattr(style, "line_number", None)
        if number is None:
            values = str(_values(style))
            number = style.line_number = self._numbers.setdefault(values, len(self._numbers))
        return number


@dataclass(frozen=True, slots=True)
class PaintedGlyph:
    """A glyph to be painted, from the beginning of its piece's baseline; in pixels."""

    font: str
    gid: int
    x: float
    rise: float
    size: float


def ink_of(glyph: Glyph) -> PaintedGlyph:
    """The glyph as it is painted."""
    return PaintedGlyph(glyph.font.hash, glyph.gid, glyph.x, glyph.rise, glyph.size)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a piece of a line was shown; lengths in pixels, from its beginning.

    ``text`` are its letters in logical order, ``families`` the font family of each. ``strokes`` are
    those of a pen, ``ink`` is what they do not show. ``before`` is what it was shown behind,
    ``after`` what it leaves behind.
    """

    text: str
    families: frozenset[tuple[str, str]]
    size: float
    left: float
    right: float
    strokes: tuple[Stroke, ...] = ()
    ink: tuple[PaintedGlyph, ...] = ()
    before: Context = NOTHING_BEFORE
    after: Context = NOTHING_BEFORE


@dataclass(frozen=True, slots=True)
class _Used:
    """The widths of the glyphs of one font in a piece."""

    font: str
    size: float
    widths: Mapping[int, float]


@dataclass(slots=True)
class ShownBefore:
    """Pieces that were shown, for documents with the fonts of one configuration.

    WeasyPrint gives a glyph the width that it has where a document shows it first, rounded; in
    another size that may be another one. A piece is taken only where all widths are as they were.
    """

    _pieces: dict[Key, tuple[Shown, tuple[_Used, ...]]] = field(default_factory=dict)
    _widths: dict[tuple[str, float], dict[int, float]] = field(default_factory=dict)

    def find(self, key: Key, fonts: Mapping[str, Any]) -> Shown | None:
        """The piece as it would be shown in a document that has these fonts by now, if known."""
        found = self._pieces.get(key)
        if found is None:
            return None
        shown, used = found
        for use in used:
            font = fonts.get(use.font)
            if font is None or not self._agree(use, font.widths):
                return None
        return shown

    def _agree(self, use: _Used, widths: dict[int, float]) -> bool:
        """Whether the glyphs have the widths they had; those that are new get them."""
        if use.widths.items() <= widths.items():
            return True
        own = self._widths[use.font, use.size]
        if any(widths.get(gid, own.get(gid)) != width for gid, width in use.widths.items()):
            return False
        for gid, width in use.widths.items():
            widths.setdefault(gid, width)
        return True

    def keep(self, key: Key, shown: Shown, drawn: Listener, glyphs: Sequence[Glyph]) -> None:
        """Keep how a piece was shown, unless a part of it is not alike in all documents."""
        sizes = {(glyph.font, glyph.size) for glyph in glyphs}
        fonts = [font for font, _ in sizes]
        changing = (
            font.missing or font.bitmap or font.png or font.svg or font.colr for font in fonts
        )
        if len({*fonts}) < len(fonts) or any(changing):
            return
        used = []
        for font, size in sizes:
            own = self._widths.setdefault((font.hash, size), {})
            own.update(islice(font.widths.items(), drawn.fonts[font].widths, None))
            gids = {glyph.gid for glyph in glyphs if glyph.font is font}
            gids |= {gid for run in _runs(shown, font.hash) for gid, _ in run.signs}
            used.append(_Used(font.hash, size, {gid: font.widths[gid] for gid in gids}))
        while len(self._pieces) >= _MOST:
            del self._pieces[next(iter(self._pieces))]
        self._pieces[key] = shown, tuple(used)


def _runs(shown: Shown, font: str) -> Iterator[Run]:
    return (run for stroke in shown.strokes if stroke.font == font for run in stroke.runs)
