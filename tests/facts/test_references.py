"""References in texts, and what is said of bad ones."""

from __future__ import annotations

import pickle

import pytest

from briefings.facts.references import Emphasis, Line, Reference, facts_named, pieces, problems
from briefings.model import Place, Text
from tests.tiny import LIBRARY

HERE = Place("data/topics/t.yaml", 7, 5)


def test_a_text_falls_into_prose_references_and_emphasis() -> None:
    assert list(pieces("درّبت **{trained@2016-09|of}** في {=GB|short}.")) == [
        "درّبت ",
        Emphasis(),
        Reference("trained", "2016-09", "of"),
        Emphasis(),
        " في ",
        Reference("=GB", form="short"),
        ".",
    ]


def test_names_and_own_dates_are_no_facts() -> None:
    assert list(facts_named("{=GB} {as-of} {trained} {leads|count:state}")) == ["trained", "leads"]


@pytest.mark.parametrize(
    ("text", "rule", "named"),
    [
        ("{trainned}", "unknown-fact", "Did you mean “trained”?"),
        ("{=XQ}", "unknown-entity", "“XQ” is neither"),
        ("{trained|names}", "text-form", "of, number, date, dated, cite, times"),
        ("{leads|number}", "text-form", "of, date, dated, cite, count"),
        ("{leads|count:percent}", "unit-cannot-count", "“percent”, which is a percent"),
        ("{leads|count:statt}", "unknown-unit", "Did you mean “state”?"),
        ("{leads|count}", "text-form", "not said in which unit"),
        ("{=UK}", "unknown-entity", "Did you mean “GB”?"),
        ("{=us}", "unknown-entity", "Did you mean “US”?"),
        ("{=GB|shrt}", "text-form", "{=GB|short}"),
        ("{trained@2017-13}", "text-reference", "“2017-13” is not in the calendar"),
        ("{xyz}", "unknown-fact", "The command “facts” lists"),
        ("{trained@2017}", "text-date", "2024-09-30, 2016-09."),
        ("{two words}", "text-reference", "is not a reference"),
        ("{trained", "text-reference", "without its partner"),
        ("**open", "text-emphasis", "opened and not closed"),
    ],
)
def test_bad_references_are_told_with_their_place(text: str, rule: str, named: str) -> None:
    (problem,) = problems(LIBRARY, [Text(text, HERE)], Place("elsewhere", 1, 1))
    assert (problem.file, problem.line, problem.column) == ("data/topics/t.yaml", 7, 5)
    assert problem.rule == rule
    assert named in f"{problem.message} {problem.remedy}"


def test_every_bad_reference_of_a_text_is_told() -> None:
    assert len(list(problems(LIBRARY, ["{a} {b} {trained|c}"], HERE))) == 3


def test_sound_references_are_not_complained_of() -> None:
    sound = "{trained} {trained@first|date} {leads|count:state} {=AE|short} {=daesh} **{edition}**"
    assert not list(problems(LIBRARY, [sound], HERE))


@pytest.mark.parametrize(
    ("text", "column"),
    [("abc {=XX}", 10), ("a} {trained}", 7), ("**a** **b", 12), ("{trained} {two words}", 16)],
)
def test_a_text_that_stands_in_one_line_is_pointed_into(text: str, column: int) -> None:
    (problem,) = problems(LIBRARY, [Line(text, HERE, 1)], HERE)
    assert (problem.line, problem.column) == (7, column)


def test_every_bad_pair_of_braces_is_told() -> None:
    rules = [one.rule for one in problems(LIBRARY, ["{a b} {trained|names} {c d}"], HERE)]
    assert rules == ["text-reference", "text-form", "text-reference"]


def test_a_line_survives_pickling() -> None:
    line = pickle.loads(pickle.dumps(Line("نص", HERE, 1)))
    assert (line, line.place, line.inset) == ("نص", HERE, 1)
