"""In which pieces, and in which order, the glyphs of a line are shown, so that viewers read it.

Every viewer makes text from glyphs by rules of its own. pdf.js (Firefox) keeps the order of
drawing, cuts it where a font changes or the pen jumps, and turns each piece round for itself. So
pieces are shown in the order of reading. PDFium (Chrome) sorts the text objects of a line by where
they begin, cuts the line into stretches of right-to-left letters, of left-to-right letters, of
numbers with signs and marks, and of other characters, and takes the stretches from the right to the
left; only right-to-left letters, and what follows them, it turns round. Where it would read
another order than that of the text (``ISO 9001:2015``, ``2016.``), a piece gets a key: see
:class:`TextPiece`. docs/fonts.md tells the rules one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any
from unicodedata import bidirectional

from .characters import KINDS, is_mark, without_marks_at_end
from .glyphs import Glyph

_STEP = 0.003
"""From one key to the next, in ems: enough to sort by, too little to be taken for a gap."""
_MOST = 4
"""So many letters stand before the pen is set back: PDFium looks seven back for what is twice."""
_place = attrgetter("place")


@dataclass(frozen=True, slots=True)
class Context:
    """What comes before a text box on its line, as it is read; places in pixels of the box.

    ``space``: a space. ``left``: the last letter runs from left to right. ``neutral``: the last
    character is neither a letter nor of a number. ``jumps``: the way to the box leads to the left.
    ``word``: the box goes on with a word, near which there are so many ``mutes``; if that has keys,
    it gets keys below ``below``. If it goes on with a number, it gets the key ``weak``, and what
    follows keys below ``start``.
    """

    space: bool = False
    left: bool = False
    neutral: bool = False
    jumps: bool = True
    word: bool = False
    mutes: int = 0
    below: float | None = None
    weak: float | None = None
    start: float | None = None

    def for_text(self, text: str) -> Context:
        """As far as it matters to a text."""
        if not self.jumps or self.space or text[:1].isspace():
            return Context(self.space, self.left, self.neutral or self.space, self.jumps)
        return self if KINDS[text[:1]] == "W" else replace(self, weak=None, start=None)

    def moved(self, by: float) -> Context:
        """The same, seen from a box that begins so much further right."""
        below, weak, start = (
            None if place is None else place - by for place in (self.below, self.weak, self.start)
        )
        return replace(self, below=below, weak=weak, start=start)


NOTHING_BEFORE = Context()
"""What comes before a line."""


@dataclass(slots=True)
class TextPiece:
    """Glyphs of one font that stand side by side, from left to right.

    ``place`` is where it is read; ``apart`` keeps pdf.js from joining it to its neighbours. A text
    object ends before the glyph number ``cut``.

    ``key`` is where PDFium sorts the unit, if not at its ink: its text object begins there, with a
    glyph without ink and text, and steps back. ``back`` is where another object sets the pen then,
    if PDFium would see a gap otherwise.
    """

    glyphs: Sequence[Glyph]
    place: float
    apart: bool = False
    cut: int = 0
    key: float | None = None
    back: float | None = None


def units_of(
    letters: Sequence[Glyph], before: Context, blank: Callable[[Any], int | None]
) -> tuple[list[TextPiece], Context]:
    """The pieces of a text box, in the order in which they are read, and what they leave behind.

    ``letters`` are the glyphs that stand for letters, from left to right. ``blank`` gives the glyph
    without ink of a font, if it has one.
    """
    order = sorted(letters, key=_place)
    left = _find_sides(order, before)
    is_neutral = KINDS[order[-1].text] == "N" and not order[-1].closing
    after = Context(left=left, neutral=is_neutral)
    mixed = _numbers_in_several_fonts(letters)
    units: list[TextPiece] = []
    plain: list[Glyph] = []
    for is_gap, group in groupby(letters, key=_is_gap):
        word = list(group)
        if is_gap or any(blank(glyph.font) is None for glyph in word):
            plain += word
            continue
        begins, ends = order[0] in word, order[-1] in word
        word = _with_marks_apart(word, blank)
        below = before.below if begins else None
        if begins and before.weak is not None:
            weak = _first_weak(word)
            units += _behind(weak, before.weak, mixed)
            word = [glyph for glyph in word if glyph not in weak]
            below = before.start if weak else below
            after = replace(after, below=below)
        keyed: list[TextPiece] = []
        if word and (below is not None or _as_taken(_stretches(word)) != word):
            keyed = _keyed(word, mixed, below, joined=begins and before.word)
            units += [*_joined(plain, mixed), *keyed]
            plain = []
        else:
            plain += word
        if ends and word:
            after = _after(after, word, keyed)
    units += _joined(plain, mixed, after.weak)
    return sorted(units, key=_place), after


def _find_sides(order: Sequence[Glyph], before: Context) -> bool:
    """Note what comes before each glyph, and give whether the last letter runs to the right.

    PDFium mirrors brackets that follow a right-to-left letter. Those that follow a left-to-right
    one it takes as they stand, so that several in a row would change places.
    """
    left, neutral = before.left, before.neutral
    before_rtl: bool | None = None
    for glyph in order:
        kind = KINDS[glyph.text]
        if kind in "LR":
            left = kind == "L"
        glyph.after_left = left
        is_other = before_rtl is None or before_rtl or glyph.rtl
        glyph.parted = kind == "N" and left and neutral and is_other
        neutral, before_rtl = kind == "N", glyph.rtl
    # A space may follow, which is not shown.
    order[-1].closing = neutral and left and order[-1].rtl and not order[-1].text.isspace()
    return left


def _is_gap(glyph: Glyph) -> bool:
    return glyph.rtl and glyph.text.isspace()


def _with_marks_apart(word: list[Glyph], blank: Callable[[Any], int | None]) -> list[Glyph]:
    """The glyphs of a word, with marks at its end or before a sign on a glyph of their own.

    PDFium reads marks together with signs and numbers: ``ً،`` stays as it stands. pdf.js reads
    them where they are shown, whatever their place.
    """
    following = dict(pairwise(sorted(word, key=_place)))
    found = []
    for glyph in word:
        sign = following.get(glyph)
        letters = without_marks_at_end(glyph.text)
        gid = blank(glyph.font)
        is_final = sign is None or KINDS[sign.text] in "WN"
        if gid and glyph.rtl and is_final and letters != glyph.text:
            marks, place = glyph.text[len(letters) :], glyph.place + 0.5
            found.append(replace(glyph, gid=gid, advance=0, place=place, text=marks))
            glyph.text = letters
        found.append(glyph)
    return found


def _as_taken(stretches: Sequence[list[Glyph]]) -> list[Glyph]:
    """The glyphs of stretches in the order in which PDFium must meet them."""
    found: list[Glyph] = []
    for stretch in reversed(stretches):
        found += reversed(stretch) if _is_turned(stretch[0]) else stretch
    return found


def _is_turned(glyph: Glyph) -> bool:
    """Whether PDFium turns the stretch of a glyph round."""
    kind = KINDS[glyph.text]
    return kind == "R" or (kind == "N" and not glyph.after_left)


def _stretches(word: Sequence[Glyph]) -> list[list[Glyph]]:
    """What PDFium takes together, in the order of reading."""
    order = sorted(word, key=_place)
    return [list(group) for _, group in groupby(order, key=_stretch)]


def _stretch(glyph: Glyph) -> tuple[str, int]:
    return KINDS[glyph.text], id(glyph) if glyph.parted else 0


def _first_weak(word: Sequence[Glyph]) -> list[Glyph]:
    """The beginning of a word that belongs to a number before it."""
    first = _stretches(word)[0]
    return first if KINDS[first[0].text] == "W" else []


def _keyed(
    word: Sequence[Glyph], mixed: set[Glyph], below: float | None, *, joined: bool
) -> list[TextPiece]:
    """A word in pieces, each with a key, ``below`` one if that is given.

    ``joined`` tells whether it goes on with a word.
    """
    pieces = _pieces_in_order(word, mixed)
    last = pieces[0][-1]
    # The first piece may end where the others have their keys.
    natural = pieces[:1] if below is None and last is word[-1] and KINDS[last.text] != "N" else []
    parts = list(_parts(pieces[len(natural) :], joined))
    step = _STEP * max(glyph.size for glyph in word)
    first = (_right_of(word) if below is None else below) - step * len(parts)
    units = [TextPiece(piece, min(map(_place, piece))) for piece in natural]
    return [*units, *_with_keys(parts, first, step)]


def _behind(signs: Sequence[Glyph], key: float, mixed: set[Glyph]) -> Iterator[TextPiece]:
    """Signs, or more digits, behind a number of another box, which leaves a key to them."""
    if signs:
        step = _STEP / 8 * max(glyph.size for glyph in signs)
        yield from _with_keys(_parts(_pieces_in_order(signs, mixed), joined=True), key, step)


def _with_keys(
    pieces: Iterable[tuple[list[Glyph], bool]], first: float, step: float
) -> Iterator[TextPiece]:
    for number, (piece, goes_back) in enumerate(pieces):
        key = first + step * number
        back = key + step / 4 if goes_back else None
        yield TextPiece(piece, min(map(_place, piece)), is_mark(piece[0]), key=key, back=back)


def _right_of(word: Sequence[Glyph]) -> float:
    """A place for keys: left of what stands right of a word, whose widths are rounded."""
    return word[-1].end - (0.02 + 0.0005 * len(word)) * word[-1].size


def _pieces_in_order(word: Sequence[Glyph], mixed: set[Glyph]) -> list[list[Glyph]]:
    """The pieces of a word in the order in which PDFium must meet them."""
    pieces: list[list[Glyph]] = []
    for stretch in reversed(_stretches(word)):
        cut = list(_cut(stretch[::-1] if _is_turned(stretch[0]) else stretch, mixed))
        pieces += cut if _keeps_order(stretch[0]) else cut[::-1]
    return pieces


def _parts(pieces: Sequence[list[Glyph]], joined: bool) -> Iterator[tuple[list[Glyph], bool]]:
    """The pieces, long ones in parts, and whether the pen is set back behind each."""
    for number, piece in enumerate(pieces):
        is_last = number + 1 == len(pieces)
        before_space = not joined if is_last else pieces[number + 1][0].text.isspace()
        if before_space or piece[-1].text.isspace():
            yield piece, False
            continue
        parts = [piece[start : start + _MOST] for start in range(0, len(piece), _MOST)]
        for part in parts if _keeps_order(piece[0]) else parts[::-1]:
            yield part, True


def _keeps_order(glyph: Glyph) -> bool:
    """Whether parts of a stretch are taken from left to right: what separates them is weak."""
    return _is_turned(glyph) or KINDS[glyph.text] == "W"


def _cut(stretch: Sequence[Glyph], mixed: set[Glyph]) -> Iterator[list[Glyph]]:
    """A stretch in pieces of one font whose glyphs stand side by side; marks go with a sign."""
    piece: list[Glyph] = []
    for glyph in stretch:
        if piece and not (
            _joins(piece[-1], glyph, mixed)
            and (not glyph.rtl or KINDS[glyph.text] == "R" or is_mark(piece[-1]))
            and (not piece[-1].advance or abs(piece[-1].end - glyph.x) < 0.1 * glyph.size)
        ):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _after(after: Context, word: Sequence[Glyph], keyed: Sequence[TextPiece]) -> Context:
    """What a word at the end of a box leaves behind."""
    last = _stretches(word)[-1]
    keys = {glyph: _sorted_at(unit) for unit in keyed for glyph in unit.glyphs}
    below = min(keys.values(), default=None)
    if KINDS[last[0].text] != "W":
        return replace(after, below=below)
    step = _STEP * last[-1].size
    weak = last[-1].end - step / 2
    if (key := keys.get(last[-1])) is not None:
        # What goes on with the number comes behind it, and before all that has a higher key.
        higher = [other for other in keys.values() if other > key]
        weak = min(higher, default=key + step) - step / 2
    return replace(after, below=below, start=keys.get(last[0], last[0].x), weak=weak)


def _sorted_at(unit: TextPiece) -> float:
    return unit.glyphs[0].x if unit.key is None else unit.key


def _joined(
    letters: Sequence[Glyph], mixed: set[Glyph], weak: float | None = None
) -> Iterator[TextPiece]:
    """Neighbours with the same font in one piece each; an object ends where signs may follow."""
    piece: list[Glyph] = []
    cut = 0
    for glyph in letters:
        if is_mark(glyph):
            yield from _readable(piece, cut)
            piece, cut = [], 0
            step = _STEP * glyph.size
            back = glyph.x - step if weak is not None and glyph.x - step < weak < glyph.x else None
            yield TextPiece([glyph], glyph.place, apart=True, key=glyph.x - 2 * step, back=back)
            continue
        if piece and not _joins(piece[-1], glyph, mixed):
            yield from _readable(piece, cut)
            piece, cut = [], 0
        elif piece and weak is not None and piece[-1].x < weak < glyph.x:
            cut = len(piece)
        piece.append(glyph)
    yield from _readable(piece, cut)


def _readable(piece: Sequence[Glyph], cut: int) -> Iterator[TextPiece]:
    """A piece, or its parts if pdf.js would not turn it round: it goes by the share of letters."""
    if piece and _is_turned_by_letters(piece, more=3):
        yield TextPiece(piece, min(map(_place, piece)), cut=cut)
        return
    for rtl, group in groupby(piece, key=lambda glyph: glyph.rtl):
        part = list(group)
        whole = not rtl or _is_turned_by_letters(part)
        for some in [part] if whole else [[glyph] for glyph in part]:
            yield TextPiece(some, min(map(_place, some)), apart=not whole)


def _is_turned_by_letters(piece: Sequence[Glyph], more: int = 0) -> bool:
    """Whether pdf.js turns a piece round, even with some characters ``more`` that say a space."""
    text = "".join(glyph.text for glyph in piece)
    letters = [char for char in text if bidirectional(char) in {"R", "AL", "AN"}]
    return any(map(str.isalpha, letters)) and len(letters) >= 0.3 * (len(text) + more)


def _joins(one: Glyph, other: Glyph, mixed: set[Glyph]) -> bool:
    if one.rtl != other.rtl and (one in mixed or other in mixed):
        return False
    return (one.font, one.size, one.rise) == (other.font, other.size, other.rise)


def _numbers_in_several_fonts(letters: Sequence[Glyph]) -> set[Glyph]:
    """Left-to-right stretches in which the font changes: their parts are read left to right."""
    found: set[Glyph] = set()
    for rtl, group in groupby(letters, key=lambda glyph: glyph.rtl):
        stretch = list(group)
        if not rtl and len({part.font for part in stretch}) > 1:
            found.update(stretch)
    return found
