"""In which pieces, and in which order, the glyphs of a line are shown, so that viewers read it.

Every viewer makes text from glyphs by rules of its own. PDFium (Chrome) sorts the text objects of a
line by where they begin, then turns stretches of right-to-left letters round and mirrors their
brackets; stretches of digits with the signs that touch them it leaves as they stand. pdf.js
(Firefox) keeps the order of drawing, cuts it where a font changes or the pen jumps, and turns each
piece round for itself, without mirroring. So pieces are shown in the order of reading, and what
PDFium must see elsewhere is put there by its position. docs/fonts.md tells the rules one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import bidirectional

from .glyphs import Glyph

_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">"}
_MIRRORED = {**_CLOSING, **{closing: opening for opening, closing in _CLOSING.items()}}
_HAIR = 0.02
"""In pixels: enough to sort by, too little to see."""


@dataclass(slots=True)
class TextPiece:
    """Glyphs of one font that stand side by side, from left to right.

    ``place`` is where it is read; ``apart`` keeps viewers from joining it to its neighbours. A text
    object ends before the glyph number ``cut``. ``x`` is where the text is put, if not at its ink.
    """

    glyphs: Sequence[Glyph]
    place: int
    apart: bool = False
    cut: int = 0
    x: float | None = None


def units_of(letters: Sequence[Glyph]) -> list[TextPiece]:
    """The pieces of a text box, in the order in which they are read.

    ``letters`` are the glyphs that stand for letters, from left to right.
    """
    return sorted(_pieces(letters), key=lambda unit: unit.place)


def as_shown(text: str, rtl: bool) -> str:
    """A glyph's letters from left to right, brackets as they look: what viewers expect."""
    if not rtl:
        return text
    return "".join(_MIRRORED.get(char, char) for char in reversed(text))


def is_arabic_digit(glyph: Glyph) -> bool:
    """Whether the glyph is a digit ``٠`` to ``٩`` or a separator that goes with them."""
    return _CLASSES[glyph.text] == "AN"


def _pieces(letters: Sequence[Glyph]) -> Iterator[TextPiece]:
    partners, signs = _partners(letters), _signs_after_numbers(letters)
    parts = _places_in_tokens(letters)
    mixed = _numbers_in_several_fonts(letters)
    piece: list[Glyph] = []
    cut = 0
    for number, glyph in enumerate(letters):
        before = letters[number - 1] if number else None
        alone = glyph in partners or glyph in signs or glyph in parts
        if piece and (alone or not _joins(piece[-1], glyph, mixed)):
            yield TextPiece(piece, min(part.place for part in piece), cut=cut)
            piece, cut = [], 0
        if glyph in partners:
            yield TextPiece([glyph], partners[glyph], apart=True)
        elif alone:
            x = signs[glyph] if glyph in signs else parts[glyph]
            yield TextPiece([glyph], glyph.place, apart=True, x=x)
        else:
            if not piece and before in signs:
                cut = _length_of_number(letters[number:])
            piece.append(glyph)
    if piece:
        yield TextPiece(piece, min(part.place for part in piece), cut=cut)


def _places_in_tokens(letters: Sequence[Glyph]) -> dict[Glyph, float]:
    """Where PDFium must see the parts of tokens such as ``B-12`` or ``£140m``.

    It puts letters, figures and signs in reverse order, one kind after the other. Their text is
    laid out the other way round, so that it comes out right.
    """
    found: dict[Glyph, float] = {}
    for rtl, stretch in groupby(letters, key=lambda glyph: glyph.rtl or glyph.text.isspace()):
        kinds = [] if rtl else [list(part) for _, part in groupby(stretch, key=_kind)]
        # Brackets around a token cannot be put where both PDFium and pdf.js read them.
        if len(kinds) > 1 and "ON" not in {_kind(kinds[0][0]), _kind(kinds[-1][0])}:
            end = kinds[-1][-1].end
            for part in kinds:
                end -= part[-1].end - part[0].x
                found.update((glyph, end + glyph.x - part[0].x) for glyph in part)
    return found


def _kind(glyph: Glyph) -> str:
    """What PDFium takes a glyph of a left-to-right token for."""
    kind = _CLASSES[glyph.text]
    return "weak" if kind in {"EN", "AN", "CS", "ES", "ET"} else kind


def _joins(one: Glyph, other: Glyph, mixed: set[Glyph]) -> bool:
    if one.rtl != other.rtl and (one in mixed or other in mixed):
        return False
    return (one.font, one.size, one.rise) == (other.font, other.size, other.rise)


def _numbers_in_several_fonts(letters: Sequence[Glyph]) -> set[Glyph]:
    """Left-to-right stretches in which the font changes: their parts are read left to right."""
    found: set[Glyph] = set()
    stretch: list[Glyph] = []
    for glyph in [*letters, None]:
        if glyph is not None and not glyph.rtl:
            stretch.append(glyph)
            continue
        if len({part.font for part in stretch}) > 1:
            found.update(stretch)
        stretch = []
    return found


def _partners(letters: Sequence[Glyph]) -> dict[Glyph, int]:
    """Brackets in right-to-left text, each with the place of the other one of its pair.

    The glyph on the left is the closing bracket and looks like an opening one. PDFium mirrors it;
    pdf.js does not, and reads ``(كلمة)`` when the one on the left is shown first.
    """
    found: dict[Glyph, int] = {}
    opened: list[Glyph] = []
    for glyph in sorted(letters, key=lambda glyph: glyph.place):
        if glyph.rtl and glyph.text in _CLOSING:
            opened.append(glyph)
        elif glyph.rtl and opened and _CLOSING[opened[-1].text] == glyph.text:
            partner = opened.pop()
            found[glyph], found[partner] = partner.place, glyph.place
    return found


def _signs_after_numbers(letters: Sequence[Glyph]) -> dict[Glyph, float]:
    """Signs that follow a number in right-to-left text, each with the place for its text.

    On paper «2016.» has the full stop on the left. PDFium reads digits with the signs that touch
    them from left to right, so the text of the sign goes to the right end of the number.
    """
    found: dict[Glyph, float] = {}
    signs: list[Glyph] = []
    for number, glyph in enumerate(letters):
        if glyph.rtl and _CLASSES[glyph.text] in {"CS", "ES", "ET"}:
            signs.append(glyph)
            continue
        length = _length_of_number(letters[number:])
        if length and signs and glyph.place < signs[0].place:
            end = letters[number + length - 1].end - _HAIR
            for order, sign in enumerate(reversed(signs)):
                found[sign] = end + _HAIR / 20 * order
        signs = []
    return found


def _length_of_number(letters: Sequence[Glyph]) -> int:
    """How many glyphs at the start are digits and what stands between them."""
    length = 0
    for glyph in letters:
        if glyph.rtl or _CLASSES[glyph.text] not in {"EN", "AN", "CS"}:
            break
        length += 1
    return length


class _Classes(dict[str, str]):
    """The bidirectional classes of letters that were asked for; several letters have none."""

    def __missing__(self, text: str) -> str:
        self[text] = found = bidirectional(text) if len(text) == 1 else ""
        return found


_CLASSES = _Classes()
