"""What a shell completes: commands, options, and the ids that options take."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pytest

from briefings.cli import cli
from briefings.cli.completion import answer

from ..conftest import Program
from .calling import call

Complete = Callable[..., list[str]]


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """``complete("--topic", "a")``: what may stand in the place of the last word."""

    def complete(*words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", "\n".join(["briefings", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        assert answer(cli, "bash_complete") == 0
        told = capsys.readouterr()
        assert told.err == ""
        return [line.removeprefix("plain,") for line in told.out.splitlines()]

    return complete


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(["me"], ["meetings"], id="command"),
        pytest.param(["--op"], ["--open"], id="option"),
        pytest.param(["--topic", "w"], ["washington-2024", "working-groups"], id="topic"),
        pytest.param(["--topic", "=", "uk"], ["uk-contributions"], id="topic-after-a-sign"),
        pytest.param(
            ["--topic", "africa", "--topic", "uk"], ["uk-contributions"], id="second-topic"
        ),
        pytest.param(["--meeting", "w"], ["washington-2024"], id="meeting"),
        pytest.param(["--theme", "d"], ["default", "diwan"], id="theme"),
        pytest.param(["--format", ""], ["sheet", "brief", "pack"], id="format"),
        pytest.param(["--digits", "a"], ["arab"], id="choice"),
        pytest.param(["facts", "--topic", "uk"], ["uk-contributions"], id="topic-of-facts"),
        pytest.param(["facts", "e"], ["export"], id="command-of-a-group"),
        pytest.param(["check", "--stale", "--topic", "uk"], ["uk-contributions"], id="of-check"),
        pytest.param(["explain", "uk-trained-f"], ["uk-trained-forces"], id="fact"),
        pytest.param(["--theme", "themes/"], ["file,themes/"], id="folder"),
        pytest.param(["completion", "z"], ["zsh"], id="shell"),
        pytest.param(["help", "x"], [], id="nothing"),
        pytest.param(["--topic", "ظ"], [], id="no-such-topic"),
        pytest.param(["--nonsense", "x", "--topic", "uk"], ["uk-contributions"], id="after-a-slip"),
    ],
)
def test_what_is_typed_is_completed(complete: Complete, words: list[str], found: list[str]) -> None:
    assert complete(*words) == found


def test_ids_come_from_the_folder_that_was_named(complete: Complete, small_data: Path) -> None:
    assert complete("--data", str(small_data), "--topic", "") == ["uk"]
    assert complete("--data", str(small_data), "facts", "--topic", "") == ["uk"]
    assert "uk-trained-forces" in complete("explain", "--data", str(small_data), "")


def test_editions_complete_with_their_ids(complete: Complete, tmp_path: Path) -> None:
    (tmp_path / "africa" / "africa-2026-11-24-1").mkdir(parents=True)
    given = ("editions", "show", "--archive", str(tmp_path))
    assert complete(*given, "a") == ["africa", "africa-2026-11-24-1"]
    assert complete("editions", "show", "--archive", str(tmp_path / "nowhere"), "a") == []


@pytest.mark.parametrize("name", ["$(touch mine)", "`touch mine`", "a;touch mine", "-rf", "a b"])
def test_a_name_that_a_shell_would_run_is_not_completed(
    complete: Complete, small_data: Path, name: str
) -> None:
    (small_data / "topics" / f"{name}.yaml").touch()
    (small_data / "meetings").mkdir(exist_ok=True)
    (small_data / "meetings" / f"{name}.yaml").touch()
    assert not {name}.intersection(complete("--data", str(small_data), "--topic", ""))
    assert not {name}.intersection(complete("--data", str(small_data), "--meeting", name[:1]))


def test_what_cannot_be_read_completes_nothing(complete: Complete, small_data: Path) -> None:
    (small_data / "facts" / "bad.yaml").write_bytes(b"\xff\xfe")
    assert complete("explain", "--data", str(small_data), "uk-t") == ["uk-trained-forces"]
    shutil.rmtree(small_data / "topics")
    assert complete("--data", str(small_data), "--topic", "") == []


def test_a_shell_that_is_unknown_or_a_line_that_is_broken_gets_no_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COMP_WORDS", raising=False)
    for instruction in ("bash_complete", "zsh_complete", "fish_complete", "tcsh_complete", "x"):
        assert answer(cli, instruction) == 0
    assert capsys.readouterr() == ("", "")


def test_the_program_completes_without_reading_a_library(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_BRIEFINGS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "briefings --topic af")
    monkeypatch.setenv("COMP_CWORD", "2")
    report = (
        "import sys\nfrom briefings.cli import main\ntry:\n    main()\nfinally:\n"
        "    print(*{'yaml', 'briefings.data'} & set(sys.modules), file=sys.stderr)"
    )
    done = program(code=report)
    assert (done.returncode, done.stdout, done.stderr) == (0, "plain,africa\n", "\n")


@pytest.mark.parametrize("name", ["briefings", "make_brief.py"])
def test_a_real_bash_completes_what_stands_on_its_line(
    name: str, tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash on this machine")
    started = tmp_path / "a folder" / name
    started.parent.mkdir()
    code = f'PYTHONPATH={checkout} exec {sys.executable} -m briefings "$@"'
    started.write_text(f"#!/bin/sh\n{code}\n")
    started.chmod(0o755)
    monkeypatch.setenv("HOME", str(started.parent))
    typed = f"~/{name}"
    lines = [
        call("completion", "bash").stdout,
        f"complete -p {name}",
        f"COMP_WORDS=('{typed}' facts --topic u) COMP_CWORD=3",
        f"_briefings_completion '{typed}' u --topic",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    done = run(
        [bash, "--norc", "-c", "\n".join(lines)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert done.stdout == f"complete -F _briefings_completion {name}\nuk-contributions\n"
