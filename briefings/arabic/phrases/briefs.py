"""Briefs and packs: their editions and dates, their cover, and the files inside their PDF."""

from __future__ import annotations

from datetime import date

from ...model import Origin, Words
from ..wording import Arabic

PACK = "ملف إحاطة"
"""The title of a pack that is for no meeting."""
UNCHANGED_SINCE = "لم تتغيّر الحقائق منذ "
NEWEST_FIGURE, NEWEST_FACT = "أحدث رقم: ", "أحدث معلومة: "
OLDEST_FIGURE = "أقدم رقم غير محدَّث: "
COMMA, SEMICOLON = "، ", "؛ "
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


def stamp(arabic: Arabic, named: tuple[date, int], as_of: date) -> str:
    """The edition and the day of its facts in one line, for the foot of every page."""
    day, number = named
    until = "تاريخه" if as_of == day else arabic.day(as_of, short=True)
    issued = f"صدر في {arabic.day(day, short=True)} ويستند إلى ما نُشر حتى {until}"
    return issued if number < 2 else f"الإصدار {arabic.digits_of(str(number))}، {issued}"
