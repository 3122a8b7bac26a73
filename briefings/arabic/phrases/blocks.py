"""Blocks: what a comparison calls the texts of each kind, and caveats."""

from __future__ import annotations

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
AGENDA, BIOGRAPHY = "جدول الاجتماع", "الشخصيات"
OBJECTIVES, ASK, AVOID = "أهداف الاجتماع", "اسأل نظيرك", "تجنّب"
KNOWN_ON = "كما في "
"""Before the date for which a post is known."""
SOURCES, SOURCE = "المصادر", "المصدر"

AND, COMMA, SEMICOLON, QUESTION_MARK = "، و", "، ", "؛ ", "؟"
AND_MARK = " و"
"""Between two marks of sources."""

LETTERS = ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع")
"""The letters of notes, in the order in which Arabic numbers with letters."""
ESTIMATED = "تقديرًا"
"""Stands after a date that the source does not state."""
UNDATED = "لا يذكر تاريخه"
"""Why the date of a source was estimated, where the reason given cannot be told yet."""
SOURCES_DIFFER = "تتباين المصادر في "
BY_SOURCE = " بحسب «"
PREFERRED = "؛ والمعتمد هنا أول ما ذُكر: "
NOT_COMPARED = "لا تُقارن قيم هذا الرقم بعضها ببعض، فنطاقاتها مختلفة: "
DUE = "يحتاج إلى تحديث"
ONE_OVERDUE, SOME_OVERDUE = "رقم مضى موعد مراجعته: ", "أرقام مضى موعد مراجعتها: "
ALL_OVERDUE = "مضى موعد مراجعة أرقام هذه الإحاطة كلها."
ALL_AGEING_OVERDUE = "مضى موعد مراجعة الأرقام القابلة للتغيّر في هذه الإحاطة كلها."

_UNDATED_SOURCES = (
    "لا يذكر المصدر {} تاريخه، فقُدِّر.",
    "لا يذكر المصدران {} تاريخيهما، فقُدِّر كل منهما.",
    "لا تذكر المصادر {} تواريخها، فقُدِّرت.",
)


def undated_sources(count: int) -> tuple[str, str]:
    """What stands before and after the marks of the sources that are undated."""
    text = _UNDATED_SOURCES[min(count, len(_UNDATED_SOURCES)) - 1]
    before, _, after = text.partition("{}")
    return before, after


_BY = {Precision.DAY: "بيوم", Precision.MONTH: "بشهر", Precision.YEAR: "بعام"}


def covers(scope: str) -> str:
    """The scope of a value, after its date."""
    return f" ({scope})"


def estimated(reason: str, date: str, precision: Precision) -> str:
    """Why and how the date of a source was estimated; follows the source."""
    return f": {reason}؛ فقُدِّر التاريخ {_BY[precision]} {date}."


def period(since: str, until: str) -> str:
    """The period of a post: «منذ …», «من … إلى …» or «حتى …»."""
    if not until:
        return f"منذ {since}"
    return f"من {since} إلى {until}" if since else f"حتى {until}"


def credit(source: str, licence: str) -> str:
    """Who made a portrait, and under which licence it is printed."""
    return f"الصورة: {source}، {licence}"
