"""Files of any size, shape and kind are told in one line, at once, in little memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.data import load_library, load_meeting, reading
from briefings.errors import MOST_SHOWN, DataError, Problem

from .folder import SOUND, write

UK, TOPIC = "facts/uk.yaml", "topics/uk.yaml"
SECONDS = 3
"""More than enough on a busy machine; what this guards against took from seven to ninety."""


def problems_of(data: Path) -> list[Problem]:
    started = time.perf_counter()
    with pytest.raises(DataError) as caught:
        load_library(data)
    assert time.perf_counter() - started < SECONDS
    return list(caught.value.problems)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(pipe, "it is a pipe, not a file", id="pipe"),
        pytest.param(endless, "a link leads out of the folder data", id="endless-device"),
        pytest.param(sparse, "it has more than 20 MB", id="a-terabyte-of-nothing"),
        pytest.param(Path.mkdir, "it is a folder, not a file", id="folder"),
        pytest.param(
            lambda path: path.symlink_to("/etc/hostname"),
            "a link leads out of the folder data",
            id="link-that-leads-out",
        ),
    ],
)
@pytest.mark.parametrize("name", ["sources.yaml", UK, TOPIC])
def test_what_is_no_file_of_a_sane_size_is_told_at_once(
    name: str, make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    data = write(tmp_path, {name: None})
    (data / name).parent.mkdir(exist_ok=True)
    make(data / name)
    (told,) = [one for one in problems_of(data) if one.rule == "unreadable-file"]
    assert told.file == f"data/{name}"
    assert told.message == f"this file cannot be read: {says}"


def test_a_link_inside_the_data_folder_is_followed(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    (data / UK).rename(data / "aside.txt")
    (data / UK).symlink_to("../aside.txt")
    assert "uk-trained-forces" in load_library(data).facts


def test_a_meeting_that_is_a_pipe_is_told(tmp_path: Path) -> None:
    library = load_library(write(tmp_path, {}))
    os.mkfifo(tmp_path / "meeting.yaml")
    with pytest.raises(DataError, match="it is a pipe, not a file"):
        load_meeting(tmp_path / "meeting.yaml", library)


TITLE = SOUND[TOPIC].partition("\n")[2]
LONG = "نص طويل " * 130_000


@pytest.mark.parametrize(
    ("text", "rule", "place", "says"),
    [
        pytest.param(
            f'title: "{LONG}"\n{TITLE}',
            "too-long",
            "1:8",
            "1,040,000 characters",
            id="title-of-1-MB",
        ),
        pytest.param(
            f'title: "ن{chr(0x64B) * 50_000}"\n{TITLE}',
            "combining-marks",
            "1:10",
            "50000 vowel marks or accents",
            id="50-000-marks-on-one-letter",
        ),
        pytest.param(
            f'title: "ن{chr(92)}u064B{(chr(92) + "u0301") * 20}"\n{TITLE}',
            "combining-marks",
            "1:8",
            "21 vowel marks",
            id="marks-as-escapes",
        ),
        pytest.param(f"? {'k' * 6000}\n: 1\n{TITLE}", "too-long", "1:3", "6,000", id="key"),
        pytest.param("\0" * 80_000, "control-character", "1:1", "U+0000", id="80-KB-of-nul"),
        pytest.param("title: [" + "a, " * 1_100, "too-large", "", "more than 1,000", id="values"),
        pytest.param("&a [" + "a, " * 1_100, "too-large", "", "more than 1,000", id="values-named"),
        pytest.param(
            "".join(f"k{n}: 1\n" for n in range(20_000)),
            "unknown-key",
            "1:1",
            "20,000 keys",
            id="keys",
        ),
    ],
)
def test_what_cannot_be_printed_is_told_in_one_line_at_once(
    *,
    text: str,
    rule: str,
    place: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if rule == "too-large":
        monkeypatch.setattr(reading, "MOST_VALUES", 1000)
    found = problems_of(write(tmp_path, {TOPIC: text}))
    told = [one for one in found if one.rule == rule]
    assert [one.place for one in told] == [f"data/{TOPIC}{':' if place else ''}{place}"]
    assert says in told[0].message
    assert all(len(str(one)) < 1000 for one in found)


def test_marks_that_belong_to_a_letter_are_let_pass(tmp_path: Path) -> None:
    # Shadda with a vowel, as vocalised Arabic has it, and Vietnamese, decomposed.
    text = SOUND[TOPIC].replace("المملكة المتحدة", "المملَّكة ê\u0323\u0301", 1)
    assert "ê" in load_library(write(tmp_path, {TOPIC: text})).topics["uk"].title


def test_lines_of_damage_are_counted_and_not_all_shown(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path, {UK: "\0\n" * 500_000}))
    told = [one for one in found if one.rule == "control-character"]
    assert [one.line for one in told] == [*range(1, 202)]
    assert told[-1].message.startswith("200 lines hold characters that must not be there")


def test_the_place_of_every_forbidden_character_is_right() -> None:
    page = reading.parse_yaml(b"a: 1\nb: \0\0\nc: 1\n\nd:  \x01\n\x02", "x")
    assert [(one.line, one.column) for one in page.problems] == [(2, 4), (5, 5), (6, 1)]


def test_a_thousand_problems_are_counted_and_the_first_are_shown(tmp_path: Path) -> None:
    facts = "".join(f"bad_{n}: {{}}\n" for n in range(200))
    data = write(tmp_path, {UK: facts})
    with pytest.raises(DataError) as caught:
        load_library(data)
    count = len(caught.value.problems)
    assert count > MOST_SHOWN
    text = str(caught.value)
    assert text.startswith(f"{count} problems in the data")
    assert f"{count - MOST_SHOWN:,} more problems follow [more-problems]" in text
    assert text.count("\n    ") == MOST_SHOWN + 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("con.yaml", "is the name of a device on Windows"),
        ("nul.yaml", "is the name of a device on Windows"),
        ("com1.yaml", "is the name of a device on Windows"),
        (f"{'a' * 96}.yaml", "has 101 characters; some systems hold 100 at most"),
    ],
)
@pytest.mark.parametrize("part", ["topics", "facts", "meetings"])
def test_a_file_name_that_some_systems_cannot_hold_is_refused(
    part: str, name: str, says: str, tmp_path: Path
) -> None:
    data = write(tmp_path, {})
    (data / part).mkdir(exist_ok=True)
    (data / part / name).write_text(SOUND[TOPIC], "utf-8")
    (told,) = [one for one in problems_of(data) if one.rule == "unsafe-name"]
    assert (told.file, told.message) == (f"data/{part}/{name}", f"the name of this file {says}")


def test_file_names_that_differ_in_capitals_alone_are_refused(tmp_path: Path) -> None:
    data = write(tmp_path, {"facts/UK.yaml": "{}"})
    (told,) = [one for one in problems_of(data) if one.rule == "unsafe-name"]
    assert told.message == "some systems cannot tell the names UK.yaml and uk.yaml apart"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sources.yaml", "uk-2017", "con"),
        (UK, "uk-trained-forces", "lpt1"),
        (UK, "uk-trained-forces", "a" * 101),
    ],
)
def test_an_id_that_some_systems_cannot_hold_is_refused(
    name: str, old: str, new: str, tmp_path: Path
) -> None:
    found = problems_of(write(tmp_path, {name: SOUND[name].replace(old, new)}))
    assert [one.rule for one in found if one.rule == "unsafe-name"] == ["unsafe-name"]


@pytest.mark.parametrize("part", ["facts", "topics", "meetings"])
def test_a_file_in_the_place_of_a_folder_is_told(part: str, tmp_path: Path) -> None:
    data = write(tmp_path, {})
    for path in (data / part).glob("*"):
        path.unlink()
    if (data / part).is_dir():
        (data / part).rmdir()
    (data / part).touch()
    (told,) = [one for one in problems_of(data) if one.file == f"data/{part}"]
    assert told.message == "a file stands where a folder should"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into any folder")
def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    (data / "facts").chmod(0)
    (told,) = [one for one in problems_of(data) if one.file == "data/facts"]
    (data / "facts").chmod(0o755)
    assert told.message == "this folder cannot be read: Permission denied"
