"""Hints on answers that are hard to say aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic.reading.typed_numbers import sources_named
from briefings.content.blocks import PlannedBlock
from briefings.content.blocks.closing import Caution, Caveats, Sources
from briefings.content.blocks.prose import Lines, LineToTake, Prose, Question, Questions
from briefings.content.hints import hints
from briefings.model import Request, Topic
from tests.tiny import LATE, OLD, TRAINED, claim, library_with

TWENTY_ONE = "كلمة " * 20 + "أخيرة"
"""Twenty-one words."""
EIGHT = replace(TRAINED, id="eight", claims=(claim("old-page", OLD, value=8),))


def found_in(*blocks: PlannedBlock, day: date = LATE, **texts: object) -> list[str]:
    """The rules of the hints on a topic with some blocks."""
    given = {"bottom_line": ("خلاصة {trained}.",), "wanted": Request(("اعتماد النقاط.",)), **texts}
    topic = Topic("t", "عنوان", "ملخص", blocks=(*blocks, Sources()), **given)  # type: ignore[arg-type]
    found = list(hints(library_with(EIGHT, topics=(topic,)), day))
    assert {one.level for one in found} <= {"note"}
    return [one.rule for one in found]


def rules(question: str, *answer: str, day: date = LATE) -> list[str]:
    return found_in(Questions((Question(question, answer, proposed=True),)), day=day)


def test_an_answer_may_have_25_words_with_its_figures() -> None:
    # «أكثر من 120,000 عنصر» are four words; a dash is none.
    assert rules("كم؟", f"{TWENTY_ONE} — {{trained}}.") == []
    assert rules("كم؟", f"{TWENTY_ONE}، نعم: {{trained}}.") == ["long-answer"]
    assert rules("كم؟", TWENTY_ONE, "{و}هذا خامس الكلام وسادسه.") == []
    assert rules("كم؟", TWENTY_ONE, "{و}هذا خامس الكلام وسادسه أيضًا.") == ["long-answer"]


def test_what_cannot_be_said_yet_is_not_counted() -> None:
    long = f"{TWENTY_ONE}، نعم: {{trained}}."
    assert rules("كم؟", long, day=date(2015, 1, 1)) == []


def test_what_follows_an_answer_is_as_short() -> None:
    asked = Question("كم؟", ("{trained}.",), pressed=(f"{TWENTY_ONE}، نعم: {{trained}}.",))
    assert "long-answer" in found_in(Questions((asked,)))


def test_what_is_said_aloud_does_not_speak_of_its_sources() -> None:
    assert rules("ماذا تقول المصادر؟", "لا شيء بحسب المصدر.") == ["source-in-answer"] * 2
    assert found_in(Lines(("خسر بحسب المصدر{trained|cite}.",))) == ["source-in-line"]
    proposed = LineToTake("مصادرنا كثيرة.", proposed=True)
    assert found_in(Lines((proposed,))) == ["source-in-line"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Question("كم؟", ("لا أعلم.",)), ["unsupported-answer"]),
        (Question("كم؟", ("لا أعلم.",), proposed=True), []),
        (Question("كم؟", ("لا أعلم.", "لكنهم {trained}.")), []),
        (Question("كم؟", ("{trained}.",), pressed=("لا أعلم.",)), ["unsupported-answer"]),
        (Question("كم؟", ("{trained}.",), pressed=("لا أعلم.",), pressed_proposed=True), []),
    ],
)
def test_an_answer_rests_on_a_fact_or_is_a_proposal(asked: Question, found: list[str]) -> None:
    assert found_in(Questions((asked,))) == found


def test_a_topic_says_what_is_wanted() -> None:
    assert found_in(wanted=None) == ["no-request"]
    assert found_in() == []


@pytest.mark.parametrize(
    "block",
    [
        Prose(("بلغ عددهم {eight|number}.",)),
        Lines(("هم {eight|number}.",)),
        Questions((Question("كم؟", ("هم {eight|number}.",)),)),
        Caveats((Caution("هم {eight|number}.", ("eight",)),)),
    ],
    ids=lambda block: block.kind,
)
def test_prose_says_three_to_ten_in_words(block: PlannedBlock) -> None:
    assert found_in(block) == ["digits-in-prose"]
    assert found_in(bottom_line=("هم {eight|number}.",)) == ["digits-in-prose"]
    assert found_in(Prose(("هم {eight} و{eight|of}، أي {trained|number}.",))) == []


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
