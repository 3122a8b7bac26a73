"""Many documents at once: failures stay apart, workers may die, and the bytes are the same."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from briefings.archive import Archive
from briefings.archive.editions import Keeping
from briefings.batch import Job, Outcome, executor_for, run
from briefings.batch.running import QueuedJob, _next
from briefings.build.executors import Processes, WorkerPool
from briefings.build.pipeline import Task, build
from briefings.build.render import Printed
from briefings.build.request import Order
from briefings.errors import RenderError
from briefings.model import Copy, Format, Setting, Style
from briefings.resources import templates_folder
from tests.build.test_pipeline import LONG, SHORT
from tests.tiny import LATE, library_with

TOPICS = tuple(replace(SHORT, id=f"t{number}") for number in range(12))
LIBRARY = library_with(topics=(*TOPICS, LONG))
OLD = date(2026, 10, 31)


def jobs_to(output: Path, *topics: str, **setting: object) -> list[Job]:
    style = Style(templates_folder(), setting=Setting(**setting))  # type: ignore[arg-type]
    order = Order(LATE, LATE, output, style)
    return [Job(row, f"a.yaml:{row}:3", (topic,), order) for row, topic in enumerate(topics, 1)]


class Threads(ThreadPoolExecutor, WorkerPool):
    """Workers that cost nothing."""

    def __init__(self, count: int = 2, threads: int = 2) -> None:
        super().__init__(threads)
        self.count = count


def in_processes() -> Processes:
    return Processes(2, second_try=True)


def children() -> set[int]:
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE
    }


def echo(task: Task) -> Printed:
    """A document that costs nothing: the name of its topic."""
    return Printed(task.topics[0].encode(), 1)


def deadly(task: Task) -> Printed:
    """Kills its process for one topic, as a system without memory does."""
    if task.topics == ("t3",):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return echo(task)


def deadly_once(task: Task) -> Printed:
    mark = task.order.output / "killed"
    if task.topics == ("t3",) and not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(task)


def endless(task: Task) -> Printed:
    # One alone: if all but the first slept, two of them could have both workers before it.
    if task.topics == ("t1",):
        time.sleep(60)
    return echo(task)


def defective(task: Task) -> Printed:
    if task.topics == ("t1",):
        raise RenderError("the page is too long")
    if task.topics == ("t2",):
        raise KeyError("x")
    return echo(task)


def by_row(outcomes: Iterator[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda one: one.job.row)


def test_one_failure_is_no_other_rows_concern(tmp_path: Path) -> None:
    jobs = jobs_to(tmp_path, "t0", "t1", "t2", "t3")
    outcomes = by_row(run(LIBRARY, jobs, Threads(), work=defective))
    assert [one.error for one in outcomes] == [
        "",
        "the page is too long",
        "unexpected KeyError: 'x' (a defect of the program)",
        "",
    ]
    assert [one.document is None for one in outcomes] == [False, True, True, False]
    assert {path.name for path in tmp_path.iterdir()} == {
        "t0-2026-11-21.pdf",
        "t3-2026-11-21.pdf",
    }


def test_a_killed_worker_costs_its_own_document_alone(tmp_path: Path) -> None:
    before = children()
    jobs = jobs_to(tmp_path, *(topic.id for topic in TOPICS))
    with in_processes() as executor:
        outcomes = by_row(run(LIBRARY, jobs, executor, work=deadly))
    assert [one.job.topics for one in outcomes if one.error] == [("t3",)]
    assert "was killed, and so was the next, with no other at work" in outcomes[3].error
    assert len(list(tmp_path.iterdir())) == len(TOPICS) - 1
    assert children() <= before


def test_a_worker_killed_by_chance_costs_nothing(tmp_path: Path) -> None:
    jobs = jobs_to(tmp_path, "t0", "t1", "t2", "t3")
    with in_processes() as executor:
        outcomes = list(run(LIBRARY, jobs, executor, work=deadly_once))
    assert [one.error for one in outcomes] == [""] * 4


def test_no_more_is_begun_than_fits(tmp_path: Path) -> None:
    lock, inside, most = threading.Lock(), 0, 0

    def counting(task: Task) -> Printed:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with lock:
            inside -= 1
        return echo(task)

    jobs = jobs_to(tmp_path, *(topic.id for topic in TOPICS))
    # As many as one likes could be at work: what holds them back is the run.
    assert len(list(run(LIBRARY, jobs, Threads(threads=50), work=counting))) == 12
    assert 2 <= most <= 4


def test_who_stops_early_leaves_no_worker(tmp_path: Path) -> None:
    jobs = jobs_to(tmp_path, *(topic.id for topic in TOPICS))
    begun = time.monotonic()
    before = children()
    executor = in_processes()
    with closing(run(LIBRARY, jobs, executor, work=endless)) as outcomes:
        next(outcomes)
        assert children() > before
    assert time.monotonic() - begun < 30
    assert children() <= before
    assert not list(tmp_path.glob("t1-*"))


def fail_with_processes() -> None:
    with Processes(2) as executor:
        executor.submit(os.getpid).result()
        raise RenderError("no")


def test_processes_that_an_error_ends_are_gone_before_the_program_is() -> None:
    # What is left of a pool at exit is woken there, and may be closing: a traceback.
    before, others = set(threading.enumerate()), children()
    with pytest.raises(RenderError):
        fail_with_processes()
    assert set(threading.enumerate()) <= before
    assert children() <= others


def full(_path: Path, _data: bytes) -> Path:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("executor", [None, Threads()], ids=["here", "workers"])
def test_a_full_disk_is_told_for_each_row(
    executor: WorkerPool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.build.output.written_beside", full)
    monkeypatch.setattr("briefings.build.pipeline.print_document", lambda *_, **__: Printed(b"", 1))
    outcomes = list(run(LIBRARY, jobs_to(tmp_path, "t0", "t1"), executor, work=echo))
    assert [one.error for one in outcomes] == [
        f"{tmp_path} cannot be written to: No space left on device"
    ] * 2


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What single builds of five documents write."""
    return [
        build(LIBRARY, job.topics, job.order).sha256
        for job in mixed(tmp_path_factory.mktemp("alone"))
    ]


