"""Bidi isolation: finds the left-to-right phrases of an Arabic text, and encloses them in isolates.

Unicode isolates (U+2066 or U+2067 … U+2069) carry the direction inside the text. Pages replace them
by ``<bdi>``; charts and terminals interpret or drop them. Only what the bidi algorithm would
otherwise misplace is isolated, because each isolate splits words in the text layer of the PDF: a
plain ``120,000`` or ``30 سبتمبر 2024`` needs none.

The order is never worse than that of the Unicode Bidirectional Algorithm: a phrase is the longest
piece of one language (:mod:`.latin_phrases`), and each figure that is set as one piece has a named
rule (:mod:`.number_phrases`). Percentages get U+061C (ALM) instead, see :func:`percent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .direction.latin_phrases import latin_phrases
from .direction.number_phrases import Rule, number_phrases
from .direction.scripts import (
    ALM,
    DIGITS,
    FSI,
    LETTER,
    LRI,
    PDI,
    RIGHT_TO_LEFT,
    RLI,
    plain,
    skeleton,
)

_MARK = "`"
_MARKED = re.compile("`([^`]*)`")
_AUTHORS = re.compile(f"{FSI}([^{PDI}]*){PDI}")
_NESTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ANY_TOKEN = re.compile(f"[{LETTER}{DIGITS}]")
_PLAIN_NUMBER = re.compile(rf"[{DIGITS}]+(?:[.,\u066b\u066c\u00a0][{DIGITS}]+)*")
_SHARE = re.compile("(.*?)([ \u00a0]?[%٪])", re.DOTALL)
_RIGHT_TO_LEFT = re.compile(f"[{RIGHT_TO_LEFT}\u0600-\u06ff]")
_GROUP_SPACE = re.compile("[ \u2009\u202f]")


def isolate(text: str) -> str:
    """``text`` in a left-to-right isolate; raises ValueError if it holds isolates or embeddings."""
    if _NESTING.search(text):
        raise ValueError(f"{text!r} already holds direction marks: isolate whole tokens once")
    return f"{LRI}{text}{PDI}" if text else ""


def percent(figure: str) -> str:
    """The figure with a percent sign that appears left of the digits in any context.

    ``٪`` (bidi class ET) joins European digits, so the bidi algorithm lays out ``90٪`` alone in a
    table cell left to right, with the sign on the right. After an Arabic letter mark (ALM) the
    digits count as Arabic ones (class AN), which the sign does not join. The mark splits no words
    in the text layer, and charts and terminals take a string that starts with it for right-to-left.
    """
    return f"{ALM}{figure}٪"


def read_marks(text: str) -> str:
    """A typed text with the phrases that its author marked, `` `Windows 11` ``, as isolates.

    They get U+2068, which nothing else does: direction from the first letter, digits as typed. The
    text keeps its length. Raises ValueError for a mark without its partner or around nothing.
    """
    if text.count(_MARK) % 2 or _MARK * 2 in text:
        raise ValueError("a backtick has no partner")
    return _MARKED.sub(f"{FSI}\\1{PDI}", text)


def write_marks(text: str) -> str:
    """The text as its author typed it: the inverse of :func:`read_marks`."""
    return _AUTHORS.sub(r"`\1`", text)


def isolate_latin(text: str) -> str:
    """Isolate the left-to-right phrases and figures of Arabic prose that a person typed.

    Percentages get the mark of :func:`percent`; the spaces of ``120 000`` become no-break spaces,
    which hold its groups together in either direction. The function is idempotent: existing
    isolates stay as they are. A range of figures reads left to right; to read it in the Arabic
    order, write «من 3 إلى 5».
    """
    if not _ANY_TOKEN.search(skeleton(text)):
        return text
    return "".join(map(_marked, cut(text)))


def isolate_name(text: str) -> str:
    """Isolate a name that a person typed: as one unit if all its letters are Latin, “Ms. Jane Doe”.

    Other names go through :func:`isolate_latin`, which splits at full stops.
    """
    classes = skeleton(text)
    if LETTER in classes and not _NESTING.search(text) and not _RIGHT_TO_LEFT.search(classes):
        return isolate(text)
    return isolate_latin(text)


class Piece(NamedTuple):
    """A part of a text: an existing isolate with its marks, a phrase, a figure, or the rest."""

    text: str
    isolated: bool = False
    latin: bool = False
    """A phrase that holds a left-to-right letter."""
    rule: Rule | None = None
    after_mark: bool = False
    """Whether an Arabic letter mark stands before it."""


def cut(text: str) -> Iterator[Piece]:
    """The text split into isolates, phrases, figures and the parts between them, in order."""
    for start, end, isolated in _spans(text):
        if isolated:
            yield Piece(text[start:end], isolated=True)
            continue
        place = start
        for first, last in latin_phrases(text, start, end):
            yield from _figures(text, place, first)
            yield Piece(text[first:last], latin=True)
            place = last
        yield from _figures(text, place, end)


def _figures(text: str, start: int, end: int) -> Iterator[Piece]:
    for first, last, rule in number_phrases(text, start, end):
        if start < first:
            yield Piece(text[start:first])
        yield Piece(text[first:last], rule=rule, after_mark=text[first - 1 : first] == ALM)
        start = last
    if start < end:
        yield Piece(text[start:end])


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is isolate) of each part; an isolate that is never closed runs to the end."""
    depth = start = 0
    for place, char in enumerate(text):
        if char in (LRI, RLI, FSI):
            if depth == 0 and start < place:
                yield start, place, False
            start = start if depth else place
            depth += 1
        elif char == PDI and depth:
            depth -= 1
            if depth == 0:
                yield start, place + 1, True
                start = place + 1
    if start < len(text):
        yield start, len(text), depth > 0


