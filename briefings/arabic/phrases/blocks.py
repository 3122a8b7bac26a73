"""Blocks: what a comparison calls the texts of each kind, caveats, and charts told in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from ...model import Precision

ANY = "النص"
"""The texts of a kind that has no name of its own."""
KEY_FIGURES = "أبرز الأرقام"
CHARTS = "الرسوم"
TABLE = "الجدول"
LEADERSHIP = "رئاسة المجموعات"
TIMELINE = "التسلسل الزمني"
LINES = "نقاط الحديث"
QUESTIONS = "أسئلة متوقعة"
CAVEATS = "الملاحظات"
SOURCES, SOURCE = "المصادر", "المصدر"

CHART, BAR_CHART, LINE_CHART = "رسم بياني", "رسم بالأعمدة", "رسم خطي"
SHARE_CHART, TIME_CHART, MATRIX_CHART = "رسم للأجزاء من الكل", "خط زمني", "جدول بعلامات"
REST = "وما عدا ذلك: "

AND, COMMA, SEMICOLON, QUESTION_MARK = "، و", "، ", "؛ ", "؟"

ESTIMATED = "تقديرًا"
"""Stands after a date that the source does not state."""
UNDATED = "لا يذكر تاريخه"
"""Why the date of a source was estimated, where the reason given cannot be told yet."""
SOURCES_DIFFER = "تتباين المصادر في "
BY_SOURCE = " بحسب «"
PREFERRED = "؛ والمعتمد هنا أول ما ذُكر: "
NOT_COMPARED = "لا يُقارن بين القيم الآتية لاختلاف نطاقاتها: "
PAIR_NOT_COMPARED, SCOPES_DIFFER = "لا يُقارن ", ": نطاق كل منهما مختلف."
DUE = "يحتاج إلى تحديث"
ONE_OVERDUE, SOME_OVERDUE = "رقم مضى موعد مراجعته: ", "أرقام مضى موعد مراجعتها: "
ALL_OVERDUE = "مضى موعد مراجعة أرقام هذه الإحاطة كلها."
ALL_AGEING_OVERDUE = "مضى موعد مراجعة الأرقام القابلة للتغيّر في هذه الإحاطة كلها."

_BY = {Precision.DAY: "بيوم", Precision.MONTH: "بشهر", Precision.YEAR: "بعام"}


def compared_with(said: str) -> str:
    """The preposition ب before the second of a pair: joined to a word, apart from a figure."""
    return " ب" if "\u0621" <= said[0] <= "\u064a" else " بـ"


def estimated(reason: str, date: str, precision: Precision) -> str:
    """Why and how the date of a source was estimated; follows the source."""
    return f": {reason}؛ فقُدِّر التاريخ {_BY[precision]} {date}."


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
