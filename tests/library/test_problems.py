"""Every kind of bad input is refused at its place, in words that name it and say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.errors import DataError, Problem
from briefings.library import load_library

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
    # An id misspelt where it is given is also not found where it is cited.
    table({name: bad for name, bad in STRUCTURE.items() if name != "id with capitals"}, RULES),
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
