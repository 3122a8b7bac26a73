"""Finds the phrases of left-to-right scripts in an Arabic text.

A phrase reaches from the first letter or digit of a stretch without right-to-left characters to the
last: «Global Terrorism Index 2023: Measuring the Impact», «S/RES/2254 (2015)». What stands between
is part of it, as it is for the bidi algorithm. At its edges these rules apply:

- Signs that touch it belong to it: ``.NET``, ``C++``, ``@handle``, ``$5m``, ``U.S.``.
- Brackets belong to it if both stand in it, or if they enclose it alone.
- A number at its edge stays outside where the Arabic beside it needs it: «عام 2023 Reuters»,
  «UNDP 120 مليون دولار», «UNDP 90%».

Patterns search the :func:`.scripts.skeleton` of the text, where every letter is ``a`` and every
digit ``0`` or ``1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import neighbours, scripts

_SPACES = " \u00a0"
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"«»،؛؟{scripts.MARKS}]*[A-Za-z0-9\u00c0-\u024f/=&#_-]"
    r"|(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)
_STRETCH = re.compile(f"[^\u0600-\u06ff{scripts.MARKS}\n]+")
_CORE = re.compile("[a01]")
_NUMBER = f"(?:[01]{{1,3}}(?:[{_SPACES}][01]{{3}})+|[01]+(?:[.,][01]+)*(?:[-–/][01]+)?)"
_LEADING = re.compile(f"({_NUMBER})°?[{_SPACES}](?=°?a)")
_MONTH = re.compile("[^A-Za-z]*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_NEXT_TOKEN = re.compile(f"[{_SPACES}]+[^a01]*(?=[a01])")
_TRAILING = re.compile(
    f"[{_SPACES}][^a01{_SPACES}]*{_NUMBER}(?:[{_SPACES}]?[-–—/][{_SPACES}]?{_NUMBER})?$"
)
_LONGEST_NUMBER = 60
_PERCENT = re.compile(f"[{_SPACES}]?[%٪]")
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_PRICED = re.compile(
    "(?:[$\u00a2-\u00a5\u20a0-\u20c0]"
    r"|\b(?:USD|EUR|GBP|AED|SAR|QAR|KWD|BHD|OMR|IQD|JOD|SYP|LBP|EGP|TRY|IRR|JPY|CHF|CNY))$"
)
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "‹": "›"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_STRAIGHT = '"'
_STOPS_BEFORE_CLOSER = re.compile("[.!?…]{0,3}(.)")
# A dash is a sign after a space or a prefixed letter («و-5»), not after a word («داعش-5»).
OPEN = rf"(?:(?<![\w)%٪{scripts.PDI}])|(?<=[^\u0621-\u064a][وفبلك])|(?<=^[وفبلك]))"
_FREE_SIGN = re.compile(rf"{OPEN}[-+−~±≈.]")
_PREFIX_SIGN = re.compile("[@#№$\u00a2-\u00a5\u20a0-\u20c0]")
_SUFFIX_SIGN = re.compile("[+#]{1,2}|[%°™®©′″$\u00a2-\u00a5\u20a0-\u20c0]")
_ABBREVIATED = re.compile(
    r"(?:(?:(?<![A-Za-z])[A-Za-z]{1,2}\.)+[A-Z]"
    r"|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Mr|Mrs|Ms|Dr|Prof|Vol|etc|al|Dept|Gov|Gen|Col|Lt|Rev|Hon))$"
)
_LONGEST_WORD = 40


def latin_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each phrase with a left-to-right letter between two places, in order."""
    skeleton = scripts.skeleton(text)
    if skeleton.find(scripts.LETTER, start, end) < 0:
        return
    # An address is a word, whatever signs and letters it holds.
    for address in _URL.finditer(text, start, end):
        first, last = address.span()
        skeleton = skeleton[:first] + scripts.LETTER * (last - first) + skeleton[last:]
    for stretch in _STRETCH.finditer(skeleton, start, end):
        for first, last in _balanced(skeleton, *stretch.span()):
            if skeleton.find(scripts.LETTER, first, last) >= 0:
                yield _Phrase(text, skeleton, first, last).span()


