"""What a sound data folder becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.data import load_library
from briefings.errors import DataError
from briefings.model import Place, Qualifier, Rank, When

from .folder import SOUND, spoilt, write


def test_values_arrive_as_they_were_written(tmp_path: Path) -> None:
    library = load_library(write(tmp_path, {}))
    fact = library.facts["uk-trained-forces"]
    first, second = fact.claims
    assert (fact.subject, fact.unit, fact.wording) == ("GB", "person", "القوات المدرَّبة")
    assert (first.value, first.paragraph, first.qualifier) == (35000, 3, Qualifier.MORE_THAN)
    assert (second.qualifier, second.rank, second.as_of) == (
        Qualifier.EXACT,
        Rank.NORMAL,
        When.parse("2023-06"),
    )
    assert library.units["person"].forms is not None
    assert library.units["person"].forms.many == "شخصًا"
    assert [block.kind for block in library.topics["uk"].blocks] == ["text", "sources"]


def test_a_claim_without_a_date_holds_for_that_of_its_source(tmp_path: Path) -> None:
    library = load_library(write(tmp_path, {}))
    assert library.facts["uk-trained-forces"].claims[0].when == When.parse("2017-02")
    leader = library.facts["sahel-leaders"].claims[0]
    assert (leader.when, leader.inferred) == (When.parse("2023"), None)


def test_norway_is_not_a_truth_value(tmp_path: Path) -> None:
    assert load_library(write(tmp_path, {})).facts["sahel-leaders"].claims[0].object == "NO"


def test_numbers_keep_their_kind(tmp_path: Path) -> None:
    text = spoilt("facts/uk.yaml", "value: 35000", "value: 4300000000")
    text = text.replace("35 ألف", "4.3 مليار")
    big = load_library(write(tmp_path / "a", {"facts/uk.yaml": text}))
    assert big.facts["uk-trained-forces"].claims[0].value == 4300000000
    text = spoilt("facts/uk.yaml", "value: 35000", "value: 0.2")
    text = text.replace("unit: person", "unit: percent").replace("120000", "20")
    text = text.replace("35 ألف", "0.2%")
    small = load_library(write(tmp_path / "b", {"facts/uk.yaml": text}))
    assert small.facts["uk-trained-forces"].claims[0].value == 0.2


def test_everything_knows_its_place(tmp_path: Path) -> None:
    library = load_library(write(tmp_path, {}))
    fact = library.facts["uk-trained-forces"]
    assert fact.place == Place("data/facts/uk.yaml", 1, 1)
    assert fact.claims[1].place == Place("data/facts/uk.yaml", 12, 7)
    topic = library.topics["uk"]
    assert topic.place == Place("data/topics/uk.yaml", 1, 1)
    assert topic.blocks[1].place == Place("data/topics/uk.yaml", 10, 5)
    assert topic.bottom_line[0].place == Place("data/topics/uk.yaml", 4, 5)


def test_a_text_over_several_lines_has_no_line_break_at_its_end(tmp_path: Path) -> None:
    text = spoilt("topics/uk.yaml", "summary: سطر واحد", "summary: >\n  سطر\n  واحد")
    library = load_library(write(tmp_path, {"topics/uk.yaml": text}))
    assert library.topics["uk"].summary == "سطر واحد"


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistake(tmp_path: Path) -> None:
    text = "\ufeff" + SOUND["units.yaml"].replace("\n", "\r\n")
    library = load_library(write(tmp_path, {"units.yaml": text}))
    assert library.units["percent"].place.line == 11
    assert library.units["percent"].name == "نسبة مئوية"


def test_emphasis_and_brackets_in_quotation_marks_are_text(tmp_path: Path) -> None:
    text = spoilt("topics/uk.yaml", "سطر واحد", '"**سطر** *مهم* [واحد] {edition}"')
    library = load_library(write(tmp_path, {"topics/uk.yaml": text}))
    assert library.topics["uk"].summary == "**سطر** *مهم* [واحد] {edition}"


def test_the_shipped_data_are_sound() -> None:
    library = load_library(Path(__file__).parents[2] / "data")
    assert "uk-contributions" in library.topics


def test_data_kept_with_an_edition_are_not_held_to_later_rules(tmp_path: Path) -> None:
    lines = "  - kind: lines\n    lines: [نرحّب بالاجتماع.]\n  - kind: sources\n"
    folder = write(
        tmp_path, {"topics/uk.yaml": spoilt("topics/uk.yaml", "  - kind: sources\n", lines)}
    )
    with pytest.raises(DataError, match="unsupported-line"):
        load_library(folder)
    assert load_library(folder, kept=True).topics.keys() == {"uk"}
