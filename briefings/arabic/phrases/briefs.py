"""Briefs and packs: their editions and dates, their cover, and the files inside their PDF."""

from __future__ import annotations

from datetime import date

from ...model import Origin, Words, marked_text
from ..wording import Arabic

PACK = "ملف إحاطة"
"""The title of a pack that is for no meeting."""
UNCHANGED_SINCE = "لم تتغيّر الحقائق منذ "
BETWEEN_TITLES = "؛ "


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


def stamp(arabic: Arabic, named: tuple[date, int], as_of: date) -> str:
    """The edition and the day of its facts in one line, for the foot of every page."""
    day = arabic.day(as_of, short=True)
    if as_of != named[0]:
        return f"{marked_text(edition(arabic, named))} · الحقائق حتى {day}"
    if named[1] < 2:
        return f"الإصدار والحقائق: {day}"
    return f"الإصدار {arabic.digits_of(str(named[1]))} والحقائق: {day}"


def newest(aged: str, *, is_figure: bool) -> str:
    """The date and age of the newest figure, or else of the newest fact."""
    return f"{'أحدث رقم' if is_figure else 'أحدث معلومة'}: {aged}"


def oldest(aged: str) -> str:
    """The date and age of the oldest figure that no newer claim replaces."""
    return f"أقدم رقم لم يتجدّد: {aged}"


def aged(month: str, age: str) -> str:
    """A month and how long ago it was, where that is known."""
    # No brackets: pdf.js reads no space before one.
    return f"{month}، {age}" if age else month


def place_in_pack(number: int, count: int) -> str:
    """«إحاطة 1 من 4»."""
    return f"إحاطة {number} من {count}"


def period(first: str, last: str) -> str:
    """The days of a meeting that lasts more than one."""
    return f"من {first} إلى {last}"


def facts_file(title: str) -> str:
    """Describes facts.json."""
    return f"الحقائق التي تستند إليها الوثيقة ومصادرها: {title}"


def figures_file(title: str) -> str:
    """Describes figures.json."""
    return f"أرقام كل صفحة ومصدر كل رقم: {title}"


def chart_file(title: str) -> str:
    """Describes the CSV file of a chart."""
    return f"بيانات الرسم: {title}"
