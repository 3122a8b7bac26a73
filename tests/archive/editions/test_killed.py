"""Builds that are killed at any moment, and builds at once."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefings.archive import verify

from ...forked import Forks, Running
from .desk import MORE, TUESDAY, Desk

# More for a thorough run: BRIEFINGS_TEST_KILLS=200.
KILLS = int(os.environ.get("BRIEFINGS_TEST_KILLS", "3"))


@dataclass
class Office:
    """A desk, whose documents are built by other processes."""

    desk: Desk
    forks: Forks

    @property
    def output(self) -> Path:
        return self.desk.folder / "out"

    def start(self, *options: str, data: str = "data", killed_at: str = "") -> Running:
        arguments = ["--topic", "uk", "--date", TUESDAY.isoformat(), *options]
        places = {"data": self.desk.folder / data, "output": self.output}
        places["archive"] = self.desk.archive.root
        arguments += [f"--{name}={path}" for name, path in places.items()]
        return self.forks.start(*arguments, killed_at=killed_at)

    def build(self, *options: str) -> str:
        return self.forks.done(self.start(*options))

    @property
    def left_over(self) -> list[str]:
        """What lies where things are written aside."""
        incoming = self.desk.archive.root / ".incoming"
        return sorted(
            path.name
            for folder in (incoming, self.output)
            for path in (folder.iterdir() if folder.is_dir() else ())
            if path.name not in {"uk-2026-11-24.pdf", "uk-2026-11-24.html"}
        )


@pytest.fixture
def office(desk: Desk, forks: Callable[[], Forks]) -> Office:
    desk.write()
    return Office(desk, forks())


def test_builds_killed_at_random_leave_an_edition_or_nothing(office: Office) -> None:
    began = time.monotonic()
    office.build()
    length = time.monotonic() - began
    chance = random.Random(20261124)  # noqa: S311 — the same moments in every run, no secret
    desk, sound = office.desk, 1
    for run in range(2, KILLS + 2):
        # Each falls into the making of another edition, most into its end, when it is stored.
        other = (f"--marking=سري {run}", "--force")
        running = office.start(*other)
        time.sleep(chance.triangular(0, length, 0.9 * length))
        os.kill(running.pid, signal.SIGKILL)
        office.forks.end(running)
        assert len(desk.ids) in (sound, sound + 1)
        for id_ in desk.archive.ids():
            assert verify(desk.archive.folder(id_)) == ()
        assert f"uk-2026-11-24-{run}\n" in office.build(*other)
        assert office.left_over == []
        pdf = desk.edition(f"uk-2026-11-24-{run}").pdf.read_bytes()
        assert (office.output / "uk-2026-11-24.pdf").read_bytes() == pdf
        sound = run
    assert len(desk.ids) == KILLS + 1
    assert desk.flaws == []


@pytest.mark.parametrize(
    ("moved", "is_kept"),
    [
        pytest.param("archive/uk/uk-2026-11-24-1", False, id="edition"),
        pytest.param("out/uk-2026-11-24.html", True, id="html"),
        pytest.param("out/uk-2026-11-24.pdf", True, id="pdf"),
    ],
)
def test_a_build_killed_before_it_moves_something_into_place(
    office: Office, moved: str, is_kept: bool
) -> None:
    desk = office.desk
    running = office.start("--html", killed_at=str(desk.folder / moved))
    assert office.forks.end(running) == -signal.SIGKILL
    assert desk.ids == (["uk-2026-11-24-1"] if is_kept else [])
    # Beside what is incoming stand its lock and that of its series.
    assert len(office.left_over) == (1 if is_kept else 3)
    assert not (office.output / "uk-2026-11-24.pdf").exists()
    said = "nothing has changed: it is" if is_kept else "kept as"
    assert f"uk: {said} uk-2026-11-24-1\n" in office.build("--html")
    assert office.left_over == []
    assert desk.ids == ["uk-2026-11-24-1"]
    assert desk.flaws == []
    names = sorted(path.name for path in office.output.iterdir())
    assert names == ["uk-2026-11-24.html", "uk-2026-11-24.pdf"]


def test_builds_of_the_same_at_once_make_one_edition(office: Office) -> None:
    at_once = [office.start() for _ in range(3)]
    told = "".join(map(office.forks.done, at_once))
    assert told.count("uk: kept as uk-2026-11-24-1\n") == 1
    assert told.count("uk: nothing has changed: it is uk-2026-11-24-1\n") == 2
    assert office.desk.ids == ["uk-2026-11-24-1"]
    assert office.desk.flaws == []


def test_builds_of_different_facts_at_once_lose_nothing(office: Office) -> None:
    desk = office.desk
    (desk.folder / "data").rename(desk.folder / "data-1")
    desk.edit(MORE)
    desk.write()
    for running in [office.start(data="data-1"), office.start()]:
        office.forks.done(running)
    assert desk.ids == ["uk-2026-11-24-1", "uk-2026-11-24-2"]
    assert desk.flaws == []
    facts = [desk.edition(id_).file("facts").read_text("utf-8") for id_ in desk.ids]
    assert sorted("130000" in text for text in facts) == [False, True]
    # The second one tells what is other than in the first.
    assert desk.edition("uk-2026-11-24-2").record["previous"] == {"uk": "uk-2026-11-24-1"}
