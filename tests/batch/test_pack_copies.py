"""Copies of a pack in a batch: made from one layout, recorded and kept one by one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from briefings.archive import Archive
from briefings.archive.editions import Keeping
from briefings.batch import Job, Outcome, executor_for, run
from briefings.build.executors import Processes
from briefings.build.pipeline import build, perform_copy
from briefings.build.render import Printed
from briefings.build.request import Order
from briefings.model import Copy, Format, Setting, Style
from briefings.resources import templates_folder
from tests.conftest import Program
from tests.content.test_pack import FIRST, SECOND
from tests.tiny import LATE, library_with

LIBRARY = library_with(topics=(FIRST, SECOND))
NAMES = ("معالي الوزير", "Ms Quartz", "", "السيد غضنفر")


def jobs_to(output: Path) -> list[Job]:
    made = []
    for number, name in enumerate(NAMES, 1):
        setting = Setting(Format.PACK, copy=Copy(name, number, len(NAMES)))
        order = Order(LATE, LATE, output, Style(templates_folder(), setting=setting))
        made.append(Job(number, f"a.yaml:{number}:3", ("first", "second"), order))
    return made


def digests(outcomes: Iterator[Outcome]) -> list[str]:
    found = sorted(outcomes, key=lambda one: one.job.row)
    return [one.document.sha256 if one.document else one.error for one in found]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    jobs = jobs_to(tmp_path_factory.mktemp("alone"))
    return [build(LIBRARY, job.topics, job.order).sha256 for job in jobs]


@pytest.mark.parametrize("count", [1, 2])
def test_the_bytes_are_those_of_single_builds(count: int, alone: list[str], tmp_path: Path) -> None:
    with executor_for(count, None) as executor:
        assert digests(run(LIBRARY, jobs_to(tmp_path), executor)) == alone


def dying_once(mark: Path, plan: bytes, copy: Copy) -> Printed:
    if copy.number == 3 and not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return perform_copy(plan, copy)


def test_a_killed_worker_costs_no_copy(
    alone: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Processes find it under its name.
    work = partial(dying_once, tmp_path / "mark")
    monkeypatch.setattr("briefings.batch.running.perform_copy", work)
    with Processes(2, second_try=True) as executor:
        assert digests(run(LIBRARY, jobs_to(tmp_path), executor)) == alone
    assert (tmp_path / "mark").exists()


def test_each_copy_is_an_edition_of_its_own(tmp_path: Path) -> None:
    jobs = jobs_to(tmp_path / "out")
    keeping = Keeping(Archive(tmp_path / "archive"), LATE)
    kept = sorted(run(LIBRARY, jobs, None, keeping), key=lambda one: one.job.row)
    assert [one.document and one.document.edition for one in kept] == [
        f"pack-first-second-copy-{number}-2026-11-21-1" for number in range(1, 5)
    ]
    single = Keeping(Archive(tmp_path / "single"), LATE)
    for job, one in zip(jobs[:2], kept, strict=False):
        assert one.document
        order = replace(job.order, output=tmp_path / "other")
        assert build(LIBRARY, job.topics, order, single).sha256 == one.document.sha256
    again = run(LIBRARY, jobs, None, keeping)
    assert not any(one.document and one.document.is_new for one in again)


def test_copies_that_are_there_are_left_out(program: Program, tmp_path: Path) -> None:
    rows = [
        f"- {{topics: [africa, operations-2024], date: 2026-12-03, copy: {number}/3}}"
        for number in (1, 2, 3)
    ]
    file, out = tmp_path / "copies.yaml", tmp_path / "out"
    command = ("batch", str(file), "--output", str(out), "--jobs", "1")
    file.write_text("\n".join(rows[:2]), "utf-8")
    assert program(*command).returncode == 0
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    file.write_text("\n".join(rows), "utf-8")
    run_ = program(*command, "--resume")
    assert "1 document made, 2 there already, 0 failed" in run_.stderr
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    assert len(after) == 3
    assert before.items() <= after.items()
