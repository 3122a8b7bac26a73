"""A process that is killed, at any moment, leaves the edition or nothing."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TextIO

import pytest

from briefings.archive import Archive, verify

from .samples import ID, numbered, store

# More for a thorough run: BRIEFINGS_TEST_KILLS=200.
KILLS = int(os.environ.get("BRIEFINGS_TEST_KILLS", "20"))


def test_processes_killed_at_random_lose_and_damage_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    chance = random.Random(20261124)  # noqa: S311 — the same moments in every run, no secret
    reported: set[int] = set()
    sound: set[int] = set()
    left_over = 0
    for run in range(KILLS):
        start = 1000 * run + 1
        process, numbers = _storing(archive, start)
        with numbers:
            for _ in range(chance.randrange(1, 4)):
                reported.add(int(numbers.readline()))
            time.sleep(chance.uniform(0, 0.02))
            os.kill(process, signal.SIGKILL)
            reported.update(map(int, numbers))
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
        left_over += bool(_incoming(archive))
        there = {id_.number for id_ in archive.ids()}
        assert reported <= there
        for number in there - sound:
            assert verify(archive.folder(numbered(number))) == ()
        assert store(archive, numbered(start + 999))
        assert _incoming(archive) == []
        sound = there
    assert left_over > KILLS / 4, "hardly any kill fell into a store"


def _storing(archive: Archive, start: int) -> tuple[int, TextIO]:
    """A process that stores editions until it is killed, and the numbers of those that are."""
    reading, writing = os.pipe()

    def work() -> None:
        for number in range(start, start + 10_000):
            store(archive, numbered(number))
            os.write(writing, b"%d\n" % number)

    child = _forked(work)
    os.close(writing)
    return child, os.fdopen(reading)


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:  # or the tests would go on here as well
            os._exit(1)
    return child


@pytest.mark.parametrize("what", ["store", "prune"])
def test_a_kill_before_each_step_leaves_the_edition_or_nothing(tmp_path: Path, what: str) -> None:
    outcomes = []
    for step in range(1, 200):
        archive = Archive(tmp_path / str(step))
        if what == "prune":
            store(archive)
        if _killed_at(step, lambda archive=archive: _work(archive, what)):  # type: ignore[misc]
            outcomes.append(archive.ids() == [ID])
            if archive.ids():
                assert verify(archive.folder(ID)) == ()
            assert store(archive, numbered(2))
            assert _incoming(archive) == []
            # What was begun can be done again.
            if what == "store" or outcomes[-1]:
                _work(archive, what)
            assert (ID in archive.ids()) == (what == "store")
            assert len(archive.pruned()) == (what == "prune")
        else:
            break
    else:
        pytest.fail("never done")
    assert len(outcomes) > 10
    # There from one step on, or gone from one step on: never in between.
    assert outcomes == sorted(outcomes, reverse=what == "prune")
    assert set(outcomes) == {True, False}


def _work(archive: Archive, what: str) -> None:
    if what == "store":
        store(archive)
    else:
        archive.prune([ID], day=date(2027, 1, 1), reason="old")


def _killed_at(step: int, work: Callable[[], None]) -> bool:
    """Whether a process that does some work was killed before its so many'th call of the system."""

    def counted() -> None:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "fcntl.flock"}:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()

    code = os.waitstatus_to_exitcode(os.waitpid(_forked(counted), 0)[1])
    assert code in {0, -signal.SIGKILL}
    return code != 0


def _incoming(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.root / ".incoming").iterdir())
