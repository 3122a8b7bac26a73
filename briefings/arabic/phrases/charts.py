"""Charts: what stands in and around a picture, and charts told in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from .blocks import COMMA, SEMICOLON

CHART, BAR_CHART, LINE_CHART = "رسم بياني", "رسم بالأعمدة", "رسم خطي"
SHARE_CHART, TIME_CHART, MATRIX_CHART = "رسم للأجزاء من الكل", "خط زمني", "جدول بعلامات"
GROUPED_CHART, STACKED_CHART = "رسم بأعمدة مجمّعة", "رسم بأعمدة مكدّسة"
DOT_CHART, RANGE_CHART, MULTIPLES = "رسم بالنقاط", "رسم للمدى", "رسوم خطية على مقياس واحد"
SPARKLINE, AGE_STRIP = "خط صغير", "أعمار الأرقام"
AMOUNTS = "المبالغ"
AND_UNITS = " و"
REST = "وما عدا ذلك: "

NO_NEWER_FIGURE = "لا رقم أحدث منه حتى الإصدار"
NOTHING_NEWER = "لا رقم أحدث"
"""Stands in the part of a time axis that has no figure."""
EDITION = "الإصدار"
OPEN_CIRCLE = "الدائرة المفرغة تاريخ مقدَّر، والخط الأفقي مدى التقدير."


def all_qualified(qualifier: str) -> str:
    """That every value of a chart has the qualifier which its labels leave out."""
    return f" («{qualifier}» في كل رقم)"


def in_scale(units: Iterable[str], scale: str) -> str:
    """«بالجنيه الإسترليني، بالمليار»: the units of amounts, and the scale that all of them have."""
    named = AND_UNITS.join(units)
    return f"{named}{COMMA}بال{scale}" if scale else named


def subtitle(parts: Iterable[str]) -> str:
    """What is measured, in what unit and over which period."""
    return COMMA.join(filter(None, parts))


def bars_in_words(chart: str, bars: Iterable[tuple[str, str]]) -> str:
    """The text alternative of a chart of labelled values or events; ``chart`` says what it is.

    A part without a value is the rest of a whole, for which no source has a figure.
    """
    return _told(chart, (f"{name}: {value}" if value else f"{REST}{name}" for name, value in bars))


def matrix_in_words(
    chart: str, rows: Iterable[str], columns: Sequence[str], cells: Iterable[Iterable[bool]]
) -> str:
    """The text alternative of a matrix: of each row, the columns in which it has a mark."""
    lines = ((row, list(compress(columns, line))) for row, line in zip(rows, cells, strict=True))
    return _told(chart, (f"{row}: {COMMA.join(marked)}" for row, marked in lines if marked))


def _told(chart: str, parts: Iterable[str]) -> str:
    return f"{chart}. {SEMICOLON.join(parts)}."
