"""Contradictions between a claim and its own excerpt, found without the source document.

An excerpt supports a claim if one of its numbers can be read as the value. If it holds figures and
none of them can, the claim or its excerpt is wrong. Words and dates alone contradict nothing: the
figure may lie outside of the ten words. A fast comparison here decides nearly all claims;
:mod:`.figures` parses the excerpts of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefings.errors import Problem
from briefings.model import Claim, Qualifier, Unit

_LONGEST = 500
"""Longest excerpt, in characters, that is checked; ten words have fewer."""
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?:[,٬.٫،]\d+)*")
_ENGLISH_WORD = re.compile(r"\d[\s-]?[A-Za-z]")
_SCALES = (
    (10**3, (" ألف", " الف", " آلاف", " الاف")),
    (10**6, (" مليون", " ملايين")),
    (10**9, (" مليار", " بليون", " بلايين")),
)
_YEAR = re.compile("(?:1[89]|2[01])[0-9]{2}")
_TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_QUALIFYING = (
    *(
        "كثر من",
        "فأكثر",
        "أو أكثر",
        "الأكثر",
        "قل من",
        "الأقل",
        "لا يقل",
        "لا تقل",
        "فأقل",
        "أو أقل",
    ),
    *("زيد", "زود", "زاد", "ربو", "نيف", "فوق", "فاق", "جاوز", "تعد", "متخط", "أعلى من", "نحو"),
    *("حوالي", "زهاء", "قراب", "قارب", "قرب", "ناهز", "حدود", "تقريب", "حتى", "قص", "يصل", "تصل"),
    *("دون ",),
)
"""Substrings of the words that qualify a figure: a quick test before ``qualifiers_in`` parses."""


def excerpt_problems(claim: Claim, unit: Unit) -> Iterable[Problem]:
    """The problem of a claim whose excerpt states another figure or another qualifier, if any."""
    if claim.value is None or len(claim.excerpt) > _LONGEST or not _DIGIT.search(claim.excerpt):
        return ()
    return _problems(claim, claim.value, unit)


def _problems(claim: Claim, value: float, unit: Unit) -> Iterator[Problem]:
    stated = contradiction(claim.excerpt, value, unit, claim.qualifier)
    if stated:
        message = (
            f"the value {_figure(value)} contradicts its excerpt “{claim.excerpt}”, "
            f"which states {stated}"
        )
        remedy = "Correct `value`, its unit or `qualifier`, or take the words that state it."
        yield _problem(claim, "value-not-in-excerpt", message, remedy)
    elif claim.qualifier is Qualifier.EXACT and any(word in claim.excerpt for word in _QUALIFYING):
        from briefings.facts.evidence import qualifiers_in

        named = qualifiers_in(claim.excerpt, value)
        if named:
            message = (
                f"the excerpt “{claim.excerpt}” says “{'” and “'.join(sorted(named))}” of the "
                "figure, and the claim has no qualifier"
            )
            yield _problem(claim, "qualifier-differs", message, f"Write `qualifier: {min(named)}`.")


def contradiction(excerpt: str, value: float, unit: Unit, qualifier: Qualifier) -> str:
    """The figures that the excerpt states instead of ``value``, joined by “and”.

    Empty if the excerpt may state the value, or states no figure.
    """
    runs = [run for run in _DIGITS.findall(excerpt) if not _YEAR.fullmatch(run)]
    if not runs or _is_plainly(value, runs, excerpt):
        return ""
    from .figures import figures_instead

    return " and ".join(map(_figure, figures_instead(excerpt, value, unit, qualifier)))


def _is_plainly(value: float, runs: Sequence[str], excerpt: str) -> bool:
    """Whether the excerpt prints the value in digits, alone or with an Arabic word of scale."""
    latin = [run.translate(_TO_LATIN) for run in runs]
    plain = {run.replace("،", mark) for run in latin for mark in ",."}
    if not plain.isdisjoint(_spellings(value)):
        # “21 million” does not state 21.
        has_scale = any(word in excerpt for _, words in _SCALES for word in words)
        return not has_scale and not _ENGLISH_WORD.search(excerpt)
    return any(
        any(word in excerpt for word in words) and not plain.isdisjoint(_spellings(value / size))
        for size, words in _SCALES
    )


def _spellings(value: float) -> tuple[str, ...]:
    figure = _figure(value)
    return (figure, f"{int(value):,}") if value == int(value) else (figure,)


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.12g}"


def _problem(claim: Claim, rule: str, message: str, remedy: str) -> Problem:
    place = claim.place
    return Problem(place.file, place.line, place.column, rule, message, remedy)
