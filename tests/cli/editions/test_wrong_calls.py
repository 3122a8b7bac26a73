"""What all commands of ``editions`` answer to calls that cannot be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...archive.editions.desk import Desk
from .calls import Call


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["show", "ukk"], "did you mean “uk”?", id="near-series"),
        pytest.param(["show", "uk-2026-11-24-9"], "Is it uk-2026-11-24-", id="near-id"),
        pytest.param(["open", "nothing"], "has no edition “nothing”", id="nothing-near"),
        pytest.param(["diff", "uk-2026-11-23"], "is the first of its series", id="first"),
        pytest.param(["diff", "uk", "pack-talks", "--topic", "sahel"], "“sahel” in", id="topic"),
        pytest.param(["verify", "ukk"], "did you mean “uk”?", id="verify"),
        pytest.param(["rebuild", "ukk"], "did you mean “uk”?", id="rebuild"),
        pytest.param(
            ["prune", "--keep", "last=1", "--series", "ukk"], "has no series “ukk”", id="series"
        ),
        pytest.param(["prune", "--keep", "last=1"], "nobody can be asked here", id="not-asked"),
    ],
)
def test_what_cannot_be_done_is_told(
    call: Call, archive: str, kept: Desk, arguments: list[str], told: str
) -> None:
    run = call("editions", *arguments, archive)
    assert run.code == 1
    assert told in run.err
    assert len(kept.ids) == 6


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["prune"], "Missing option '--keep'", id="no-rule"),
        pytest.param(["prune", "--keep", "last=0"], "--keep last=0 is no rule", id="none"),
        pytest.param(["prune", "--keep", "last=٣"], "is no rule", id="digits"),
        pytest.param(["prune", "--keep", "since=2025"], "is no rule: write last=5", id="since"),
        pytest.param(["prune", "--keep", "yearly=1"], "is no rule", id="yearly"),
        pytest.param(["list", "--since", "11/24/2026"], "the day first, as 24/11/2026", id="day"),
        pytest.param(["list", "--limit", "0"], "0 is not in the range", id="limit"),
        pytest.param(["lsit"], "no command “lsit”; did you mean “list”?", id="command"),
    ],
)
def test_wrong_calls_are_answered(call: Call, arguments: list[str], told: str) -> None:
    run = call("editions", *arguments)
    assert run[:2] == (2, "")
    assert told in run.err


def test_options_of_a_build_do_not_belong_to_editions(call: Call, archive: str) -> None:
    run = call(archive, "editions", "list")
    assert run[:2] == (2, "")
    assert "--archive must stand after “editions”" in run.err


def test_an_empty_archive_is_no_mistake(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("editions", "list", "--archive", empty) == (0, "", "0 editions\n")
    assert call("editions", "search", "شخص", "--archive", empty)[:2] == (0, "")
    assert call("editions", "verify", "--archive", empty).err == "sound: 0 editions\n"


@pytest.mark.parametrize("command", [["list"], ["show", "uk"], ["search", "x"], ["verify"]])
def test_an_archive_that_is_not_there_is_told(
    call: Call, tmp_path: Path, command: list[str]
) -> None:
    run = call("editions", *command)
    assert run[:2] == (1, "")
    assert "there is no archive archive: name its folder with --archive DIR" in run.err
    (tmp_path / "file").touch()
    (tmp_path / "working-folder" / "briefings.toml").write_text('archive = "../file"')
    run = call("editions", *command)
    assert run[:2] == (1, "")
    assert "there is no archive" in run.err
    run = call("editions", *command, "--archive", tmp_path / "file")
    assert run[:2] == (2, "")
