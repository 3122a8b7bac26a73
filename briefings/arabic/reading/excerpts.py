"""A fast comparison of an excerpt with a figure, which decides nearly all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Qualifier, Unit

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
    *("كثر من", "فأكثر", "أو أكثر", "الأكثر", "قل من", "الأقل", "لا يقل", "لا تقل", "فأقل"),
    *("أو أقل", "دون "),
    *("زيد", "زود", "زاد", "ربو", "نيف", "فوق", "فاق", "جاوز", "تعد", "متخط", "أعلى من", "نحو"),
    *("حوالي", "زهاء", "قراب", "قارب", "قرب", "ناهز", "حدود", "تقريب", "حتى", "قص", "يصل", "تصل"),
)
"""Substrings of the words that qualify a figure: a quick test before ``qualifiers_in`` parses."""


def figures_instead(excerpt: str, value: float, unit: Unit, qualifier: Qualifier) -> list[float]:
    """The figures that the excerpt states instead of ``value``.

    Empty if the excerpt may state the value, or states no figure.
    """
    runs = [run for run in _DIGITS.findall(excerpt) if not _YEAR.fullmatch(run)]
    if not runs or _is_plainly(value, runs, excerpt):
        return []
    from .figures import figures_instead as parsed  # compiling its patterns takes long

    return parsed(excerpt, value, unit, qualifier)


def may_qualify(excerpt: str) -> bool:
    """Whether an excerpt may qualify its figure, for ``qualifiers_in`` to decide."""
    return any(word in excerpt for word in _QUALIFYING)


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
    figure = plain_figure(value)
    return (figure, f"{int(value):,}") if value == int(value) else (figure,)


def plain_figure(value: float) -> str:
    """A value in European digits, without separators of thousands."""
    return str(int(value)) if value == int(value) else f"{value:.12g}"
