"""A child process with bounds answers, or its end is told; it never takes this one along."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from briefings.pdf.confined import MEMORY, OutOfBoundsError, call_confined


def lengths(data: bytes, *texts: str) -> bytes:
    sys.stdout.write("not part of the answer")
    return json.dumps([len(data), *texts]).encode()


def swallow(_: bytes) -> bytes:
    return bytes(MEMORY)


def loop(_: bytes) -> bytes:
    while True:
        pass


def crash(_: bytes) -> bytes:
    os.abort()


def fail(_: bytes) -> bytes:
    raise ValueError


def test_the_answer_is_that_of_the_function(tmp_path: Path) -> None:
    data = bytes(3_000_000)  # more than a pipe holds
    answer = call_confined(__name__, "lengths", data, "نص", "\udcff", "")
    assert json.loads(answer) == [3_000_000, "نص", "\udcff", ""]


@pytest.mark.parametrize("name", ["swallow", "loop", "crash", "fail", "nowhere"])
def test_a_child_that_does_not_answer_is_told(name: str) -> None:
    with pytest.raises(OutOfBoundsError):
        call_confined(__name__, name, b"", seconds=1)


def test_a_file_in_the_working_folder_is_not_executed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "subprocess", "resource", "briefings"):
        (tmp_path / f"{name}.py").write_text("open('was-executed', 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert call_confined(__name__, "lengths", b"1") == b"[1]"
    assert not (tmp_path / "was-executed").exists()
