"""Meetings: read from the data folder or a file of one's own, with every problem in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.data import load_library, load_meeting
from briefings.errors import DataError
from briefings.model import Library, When

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(DATA)


def written(folder: Path, text: str) -> Path:
    file = folder / "talks.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_of_ones_own_is_read(tmp_path: Path, library: Library) -> None:
    text = "title: محادثات\ndate: 2026-12-03\nplace: لندن\ntopics: [africa]\n"
    meeting = load_meeting(written(tmp_path, text), library)
    assert (meeting.id, meeting.title, meeting.place) == ("talks", "محادثات", "لندن")
    assert meeting.date == When.parse("2026-12-03")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: محادثات\ntopics: [africa]\n", [(1, 1, "missing-key")]),
        (
            "title: '{nobody}'\ndate: 2026-13-01\ntopics: [africa]\n",
            [(1, 9, "unknown-fact"), (2, 7, "impossible-date")],
        ),
        (
            "title: أ\ndate: 2026-12-03\ntopics: [afrika, africa, africa]\nhost: '{nobody}'\n",
            [(3, 10, "unknown-topic"), (3, 26, "topic-twice"), (4, 8, "unknown-fact")],
        ),
        (
            f"title: أ\ndate: 2026-12-03\ntopics: [africa]\nmarking: {'سري ' * 20}\n",
            [(4, 10, "marking-too-long")],
        ),
        ("title: [a\n", [(2, 1, "yaml-syntax")]),
    ],
    ids=["missing key", "impossible date", "unknown names", "long marking", "syntax"],
)
def test_problems_have_their_places(
    text: str, told: list[tuple[int, int, str]], tmp_path: Path, library: Library
) -> None:
    with pytest.raises(DataError) as caught:
        load_meeting(written(tmp_path, text), library)
    found = [(one.line, one.column, one.rule) for one in caught.value.problems]
    assert found == told
    assert {one.file for one in caught.value.problems} == {str(tmp_path / "talks.yaml")}


def test_the_meetings_of_the_data_folder_are_checked_with_it(library: Library) -> None:
    assert list(library.meetings) == ["washington-2024"]
    assert library.meetings["washington-2024"].marking == "رسمي"
