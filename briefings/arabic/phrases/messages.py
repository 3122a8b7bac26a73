"""What is said in Arabic on a terminal, in examples of help, and at the head of a page."""

from __future__ import annotations

from ...model import Claim, Copy, Fact, Library, Origin, marked
from ..bidi import isolate_name
from ..wording import Arabic

LIST_SEPARATOR = "، "
BEFORE, NOW, REWORDED = "كان", "صار", "صياغة"
"""The labels of a value or a text before and after a change, and of a changed text."""

DIGITS = "123 or ١٢٣."
MONTHS = "سبتمبر, أيلول or both."
MARKING = "At the top and the foot of every page: رسمي."
"""What help and docs say of the options of these names."""

SEARCH_EDITIONS = ("editions search الاتصالات", 'editions search "الاتصالات 67"')
SEARCH_FACTS = "facts --search تدريب"
"""Examples of commands that search."""


def kicker(*, is_sheet: bool, meeting: str = "") -> str:
    """The line above the title of a brief or a sheet, or of a brief for a meeting."""
    if meeting:
        return f"إحاطة · {meeting}"
    return "إحاطة في صفحة" if is_sheet else "إحاطة موجزة"


def copy_line(copy: Copy, arabic: Arabic) -> str:
    """«إلى: السيد الوزير · نسخة رقم 7 من 90», with marks of origin; empty for a shared copy."""
    parts = []
    if copy.recipient:
        parts.append(f"إلى: {marked(isolate_name(copy.recipient), Origin.NAME)}")
    if copy.number:
        parts.append(marked(arabic.copy_number(copy.number, copy.total), Origin.COUNTER))
    return " · ".join(parts)


def stated(library: Library, fact: Fact, claim: Claim) -> str:
    """The value of a claim with its unit, or the name of its object."""
    arabic = Arabic()
    if claim.value is None or fact.unit is None:
        return arabic.place_name(claim.object or "", library.entities)
    return arabic.quantity(claim.value, library.units[fact.unit], claim.qualifier)
