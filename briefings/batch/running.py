"""Jobs into documents, several at a time, one failure apart from the others."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ..archive.editions import Keeping
from ..build.cache import Cache
from ..build.output import Document
from ..build.pipeline import ExecutionContext, build, check_place
from ..build.render import Printed
from ..build.render_copies import Group
from ..build.request import series_of
from ..errors import BriefingError, ClusterError
from ..model import Format, Library
from .crew import Crew, Workers
from .jobs import Job, copies_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A job, and what it shares with others that are copies of the same pack, if there are any."""

    job: Job
    copies: Group | None = None


_LOOKAHEAD = 64
"""Units that are looked at for one that need not wait for another."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job that is over: its document, or the error that kept it from being made.

    ``seconds`` are those of work, without waiting for a worker. ``is_resumed`` tells that the
    document was there from an earlier run.
    """

    job: Job
    document: Document | None = None
    error: str = ""
    seconds: float = 0.0
    is_resumed: bool = False


def run(
    library: Library,
    jobs: Sequence[Job],
    workers: Workers | None = None,
    keeping: Keeping | None = None,
    cache: Cache | None = None,
) -> Generator[Outcome, None, None]:
    """Make the documents of all jobs; gives each as it is done, in any order.

    Without workers all is done here. With them they print; composing, storing and writing are done
    here, and at most twice as many tasks as workers are begun, whatever the number of jobs. Where
    editions are kept, a job waits for those before it that its edition may look back to, so that
    the archive is the same from any number of workers.
    Without workers, what ``cache`` has is made no second time.
    When the caller stops early, by an exception or by closing the iterator, no worker is left.
    """
    shares = workers is None or workers.perform_copy is not None
    units = deque(_units(jobs, shares=shares))
    if workers is None:
        while units:
            yield _made(library, units.popleft(), keeping, None, cache)
        return
    crew = Crew(workers)
    threads = ThreadPoolExecutor(2 * workers.count, thread_name_prefix="batch")
    running: dict[Future[Outcome], Unit] = {}
    try:
        while units or running:
            while len(running) < 2 * workers.count:
                unit = _next(units, running.values(), keeping)
                if unit is None:
                    break
                running[threads.submit(_made, library, unit, keeping, crew, cache)] = unit
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                del running[each]
                yield each.result()
    finally:
        crew.stop(at_once=bool(units or running))
        threads.shutdown(wait=True, cancel_futures=True)
        crew.clear()


def _units(jobs: Sequence[Job], *, shares: bool) -> Iterator[Unit]:
    """The jobs; copies of one document come one after the other: each worker keeps to it."""
    for group in copies_of(jobs):
        is_shared = shares and len(group) > 1 and group[0].order.style.setting.format is Format.PACK
        copies = Group() if is_shared else None
        for job in group:
            yield Unit(job, copies)


def _next(units: deque[Unit], running: Collection[Unit], keeping: Keeping | None) -> Unit | None:
    """Take the first unit that waits for none that is running or stands before it."""
    if not units or keeping is None:
        return units.popleft() if units else None
    before = list(running)
    for place, unit in enumerate(islice(units, _LOOKAHEAD)):
        if not any(_looks_back(unit.job, one.job) for one in before):
            del units[place]
            return unit
        before.append(unit)
    return None


def _looks_back(later: Job, job: Job) -> bool:
    """Whether the edition of a job may say something of that of an earlier one."""
    if set(later.topics).isdisjoint(job.topics):
        return False
    if series_of(later.topics, later.order) == series_of(job.topics, job.order):
        return True
    formats = {later.order.style.setting.format, job.order.style.setting.format}
    return Format.SHEET not in formats and later.order.edition != job.order.edition


def _made(
    library: Library,
    unit: Unit,
    keeping: Keeping | None,
    crew: Crew | None,
    cache: Cache | None,
) -> Outcome:
    started, idle = time.perf_counter(), 0.0

    def by(work: Callable[..., tuple[Printed, float]]) -> Callable[..., Printed]:
        def timed(*asked: Any) -> Printed:
            nonlocal idle
            before = time.perf_counter()
            printed, seconds = work(*asked)
            idle += time.perf_counter() - before - seconds
            return printed

        return timed

    # Workers have a cache for their charts; documents of a batch are told by its manifest.
    means = ExecutionContext(
        cache if unit.copies is None and crew is None else None, copies=unit.copies
    )
    if crew is not None:
        means = replace(means, elsewhere=by(crew), perform_copy=by(crew.copy))
    job, document, error = unit.job, None, ""
    try:
        check_place(library, job.topics, job.order)
        document = build(library, job.topics, job.order, keeping, means)
    except ClusterError:
        raise  # no other row could be printed either
    except BriefingError as known:
        error = str(known)
    except Exception as unexpected:  # noqa: BLE001 — a defect met in one row is no loss to others
        error = f"unexpected {type(unexpected).__name__}: {unexpected} (a defect of the program)"
    return Outcome(job, document, error, time.perf_counter() - started - idle)
