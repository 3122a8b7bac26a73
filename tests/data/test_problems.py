"""Every kind of bad input is refused at its place, in words that name it and say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.data import load_library
from briefings.errors import DataError, Problem

from .bad import FILE, RULES, STRUCTURE, UK, Bad, table
from .folder import SOUND, spoilt, write


def problems_of(data: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load_library(data)
    return caught.value.problems


@pytest.mark.parametrize("bad", table(STRUCTURE, FILE, RULES))
def test_a_mistake_is_reported_where_it_stands(bad: Bad, tmp_path: Path) -> None:
    data = write(tmp_path, {bad.file: spoilt(bad.file, bad.old, bad.new)})
    found = problems_of(data)
    at = [one for one in found if one.rule == bad.rule]
    assert [one.place for one in at] == [f"data/{bad.file}:{bad.line}:{bad.column}"], found
    assert bad.says in at[0].message
    assert bad.remedy in at[0].remedy
    assert at[0].remedy.endswith((".", "?"))


@pytest.mark.parametrize(
    "bad",
    table(STRUCTURE, RULES),
)
def test_nothing_else_is_reported_beside_it(bad: Bad, tmp_path: Path) -> None:
    """What could not be read must not be missed elsewhere: that would send its author astray."""
    data = write(tmp_path, {bad.file: spoilt(bad.file, bad.old, bad.new)})
    assert {one.rule for one in problems_of(data)} == {bad.rule}


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    data = write(
        tmp_path,
        {
            "sources.yaml": spoilt("sources.yaml", "2017-02", "2017-02-31"),
            "entities.yaml": spoilt("entities.yaml", "kind: group", "kind: groop"),
            "units.yaml": spoilt("units.yaml", "percent:", "person:"),
            UK: SOUND[UK]
            .replace("predicate", "predicat")
            .replace("paragraph: 12", "paragraph: zwölf"),
            "facts/groups.yaml": spoilt("facts/groups.yaml", "source: page", "source: pages"),
            "topics/uk.yaml": spoilt("topics/uk.yaml", "kind: text", "kind: test"),
        },
    )
    assert [(one.file, one.line, one.rule) for one in problems_of(data)] == [
        ("data/entities.yaml", 2, "unknown-choice"),
        ("data/facts/groups.yaml", 6, "unknown-source"),
        (f"data/{UK}", 3, "unknown-key"),
        (f"data/{UK}", 13, "wrong-type"),
        ("data/sources.yaml", 6, "impossible-date"),
        ("data/topics/uk.yaml", 6, "unknown-kind"),
        ("data/units.yaml", 11, "duplicate-key"),
    ]


def test_one_mistake_does_not_hide_another(tmp_path: Path) -> None:
    """Mistakes of many kinds, some of them in records that cannot be read as a whole."""
    topic = SOUND["topics/uk.yaml"].replace("summary:", "sumary:")
    topic = topic.replace("title: المملكة المتحدة", "title: عن {=XX}")
    data = write(
        tmp_path,
        {
            "units.yaml": spoilt("units.yaml", "kind: percent", "kind: per cent"),
            UK: SOUND[UK].replace("35000", "35,000").replace("source: page", "source: pgae"),
            "facts/groups.yaml": spoilt("facts/groups.yaml", "object: NO", "object: UX"),
            "facts/zz.yaml": "sahel-leaders:\n  subject: GB\n  predicate: x\n  wording: س\n"
            "  claims: []\n",
            "topics/uk.yaml": topic.replace("{uk-trained-forces@first|number}", "{uk-x}"),
        },
    )
    assert [(one.place, one.rule) for one in problems_of(data)] == [
        ("data/facts/groups.yaml:9:15", "unknown-entity"),
        (f"data/{UK}:10:14", "wrong-type"),
        (f"data/{UK}:12:15", "unknown-source"),
        ("data/facts/zz.yaml:1:1", "duplicate-id"),
        ("data/facts/zz.yaml:5:11", "empty-list"),
        ("data/topics/uk.yaml:1:11", "unknown-entity"),
        ("data/topics/uk.yaml:2:1", "unknown-key"),
        ("data/topics/uk.yaml:9:15", "unknown-fact"),
        ("data/units.yaml:12:9", "unknown-choice"),
    ]


def test_what_holds_a_mistake_is_checked_as_well(tmp_path: Path) -> None:
    """Further mistakes in the same claim, fact and block are told in the same run."""
    fact = SOUND[UK].replace("predicate", "predicat").replace("subject: GB", "subject: UK")
    fact = fact.replace("paragraph: 12", "paragraf: 12").replace("source: page", "source: pgae")
    text = spoilt("topics/uk.yaml", "    title: التدريب", '    titel: "{=XX}"')
    text = text.replace("{uk-trained-forces@first|number}", "{=XY} {=XY} {uk x}")
    found = problems_of(write(tmp_path, {UK: fact, "topics/uk.yaml": text}))
    assert [(one.line, one.column, one.rule) for one in found] == [
        (2, 12, "unknown-entity"),
        (3, 3, "unknown-key"),
        (12, 15, "unknown-source"),
        (13, 7, "unknown-key"),
        (7, 5, "unknown-key"),
        (9, 15, "unknown-entity"),
        (9, 21, "unknown-entity"),
        (9, 27, "text-reference"),
    ]


def test_the_date_of_a_source_that_cannot_be_read_is_not_missed(tmp_path: Path) -> None:
    sources = spoilt("sources.yaml", "sha256: 0", "sha256: X")
    topic = spoilt("topics/uk.yaml", "@first", "@2017-02")
    found = problems_of(write(tmp_path, {"sources.yaml": sources, "topics/uk.yaml": topic}))
    assert [(one.place, one.rule) for one in found] == [("data/sources.yaml:5:11", "wrong-form")]


def test_a_date_is_still_missed_where_all_is_known(tmp_path: Path) -> None:
    sources = spoilt("sources.yaml", "sha256: 0", "sha256: X")
    facts = (
        SOUND[UK]
        .replace("source: uk-2017", "source: page")
        .replace("35000", "35000\n      as_of: 2016")
    )
    topic = spoilt("topics/uk.yaml", "@first", "@2017-02")
    data = write(tmp_path, {"sources.yaml": sources, UK: facts, "topics/uk.yaml": topic})
    assert [one.rule for one in problems_of(data)] == ["wrong-form", "text-date"]


COUNTED = SOUND["topics/uk.yaml"].replace(
    "  - kind: sources",
    "  - kind: key-figures\n    figures:\n"
    "      - {fact: sahel-leaders, label: دول, count: person}\n  - kind: sources",
)


def test_units_that_cannot_be_read_are_not_missed(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {"units.yaml": None, "topics/uk.yaml": COUNTED}))
    assert [(one.place, one.rule) for one in found] == [("data/units.yaml", "missing-file")]


def test_a_missing_unit_does_not_hide_a_missing_entity(tmp_path: Path) -> None:
    groups = spoilt("facts/groups.yaml", "object: NO", "object: XX")
    found = problems_of(write(tmp_path, {"units.yaml": None, "facts/groups.yaml": groups}))
    assert {one.rule for one in found} == {"missing-file", "unknown-entity"}


@pytest.mark.parametrize("text", ["- uk\n- us\n", "a text\n"], ids=["list", "text"])
def test_a_file_of_facts_that_holds_none(text: str, tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {UK: text}))
    assert [(one.place, one.rule) for one in found] == [(f"data/{UK}:1:1", "wrong-type")]


@pytest.mark.parametrize("character", ["\x00", "\u200b", "\u200f"])
def test_a_character_in_an_id_is_told_once(character: str, tmp_path: Path) -> None:
    text = spoilt(UK, "uk-trained-forces:", f"uk-trained{character}-forces:")
    [found] = problems_of(write(tmp_path, {UK: text}))
    assert found.place == f"data/{UK}:1:11"


def test_a_character_in_a_reference_is_told_once(tmp_path: Path) -> None:
    text = spoilt("topics/uk.yaml", "{uk-trained-forces}", "{\u200fuk-trained-forces}")
    [found] = problems_of(write(tmp_path, {"topics/uk.yaml": text}))
    assert found.rule == "direction-mark"


def test_a_source_is_unused_though_another_is_misspelt(tmp_path: Path) -> None:
    sources = (
        SOUND["sources.yaml"] + SOUND["sources.yaml"].replace("uk-2017", "spare").split("page:")[0]
    )
    facts = spoilt(UK, "source: uk-2017", "source: uk-2071")
    found = problems_of(write(tmp_path, {"sources.yaml": sources, UK: facts}))
    assert [(one.rule, "spare" in one.message) for one in found] == [
        ("unknown-source", False),
        ("unused-source", True),
    ]


def test_a_topic_whose_last_block_cannot_be_read_may_end_well(tmp_path: Path) -> None:
    cut = SOUND["topics/uk.yaml"].replace("kind: sources", "kind: source")
    assert [one.rule for one in problems_of(write(tmp_path / "a", {"topics/uk.yaml": cut}))] == [
        "unknown-kind"
    ]
    wrong = SOUND["topics/uk.yaml"].replace("  - kind: sources\n", "")
    wrong = wrong.replace("    title: التدريب", "    figures: 1\n  - kind: text")
    found = problems_of(write(tmp_path / "b", {"topics/uk.yaml": wrong}))
    assert "sources-last" in {one.rule for one in found}


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("سطر {=XX}", 14),
        ("'سطر {=XX}'", 15),
        ('"سطر {=XX}"', 15),
        (r'"\u0633طر {=XX}"', 10),
        (">\n  سطر {=XX}", 10),
    ],
    ids=["plain", "single", "double", "escape", "folded"],
)
def test_a_mistake_in_a_text_is_pointed_at_where_it_can_be(
    written: str, column: int, tmp_path: Path
) -> None:
    text = SOUND["topics/uk.yaml"].replace("سطر واحد", written)
    [found] = problems_of(write(tmp_path, {"topics/uk.yaml": text}))
    assert found.place == f"data/topics/uk.yaml:2:{column}"


def test_the_same_mistake_at_one_place_is_told_once(tmp_path: Path) -> None:
    text = SOUND["topics/uk.yaml"].replace("سطر واحد", ">\n  {=XX}\n  {=XX}")
    assert len(problems_of(write(tmp_path, {"topics/uk.yaml": text}))) == 1


def test_a_number_with_thousands_commas_in_braces_is_one_mistake(tmp_path: Path) -> None:
    claim = "    - {source: page, paragraph: 1, excerpt: أ, value: 1,087,000}\n"
    [found] = problems_of(write(tmp_path, {UK: SOUND[UK] + claim}))
    assert (found.place, found.rule) == (f"data/{UK}:17:55", "wrong-type")
    assert found.remedy.endswith("1087000.")


def test_the_same_id_in_two_files(tmp_path: Path) -> None:
    data = write(tmp_path, {"facts/zz.yaml": SOUND[UK]})
    [found] = problems_of(data)
    assert (found.place, found.rule) == ("data/facts/zz.yaml:1:1", "duplicate-id")
    assert "data/facts/uk.yaml, line 1" in found.message


@pytest.mark.parametrize("name", sorted(SOUND))
def test_an_empty_file(name: str, tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {name: "# nothing yet\n"}))
    assert [(one.place, one.rule) for one in found] == [(f"data/{name}", "empty-file")]


@pytest.mark.parametrize("name", ["sources.yaml", "entities.yaml", "units.yaml"])
def test_a_missing_file(name: str, tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {name: None}))
    assert [(one.place, one.rule) for one in found] == [(f"data/{name}", "missing-file")]


def test_a_missing_folder_of_facts(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {UK: None, "facts/groups.yaml": None}))
    assert [(one.place, one.rule) for one in found] == [("data/facts", "missing-file")]


def test_a_missing_data_folder(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path / "nowhere")
    assert (found.place, found.rule) == ("nowhere", "missing-file")


def test_a_file_that_would_be_overlooked(tmp_path: Path) -> None:
    [found] = problems_of(write(tmp_path, {"facts/more.yml": "x: y\n"}))
    assert (found.place, found.rule) == ("data/facts/more.yml", "wrong-file-name")
    assert "more.yaml" in found.remedy


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    data = write(tmp_path, {"units.yaml": None})
    (data / "units.yaml").mkdir()
    [found] = problems_of(data)
    assert (found.place, found.rule) == ("data/units.yaml", "unreadable-file")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    text = SOUND["units.yaml"].encode("windows-1256", errors="replace")
    [found] = problems_of(write(tmp_path, {"units.yaml": text}))
    assert (found.place, found.rule) == ("data/units.yaml:3:9", "not-utf8")
    assert "UTF-8" in found.remedy


def test_a_topic_whose_file_name_is_no_id(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {"topics/My Topic.yaml": SOUND["topics/uk.yaml"]}))
    assert [(one.place, one.rule) for one in found] == [("data/topics/My Topic.yaml", "wrong-form")]


# Mostly YAML, so that the search gets past the first character.
yaml_like = st.lists(
    st.sampled_from(
        [
            *"abGB:-{}[]'\"#&*!|>%@`?,~ \n\t\\0159\u2028\u200f\ue000\x00\ufeff",
            "\n  ", "\n    ", ": ", "- ", "? ", "---\n", "...\n", "<<: *a", "&a ", "!!str ",
            "true", "null", "2024-09", "uk-trained-forces", "subject", "claims", "value", "kind",
            "\\ud800", "\\x00", "{uk-trained-forces}", "اسم",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(SOUND)),
    start=st.integers(0, 400),
    length=st.integers(0, 400),
    text=st.one_of(yaml_like, st.text(max_size=30)),
)
def test_no_text_raises_anything_but_problems(
    name: str, start: int, length: int, text: str, tmp_path: Path
) -> None:
    whole = SOUND[name]
    spoilt_text = whole[:start] + text + whole[start + length :]
    data = write(tmp_path, {name: spoilt_text.encode("utf-8", "surrogatepass")})
    try:
        load_library(data)
    except DataError as error:
        for one in error.problems:
            assert one.file == f"data/{name}" or one.line, one  # the rest follows from it
            assert one.message
            assert one.remedy


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(sorted(SOUND)), content=st.binary(max_size=60))
def test_no_bytes_raise_anything_but_problems(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_library(write(tmp_path, {name: content}))
