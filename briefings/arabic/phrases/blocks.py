"""Blocks: what a comparison of editions calls the texts of each kind, and charts told in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

ANY = "النص"
"""The texts of a kind that has no name of its own."""
KEY_FIGURES = "أبرز الأرقام"
CHARTS = "الرسوم"
TABLE = "الجدول"
LEADERSHIP = "رئاسة المجموعات"
TIMELINE = "التسلسل الزمني"
LINES = "نقاط للحديث"
QUESTIONS = "أسئلة متوقعة"
CAVEATS = "الملاحظات"
SOURCES = "المصادر"

DUE = "يحتاج إلى تحديث"
"""Stands below a figure whose review is overdue."""
QUESTION_MARK = "؟"


def bars_in_words(title: str, bars: Iterable[tuple[str, str]]) -> str:
    """The text alternative of a chart of labelled values or events."""
    return _told(title, (f"{category}: {label}" for category, label in bars))


def matrix_in_words(
    title: str, rows: Iterable[str], columns: Sequence[str], cells: Iterable[Iterable[bool]]
) -> str:
    """The text alternative of a matrix: of each row, the columns in which it has a mark."""
    lines = zip(rows, cells, strict=True)
    return _told(title, (f"{row}: {'، '.join(compress(columns, line))}" for row, line in lines))


def _told(title: str, parts: Iterable[str]) -> str:
    return f"{title}. {'؛ '.join(parts)}."
