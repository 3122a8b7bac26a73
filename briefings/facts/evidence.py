"""Whether an excerpt supports a claim, and which numbers of a paragraph no claim covers.

Pure functions of text; :mod:`briefings.arabic.reading` reads the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..arabic.reading import Numeral, numerals_in, same_value
from ..arabic.reading.qualifiers import counts_months, is_day_of_month
from ..model import Claim, Precision, Qualifier, Source, UnitKind

MAX_WORDS = 10
"""Longest excerpt, in words."""

_MONTHS_IN_YEAR = 12


def numbers_in(text: str) -> frozenset[Fraction]:
    """Every reading of every number in ``text``, in base units, percentages as printed.

    An ambiguous spelling has several: ``111.000`` is 111 and 111000, خمس without vowel marks is 5
    and 1/5.
    """
    return frozenset(reading for numeral in numerals_in(text) for reading in numeral.readings)


def supports(
    excerpt: str,
    value: float,
    *,
    unit_kind: UnitKind = UnitKind.COUNT,
    qualifier: Qualifier = Qualifier.EXACT,
) -> bool:
    """Whether ``excerpt`` states ``value`` (base units) as a number of that kind."""
    return any(
        numeral_supports(numeral, value, unit_kind=unit_kind, qualifier=qualifier)
        for numeral in numerals_in(excerpt)
    )


def numeral_supports(
    numeral: Numeral, value: float, *, unit_kind: UnitKind, qualifier: Qualifier
) -> bool:
    """Whether one number can be read as ``value`` (base units).

    A percentage never supports a count or an amount; a fraction may be printed as a percentage (20%
    for 0.2). Only a bare plural (“millions”) supports an order of magnitude.
    """
    if qualifier is Qualifier.ORDER and not numeral.vague:
        return False
    if numeral.percent and unit_kind is UnitKind.FRACTION:
        return any(same_value(reading / 100, value) for reading in numeral.readings)
    if numeral.percent and unit_kind is not UnitKind.PERCENT:
        return False
    return any(same_value(reading, value) for reading in numeral.readings)


def with_single_spaces(text: str) -> str:
    """``text`` with each run of whitespace (U+2028 and its like too) replaced by one space."""
    return " ".join(text.split())


def uncovered_numerals(
    text: str, claims: Iterable[Claim], published: set[int]
) -> Iterator[Numeral]:
    """The numbers of a paragraph that its ``claims`` do not cover.

    ``published`` holds the :func:`publication_numbers` of the document.
    :func:`briefings.facts.source_documents.uncovered` documents the rules.
    """
    numerals = [numeral for numeral in numerals_in(text) if numeral.certain]
    if published and all(numeral.readings & published for numeral in numerals):
        return
    located = [(claim, excerpt_spans(with_single_spaces(claim.excerpt), text)) for claim in claims]
    for numeral in numerals:
        if not any(_covers(claim, spans, text, numeral) for claim, spans in located):
            yield numeral


def _covers(claim: Claim, spans: list[tuple[int, int]], text: str, numeral: Numeral) -> bool:
    if _is_of_date(claim, text, numeral):
        return True
    if not touches(numeral, spans):
        return False
    return claim.value is None or any(
        numeral_supports(numeral, claim.value, unit_kind=kind, qualifier=claim.qualifier)
        for kind in UnitKind
    )


def _is_of_date(claim: Claim, text: str, numeral: Numeral) -> bool:
    when = claim.as_of
    if when is None:
        return False
    if numeral.readings & {when.start.year, when.end.year}:
        return True
    if when.precision is Precision.DAY and is_day_of_month(text, numeral):
        return bool(numeral.readings & {when.start.day, when.end.day})
    years = when.end.year - when.start.year
    months = _MONTHS_IN_YEAR * years + when.end.month - when.start.month + 1
    return months in numeral.readings and counts_months(text, numeral)


def publication_numbers(source: Source) -> set[int]:
    """The year, and the day if known, of the publication date; empty if the source is undated."""
    if source.published is None:
        return set()
    day = source.published.start
    return {day.year, day.day} if source.published.precision is Precision.DAY else {day.year}


def excerpt_spans(excerpt: str, paragraph: str) -> list[tuple[int, int]]:
    """Start and end offset of each occurrence of the excerpt in the paragraph."""
    if not excerpt:
        return []
    return [m.span() for m in re.finditer(re.escape(excerpt), paragraph)]


def touches(numeral: Numeral, spans: list[tuple[int, int]]) -> bool:
    """Whether the number overlaps one of the spans."""
    return any(numeral.start < end and start < numeral.end for start, end in spans)


def words_around(text: str, numeral: Numeral) -> str:
    """The number with the words around it: at most ten in all, unless the number has more."""
    before, own = text[: numeral.start].split(" "), text[numeral.start : numeral.end]
    after = text[numeral.end :].split(" ")
    # The first and last pieces are parts of the number's own words: “(”, “%”, “م”.
    spare = max(0, MAX_WORDS - len(own.split())) // 2
    left = before[-1 - spare :] if spare else before[-1:]
    return (" ".join(left) + own + " ".join(after[: 1 + spare])).strip()