def _balanced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut at brackets that have no partner in it."""
    opened: list[int] = []
    single: list[int] = []
    for place in range(start, end):
        if text[place] in _PAIRS:
            opened.append(place)
        elif text[place] in _CLOSERS:
            if opened and text[opened[-1]] == _CLOSERS[text[place]]:
                opened.pop()
            else:
                single.append(place)
    for place in sorted((*single, *opened)):
        yield start, place
        start = place + 1
    yield start, end


class _Phrase:
    """The phrase in a stretch of text that holds a letter, and whose brackets are balanced."""

    def __init__(self, text: str, skeleton: str, start: int, end: int) -> None:
        self._text, self._skeleton = text, skeleton
        self._start, self._end = start, end

    def span(self) -> tuple[int, int]:
        """Where the phrase begins and ends."""
        first = self._first()
        last = self._last(first)
        return self._with_brackets(self._with_signs_before(first), self._with_signs_after(last))

    def _first(self) -> int:
        """Its first letter, or the first digit of a number that belongs to the letters after it."""
        core = _CORE.search(self._skeleton, self._start, self._end)
        assert core is not None, "the stretch holds a letter"
        place = core.start()
        while following := _NEXT_TOKEN.search(self._skeleton, place, self._end):
            if self._skeleton.find(scripts.LETTER, place, following.start()) >= 0:
                break
            number = _LEADING.match(self._skeleton, place, self._end)
            if number and not self._belongs_before(*number.span(1), number.end()):
                break
            place = following.end()
        return place

    def _belongs_before(self, start: int, end: int, following: int) -> bool:
        """Whether a number belongs to the Arabic before it: «عام 2023 Reuters», not «3 May»."""
        if _MONTH.match(self._text, following):
            return False
        return neighbours.is_governed(self._text, start) or (
            _YEAR.fullmatch(self._text, start, end) is not None
            and neighbours.follows_arabic(self._text, start)
        )

    def _last(self, first: int) -> int:
        """The end of its last letter, or of a number that belongs to the letters before it."""
        last = self._core_before(self._end, first)
        window = max(first, last - _LONGEST_NUMBER)
        number = _TRAILING.search(self._skeleton[window:last])
        if number is None or not (
            _PERCENT.match(self._text, last) or neighbours.is_counted(self._text, last)
        ):
            return last
        before = window + number.start()
        if _PRICED.search(self._text[window:before].rstrip()):
            return last
        return self._core_before(before, first)

    def _core_before(self, end: int, first: int) -> int:
        return next(at + 1 for at in range(end - 1, first - 1, -1) if self._skeleton[at] in "a01")

    def _with_signs_before(self, first: int) -> int:
        while first > self._start and _PREFIX_SIGN.match(self._text, first - 1):
            first -= 1
        free = first > self._start and _FREE_SIGN.match(self._text, first - 1)
        return first - 1 if free else first

    def _with_signs_after(self, last: int) -> int:
        if sign := _SUFFIX_SIGN.match(self._text, last, self._end):
            last = sign.end()
        word = self._text[max(self._start, last - _LONGEST_WORD) : last]
        is_stop = last < self._end and self._text[last] == "." and _ABBREVIATED.search(word)
        return last + 1 if is_stop else last

    def _with_brackets(self, first: int, last: int) -> tuple[int, int]:
        """The phrase with the brackets and quotes at its edges that belong to it."""
        text, start, end = self._text, self._start, self._end
        to_open, to_close = self._partners(first, last)
        while last < end and to_close and text[last] in _CLOSERS:
            last, to_close = last + 1, to_close - 1
        while first > start and to_open and text[first - 1] in _PAIRS:
            first, to_open = first - 1, to_open - 1
        while first > start:
            opener = text[first - 1]
            closer = _STRAIGHT if opener == _STRAIGHT else _PAIRS.get(opener, "")
            closing = _STOPS_BEFORE_CLOSER.match(text, last, end)
            if opener in "«‹" or not closer or not closing or closing[1] != closer:
                break
            first, last = first - 1, closing.end()
        return first, last

    def _partners(self, first: int, last: int) -> tuple[int, int]:
        """How many brackets in the phrase are still to be opened before it, and closed after it."""
        opened = unopened = 0
        for char in self._text[first:last]:
            if char in _PAIRS:
                opened += 1
            elif char in _CLOSERS and opened:
                opened -= 1
            elif char in _CLOSERS:
                unopened += 1
        return unopened, opened
