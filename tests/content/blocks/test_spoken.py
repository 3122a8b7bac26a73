"""What is said aloud: sentences without marks, and the evidence under them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.arabic import plain
from briefings.content.blocks import Composer
from briefings.content.blocks.prose import Lines, LineToTake, Question, Questions
from briefings.content.blocks.spoken import Spoken, spoken
from briefings.model import Cite, Library, Rich, Source, plain_text
from tests.tiny import LIBRARY, SOURCES, composer

BOTH = "درّبنا {trained}، وكانوا {trained@2016-09}، وخسر داعش أرضًا{share|cite}."


def printed(rich: Rich) -> str:
    return plain("".join(f"[{p.text}]" if isinstance(p, Cite) else p.text for p in rich)).replace(
        "\u00a0", " "
    )


def said(text: str, by: Composer | None = None) -> Spoken:
    by = by or composer()
    return spoken(by.sentence(text) or (), by)


def with_source(**changes: object) -> Library:
    source = replace(SOURCES["new-page"], **changes)  # type: ignore[arg-type]
    return replace(LIBRARY, sources={**SOURCES, source.id: source})


def test_marks_leave_the_sentence_and_stand_with_name_and_date_below() -> None:
    one = said(BOTH)
    assert printed(one.told) == (
        "درّبنا أكثر من 120,000 عنصر، وكانوا أكثر من 25,000 عنصر، وخسر داعش أرضًا."
    )
    assert printed(one.evidence) == (
        "ناشر ثانٍ، 30 سبتمبر 2024 [1]؛ ناشر أول، سبتمبر 2016 (تقديرًا) [2]"
    )
    assert [mark.text for mark in one.marks if isinstance(mark, Cite)] == ["1", "2"]


def test_a_mark_names_the_claims_of_all_statements_in_our_words() -> None:
    one = said("خسر أرضًا{share|cite}، ويرأس آخرون{leads|cite}.")
    assert [part.ref for part in one.evidence if isinstance(part, Cite)] == ["share#0;leads#0,1"]
    assert one.refs == ("share#0", "leads#0,1")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "ناشر ثانٍ"),
        ({"short": "البيان"}, "البيان"),
        ({"described": True}, "[صفحة جديدة]"),
        ({"described": True, "short": "الصفحة"}, "الصفحة"),
        ({"publisher": None, "described": True, "title": "بيان"}, "[بيان]"),
    ],
)
def test_evidence_has_the_short_name_of_its_source(changes: dict[str, object], name: str) -> None:
    one = said("قل {trained}.", composer(library=with_source(**changes)))
    assert printed(one.evidence) == f"{name}، 30 سبتمبر 2024 [1]"


def test_a_line_in_our_words_has_no_evidence() -> None:
    view = Lines(("قل {trained}.", LineToTake("نرحّب بذلك.", proposed=True))).view(composer())
    assert view is not None
    assert [(bool(one.evidence), one.proposed) for one in view.lines] == [
        (True, False),
        (False, True),
    ]


def test_a_question_has_what_to_say_when_pressed() -> None:
    asked = Question(
        "كم؟", ("{trained}.",), pressed=("لا أستبق ما لم يُعلن.",), pressed_proposed=True
    )
    view = Questions((asked, Question("من؟", ("لا أحد.",), proposed=True))).view(composer())
    assert view is not None
    first, second = view.items
    assert first.pressed is not None
    assert (plain_text(first.pressed.told), first.pressed.proposed) == (
        "لا أستبق ما لم يُعلن.",
        True,
    )
    assert (first.answer.proposed, second.answer.proposed, second.pressed) == (False, True, None)


def test_a_sheet_says_three_lines_and_one_question_and_cites_no_more() -> None:
    on_sheet = composer()
    on_sheet.is_sheet = True
    lines = Lines((*["قل {trained}."] * 3, "خسر داعش {share}.")).view(on_sheet)
    asked = Questions((Question("كم؟", ("{trained}.",)), Question("كم خسر؟", ("{share}.",)))).view(
        on_sheet
    )
    assert lines is not None
    assert asked is not None
    assert (len(lines.lines), len(asked.items)) == (3, 1)
    assert [source.id for source in on_sheet.sources] == ["new-page"]


@pytest.mark.parametrize(
    ("title", "publisher", "listed"),
    [
        ("صفحة تعريفية", None, "[صفحة تعريفية]. لا تذكر ناشرها"),
        ("مقال عن مرور عامين", None, "[مقال عن مرور عامين]. لا يذكر ناشره"),
        ("مقال", "ناشر", "[مقال]. ناشر"),
    ],
)
def test_an_untitled_source_is_described_in_brackets(
    title: str, publisher: str | None, listed: str
) -> None:
    from briefings.arabic.phrases.sources import cited_source

    source = Source("x", title, "x.txt", "0" * 64, publisher, described=True)
    assert cited_source(source) == listed
