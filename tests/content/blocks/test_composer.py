"""Texts become rich text with source marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic import plain
from briefings.model import Cite, plain_text
from tests.tiny import SHARE, composer, library_with


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("درّبت {trained}.", "درّبت أكثر من 120,000 عنصر."),
        ("كان {trained@2016-09}", "كان أكثر من 25,000 عنصر"),
        ("كان {trained@first|number}", "كان أكثر من 25,000"),
        ("منذ {trained@first|date}", "منذ سبتمبر 2016"),
        ("ترأسها {leads}", "ترأسها الإمارات العربية المتحدة وألمانيا"),
        ("{leads|count:state}", "دولتان"),
        ("{=AE|short} و{=GB}", "الإمارات والمملكة المتحدة"),
        ("حتى {as-of}، إصدار {edition}", "حتى 21 نوفمبر 2026، إصدار 21 نوفمبر 2026"),
    ],
)
def test_references_are_worded(text: str, said: str) -> None:
    rich = composer().sentence(text)
    assert rich is not None
    assert plain(plain_text(rich)) == said


def test_every_figure_carries_the_mark_of_its_source_numbered_as_met() -> None:
    one = composer()
    first = one.sentence("{trained} بعد {trained@2016-09}") or ()
    again = one.sentence("{leads|cite}{trained}") or ()
    assert [part.number for part in first if isinstance(part, Cite)] == [1, 2]
    assert [part.number for part in again if isinstance(part, Cite)] == [2, 1]
    assert [source.id for source in one.sources] == ["new-page", "old-page"]


def test_equal_claims_of_two_facts_are_both_used() -> None:
    one = composer(library=library_with(replace(SHARE, id="twin")))
    one.sentence("{share} {twin}")
    assert [fact for fact, _ in one.used] == ["share", "twin"]


def test_growth_cites_both_ends() -> None:
    rich = composer().sentence("{trained|times}") or ()
    assert "نحو خمسة أمثال" in plain_text(rich)
    assert [part.number for part in rich if isinstance(part, Cite)] == [1, 2]


def test_growth_cannot_be_told_from_one_claim() -> None:
    assert composer(date(2020, 1, 1)).sentence("زاد {trained|times}") is None


def test_a_sentence_about_a_fact_not_yet_known_is_left_out() -> None:
    early = composer(date(2015, 1, 1))
    assert early.sentence("درّبت {trained}.") is None
    assert plain_text(early.paragraph(["درّبت {trained}.", "بلا أرقام."]) or ()) == "بلا أرقام."
    assert early.sources == ()


def test_a_conjunction_is_said_only_after_another_sentence() -> None:
    sentences = ["درّبت {trained@2024-09-30}.", "{و}خسر داعش {share}."]
    late = composer().paragraph(sentences) or ()
    early = composer(date(2017, 1, 1)).paragraph(sentences) or ()
    assert plain(plain_text(late)) == "درّبت أكثر من 120,000 عنصر. وخسر داعش 95٪."
    assert plain(plain_text(early)) == "خسر داعش 95٪."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2015, 1, 1), "لا عدد معلنًا. وبلا أرقام.", id="nothing-known"),
        pytest.param(
            date(2017, 1, 1), "كان العدد أكثر من 25,000 عنصر. وبلا أرقام.", id="one-known"
        ),
        pytest.param(
            date(2025, 1, 1),
            "زاد العدد من أكثر من 25,000 عنصر إلى أكثر من 120,000 عنصر. وبلا أرقام.",
            id="both-known",
        ),
    ],
)
def test_an_alternative_is_said_where_the_text_before_it_cannot_be(day: date, said: str) -> None:
    sentences = [
        "زاد العدد من {trained@first|of} إلى {trained|of}.",
        "{أو}كان العدد {trained}.",
        "{أو}لا عدد معلنًا.",
        "{و}بلا أرقام.",
    ]
    assert plain(plain_text(composer(day).paragraph(sentences) or ())) == said
    lines = [plain(plain_text(line)) for line in composer(day).said(sentences)]
    assert lines == [said.removesuffix(" وبلا أرقام."), "بلا أرقام."]


def test_the_digits_of_prose_figures_and_marks_are_those_chosen() -> None:
    rich = composer(digits="arab").sentence("في {trained@first|date}: {trained}") or ()
    text = "".join(part.text for part in rich)
    assert text == "في سبتمبر ٢٠١٦: أكثر من ١٢٠٬٠٠٠ عنصر١"


def test_an_estimated_date_is_marked_as_such() -> None:
    one = composer()
    new, old = one.selection.library.facts["trained"].claims
    assert one.date(new) == "30 سبتمبر 2024"
    assert one.date(old) == "سبتمبر 2016 (تقديرًا)"
