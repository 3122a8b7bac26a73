"""What WeasyPrint draws for a piece of a line: its glyphs, with the letters each stands for.

WeasyPrint draws a text box with one call. Here the call is made on a stream that only listens, and
what it would have drawn is given back glyph by glyph, for :mod:`.layer` to draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

_JOINERS = frozenset("\u200c\u200d")
_SHOWN = re.compile(r"<([0-9a-f]*)>|(-?[0-9.e+-]+)")


@dataclass(slots=True, eq=False)
class Glyph:
    """A glyph on its baseline; lengths in CSS pixels.

    ``place`` is that of its first letter in the box's text, ``text`` what it stands for in logical
    order; a glyph without text only adds ink (a mark above its letter, say). ``advance`` is how far
    it moves the pen. ``after_left``: the last letter up to here runs from left to right;
    ``parted`` and ``closing``: PDFium must take it apart from what comes before or after it.
    """

    font: Any
    size: float
    gid: int
    x: float
    rise: float
    advance: float
    place: float = 0
    rtl: bool = False
    text: str = ""
    after_left: bool = False
    parted: bool = False
    closing: bool = False

    @property
    def end(self) -> float:
        """Where the pen stands after the glyph."""
        return self.x + self.advance


class Before(NamedTuple):
    """How many letters and widths of a font were noted before a text was drawn."""

    letters: int
    widths: int


@dataclass(slots=True)
class Listener:
    """A stream that takes text down instead of drawing it, and passes everything else on."""

    stream: Any
    fonts: dict[Any, Before] = field(default_factory=dict)
    _shown: list[tuple[Any, float, float, str]] = field(default_factory=list)
    _added: Any = None
    _font: Any = None
    _size: float = 0
    _rise: float = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """As the stream's own; remembers how much was noted of the font until now."""
        font, size = self.stream.add_font(pango_font)
        self._added = font
        if font not in self.fonts:
            self.fonts[font] = Before(len(font.to_unicode), len(font.widths))
        return font, size

    def set_text_matrix(self, *values: float) -> None:
        """Nothing: the place of the box is given to whoever draws."""

    def set_font_size(self, _name: str, size: float) -> None:
        """Take the font down that was added last."""
        self._font, self._size = self._added, size

    def set_text_rise(self, rise: float) -> None:
        """Take down how far above the baseline the next glyphs stand."""
        self._rise = rise

    def show_text(self, text: str) -> None:
        """Take glyphs and the spaces between them down."""
        self._shown.append((self._font, self._size, self._rise, text))

    def glyphs(self) -> list[Glyph]:
        """What was drawn, from left to right, without its letters."""
        found: list[Glyph] = []
        pen = 0.0
        for font, size, rise, text in self._shown:
            widths = font.widths
            for codes, number in _SHOWN.findall(text):
                if number:
                    pen -= float(number) / 1000 * size
                for start in range(0, len(codes), 4):
                    gid = int(codes[start : start + 4], 16)
                    advance = float(widths[gid]) / 1000 * size
                    found.append(Glyph(font, size, gid, pen, rise, advance))
                    pen += advance
        return found

    def forget_letters(self) -> None:
        """Undo what WeasyPrint notes down for each glyph.

        Of a letter with a mark it gives all to the mark and nothing to the letter, for the whole
        document.
        """
        for font, before in self.fonts.items():
            while len(font.to_unicode) > before.letters:
                font.to_unicode.popitem()


def drawn_glyphs(listener: Listener, textbox: Any) -> list[Glyph]:
    """The glyphs that were drawn for a text box, from left to right, with their letters."""
    listener.forget_letters()
    glyphs = listener.glyphs()
    if glyphs:
        _give_letters(glyphs, list(_clusters(textbox)))
    return glyphs


def _give_letters(glyphs: list[Glyph], clusters: list[_Cluster]) -> None:
    """Give each cluster's letters to its widest glyph, and marks of their own to their letter.

    Joiners, which are not drawn, go with the letter before them.
    """
    members: dict[int, tuple[str, list[Glyph]]] = {}
    drawn = iter(glyphs)
    for cluster in clusters:
        glyph = next(drawn) if cluster.is_drawn else None
        if glyph is not None:
            glyph.place, glyph.rtl = cluster.place, cluster.rtl
            members.setdefault(cluster.place, (cluster.text, []))[1].append(glyph)
        elif cluster.text in _JOINERS:
            members.setdefault(cluster.place, (cluster.text, []))
    letter: Glyph | None = None
    for place in sorted(members):
        text, found = members[place]
        widest = max(found, key=lambda glyph: glyph.advance, default=None)
        text = text.replace("\u00a0", " ")
        if letter and not (widest and widest.advance):
            letter.text += text
        elif widest:
            letter = widest
            letter.text = text


class _Cluster(NamedTuple):
    """Letters that Pango keeps together."""

    place: int
    text: str
    rtl: bool
    is_drawn: bool


def _clusters(textbox: Any) -> Iterator[_Cluster]:
    """The cluster of each glyph, in the order of drawing, and those without."""
    from weasyprint.text.ffi import ffi, pango

    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        starts = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
        edges = [*sorted(set(starts)), item.length]
        ends = dict(pairwise(edges))
        for number, start in enumerate(starts):
            place = item.offset + start
            letters = text[place : item.offset + ends[start]].decode()
            is_drawn = glyphs.glyphs[number].glyph != pango.PANGO_GLYPH_EMPTY
            yield _Cluster(place, letters, bool(item.analysis.level & 1), is_drawn)
        run = run.next
