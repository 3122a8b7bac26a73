"""``--dry-run`` and ``--open`` of a build, and what is told of many documents at once."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefings.build import executors
from briefings.build.output import Document
from briefings.cli import batch, build
from briefings.errors import SelectionError
from briefings.model import Format

from .calling import call

DAY = ("--date", "2026-11-21")


@pytest.fixture(autouse=True)
def one_core(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program as it starts no other process, in an empty folder."""
    monkeypatch.setattr(executors, "cores", lambda: 1)
    monkeypatch.chdir(tmp_path)


def test_a_dry_run_lists_the_files_and_writes_nothing(tmp_path: Path) -> None:
    run = call("--topic", "africa", "--topic", "coalition", "--html", "--dry-run", *DAY)
    assert run.exit_code == 0
    folder = tmp_path / "briefs"
    assert run.stdout.splitlines() == [
        str(folder / f"{topic}-2026-11-21{ending}")
        for topic in ("africa", "coalition")
        for ending in (".pdf", ".html")
    ]
    assert run.stderr.splitlines()[-1] == "2 documents would be made; nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_names_what_would_be_replaced(tmp_path: Path) -> None:
    there = tmp_path / "africa-2026-11-21.pdf"
    there.touch()  # as one of an earlier run that could not be finished
    arguments = ("--topic", "africa", "--output", ".", "--dry-run", *DAY)
    (row,) = json.loads(call(*arguments, "--json").stdout)
    assert (row["topics"], row["format"], row["html"]) == (["africa"], "brief", None)
    assert (row["path"], row["replaces"]) == (str(there), [str(there)])
    assert "facts are overdue" in row["remarks"][0]
    assert f"africa: would replace {there}\n" in call(*arguments).stderr
    assert there.read_bytes() == b""


def test_a_dry_run_refuses_what_a_build_refuses(tmp_path: Path) -> None:
    there = tmp_path / "africa-2026-11-21.pdf"
    there.write_bytes(b"a letter")
    run = call("--topic", "africa", "--output", ".", "--dry-run", *DAY)
    assert (run.exit_code, run.stdout) == (1, "")
    assert str(there) in run.stderr
    assert there.read_bytes() == b"a letter"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--topic", "africa", "--as-of", "2010"], "its first fact counts from 2016"),
        (["--topic", "africa", "--theme", "diwn"], "did you mean “diwan”?"),
        (["--meeting", "washington-2024", "--theme", "./no"], "pack: there is no folder ./no"),
    ],
)
def test_a_dry_run_finds_what_cannot_be_made(arguments: list[str], told: str) -> None:
    run = call(*arguments, "--dry-run", *DAY)
    assert (run.exit_code, run.stdout) == (1, "")
    assert told in run.stderr


@pytest.mark.parametrize("command", [["--topic", "africa", "--dry-run"], ["--dry-run"], ["check"]])
def test_a_meeting_that_is_none_is_told(command: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "talks")
    run = call(*command, "--meeting", "")
    assert str(run.exception) == "--meeting is empty: name a meeting, or leave it out"
    run = call(*command, "--meeting", str(tmp_path / "talks"))
    assert "it is a pipe, not a file" in f"{run.exception}{run.output}"


@pytest.mark.parametrize("names", [["africa"], ["africa", "coalition"]])
def test_open_shows_the_first_document_alone(
    names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def document(name: str) -> Document:
        return Document((name,), Format.BRIEF, tmp_path / f"{name}.pdf", 2, "")

    jobs = [(name, lambda name=name: document(name)) for name in names]
    monkeypatch.setattr(build, "_found", lambda *_, **__: jobs)
    opened: list[Path] = []
    monkeypatch.setattr(build, "open_file", opened.append)
    topics = [word for name in names for word in ("--topic", name)]
    run = call(*topics, "--open")
    assert run.exit_code == 0
    assert opened == [tmp_path / "africa.pdf"]
    assert ("of 2 documents, the first alone is opened" in run.stderr) == (len(names) == 2)


def test_open_shows_nothing_where_nothing_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Document:
        raise SelectionError("no")

    monkeypatch.setattr(build, "_found", lambda *_, **__: [("africa", fail)])
    monkeypatch.setattr(build, "open_file", lambda _: pytest.fail("nothing can be opened"))
    run = call("--topic", "africa", "--open")
    assert (run.exit_code, run.stderr) == (1, "error: africa: no\n")


def test_rows_of_which_the_same_is_to_be_said_are_told_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def outcome(row: int, *remarks: str) -> Any:
        document = SimpleNamespace(remarks=remarks) if remarks else None
        return SimpleNamespace(job=SimpleNamespace(place=f"list.csv:{row}"), document=document)

    batch._print_remarks(
        [outcome(2, "old", "late"), outcome(3), outcome(4, "old"), outcome(5, "old")]
    )
    assert capsys.readouterr().err.splitlines() == [
        "list.csv:2 and 2 more rows: old",
        "list.csv:2: late",
    ]
