"""Bidi isolation: finds the left-to-right parts of an Arabic text, and encloses them in isolates.

Unicode isolates (U+2066 or U+2067 … U+2069) carry the direction inside the text. Pages replace them
by ``<bdi>``; charts and terminals interpret or drop them. Only parts that the bidi algorithm would
otherwise misplace are isolated, because each isolate splits words in the text layer of the PDF: a
plain ``120,000`` or ``30 سبتمبر 2024`` needs none.

Percentages get U+061C (ALM) instead, see :func:`percent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefings.model import unmarked

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ALM = "\u061c"
MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""All invisible direction controls, for use inside a character class."""

_ANY_MARK = re.compile(f"[{MARKS}]")
_NESTING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_L = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_D = "0-9\u0660-\u0669"
_S = "[ \u00a0]"
# An isolate beside a figure counts as a letter, or a second pass would isolate more than the first.
_EDGE = f"(?![{_L}{_D}{LRI}])"
_START = rf"(?<![{_L}{_D}{PDI}])(?<![{_D}{PDI}][.,\u066b\u066c])"
# A dash is a sign after a space or a prefixed letter («و-5»), not after a word («داعش-5»).
_OPEN = rf"(?:(?<![\w){PDI}])|(?<=[^\u0621-\u064a][وفبلك])|(?<=^[وفبلك]))"
_NUMBER = rf"[{_D}]+(?:[.,\u066b\u066c][{_D}]+)*"

_URL = rf"(?:https?://|www\.)[^\s<>\"«»،؛؟{MARKS}]*[{_L}0-9/=&#_-]"
_MAIL = rf"(?<![{_L}0-9._%+-])[{_L}0-9._%+-]{{1,64}}@[{_L}0-9-]+(?:\.[{_L}0-9-]+)+"
# B-12, F-16, 5G, AT&T, state.gov/isis, @UKagainstDaesh, #Daesh: joined letters and digits, among
# them a Latin letter.
_WORD = (
    rf"(?<![{_L}0-9])[@#]?(?=[0-9\-–./&'’_:]{{0,20}}[{_L}])"
    rf"[{_L}0-9_]+(?:[-–./&'’_:][{_L}0-9_]+)*\+*"
)
# Words in a row are one token, with the numbers and bracketed words between them.
_NEXT = rf"(?:,?{_S}|{_S}[&–—-]{_S})(?:{_NUMBER}{_S})?{_WORD}"
_WORDS = rf"{_WORD}(?:{_NEXT}|{_S}[(\[]{_WORD}(?:{_NEXT})*[)\]])*"
_SCALE = "m|bn|k|tn|M|B|million|billion"
_MONEY = (
    rf"[-−+]?(?:[A-Z]{{1,3}})?[£$€¥]{_S}?{_NUMBER}(?:{_S}?(?:{_SCALE}))?\+?{_EDGE}"
    rf"|{_START}{_NUMBER}{_S}?[£$€¥]"
)
# 2024-09-30, 14:30, 2 / 5, 2014–2024
_JOINED = rf"{_START}{_NUMBER}(?:(?:[-–—/:]|{_S}[-–—/]{_S}){_NUMBER})+{_EDGE}"
_SIGNED = (
    rf"{_OPEN}\+[{_D}]{{1,3}}(?:{_S}[{_D}]{{2,}})+{_EDGE}"  # a telephone number
    rf"|{_OPEN}[-−+±~≈]{_NUMBER}{_EDGE}"
    rf"|{_START}{_NUMBER}\+"
)
_SHARE = rf"{_START}{_NUMBER}(?={_S}?[%٪])"
_TOKEN = (
    rf"(?P<open>[(\[])?"
    rf"(?P<token>{_URL}|{_MAIL}|{_MONEY}|{_WORDS}|{_JOINED}|{_SIGNED}|{_SHARE})"
    # A bracket belongs to the token when it holds nothing else.
    rf"(?(open)[)\]]|(?P<percent>{_S}?[%٪])?)"
)
_ANY_TOKEN = re.compile(f"[{_L}{_D}]")
_PLAIN_NUMBER = re.compile(_NUMBER)


@cache
def _tokens() -> re.Pattern[str]:
    # Compiled on first use: that takes 20 ms.
    return re.compile(_TOKEN)


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


def plain(text: str) -> str:
    """``text`` without direction marks and marks of origin, for JSON and document properties."""
    return _ANY_MARK.sub("", unmarked(text))


def isolate_latin(text: str) -> str:
    """Isolate the left-to-right tokens of Arabic prose that a person typed.

    Encloses Latin words, acronyms, handles, addresses, ``B-12``, ``14:30``, ISO dates, ranges,
    signed and currency figures as whole tokens, with brackets around them alone: ``(£140m)``.
    Percentages get the mark of :func:`percent`. The function is idempotent: existing isolates stay
    as they are. A range of figures reads left to right; to read it in the Arabic order, write
    «من 3 إلى 5».
    """
    if not _ANY_TOKEN.search(text):
        return text
    return "".join(piece.text if piece.match is None else _wrap(piece.match) for piece in cut(text))


def isolate_name(text: str) -> str:
    """Isolate a name that a person typed: as one unit if all its letters are Latin, “Ms. Jane Doe”.

    Other names go through :func:`isolate_latin`, which splits at full stops.
    """
    if re.search(f"[{_L}]", text) and not re.search("[\u0600-\u06ff]", text):
        return isolate(text)
    return isolate_latin(text)


class Piece(NamedTuple):
    """A part of a text: an existing isolate (with its marks), a token (``match``), or the rest."""

    text: str
    isolated: bool = False
    match: re.Match[str] | None = None


def cut(text: str) -> Iterator[Piece]:
    """The text split into isolates, left-to-right tokens and the parts between them, in order."""
    for start, end, isolated in _spans(text):
        if isolated:
            yield Piece(text[start:end], isolated=True)
            continue
        place = start
        # Search the whole text, so that lookbehinds see a token's neighbours beyond the marks.
        while (match := _tokens().search(text, place)) and match.start() < end:
            if place < match.start():
                yield Piece(text[place : match.start()])
            yield Piece(match.group(), match=match)
            place = match.end()
        if place < end:
            yield Piece(text[place:end])


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


def _wrap(match: re.Match[str]) -> str:
    if match["percent"] is None:
        return isolate(match.group())
    token, start = match["token"], match.start()
    figure = token if _PLAIN_NUMBER.fullmatch(token) else isolate(token)
    marked = match.string[start - 1 : start] == ALM
    return f"{'' if marked else ALM}{figure}{match['percent']}"


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

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
    if not _RIGHT_TO_LEFT.search(line):
        return plain(line)
    import arabic_reshaper
    from bidi import get_display  # type: ignore[import-untyped]

    marked = _BRACKET.sub(rf"\g<0>{_SHADOW}", arabic_reshaper.reshape(line))
    ordered = str(get_display(marked))
    mirrored = _TURNED.sub(lambda bracket: bracket[1].translate(_MIRROR), ordered)
    return plain(mirrored.replace(_SHADOW, ""))
