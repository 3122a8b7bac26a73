"""The table at the head: edition, period, review, and where to turn to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.arabic import Arabic, Calendar, Digits
from briefings.arabic.phrases.briefs import period
from briefings.content.brief import Purpose, compose
from briefings.content.particulars import particulars_of
from briefings.errors import SelectionError
from briefings.model import Imprint, Setting, When, unmarked
from tests import shipped

DAY = date(2026, 11, 28)


def rows(
    arabic: Arabic | None = None, ordinal: int = 0, of_topic: str = "", **setting: Any
) -> list[tuple[str, str]]:
    library = shipped.library()
    topic = replace(library.topics["uk-contributions"], review=of_topic or None)
    purpose = Purpose(DAY, DAY, arabic or Arabic(), imprint=Imprint(1, ordinal))
    found = particulars_of(compose(library, topic, purpose), Setting(**setting))
    return [(one.label, unmarked(one.text)) for one in found]


def test_without_anything_given_it_has_the_edition_and_the_period() -> None:
    assert rows() == [("الإصدار", "28 نوفمبر 2026"), ("الفترة", "من 2014 إلى 2024")]


def test_it_says_all_that_is_known() -> None:
    assert rows(ordinal=3, review="3 months", contact="هاتف +44 20 7008 5000") == [
        ("الإصدار", "3 · 28 نوفمبر 2026"),
        ("الفترة", "من 2014 إلى 2024"),
        ("المراجعة", "28 فبراير 2027"),
        ("للاتصال", "هاتف \u2066+44 20 7008 5000\u2069"),
    ]


def test_the_topic_goes_before_the_build() -> None:
    assert ("المراجعة", "12 ديسمبر 2026") in rows(of_topic="2 weeks", review="1 year")


def test_numbers_of_the_house_stay_and_others_are_arabic() -> None:
    arabic = Arabic(Digits.ARAB, calendar=Calendar.BOTH)
    found = dict(rows(arabic, 3, contact="+44 20 7008 5000"))
    assert found["الإصدار"] == "٣ · ٢٨ نوفمبر ٢٠٢٦، الموافق ١٨ جمادى الآخرة ١٤٤٨ هـ"
    assert found["للاتصال"] == "\u2066+44 20 7008 5000\u2069"


def test_a_review_that_is_past_is_refused() -> None:
    with pytest.raises(SelectionError, match="not after the edition"):
        rows(review="2026-11-01")


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2014", "2024-09-30"], "من 2014 إلى 2024"),
        (["2024-02/2024-09", "2024-03-01"], "من فبراير إلى سبتمبر 2024"),
        (["2024-02", "2024"], "2024"),
        (["2024-02-01", "2024-02-20"], "فبراير 2024"),
        ([], ""),
    ],
)
def test_the_period_is_that_of_the_facts(dates: list[str], said: str) -> None:
    assert unmarked(period(Arabic(), map(When.parse, dates))) == said
