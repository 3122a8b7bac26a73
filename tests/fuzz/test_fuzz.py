"""A short run of every fuzzer, and what the runner itself must notice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefings.errors import BriefingError

from . import running
from .running import Target, attempt, findings
from .targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_ends_in_a_known_error(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    target = TARGETS[name](folder)
    for sound in target.sound:
        assert attempt(target, sound) == "", "the undamaged input is not read"
    found = list(findings(target, count=target.inputs))
    assert not found, "\n".join(map(str, found))


def refuses(_path: Path) -> None:
    raise BriefingError("no")


def breaks(_path: Path) -> None:
    raise RecursionError("deep")


def hangs(_path: Path) -> None:
    time.sleep(60)


def swallows(_path: Path) -> None:
    bytearray(3 << 30)


@pytest.mark.parametrize(
    ("read", "says"),
    [
        pytest.param(Path.read_bytes, "", id="read"),
        pytest.param(refuses, "", id="refused"),
        pytest.param(breaks, "RecursionError: deep", id="unexpected"),
        pytest.param(hangs, "still reading after 1 s", id="hangs"),
        pytest.param(swallows, "MemoryError", id="memory"),
    ],
)
def test_the_runner_tells_what_may_not_happen(
    read: object, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 1)
    target = Target("own", tmp_path, [b"sound"], read)  # type: ignore[arg-type]
    assert says in attempt(target, b"data")
    assert bool(attempt(target, b"data")) == bool(says)
