"""A claim against its own excerpt: what is a contradiction, and what is none."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from briefings.data import load_library
from briefings.data.validation import check_library
from briefings.facts.contradictions import contradiction
from briefings.model import Qualifier, Unit, UnitForms, UnitKind

from ..tiny import ELEMENT, LIBRARY, NEW, PERCENT, TRAINED, claim, library_with

FORMS = UnitForms(*["دولار"] * 6)
USD = Unit("usd", UnitKind.CURRENCY, "بالدولار", FORMS)
SHARE = Unit("share", UnitKind.FRACTION, "نصيب")
TONNES = Unit("kilotonne", UnitKind.COUNT, "ألف طن", UnitForms(*["ألف طن"] * 6))
DAYS = Unit("day", UnitKind.COUNT, "يوم", UnitForms(*["يومًا"] * 6))
EXACT, ORDER = Qualifier.EXACT, Qualifier.ORDER

BORNE_OUT = {
    "digits": ("أكثر من 120,000 عنصر", 120000, ELEMENT),
    "arabic-digits": ("أكثر من ١٢٠٬٠٠٠ عنصر", 120000, ELEMENT),
    "arabic-comma": ("أكثر من 120،000 عنصر", 120000, ELEMENT),
    "thousand": ("مجموعهم 120 ألف عنصر", 120000, ELEMENT),
    "point-either-way": ("نحو 111.000 عنصر", 111000, ELEMENT),
    "decimal-milliard": ("4.3 مليار جنيه", 4300000000, USD),
    "arabic-decimal": ("١٢٫٥ مليون يورو", 12500000, USD),
    "two-figures": ("درّبنا 30 مدربًا و120,000 عنصر", 120000, ELEMENT),
    "word": ("درّبت ستة عناصر", 6, ELEMENT),
    "words-beside-digits": ("ستة عناصر من أصل 60", 6, ELEMENT),
    "no-figure": ("عدد كبير من العناصر", 7, ELEMENT),
    "word-alone-is-not-judged": ("في ستة مواقع", 7, ELEMENT),
    "year": ("حتى نهاية عام 2014", 7, ELEMENT),
    "hijri-year": ("في عام 1445هـ", 7, ELEMENT),
    "day-and-month": ("منذ 30 سبتمبر 2024", 7, ELEMENT),
    "date-in-digits": ("يوم 30/09/2024", 7, ELEMENT),
    "duration": ("خلال 30 يومًا", 7, ELEMENT),
    "resolution": ("وفق القرار 2254", 7, ELEMENT),
    "name": ("طائرات F16 وB-12", 7, ELEMENT),
    "percent": ("من 95% من الأراضي", 95, PERCENT),
    "percent-as-a-share": ("من 95% من الأراضي", 0.95, SHARE),
    "fifth-as-percent": ("خُمس السكان، أي 5 ملايين", 20, PERCENT),
    "ratio": ("تعمل 12 مستشفى من أصل 60", 0.2, SHARE),
    "ratio-in-percent": ("12 من 60", 20, PERCENT),
    "below-nought": ("انكمش بنسبة 18،3% في", -18.3, PERCENT),
    "range-shares-its-scale": ("ما بين 10 و20 ألف عنصر", 10000, ELEMENT),
    "order": ("لعشرات الملايين من 5 دول", 10**7, ELEMENT),
    "in-the-unit's-scale": ("38,5 ألف طن", 38.5, TONNES),
    "in-the-unit's-scale-in-full": ("38,500 طن", 38.5, TONNES),
    "million": ("USD 4.2 billion to reach 21 million people", 21000000, ELEMENT),
    "billion": ("USD 4.2 billion to reach 21 million people", 4200000000, USD),
    "per-cent": ("nearly 65 per cent are women", 65, PERCENT),
    "one-in-four": ("One in four of the 21 million families", 0.25, SHARE),
    "contracted": ("contracted by 18.3 per cent in 2024", -18.3, PERCENT),
    "growth-of-another-year": ("growth of 1.5 per cent in 2023", 1.5, PERCENT),
    "inflation": ("Annual inflation reached 145.14 per cent in January 2025", 145.14, PERCENT),
    "at-least": ("At least 11,000 schools remain closed", 11000, ELEMENT),
    "low-end": ("between 70 and 80 per cent of hospitals", 70, PERCENT),
    "high-end": ("between 70 and 80 per cent of hospitals", 80, PERCENT),
    "low-end-of-millions": ("between 10 and 20 million people", 10**7, ELEMENT),
    "letter": ("some 21m people", 21000000, ELEMENT),
    "letter-k": ("about 38.5k people", 38500, ELEMENT),
    "tenth": ("EUR 340 million, less than one-tenth of the need", 0.1, SHARE),
    "english-date": ("on 2 February 2025 and March 3", 7, ELEMENT),
    "quarter": ("In Q1 2025 the council delivered", 7, ELEMENT),
    "french": ("4,3 milliards d'euros", 4300000000, USD),
    "german": ("21 Millionen Menschen", 21000000, ELEMENT),
    "spanish": ("21 millones de personas", 21000000, ELEMENT),
    "russian": ("21 млн человек", 21000000, ELEMENT),
    "english-resolution": ("Resolution 2254 of the council", 7, ELEMENT),
    "lakh": ("12 lakh people", 1200000, ELEMENT),
    "indian-grouping": ("12,34,567 people", 1234567, ELEMENT),
    "a-million-in-words": ("over a million people in 12 governorates", 10**6, ELEMENT),
    "none": ("none of the 12 hospitals works", 0, ELEMENT),
    "none-in-arabic": ("لا مستشفى من أصل 12", 0, ELEMENT),
    "dual": ("مدرستان من 12", 2, ELEMENT),
    "one-in-arabic": ("إحدى المدارس الـ12", 1, ELEMENT),
    "all": ("جميع المستشفيات الـ18", 100, PERCENT),
    "tripled": ("ثلاثة أضعاف من 300", 900, ELEMENT),
    "vulgar-fraction": ("2½ million people", 2500000, ELEMENT),
    "power-of-ten": ("10⁶ people", 10**6, ELEMENT),
    "no-nought": ("some .5 per cent", 0.5, PERCENT),
    "french-words": ("quatre des 12 provinces", 4, ELEMENT),
    "german-words": ("vier der 12 Provinzen", 4, ELEMENT),
    "russian-words": ("четыре из 12 областей", 4, ELEMENT),
    "ratio-with-article": ("12 of the 60 hospitals", 20, PERCENT),
    "ratio-in-brackets": ("12 (of 60) hospitals", 20, PERCENT),
    "per-thousand": ("3 per 1,000 births", 0.3, PERCENT),
    "per-mille": ("نسبة 3 في الألف", 0.3, PERCENT),
    "range-of-money": ("$3 to $4 billion", 3 * 10**9, USD),
    "range-with-about": ("3 to about 4 million", 3 * 10**6, ELEMENT),
    "range-after-its-scale": ("from 3 million to 4", 4 * 10**6, ELEMENT),
    "sum-of-scales": ("1 million 200 thousand", 1200000, ELEMENT),
    "range-of-durations": ("children aged 6 to 59 months", 500, ELEMENT),
    "another-time": ("2 weeks", 14, DAYS),
    "clock": ("at 14:30 on Monday", 7, ELEMENT),
    "short-date": ("on 12 Dec 2023 and Sept. 30", 7, ELEMENT),
    "dotted-date": ("يوم 1.5.2023", 7, ELEMENT),
    "ordinal": ("in the 21st century", 7, ELEMENT),
    "phase": ("facing IPC Phase 3", 7, ELEMENT),
    "arabic-names": ("البند 3 من الدورة 12 وكوفيد 19", 7, ELEMENT),
}

CONTRADICTED = {
    "more": ("أكثر من 120,000 عنصر", 125000, ELEMENT, "120000"),
    "less": ("نحو 40 ألف عنصر", 4000, ELEMENT, "40000"),
    "arabic-digits": ("أكثر من ١٢٠٬٠٠٠", 12000, ELEMENT, "120000"),
    "arabic-decimal": ("نحو 3،8%", 38, PERCENT, "3.8"),
    "scale-left-out": ("نحو 120 ألف عنصر", 120, ELEMENT, "120000"),
    "scale-left-out-in-english": ("to reach 21 million people", 21, ELEMENT, "21000000"),
    "scale-put-in": ("21 people", 21000000, ELEMENT, "21"),
    "share-for-percent": ("نحو 50% من", 0.5, PERCENT, "50"),
    "percent-for-share": ("نحو 50% من", 0.05, SHARE, "50"),
    "two-figures": ("درّبنا 30 مدربًا و120,000 عنصر", 125000, ELEMENT, "30 and 120000"),
    "beside-a-year": ("في 2014 نحو 500 عنصر", 5000, ELEMENT, "500"),
    "beside-a-word": ("درّبت 300 عنصر في ستة مواقع", 30, ELEMENT, "300"),
    "out-of-range": ("between 70 and 80 per cent of", 75, PERCENT, "70 and 80"),
    "duration-in-its-unit": ("خلال 30 يومًا", 7, DAYS, "30"),
    "out-of-a-range-of-money": ("$3 to $4 billion", 5, USD, "3000000000 and 4000000000"),
    "few-in-arabic": ("درّبت 12 عنصرًا", 2, ELEMENT, "12"),
    "none-but-some": ("درّبت 12 عنصرًا", 0, ELEMENT, "12"),
    "ratio-misread": ("12 of the 60 hospitals", 30, PERCENT, "12 and 60"),
    "a-part-of-all": ("جميع المستشفيات الـ18", 90, PERCENT, "18"),
}


@pytest.mark.parametrize(("excerpt", "value", "unit"), BORNE_OUT.values(), ids=BORNE_OUT)
def test_what_an_excerpt_may_state_is_no_contradiction(
    excerpt: str, value: float, unit: Unit
) -> None:
    qualifier = ORDER if "عشرات" in excerpt else EXACT
    assert contradiction(excerpt, value, unit, qualifier) == ""


@pytest.mark.parametrize(
    ("excerpt", "value", "unit", "states"), CONTRADICTED.values(), ids=CONTRADICTED
)
def test_another_figure_is_a_contradiction_and_named(
    excerpt: str, value: float, unit: Unit, states: str
) -> None:
    assert contradiction(excerpt, value, unit, EXACT) == states


def test_an_excerpt_far_too_long_is_not_searched_for_figures() -> None:
    begun = time.monotonic()
    for _ in range(20):
        problems("12 million " * 450, value=7)
    assert time.monotonic() - begun < 2


def problems(excerpt: str, **rest: object) -> list[tuple[str, str]]:
    one = replace(claim("new-page", NEW, **rest), excerpt=excerpt)
    library = library_with(replace(TRAINED, claims=(one, *TRAINED.claims)))
    known = {problem.message for problem in check_library(LIBRARY)}
    return [(one.rule, one.message) for one in check_library(library) if one.message not in known]


def test_a_contradiction_is_a_problem_of_the_data() -> None:
    assert problems("أكثر من 120,000", value=125000, qualifier=Qualifier.MORE_THAN) == [
        (
            "value-not-in-excerpt",
            "the value 125000 contradicts its excerpt “أكثر من 120,000”, which states 120000",
        )
    ]


def test_a_qualifier_that_the_claim_leaves_out_is_a_problem_of_the_data() -> None:
    ((rule, message),) = problems("أكثر من 120,000 عنصر", value=120000)
    assert rule == "qualifier-differs"
    assert message == (
        "the excerpt “أكثر من 120,000 عنصر” says “more-than” of the figure, "
        "and the claim has no qualifier"
    )
    assert problems("120,000 عنصر نحو القضاء", value=120000) == []
    assert problems("أكثر من 30 مدربًا و120,000 عنصر", value=120000) == []


def test_no_shipped_claim_is_called_into_question(checkout: Path) -> None:
    library = load_library(checkout / "data")
    stated = [
        (fact.id, one.excerpt)
        for fact in library.facts.values()
        for one in fact.claims
        if one.value is not None
        and contradiction(one.excerpt, one.value, library.units[fact.unit or ""], one.qualifier)
    ]
    assert stated == []
