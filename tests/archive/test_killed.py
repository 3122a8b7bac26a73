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
from subprocess import PIPE, Popen

import pytest

from briefings.archive import Archive, verify

from ..conftest import CHECKOUT
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
        process = Popen(
            [sys.executable, "-m", "tests.archive.samples", "loop", archive.root, str(start)],
            cwd=CHECKOUT,
            stdout=PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 4)):
            reported.add(int(process.stdout.readline()))
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        reported.update(map(int, process.communicate()[0].split()))
        assert process.returncode == -signal.SIGKILL
        left_over += bool(_incoming(archive))
        there = {id_.number for id_ in archive.ids()}
        assert reported <= there
        for number in there - sound:
            assert verify(archive.folder(numbered(number))) == ()
        assert store(archive, numbered(start + 999))
        assert _incoming(archive) == []
        sound = there
    assert left_over > KILLS / 4, "hardly any kill fell into a store"


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
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "fcntl.flock"}:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status)


def _incoming(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.root / ".incoming").iterdir())
