"""What became of the words of a topic between two editions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.content.blocks.biography import Biography
from briefings.content.blocks.closing import Caution, Caveats
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.prose import Lines, Prose, Question, Questions
from briefings.content.diff import TextChange, text_changes
from briefings.model import Request, Topic
from tests.content.diff.states import TOPIC, number, paper, said, state
from tests.tiny import ELEMENT, LIBRARY

NEW = said(120, "2024")
FIRST, SECOND = TOPIC.blocks


def topic(**rest: object) -> Topic:
    return replace(TOPIC, **rest)  # type: ignore[arg-type]


CASES = {
    "nothing": (TOPIC, []),
    "the-title": (topic(title="برنامج"), [("title", "التدريب", "برنامج")]),
    "a-subtitle-is-added": (topic(subtitle="حتى اليوم"), [("subtitle", "", "حتى اليوم")]),
    "a-sentence-of-the-bottom-line": (
        topic(bottom_line=("درّبت {trained}.", "وما زالت تدرّب غيرهم.")),
        [("bottom_line", "وما زالت تدرّب.", "وما زالت تدرّب غيرهم.")],
    ),
    "what-is-wanted": (
        topic(wanted=Request(("اعتماد النقاط.",))),
        [("wanted", "", "اعتماد النقاط.")],
    ),
    "what-to-say-when-pressed": (
        topic(
            blocks=(
                *TOPIC.blocks,
                Questions((Question("كم؟", ("{trained}.",), pressed=("لا أستبق شيئًا.",)),)),
                Caveats((Caution("الرقم أولي.", ("trained",)),)),
            )
        ),
        [
            ("questions", "", "كم؟"),
            ("questions", "", "{trained}."),
            ("questions", "", "لا أستبق شيئًا."),
            ("caveats", "", "الرقم أولي."),
        ],
    ),
    "a-block-in-the-middle": (
        topic(blocks=(FIRST, Lines(("سطر جديد تمامًا",)), SECOND)),
        [("lines", "", "سطر جديد تمامًا")],
    ),
    "a-block-is-gone": (
        topic(blocks=(SECOND,)),
        [("text", "نص أول عن البرنامج.", ""), ("text", "نص ثانٍ عن التمويل.", "")],
    ),
    "blocks-change-places": (topic(blocks=(SECOND, FIRST)), []),
    "a-text-before-one-that-is-reworded": (
        topic(blocks=(Prose(("مقدمة", "نص أول عن البرامج.", "نص ثانٍ عن التمويل.")), SECOND)),
        [("text", "", "مقدمة"), ("text", "نص أول عن البرنامج.", "نص أول عن البرامج.")],
    ),
    "a-label-in-a-tile": (
        topic(blocks=(KeyFigures((KeyFigure("trained", "درّبوا"),)), *TOPIC.blocks)),
        [("key-figures", "", "درّبوا")],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_texts_of_the_topic(case: tuple[Topic, list[tuple[str, str, str]]]) -> None:
    after, expected = case
    found = text_changes(state(number(NEW)), state(number(NEW), topic=after))
    assert [(one.where, one.before, one.after) for one in found] == expected


def test_a_reference_is_the_same_text_whatever_it_prints() -> None:
    assert text_changes(state(number(NEW)), state(number(said(130, "2025")))) == ()


def test_texts_of_facts_and_claims_are_told_with_their_fact() -> None:
    before = state(number(replace(NEW, note="عدد تقريبي."), notes=("أ.", "ب.")))
    after = state(
        number(replace(NEW, note="عدد غير دقيق.", wording="متدرّبون"), notes=("أ.",), wording="ع")
    )
    assert text_changes(before, after) == (
        TextChange("wording", "عناصر دُرّبوا", "ع", "trained"),
        TextChange("note", "ب.", "", "trained"),
        TextChange("wording", "", "متدرّبون", "trained"),
        TextChange("note", "عدد تقريبي.", "عدد غير دقيق.", "trained"),
    )


def test_units_and_sources_are_told_by_their_words() -> None:
    assert ELEMENT.forms is not None
    better = replace(ELEMENT, forms=replace(ELEMENT.forms, many="عنصراً"))
    after = state(
        number(NEW),
        units={**LIBRARY.units, "element": better},
        sources=(replace(paper("p"), title="وثيقة أولى"),),
    )
    assert [(one.where, one.after) for one in text_changes(state(number(NEW)), after)] == [
        ("unit", "عنصر، لا عناصر، عنصر واحد، عنصران، عناصر، عنصراً، عنصرين"),
        ("source", "وثيقة أولى. ناشر"),
    ]


def test_what_is_said_of_people_is_compared_too() -> None:
    with_card = topic(blocks=(Biography(("envoy",)),))
    envoy = LIBRARY.entities["envoy"]
    other = replace(envoy, latin="Salma Haddad", notes=("درّبت {trained} في عام.",))
    entities = {**LIBRARY.entities, "envoy": other}
    before = state(number(NEW), topic=with_card)
    found = text_changes(before, state(number(NEW), topic=with_card, entities=entities))
    assert [(one.where, one.before, one.after, one.block) for one in found] == [
        ("biography", "Salma al-Haddad", "Salma Haddad", "الشخصيات"),
        ("biography", "درّبت {trained}.", "درّبت {trained} في عام.", "الشخصيات"),
    ]
