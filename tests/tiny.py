"""A tiny library, built in code, whose every value can be kept in one's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from briefings.arabic import Arabic
from briefings.content.blocks import Composer
from briefings.facts.selection import Selection
from briefings.model import (
    Claim,
    Entity,
    EntityKind,
    Fact,
    InferredDate,
    Library,
    Post,
    Qualifier,
    Source,
    Topic,
    Unit,
    UnitForms,
    UnitKind,
    When,
)

OLD = When.parse("2016-09")
NEW = When.parse("2024-09-30")
LATE = date(2026, 11, 21)

SOURCES = {
    "old-page": Source(
        "old-page",
        "صفحة قديمة",
        "a.txt",
        "0" * 64,
        "ناشر أول",
        inferred=InferredDate(OLD, "لأنها تذكر مرور عامين."),
        notes=("كُتب اسم داعش خطأً.",),
    ),
    "new-page": Source("new-page", "صفحة جديدة", "b.txt", "1" * 64, "ناشر ثانٍ", published=NEW),
}
ELEMENT = Unit(
    "element",
    UnitKind.COUNT,
    "عنصر",
    UnitForms("لا عناصر", "عنصر واحد", "عنصران", "عناصر", "عنصرًا", "عنصر", "عنصرين"),
)
STATE = Unit(
    "state",
    UnitKind.COUNT,
    "دولة",
    UnitForms("لا دول", "دولة واحدة", "دولتان", "دول", "دولة", "دولة", "دولتين"),
)
PERCENT = Unit("percent", UnitKind.PERCENT, "نسبة مئوية")


def claim(source: str, when: When, **rest: Any) -> Claim:
    """A claim whose evidence does not matter."""
    by_source = when == SOURCES[source].date
    return Claim(source, 1, "دليل", as_of=when, is_dated_by_source=by_source, **rest)


TRAINED = Fact(
    "trained",
    "GB",
    "trained",
    "عناصر دُرّبوا",
    (
        claim("new-page", NEW, value=120000, qualifier=Qualifier.MORE_THAN),
        claim("old-page", OLD, value=25000, qualifier=Qualifier.MORE_THAN),
    ),
    unit="element",
    notes=("قد يُعدّ العنصر مرتين.",),
)
SHARE = Fact(
    "share", "daesh", "lost", "أراضٍ خسرها", (claim("old-page", OLD, value=95),), unit="percent"
)
LEADS = Fact(
    "leads",
    "group",
    "leads",
    "ترأس {object} المجموعة",
    (claim("old-page", OLD, object="AE"), claim("old-page", OLD, object="DE")),
)
OTHER_LEADS = replace(
    LEADS,
    id="other-leads",
    subject="other",
    claims=(claim("old-page", OLD, object="IT"), claim("old-page", OLD, object="AE")),
)
ENVOY = Fact(
    "envoy-of", "envoy", "envoy-of", "المبعوثة من {object}", (claim("old-page", OLD, object="AE"),)
)
ENTITIES = {
    "group": Entity("group", EntityKind.GROUP, "مجموعة الاستقرار"),
    "other": Entity("other", EntityKind.GROUP, "مجموعة التمويل"),
    "AE": Entity("AE", EntityKind.COUNTRY, "الإمارات العربية المتحدة", "الإمارات"),
    "daesh": Entity("daesh", EntityKind.ORGANISATION, "داعش"),
    "envoy": Entity(
        "envoy",
        EntityKind.PERSON,
        "سلمى الحداد",
        latin="Salma al-Haddad",
        posts=(Post("المبعوثة الخاصة", "envoy-of"),),
        notes=("درّبت {trained}.",),
    ),
}
LIBRARY = Library(
    SOURCES,
    ENTITIES,
    {unit.id: unit for unit in (ELEMENT, STATE, PERCENT)},
    {fact.id: fact for fact in (TRAINED, SHARE, LEADS, OTHER_LEADS, ENVOY)},
    {},
)

SHARE_NAMED: tuple[dict[str, Any], ...] = (
    {"title": "{share}"},
    {"summary": "{share}"},
    {"subtitle": "{share}"},
    {"keywords": ("{share}",)},
    {"bottom_line": ("{share}",)},
)
"""Texts of a topic, outside of its blocks, that name a fact."""


def library_with(*facts: Fact, topics: tuple[Topic, ...] = ()) -> Library:
    """The tiny library with other facts of the same or a new id, and with topics."""
    return replace(
        LIBRARY,
        facts={**LIBRARY.facts, **{fact.id: fact for fact in facts}},
        topics={topic.id: topic for topic in topics},
    )


def composer(as_of: date = LATE, library: Library = LIBRARY, **options: Any) -> Composer:
    """A fresh composer for the tiny library."""
    return Composer(Selection(library, as_of), Arabic(**options), LATE)
