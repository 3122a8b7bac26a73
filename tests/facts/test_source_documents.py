"""The sources check: what it takes for a claim to stand, and the sentence for each way to fail."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.arabic.reading import numerals_in
from briefings.errors import DataError, Problem
from briefings.facts.evidence import numeral_supports
from briefings.facts.source_documents import Uncovered, check_sources, read_document, uncovered
from briefings.model import (
    Claim,
    Fact,
    Library,
    Place,
    Qualifier,
    Source,
    Unit,
    UnitKind,
    When,
)

# Written for these tests, in the manner of the real documents.
TEXT = """\ufeffعنوان الصفحة

  دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد عن 3،8 مليار جنيه.
شملت العمليات 44 عنصرا\u2028في 2 كانون الأول/ديسمبر 2021م، وتراجعت بنسبة 95% خلال ستة أشهر.
وصلت الحملة إلى عشرات الملايين، ويرأس المجموعة الامارات وألمانيا.
تاريخ النشر 30 سبتمبر 2024
"""
SOURCE = Source(
    "page",
    "صفحة",
    "page.txt",
    hashlib.sha256(TEXT.encode()).hexdigest(),
    "ناشر",
    published=When.parse("2024-09-30"),
    place=Place("data/sources.yaml", 3, 1),
)
UNITS = {
    "element": Unit("element", UnitKind.COUNT, "عنصر"),
    "gbp": Unit("gbp", UnitKind.CURRENCY, "جنيه"),
    "percent": Unit("percent", UnitKind.PERCENT, "نسبة مئوية"),
}
ELEVEN_WORDS = "دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد عن 3،8"
MORE_THAN = Qualifier.MORE_THAN


def claim(paragraph: int, excerpt: str, value: float | None = None, **rest: Any) -> Claim:
    rest.setdefault("as_of", SOURCE.date)
    return Claim("page", paragraph, excerpt, value, place=Place("data/facts/a.yaml", 7, 5), **rest)


def library(*claims: Claim, unit: str | None = "element", source: Source = SOURCE) -> Library:
    fact = Fact("fact", "GB", "measured", "ما قيس", claims, unit)
    return Library({source.id: source}, {}, UNITS, {fact.id: fact}, {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_bytes(TEXT.encode())
    (tmp_path / "unrelated.bin").write_bytes(b"\xff\xfe")
    return tmp_path


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_paragraphs_are_the_lines_that_are_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffأول\r\n \t\r\n  ثان\u2028وتتمته \u0085 \rثالث".encode())
    assert read_document(path) == ("أول", "ثان\u2028وتتمته", "ثالث")


@pytest.mark.parametrize(
    ("made", "unit"),
    [
        pytest.param(claim(2, "أكثر من 21000 عنصر", 21000, qualifier=MORE_THAN), "element"),
        pytest.param(claim(2, "21000 عنصر", 21000, qualifier=MORE_THAN), "element"),
        pytest.param(claim(2, "3،8 مليار جنيه", 3800000000, qualifier=MORE_THAN), "gbp"),
        pytest.param(claim(3, "44 عنصرا في 2", 44), "element"),
        pytest.param(claim(3, "44 \n عنصرا", 44), "element"),
        pytest.param(claim(3, "وتراجعت بنسبة 95%", 95), "percent"),
        pytest.param(claim(4, "عشرات الملايين", 10**7, qualifier=Qualifier.ORDER), "element"),
        pytest.param(claim(4, "يرأس المجموعة الامارات", object="AE"), None),
    ],
    ids=[
        "qualified",
        "words-of-the-qualifier-left-out",
        "decimal-comma",
        "line-separator-is-a-blank",
        "blanks-folded",
        "percent",
        "order",
        "relation",
    ],
)
def test_a_true_claim_has_no_problem(folder: Path, made: Claim, unit: str | None) -> None:
    assert check_sources(library(made, unit=unit), folder) == []


@pytest.mark.parametrize(
    ("made", "unit", "expected"),
    [
        pytest.param(
            claim(2, "أكثر من 22000 عنصر", 22000),
            "element",
            (
                "excerpt-not-found",
                "Paragraph 2 of “page” does not hold “أكثر من 22000 عنصر”.",
                "Copy the words as they are printed in the document.",
            ),
            id="not-found",
        ),
        pytest.param(
            claim(2, "44 عنصرا", 44),
            "element",
            (
                "excerpt-elsewhere",
                "Paragraph 2 of “page” does not hold “44 عنصرا”.",
                "These words stand in paragraph 3: correct the claim.",
            ),
            id="elsewhere",
        ),
        pytest.param(
            claim(6, "44 عنصرا", 44),
            "element",
            (
                "paragraph-missing",
                "“page” has no paragraph 6: it has 5.",
                "These words stand in paragraph 3: correct the claim.",
            ),
            id="no-such-paragraph",
        ),
        pytest.param(
            claim(4, " ", object="AE"),
            None,
            (
                "excerpt-not-found",
                "Paragraph 4 of “page” does not hold “”.",
                "Copy the words as they are printed in the document.",
            ),
            id="empty-excerpt",
        ),
        pytest.param(
            claim(3, "44 عنصرا", 45),
            "element",
            (
                "value-not-in-excerpt",
                "The claim is 45 (count, exact), but the excerpt “44 عنصرا” states 44.",
                "Correct `value`, its unit or `qualifier`, or take the words that state it.",
            ),
            id="other-value",
        ),
        pytest.param(
            claim(3, "بنسبة 95%", 95),
            "element",
            (
                "value-not-in-excerpt",
                "The claim is 95 (count, exact), but the excerpt “بنسبة 95%” states 95%.",
                "Correct `value`, its unit or `qualifier`, or take the words that state it.",
            ),
            id="other-unit",
        ),
        pytest.param(
            claim(3, "95", 95),
            "element",
            (
                "value-not-in-excerpt",
                "The excerpt “95” cuts through a number: the paragraph states 95% there, not 95.",
                "Take the whole number into the excerpt, and correct `value`.",
            ),
            id="percent-sign-cut-off",
        ),
        pytest.param(
            claim(2, "8 مليار جنيه", 8000000000, qualifier=MORE_THAN),
            "gbp",
            (
                "value-not-in-excerpt",
                (
                    "The excerpt “8 مليار جنيه” cuts through a number: "
                    "the paragraph states 3800000000 there, not 8000000000."
                ),
                "Take the whole number into the excerpt, and correct `value`.",
            ),
            id="number-cut",
        ),
        pytest.param(
            claim(2, "أكثر من 21000 عنصر", 21000),
            "element",
            (
                "qualifier-differs",
                "The source says “more-than” of this number; the claim says “exact”.",
                "Write `qualifier: more-than`, or take the words about another number.",
            ),
            id="qualifier-in-the-excerpt",
        ),
        pytest.param(
            claim(2, "21000 عنصر", 21000, qualifier=Qualifier.ABOUT),
            "element",
            (
                "qualifier-differs",
                "The source says “more-than” of this number; the claim says “about”.",
                "Write `qualifier: more-than`, or take the words about another number.",
            ),
            id="qualifier-before-the-excerpt",
        ),
        pytest.param(
            claim(4, "عشرات الملايين", 10**7),
            "element",
            (
                "qualifier-differs",
                "The source says “order” of this number; the claim says “exact”.",
                "Write `qualifier: order`, or take the words about another number.",
            ),
            id="order-as-number",
        ),
        pytest.param(
            claim(
                2,
                "دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد عن 3،8",
                21000,
                qualifier=MORE_THAN,
            ),
            "element",
            (
                "excerpt-too-long",
                "The excerpt has 11 words.",
                "Shorten it to 10 words around the evidence.",
            ),
            id="eleven-words",
        ),
    ],
)
def test_a_claim_that_differs_is_named_with_its_remedy(
    folder: Path, made: Claim, unit: str | None, expected: tuple[str, str, str]
) -> None:
    problem = only(check_sources(library(made, unit=unit), folder))
    assert problem == Problem("data/facts/a.yaml", 7, 5, *expected)


def test_an_excerpt_of_another_document_is_found_there(folder: Path) -> None:
    other = replace(SOURCE, id="other", document="other.txt", sha256=sha(b"\xd8\xa3\n"))
    (folder / "other.txt").write_bytes(b"\xd8\xa3\n")
    made = replace(claim(1, "44 عنصرا", 44), source="other")
    both = replace(library(made), sources={"page": SOURCE, "other": other})
    problem = only(check_sources(both, folder))
    assert problem.rule == "excerpt-elsewhere"
    assert problem.remedy == "These words stand in paragraph 3 of “page”: correct the claim."


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_all_problems_come_at_once(folder: Path) -> None:
    wrong = [claim(3, "44 عنصرا", 45), claim(2, "44 عنصرا", 44), claim(9, "44", 44)]
    rules = {problem.rule for problem in check_sources(library(*wrong), folder)}
    assert rules == {"value-not-in-excerpt", "excerpt-elsewhere", "paragraph-missing"}


def test_an_altered_document_is_reported_and_still_checked(folder: Path) -> None:
    changed = TEXT.replace("44", "45").encode()
    (folder / "page.txt").write_bytes(changed)
    altered, missing = sorted(
        check_sources(library(claim(3, "44 عنصرا", 44)), folder), key=lambda one: one.rule
    )
    assert altered.rule == "document-altered"
    assert altered.place == "data/sources.yaml:3:1"
    assert f"`sha256: {sha(changed)}`" in altered.remedy
    assert missing.rule == "excerpt-not-found"


def test_a_missing_document_is_one_problem_at_its_source(folder: Path) -> None:
    (folder / "page.txt").unlink()
    problem = only(check_sources(library(claim(3, "44", 44)), folder))
    assert (problem.rule, problem.place) == ("document-missing", "data/sources.yaml:3:1")
    assert "“page.txt”" in problem.message


def test_a_document_outside_the_folder_is_not_read(folder: Path) -> None:
    outside = replace(SOURCE, document="../page.txt")
    (folder / "inner").mkdir()
    problem = only(check_sources(library(claim(3, "44", 44), source=outside), folder / "inner"))
    assert problem.rule == "document-missing"
    assert "without a folder" in problem.remedy


def test_a_document_that_is_not_utf_8_is_reported(folder: Path) -> None:
    (folder / "page.txt").write_bytes("ab العدد".encode("cp1256"))
    problem = only(check_sources(library(claim(3, "44", 44)), folder))
    assert problem.rule == "document-unreadable"
    assert problem.message == "The document “page.txt” is not UTF-8 (byte 4)."
    with pytest.raises(DataError):
        read_document(folder / "page.txt")


def test_a_folder_in_place_of_a_document_is_reported(folder: Path) -> None:
    (folder / "page.txt").unlink()
    (folder / "page.txt").mkdir()
    assert only(check_sources(library(), folder)).rule == "document-unreadable"


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    problem = only(check_sources(library(claim(3, "44", 44)), tmp_path / "nowhere"))
    assert problem.message == f"There is no folder “{tmp_path / 'nowhere'}”."


def texts(found: list[Uncovered]) -> list[tuple[int, str]]:
    return [(one.paragraph, one.text) for one in found]


def test_every_number_without_a_claim_is_listed(folder: Path) -> None:
    assert texts(uncovered(library(), folder)) == [
        (2, "دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد"),
        (2, "وقدمت ما يزيد عن 3،8 مليار جنيه."),
        (3, "شملت العمليات 44 عنصرا في 2 كانون"),
        (3, "العمليات 44 عنصرا في 2 كانون الأول/ديسمبر 2021م، وتراجعت"),
        (3, "في 2 كانون الأول/ديسمبر 2021م، وتراجعت بنسبة 95% خلال"),
        (3, "الأول/ديسمبر 2021م، وتراجعت بنسبة 95% خلال ستة أشهر."),
        (3, "وتراجعت بنسبة 95% خلال ستة أشهر."),
        (4, "وصلت الحملة إلى عشرات الملايين، ويرأس المجموعة الامارات وألمانيا."),
    ]


def test_a_claim_covers_its_value_its_date_and_nothing_else(folder: Path) -> None:
    dated = claim(3, "44 عنصرا في 2 كانون", 44, as_of=When.parse("2021-12-02"))
    third = [text for number, text in texts(uncovered(library(dated), folder)) if number == 3]
    assert third == [
        "الأول/ديسمبر 2021م، وتراجعت بنسبة 95% خلال ستة أشهر.",
        "وتراجعت بنسبة 95% خلال ستة أشهر.",
    ]


def test_the_excerpt_covers_the_claims_value_alone(folder: Path) -> None:
    wide = claim(2, "21000 عنصر وقدمت ما يزيد عن 3،8 مليار", 21000, qualifier=MORE_THAN)
    second = [text for number, text in texts(uncovered(library(wide), folder)) if number == 2]
    assert second == ["وقدمت ما يزيد عن 3،8 مليار جنيه."]


def test_a_period_covers_its_length_in_months(folder: Path) -> None:
    period = claim(3, "بنسبة 95%", 95, as_of=When.parse("2024-01/2024-06"))
    assert not any("95%" in text for _, text in texts(uncovered(library(period), folder))[5:])


@given(st.integers(0, 10**12), st.sampled_from(["", ",", "٬", "،", "\u202f"]))
def test_a_printed_number_bears_out_no_other(number: int, mark: str) -> None:
    printed = f"{number:,}".replace(",", mark)
    numeral = numerals_in(f"بلغ {printed} عنصر")[0]
    for value in (number, number + 1):
        bears_out = numeral_supports(
            numeral, value, unit_kind=UnitKind.COUNT, qualifier=Qualifier.EXACT
        )
        assert bears_out is (value == number)


def test_a_document_that_is_a_pipe_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    problem = only(check_sources(library(), tmp_path))
    assert problem.message == ("The document “page.txt” cannot be read: it is a pipe, not a file.")
