"""Hints on answers that are hard to say aloud."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.arabic.reading.typed_numbers import sources_named
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Question, Questions
from briefings.content.speech import speech_hints
from briefings.model import Topic
from tests.tiny import LATE, library_with

TWENTY_ONE = "كلمة " * 20 + "أخيرة"
"""Twenty-one words."""


def rules(question: str, *answer: str, day: date = LATE) -> list[str]:
    block = Questions((Question(question, answer),))
    topic = Topic("t", "عنوان", "ملخص", ("خلاصة {trained}.",), (block, Sources()))
    found = list(speech_hints(library_with(topics=(topic,)), day))
    assert {one.level for one in found} <= {"note"}
    return [one.rule for one in found]


def test_an_answer_may_have_25_words_with_its_figures() -> None:
    # «أكثر من 120,000 عنصر» are four words; a dash is none.
    assert rules("كم؟", f"{TWENTY_ONE} — {{trained}}.") == []
    assert rules("كم؟", f"{TWENTY_ONE}، نعم: {{trained}}.") == ["long-answer"]
    assert rules("كم؟", TWENTY_ONE, "{و}هذا خامس الكلام وسادسه.") == []
    assert rules("كم؟", TWENTY_ONE, "{و}هذا خامس الكلام وسادسه أيضًا.") == ["long-answer"]


def test_what_cannot_be_said_yet_is_not_counted() -> None:
    long = f"{TWENTY_ONE}، نعم: {{trained}}."
    assert rules("كم؟", long, day=date(2015, 1, 1)) == []


def test_questions_and_answers_do_not_speak_of_their_sources() -> None:
    assert rules("ماذا تقول المصادر؟", "لا شيء بحسب المصدر.") == ["source-in-answer"] * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("لا تذكر المصادر عددهم", ["المصادر"]),
        ("وبحسب مصادرنا والمصدرين", ["مصادرنا", "والمصدرين"]),
        ("لمصدرنا، للمصدر", ["لمصدرنا", "للمصدر"]),
        ("مصدر خطر، ومصادر تمويله، ومصدرًا لتدفق جديد", []),
        ("المصدرية", []),
    ],
)
def test_words_for_sources_are_told_from_other_sources(text: str, words: list[str]) -> None:
    assert [word for _, word in sources_named(text)] == words
