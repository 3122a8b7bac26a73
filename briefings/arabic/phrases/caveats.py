"""Caveats: where sources differ, what must not be compared, dates estimated, reviews overdue."""

from __future__ import annotations

from ...model import Precision

ESTIMATED = "تقديرًا"
"""Stands after a date that the source does not state."""
UNDATED = "لا يذكر تاريخه"
"""Why the date of a source was estimated, where the reason given cannot be told yet."""
SOURCE = "المصدر"
BY_SOURCE = " بحسب «"
AND = "، و"
COMMA, SEMICOLON = "، ", "؛ "
SCOPES_DIFFER = ": نطاق كل منهما مختلف."

_BY = {Precision.DAY: "بيوم", Precision.MONTH: "بشهر", Precision.YEAR: "بعام"}


def sources_differ(about: str) -> str:
    """The beginning of a sentence on what sources differ in."""
    return f"تتباين المصادر في {about}"


def preferred(reason: str) -> str:
    """Why the first of the claims is taken; follows them."""
    return f"؛ والمعتمد هنا أول ما ذُكر: {reason}"


def not_compared(*, is_pair: bool) -> str:
    """The beginning of a sentence on values whose scopes differ."""
    return "لا يُقارن " if is_pair else "لا يُقارن بين القيم الآتية لاختلاف نطاقاتها: "


def compared_with(said: str) -> str:
    """The preposition ب before the second of a pair: joined to a word, apart from a figure."""
    return " ب" if "\u0621" <= said[0] <= "\u064a" else " بـ"


def estimated(reason: str, date: str, precision: Precision) -> str:
    """Why and how the date of a source was estimated; follows the source."""
    return f": {reason}؛ فقُدِّر تاريخه {_BY[precision]} {date}."


def all_overdue(*, only_ageing: bool) -> str:
    """Every figure of the brief is overdue, or every one that can change."""
    whose = "الأرقام القابلة للتغيّر في هذه الإحاطة" if only_ageing else "أرقام هذه الإحاطة"
    return f"مضى موعد مراجعة {whose} كلها."


def overdue(*, is_one: bool) -> str:
    """The beginning of the list of overdue figures."""
    return "رقم مضى موعد مراجعته: " if is_one else "أرقام مضى موعد مراجعتها: "
