"""When a fact is to be looked at again, and how old the figures of a document are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic import Arabic, Digits
from briefings.content.brief import Purpose, compose
from briefings.content.pack import compose_pack
from briefings.facts.freshness import is_stale, review_day, span
from briefings.facts.selection import Selection
from briefings.model import Fact, Rank, Topic, When, unmarked
from tests.tiny import LATE, LEADS, LIBRARY, NEW, SHARE, TRAINED, claim, library_with
from tests.tiny import composer as composer_of

LATER = replace(TRAINED, review_by=When.parse("2030-06"))
WITHDRAWN = claim("new-page", NEW, value=7, rank=Rank.DEPRECATED)
LEAP = claim("new-page", When.parse("2024-02-29"), value=2)


@pytest.mark.parametrize(
    ("fact", "day", "due"),
    [
        pytest.param(TRAINED, LATE, date(2026, 9, 30), id="figure"),
        pytest.param(TRAINED, date(2020, 1, 1), date(2018, 9, 30), id="claim known by then"),
        pytest.param(TRAINED, date(2015, 1, 1), None, id="not known by then"),
        pytest.param(LEADS, LATE, date(2019, 9, 30), id="relation"),
        pytest.param(replace(SHARE, settled=True), LATE, None, id="settled"),
        pytest.param(LATER, LATE, date(2030, 6, 30), id="its own day"),
        pytest.param(LATER, date(2020, 1, 1), date(2018, 9, 30), id="a day of a later claim"),
        pytest.param(
            replace(SHARE, claims=(*SHARE.claims, WITHDRAWN), review_by=When.parse("2019")),
            LATE,
            date(2019, 12, 31),
            id="a withdrawn claim is not the last",
        ),
        pytest.param(
            replace(SHARE, claims=(*SHARE.claims, LEAP)),
            LATE,
            date(2026, 2, 28),
            id="29 February",
        ),
    ],
)
def test_the_day_of_review(fact: Fact, day: date, due: date | None) -> None:
    assert review_day(fact, Selection(library_with(fact), day)) == due


def test_a_fact_is_stale_from_the_day_after() -> None:
    days = (date(2026, 9, 30), date(2026, 10, 1))
    assert [is_stale(TRAINED, Selection(LIBRARY, day)) for day in days] == [False, True]


def test_the_oldest_figure_is_of_what_nothing_newer_replaced() -> None:
    one = composer_of()
    one.sentence("{trained@first} {trained} {leads}")
    assert [c and c.value for c in span(LIBRARY, one.used)] == [120000, 120000]
    one.sentence("{share}")
    assert [c and c.value for c in span(LIBRARY, one.used)] == [120000, 95]
    library = library_with(replace(SHARE, settled=True))
    assert [c and c.value for c in span(library, one.used)] == [120000, 120000]


HEADS = {
    "{trained} {leads|count:state}": (
        "أحدث رقم: سبتمبر ٢٠٢٤، قبل أكثر من سنتين",
        "أقدم رقم غير محدَّث: سبتمبر ٢٠١٦، قبل أكثر من عشر سنوات",
    ),
    "{trained} {share}": (
        "أحدث رقم: سبتمبر ٢٠٢٤، قبل أكثر من سنتين",
        "أقدم رقم غير محدَّث: سبتمبر ٢٠١٦، قبل أكثر من عشر سنوات",
    ),
    "{trained}": ("أحدث رقم: سبتمبر ٢٠٢٤، قبل أكثر من سنتين", ""),
    "{leads}": ("أحدث معلومة: سبتمبر ٢٠١٦، قبل أكثر من عشر سنوات", ""),
}


@pytest.mark.parametrize("text", HEADS)
def test_heads_and_covers_say_how_old_the_figures_are(text: str) -> None:
    topic, arabic = Topic("t", "عنوان", "ملخص", (text,), ()), Arabic(digits=Digits.ARAB)
    library = library_with(topics=(topic,))
    brief = compose(library, topic, Purpose(LATE, LATE, arabic))
    pack = compose_pack(library, [topic], Purpose(LATE, LATE, arabic))
    for one in (brief, pack):
        assert (unmarked(one.newest_text), unmarked(one.oldest_text)) == HEADS[text]


def test_ages_are_those_on_the_day_up_to_which_facts_count() -> None:
    topic = Topic("t", "عنوان", "ملخص", ("{trained}",), ())
    brief = compose(LIBRARY, topic, Purpose(LATE, date(2016, 12, 31), Arabic()))
    assert (unmarked(brief.newest_text), unmarked(brief.oldest_text)) == (
        "أحدث رقم: سبتمبر 2016، قبل ثلاثة أشهر",
        "",
    )
