"""Changes since an earlier edition: the heads and labels of the table, and what was reworded."""

from __future__ import annotations

from ...model import Origin, Rich, Unit, UnitForms, UnitKind, Words
from ..wording import Arabic

ADDED, DROPPED = "أُضيف: ", "لم يعد يُذكر: "
"""Stand before the objects that a relation has gained and lost."""
AND_DROPPED = f"؛ و{DROPPED}"
PEOPLE_MORE, MORE = " وغيرهم", " وغيرها"
COMMA, AND, SEMICOLON = "، ", "، و", "؛ "
TITLE, SINCE = "ما تغيّر", "ما تغيّر منذ "
IN_THAT_EDITION, NOW = "في ذلك الإصدار", "الآن"
ONLY_REWORDED = "صُوّبت الصياغة وحدها؛ و"
"""Stands before the sentence that no fact changed."""
REWORDED = "ما تغيّر في الصياغة"

LABELS = {
    "added": "جديد",
    "superseded": "أحدث",
    "revised": "مصحَّح",
    "dropped": "لم يعد يُذكر",
    "source": "مصدر آخر",
}
"""What became of a fact, by the kind of change."""
OTHER_COPY = "نسخة أخرى من المصدر"
SOURCES_DIFFER, SOURCES_AGREE = "تباين المصادر", "حُسم التباين"
CONFIRMED, REDATED = "تأكيد أحدث", "تاريخ مصحَّح"

TOPIC_TEXTS = {
    "title": "العنوان",
    "subtitle": "العنوان الفرعي",
    "bottom_line": "الخلاصة",
    "wanted": "المطلوب",
}
DATA_TEXTS = {
    "wording": "صياغة حقيقة",
    "scope": "نطاق رقم",
    "note": "ملاحظة مسجَّلة",
    "inferred": "سبب تقدير تاريخ",
    "name": "اسم",
    "unit": "وحدة",
    "source": "بيانات مصدر",
}
"""What was reworded, by the key of the text."""

_CHANGE = Unit(
    "change",
    UnitKind.COUNT,
    "بالتغييرات",
    UnitForms(
        "لا تغييرات أخرى",
        "تغيير واحد آخر",
        "تغييران آخران",
        "تغييرات أخرى",
        "تغييرًا آخر",
        "تغيير آخر",
    ),
)


def rest(arabic: Arabic, count: int) -> Rich:
    """«وهناك، سوى ما ذُكر، تغييران آخران.»; empty where none is left."""
    if count < 1:
        return ()
    counted = arabic.count(count, _CHANGE)
    return Words("وهناك، سوى ما ذُكر، "), Words(counted, origin=Origin.COUNTER), Words(".")
