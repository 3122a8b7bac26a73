"""Composing a brief for a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.arabic import Arabic, Months
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.prose import Lines
from briefings.content.brief import Brief, Purpose, compose, topic_facts
from briefings.errors import SelectionError
from briefings.model import Topic, plain_text, unmarked
from tests.tiny import LATE, LIBRARY, SHARE_NAMED, TRAINED, library_with

TOPIC = Topic(
    "training",
    "التدريب حتى {trained|date}",
    "ملخص",
    ("درّبت {trained}.", "وخسر داعش {share}."),
    (
        KeyFigures((KeyFigure("trained", "درّبوا"),)),
        Lines(("الرئاسة: {leads}",)),
        Sources(),
    ),
)


def brief_of(day: date, **options: object) -> Brief:
    return compose(LIBRARY, TOPIC, Purpose(LATE, day, Arabic(**options)))  # type: ignore[arg-type]


def test_a_brief_holds_all_it_prints_with_sources_in_reading_order() -> None:
    brief = brief_of(LATE)
    assert unmarked(brief.title) == "التدريب حتى 30 سبتمبر 2024"
    assert [view.kind for view in brief.views] == ["key-figures", "lines", "sources"]
    assert [source.id for source in brief.sources] == ["new-page", "old-page"]
    assert [(fact, claim.value or claim.object) for fact, claim in brief.claims] == [
        ("trained", 120000),
        ("share", 95),
        ("leads", "AE"),
        ("leads", "DE"),
    ]


def test_a_claim_that_the_head_alone_names_is_listed_with_its_source() -> None:
    topic = replace(TOPIC, summary="{share}", bottom_line=("{trained@2024-09-30}.",), blocks=())
    brief = compose(LIBRARY, topic, Purpose(LATE, LATE))
    assert [source.id for source in brief.sources] == ["new-page", "old-page"]
    assert [fact for fact, _ in brief.claims] == ["trained", "share"]


def test_an_earlier_day_gives_the_brief_that_could_have_been_written_then() -> None:
    brief = brief_of(date(2016, 12, 31))
    assert plain_text(brief.bottom_line).startswith("درّبت أكثر من 25,000 عنصر.")
    assert [source.id for source in brief.sources] == ["old-page"]
    assert unmarked(brief.edition_line) == "إصدار 21 نوفمبر 2026"
    assert unmarked(brief.stamp).endswith("وتستند إلى ما نُشر حتى 31 ديسمبر 2016")


def test_a_day_before_all_facts_is_told_with_the_first_day_that_works() -> None:
    with pytest.raises(SelectionError, match=r"“training” by 2015-01-01.*from 2016-09-30"):
        brief_of(date(2015, 1, 1))


def test_a_summary_alone_makes_no_day_that_works() -> None:
    topic = replace(TOPIC, summary="{share}", bottom_line=("{new}",), blocks=(Sources(),))
    new = replace(TRAINED, id="new", claims=TRAINED.claims[:1])  # of 30 September 2024
    with pytest.raises(SelectionError, match=r"by 2020-01-01; its first fact counts from 2024"):
        compose(
            library_with(new),
            replace(topic, title="عنوان"),
            Purpose(LATE, date(2020, 1, 1), Arabic()),
        )


def test_the_day_that_works_is_still_to_come() -> None:
    # The share counts from 2016, but no sentence is of it alone.
    new = replace(TRAINED, id="new", claims=TRAINED.claims[:1])  # of 30 September 2024
    topic = replace(TOPIC, title="عنوان", bottom_line=("{share} {new}.",), blocks=(Sources(),))
    with pytest.raises(SelectionError, match=r"by 2020-01-01; its first fact counts from 2024"):
        compose(library_with(new), topic, Purpose(LATE, date(2020, 1, 1)))


def test_months_are_those_chosen_throughout() -> None:
    brief = brief_of(LATE, months=Months.LEVANTINE)
    assert unmarked(brief.title) == "التدريب حتى 30 أيلول 2024"
    assert unmarked(brief.edition_line) == "إصدار 21 تشرين الثاني 2026"


def test_the_facts_of_a_topic_are_those_of_texts_and_blocks() -> None:
    assert topic_facts(TOPIC) == {"trained", "share", "leads"}


@pytest.mark.parametrize(
    "part",
    [
        *SHARE_NAMED,
        {"blocks": (Lines(("{share}",)),)},
        {"blocks": (KeyFigures((KeyFigure("share", "خسر"),)),)},
    ],
    ids=["title", "summary", "subtitle", "keywords", "bottom_line", "text", "figure"],
)
def test_a_fact_of_a_topic_is_one_wherever_it_is_named(part: dict[str, Any]) -> None:
    bare = Topic("bare", "عنوان", "ملخص", (), ())
    assert topic_facts(bare) == frozenset()
    assert topic_facts(replace(bare, **part)) == {"share"}
