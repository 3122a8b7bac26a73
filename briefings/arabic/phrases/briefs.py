"""Briefs and packs: their editions and dates, their cover, and the files inside their PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...model import EditionCode, Origin, Precision, When, Words, marked
from ..wording import Arabic

PACK = "ملف إحاطة"
"""The title of a pack that is for no meeting."""
UNCHANGED_SINCE = "لم تتغيّر الحقائق منذ "
EDITION, PERIOD, REVIEW, CONTACT = "الإصدار", "الفترة", "المراجعة", "للاتصال"
"""The rows of the table at the head."""
SEMICOLON = "؛ "
PLACE = "إحاطة {} من {}"
"""To be formatted with the number of a brief in its pack, and that of all of them."""
DAYS = "من {} إلى {}"
"""To be formatted with the first and the last day of a meeting."""
FACTS_FILE = "الحقائق التي تستند إليها الوثيقة ومصادرها: "
FIGURES_FILE = "أرقام كل صفحة ومصدر كل رقم: "
CHART_FILE = "بيانات الرسم: "
"""These describe an attached file; the title of the document or the chart follows."""


def edition(arabic: Arabic, named: tuple[date, int], *, short: bool = True) -> tuple[Words, ...]:
    """«إصدار 24 نوفمبر 2026»; from the second of a day on «الإصدار 2 ليوم 24 نوفمبر 2026».

    ``named`` are date and number of the edition. ``short``: in one calendar.
    """
    day, number = named
    dated = Words(arabic.day(day, short=short), origin=Origin.DATE)
    if number < 2:
        return Words("إصدار "), dated
    counter = Words(arabic.digits_of(str(number)), origin=Origin.COUNTER)
    return Words("الإصدار "), counter, Words(" ليوم "), dated


def edition_name(arabic: Arabic, day: date, ordinal: int, *, short: bool = False) -> str:
    """«الإصدار 3 · 24 نوفمبر 2026»; «إصدار 24 نوفمبر 2026» where editions have no number.

    ``short``: in one calendar.
    """
    word = "الإصدار" if ordinal else "إصدار"
    return f"{word} {edition_number(arabic, day, ordinal, short=short)}"


def edition_number(arabic: Arabic, day: date, ordinal: int, *, short: bool = False) -> str:
    """«3 · 24 نوفمبر 2026», beside the word «الإصدار»; the day alone without a number."""
    dated = marked(arabic.day(day, short=short), Origin.DATE)
    return (
        f"{marked(arabic.digits_of(str(ordinal)), Origin.COUNTER)} · {dated}" if ordinal else dated
    )


def stamp(arabic: Arabic, day: date, as_of: date) -> str:
    """The day of the edition and that of its facts in one line, for the foot of every page."""
    issued = marked(arabic.day(day, short=True), Origin.DATE)
    if as_of == day:
        return f"صدرت في {issued} وتستند إلى ما نُشر حتى تاريخها"
    until = marked(arabic.day(as_of, short=True), Origin.DATE)
    return f"صدرت في {issued} وتستند إلى ما نُشر حتى {until}"


def period(arabic: Arabic, dates: Iterable[When]) -> str:
    """«من 2014 إلى 2024», or the months where all dates are of one year and known to the month.

    Empty without dates.
    """
    found = list(dates)
    if not found:
        return ""
    start, end = min(one.start for one in found), max(one.end for one in found)
    is_year = any(one.precision is Precision.YEAR for one in found) or start.year != end.year
    whole = When(start, end, Precision.YEAR if is_year else Precision.MONTH, is_period=True)
    return marked(arabic.date(whole), Origin.DATE)


def code_label(code: EditionCode) -> str:
    """What a screen reader says for the QR code."""
    return f"رمز التحقق من الإصدار {code.id}"
