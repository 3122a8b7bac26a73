"""How old the figures of a document are, said once under its title."""

from __future__ import annotations

from ...model import Precision, When

NEWEST = "أحدث الأرقام من {}"
"""Said where nothing that ages is a year old, and history is."""
NEWEST_AND_OLDEST = "أحدث الأرقام من {}، وأقدمها من {}"
"""Said where the newest is fresh and others are not."""
NEWEST_FACT = "أحدث المعلومات من {}"
_ALL, _ONE, _FACTS = "كل الأرقام", "الرقم المذكور", "كل المعلومات"


def dated(text: str, when: When, *, estimated: bool) -> str:
    """The month or the year of a figure after «من»: «سبتمبر 2024», «عام 2023 تقديرًا»."""
    named = f"عام {text}" if when.precision is Precision.YEAR else text
    return f"{named} تقديرًا" if estimated else named


def fresh(figures: int) -> str:
    """Said where no value printed is a year old; nothing follows."""
    return f"{_ONE if figures == 1 else _ALL} من السنة الأخيرة"


def all_from(newest: str, figures: int, *, one_date: bool) -> str:
    """«كل الأرقام من سبتمبر 2024 أو قبله»; only the date where there is but one."""
    return f"{_ONE if figures == 1 else _ALL} من {newest}" + ("" if one_date else " أو قبله")


def facts_from(newest: str) -> str:
    """The same of a document without figures."""
    return f"{_FACTS} من {newest} أو قبله"


def passed(newest: str, oldest: str, figures: int, one_date: bool) -> str:
    """«مضى على أحدثها أكثر من سنتين، وعلى أقدمها عشر سنوات»; ``oldest`` may be empty."""
    if oldest:
        return f"مضى على أحدثها {newest}، وعلى أقدمها {oldest}"
    if not one_date:
        return f"مضى على أحدثها {newest}"
    return f"مضى عليه {newest}" if figures == 1 else f"مضى عليها {newest}"
