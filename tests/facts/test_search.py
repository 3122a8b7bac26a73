"""Facts are found by their words in whatever spelling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.facts.search import search_facts

from ..tiny import LEADS, TRAINED, library_with

FACTS = library_with(
    replace(TRAINED, claims=(replace(TRAINED.claims[0], excerpt="أكثر من ١٢٠٬٠٠٠ عنصر"),)),
    replace(LEADS, wording="رئاسة {object} المجموعةَ المسؤولة"),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("trained", ["trained"], id="id"),
        pytest.param("LEADS", ["leads", "other-leads"], id="capitals"),
        pytest.param("دربوا", ["trained"], id="vowel-marks"),
        pytest.param("دُرِّبـــوا", ["trained"], id="tatweel"),
        pytest.param("اراض", ["share"], id="alef"),
        pytest.param("مجموعه", ["leads", "other-leads"], id="ha"),
        pytest.param("المسئوله", ["leads"], id="hamza"),
        pytest.param("علي", [], id="nothing"),
        pytest.param("ترأس إيطاليا", ["other-leads"], id="object"),
        pytest.param("الإمارات الاستقرار", ["leads"], id="all-words"),
        pytest.param("المملكة المتحدة", ["trained"], id="subject"),
        pytest.param("120", ["trained"], id="digits"),
        pytest.param("٩٥٪", ["share"], id="percent-as-printed"),
        pytest.param("30 سبتمبر 2024", ["trained"], id="date-as-printed"),
        pytest.param("2024-09-30", ["trained"], id="iso-date"),
        pytest.param("١٢٠", ["trained"], id="Arabic-digits"),
        pytest.param("120,000", ["trained"], id="thousands-mark"),
        pytest.param("١٢٠٬٠٠٠", ["trained"], id="Arabic-thousands-mark"),
        pytest.param("120000 عنصر،", ["trained"], id="value"),
        pytest.param("مرتين", ["trained"], id="note"),
        pytest.param("،", [], id="no-word"),
    ],
)
def test_a_fact_is_found_by_its_words(text: str, ids: list[str]) -> None:
    assert [fact.id for fact in search_facts(FACTS, text)] == ids