def mixed(output: Path) -> list[Job]:
    jobs = jobs_to(output, "t0", "t1")
    jobs += jobs_to(output, "t2", format=Format.SHEET)
    jobs += jobs_to(output, "t3", copy=Copy("السيد الوزير", 1, 2))
    jobs += jobs_to(output, "t3", copy=Copy("السيد الوزير", 2, 2))
    return [replace(job, row=row) for row, job in enumerate(jobs, 1)]


@pytest.mark.parametrize("count", [1, 2])
def test_the_bytes_are_those_of_single_builds(count: int, alone: list[str], tmp_path: Path) -> None:
    with executor_for(count, None) as executor:
        outcomes = by_row(run(LIBRARY, mixed(tmp_path), executor))
    documents = [one.document for one in outcomes if one.document]
    assert [one.sha256 for one in documents] == alone
    assert [sha256(one.path.read_bytes()).hexdigest() for one in documents] == alone
    assert len(set(alone)) == 5


def slow_first(task: Task) -> Printed:
    if (task.topics, task.order.edition, task.order.as_of) == (("t0",), LATE, LATE):
        time.sleep(0.3)
    text = f"{task.topics[0]} {task.imprint.number}"
    return Printed(text.encode(), 1, {"facts.json": b"{}", "figures.json": b"{}"}, text=text)


@pytest.mark.parametrize(
    ("change", "editions", "previous"),
    [
        # The third row looks back to the first, and waits for it; the second need not.
        pytest.param(
            lambda order: replace(order, edition=date(2026, 12, 1), as_of=date(2026, 12, 1)),
            ["t0-2026-11-21-1", "t1-2026-11-21-1", "t0-2026-12-01-1"],
            "t0-2026-11-21-1",
            id="a-later-edition",
        ),
        pytest.param(
            lambda order: replace(order, as_of=date(2025, 1, 1)),
            ["t0-2026-11-21-1", "t1-2026-11-21-1", "t0-2026-11-21-2"],
            None,
            id="the-next-number",
        ),
    ],
)
def test_editions_come_in_the_order_of_the_rows(
    change: Callable[[Order], Order], editions: list[str], previous: str | None, tmp_path: Path
) -> None:
    jobs = jobs_to(tmp_path / "out", "t0", "t1", "t0")
    jobs[2] = replace(jobs[2], order=change(jobs[2].order))
    keeping = Keeping(Archive(tmp_path / "archive"), LATE)
    outcomes = by_row(run(LIBRARY, jobs, Threads(), keeping, work=slow_first))
    assert [one.document.edition for one in outcomes if one.document] == editions
    assert keeping.archive.find(editions[2]).record["previous"] == {"t0": previous}


def test_a_row_waits_for_one_that_waits_itself(tmp_path: Path) -> None:
    """The second looks back to the first, and the third to the second alone."""
    order = jobs_to(tmp_path, "t0", format=Format.PACK)[0].order
    first, second, third = (
        QueuedJob(Job(row, "", topics, replace(order, edition=date(2026, 11, row), as_of=OLD)))
        for row, topics in enumerate((("t0",), ("t0", "t1"), ("t1",)), 1)
    )
    keeping = Keeping(Archive(tmp_path / "archive"), LATE)
    assert _next(deque([second, third]), [first], keeping) is None
    assert _next(deque([third]), [first], keeping) is third
    assert _next(deque([second, third]), [], keeping) is second