def _marked(piece: Piece) -> str:
    if piece.latin:
        return isolate(piece.text)
    if piece.rule is None:
        return piece.text
    text = piece.text
    if piece.rule is Rule.DATES:
        return text + ALM
    if piece.rule is Rule.GROUPS:
        text = _GROUP_SPACE.sub("\u00a0", text)
    share = _SHARE.fullmatch(text) if piece.rule is not Rule.SHARES else None
    if share is None:
        return _isolate_figure(text)
    return f"{'' if piece.after_mark else ALM}{_isolate_figure(share[1])}{share[2]}"


def _isolate_figure(text: str) -> str:
    """A figure in an isolate, unless the bidi algorithm keeps it together by itself."""
    return text if _PLAIN_NUMBER.fullmatch(skeleton(text)) else isolate(text)


# python-bidi 0.6 reorders brackets but does not mirror them. A variation selector after a bracket
# takes the bracket's direction, and therefore precedes it where the text was reversed.
_SHADOW = "\ufe0e"
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_TURNED = re.compile(rf"{_SHADOW}([()\[\]{{}}<>«»‹›])")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def visual(text: str) -> str:
    """``text`` with shaped letters and every line in visual order, without direction marks.

    The first letter of a line determines its direction, so that an English message around an Arabic
    name stays English. Vowel signs are dropped, because such terminals put them on the wrong
    letter. Callers add colour codes afterwards, or they would be reversed too.
    """
    return "\n".join(map(_visual_line, text.split("\n")))


def _visual_line(line: str) -> str:
    if not _RIGHT_TO_LEFT.search(skeleton(line)):
        return plain(line)
    import arabic_reshaper
    from bidi import get_display  # type: ignore[import-untyped]

    marked = _BRACKET.sub(rf"\g<0>{_SHADOW}", arabic_reshaper.reshape(line))
    ordered = str(get_display(marked))
    mirrored = _TURNED.sub(lambda bracket: bracket[1].translate(_MIRROR), ordered)
    return plain(mirrored.replace(_SHADOW, ""))
