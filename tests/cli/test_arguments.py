"""Odd texts, names and numbers as arguments: a sentence or a result, never an unexpected error."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from briefings.cli import build, main

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(
    small_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Call]:
    """The program in this process on a small library: its exit code and messages."""
    folder = tmp_path / "working-folder"
    folder.mkdir()
    (folder / "archive").mkdir()
    monkeypatch.chdir(folder)
    before = signal.getsignal(signal.SIGTERM)

    def call(*arguments: str) -> tuple[int, str]:
        given = [str(small_data) if one == "DATA" else one for one in arguments]
        monkeypatch.setattr(sys, "argv", ["briefings", *given])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().err

    yield call
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "9" * 6000, "--data", "DATA"), 1, "error: "),
        (("explain", "9" * 6000 + ".5", "--data", "DATA"), 1, "error: "),
        (("explain", "٩" * 6000 + " مليون", "--data", "DATA"), 1, "error: "),
        (("editions", "prune", "--keep", "last=" + "9" * 6000), 2, "is no rule"),
        (("editions", "list", "--limit", "9" * 20), 0, "0 editions"),
        (("editions", "search", "x", "--limit", "9" * 20), 0, "0 passages"),
        (("facts", "--search", "\udcff", "--data", "DATA"), 2, "“\\xff” is not in UTF-8."),
        (("--topic", "uk", "--marking", "\udcff", "--data", "DATA"), 2, "“\\xff” is not in UTF-8."),
        (("--topic", "uk", "--recipient", "\ud800"), 2, "is not in UTF-8."),
        (("editions", "show", "\udcff"), 2, "is not in UTF-8."),
        (("editions", "list", "--archive", "caf\udce9"), 1, "there is no archive caf\\xe9"),
        (("facts", "export", "caf\udce9.csv", "--data", "DATA"), 0, "claims"),
        (("facts", "export", "caf\udce9/a.xlsx", "--data", "DATA"), 0, "claims"),
        (("explain", "caf\udce9.pdf"), 1, "caf\\xe9.pdf"),
        (("topics", "\x1b]0;owned\x07"), 2, "(\\x1b]0;owned\\x07)"),
    ],
)
def test_odd_arguments(call: Call, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended, text = call(*arguments)
    assert (ended, said in text) == (code, True), text[:400]
    assert text.isascii() or text.encode()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(28, "No space left on device", "/a/b"), 1, "/a/b: No space left on device"),
        (OSError(18, "Invalid link", "/a", None, "/b"), 1, "/a -> /b: Invalid link"),
        (OSError(5, "Input/output error"), 1, "names no file: Input/output error"),
        (OSError("no number"), 1, "names no file: no number"),
        (BrokenProcessPool("x"), 1, "was ended from outside"),
        (EOFError(), 1, "was ended from outside"),
        (MemoryError(), 1, "there is not enough memory"),
        (KeyError("defect"), 3, "unexpected KeyError"),
    ],
)
def test_what_is_told_of_errors(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(build, "keeping_of", fails)
    ended, text = call("--topic", "uk", "--data", "DATA")
    assert (ended, said in text) == (code, True), text
