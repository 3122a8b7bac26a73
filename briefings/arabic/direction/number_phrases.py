"""Finds the figures of an Arabic text that the bidi algorithm alone would misplace.

After an Arabic letter the algorithm lays out ``2014-2024``, ``1920×1080`` and ``020 7008 1500``
from right to left, group by group, and puts the sign of ``-5`` on the wrong side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from . import neighbours, scripts
from .latin_phrases import OPEN

_D, _S = scripts.DIGITS, "[ \u00a0]"
# An isolate beside a figure counts as a letter, or a second pass would isolate more than the first.
_EDGE = f"(?![a{_D}{scripts.LRI}])"
_START = rf"(?<![a{_D}{scripts.PDI}])(?<![{_D}{scripts.PDI}][.,\u066b\u066c])"
_NUMBER = rf"[{_D}]+(?:[.,\u066b\u066c][{_D}]+)*"
_EN = "[01]+(?:[.,][01]+)*"
_CURRENCY = "[$\u00a2-\u00a5\u20a0-\u20c0]"


def _dialled(least: int) -> str:
    """A pattern that looks ahead for so many digits with nothing else between than in numbers."""
    return rf"\(?(?:[{_D}][ \u00a0.()-]{{0,2}}){{{least}}}"


# +964-770-123-4567, 020 7008 1500, (020) 7008 1500
_TELEPHONE = (
    rf"{OPEN}(?:(?=\(?\+{_dialled(7)})\(?\+[{_D}]{{1,4}}\)?"
    rf"|(?={_dialled(9)})\(?[0٠][{_D}]{{1,4}}\)?)"
    rf"(?:(?:{_S}|-|\.|(?<=\)))\(?[{_D}]{{1,5}}\)?){{1,6}}{_EDGE}"
)
_PATTERNS = {
    "money": rf"[-−+]?{_CURRENCY}{_S}?{_NUMBER}(?:[-–—]{_CURRENCY}?{_NUMBER})*\+?{_EDGE}"
    rf"|{_START}{_NUMBER}{_S}?{_CURRENCY}",
    # 10%-15%
    "shares": rf"{_START}[-−+]?{_EN}%(?:[-–—]{_EN}%)+",
    # 2024-09-30, 14:30, 2014–2024, 1920×1080, 2+3=5, 2 / 5
    "joined": rf"{_START}{_NUMBER}(?:(?:[-–—/:×*+=÷^<>]|{_S}[-–—/×+=÷]{_S}){_NUMBER})+{_EDGE}",
    "groups": rf"{_START}[{_D}]{{1,3}}(?:{_S}[{_D}]{{3}})+(?:[.,\u066b][{_D}]+)?\+?{_EDGE}",
    "signed": rf"(?:{OPEN}[-−+±~≈]|[#№]){_NUMBER}°?{_EDGE}|{_START}{_NUMBER}(?:\+|°)",
    "share": rf"{_START}{_NUMBER}(?={_S}?[%٪])",
}


class Rule(StrEnum):
    """Why a figure is set as one piece, which the bidi algorithm alone would not do."""

    TELEPHONE = "telephone"
    MONEY = "money"
    SHARES = "shares"
    JOINED = "joined"
    GROUPS = "groups"
    SIGNED = "signed"
    SHARE = "share"
    DATES = "dates"
    """A slash between two dates, which the algorithm takes for one within a number."""


_SPACES = " \u00a0"
_SEPARATOR = re.compile(f"{_S}?[-–—/]{_S}?")
_PLAIN = re.compile(_NUMBER)
_DAY = re.compile(f"(?<![{_D}])[{_D}]{{1,2}}$")


@cache
def _figures() -> re.Pattern[str]:
    # Compiled on first use: that takes 20 ms.
    figures = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items())
    # A bracket belongs to the figure when it holds nothing else.
    return re.compile(
        rf"(?P<telephone>\({_TELEPHONE}\)|{_TELEPHONE})"
        rf"|(?P<open>[(\[])?(?:{figures})(?(open)[)\]]|(?:{_S}?[%٪])?)"
    )


def number_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int, Rule]]:
    """(start, end, rule) of each figure between two places; a percent sign after it included.

    The pattern sees the text beyond the places, so that it knows a figure's neighbours.
    """
    skeleton = scripts.skeleton(text)
    while found := _figures().search(skeleton, start, end):
        rule = next(rule for rule in Rule if rule is Rule.DATES or found[rule])
        first, last = found.span()
        if rule is Rule.JOINED:
            first, last = _without_dates(text, skeleton, first, last)
        if first < last:
            yield first, last, rule
        if last < found.end() and text[last] == "/":
            yield last, last + 1, Rule.DATES
        start = found.end()


def _without_dates(text: str, skeleton: str, first: int, last: int) -> tuple[int, int]:
    """Joined figures without the year or the day of a date that stands beside them.

    A dash between «ديسمبر 2015» and «18 يناير» joins nothing, nor does one in «2254 - 18 ديسمبر».
    """
    dashes = list(_SEPARATOR.finditer(skeleton, first, last))
    if dashes and dashes[0].group()[0] in _SPACES and neighbours.follows_month(text, first):
        first = dashes.pop(0).end()
    cut = last
    if dashes and neighbours.precedes_month(text, last):
        dash = dashes[-1]
        day = _DAY.search(skeleton[first : dash.start()])
        if dash.group()[0] in _SPACES or not day:
            cut = dash.start()
    return (cut, cut) if _PLAIN.fullmatch(skeleton, first, cut) else (first, cut)
