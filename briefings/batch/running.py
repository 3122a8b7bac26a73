"""Jobs into documents, several at a time, one failure apart from the others."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from ..archive.editions import Keeping
from ..build.cache import Cache
from ..build.executors import WorkerPool, cores, printed_by, printers
from ..build.output import Document
from ..build.pipeline import ExecutionContext, Perform, build, check_place, perform, perform_copy
from ..build.render import Printed
from ..build.render_copies import Group
from ..build.request import series_of
from ..errors import BriefingError, ClusterError
from ..model import Format, Library
from .jobs import Job, copies_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A job, and what it shares with others that are copies of the same pack, if there are any."""

    job: Job
    copies: Group | None = None


@contextmanager
def executor_for(count: int | None, address: str | None) -> Iterator[WorkerPool | None]:
    """What prints ``count`` documents at the same time: processes, or a cluster at ``address``.

    None for one, which this process prints. Of a cluster, all processes are used if no number is
    given. Raises ClusterError.
    """
    if address is not None:
        from .cluster import connected

        with connected(address, count) as cluster:
            yield cluster
    elif count == 1:
        yield None
    else:
        with printers(count or cores()) as processes:
            yield processes


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
    executor: WorkerPool | None = None,
    keeping: Keeping | None = None,
    cache: Cache | None = None,
    *,
    work: Perform | None = None,
) -> Generator[Outcome, None, None]:
    """Make the documents of all jobs; gives each as it is done, in any order.

    Without an executor all is done here, and what ``cache`` has is made no second time. With one,
    ``work`` prints there, if left out :func:`perform` with that cache for its charts; composing,
    storing and writing are done here, and at most twice as many tasks are begun as are done at the
    same time, whatever the number of jobs. Where editions are kept, a job waits for those before it
    that its edition may look back to, so that the archive is the same from any executor.
    When the caller stops early, by an exception or by closing the iterator, the executor is ended.
    """
    # On a cluster no copies are shared: each task is compared with the worker's own recipe.
    units = deque(_units(jobs, shares=executor is None or not executor.is_remote))
    if executor is None:
        while units:
            here = units.popleft()
            context = ExecutionContext(None if here.copies else cache, copies=here.copies)
            yield _made(library, here.job, keeping, context, _Clock())
        return
    make = partial(_made_by, executor, work or partial(perform, cache=cache), library, keeping)
    threads = ThreadPoolExecutor(2 * executor.count, thread_name_prefix="batch")
    running: dict[Future[Outcome], Unit] = {}
    try:
        while units or running:
            while len(running) < 2 * executor.count:
                unit = _next(units, running.values(), keeping)
                if unit is None:
                    break
                running[threads.submit(make, unit)] = unit
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                del running[each]
                yield each.result()
    finally:
        if units or running:
            executor.shutdown(cancel_futures=True)
        threads.shutdown(wait=True, cancel_futures=True)


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


class _Clock:
    """Counts the seconds of work, without those of waiting for a process."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._idle = 0.0

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._started - self._idle

    def printed(self, executor: WorkerPool, work: Callable[..., Printed], *asked: Any) -> Printed:
        """What is printed by a process of the executor."""
        before = time.perf_counter()
        printed, seconds = printed_by(executor, _timed, work, *asked)
        self._idle += time.perf_counter() - before - seconds
        return printed


def _timed(work: Callable[..., Printed], *asked: Any) -> tuple[Printed, float]:
    started = time.perf_counter()
    printed = work(*asked)
    return printed, time.perf_counter() - started


def _made_by(
    executor: WorkerPool, work: Perform, library: Library, keeping: Keeping | None, unit: Unit
) -> Outcome:
    # Processes have a cache for their charts; documents of a batch are told by its manifest.
    clock = _Clock()
    context = ExecutionContext(
        copies=unit.copies,
        elsewhere=partial(clock.printed, executor, work),
        perform_copy=partial(clock.printed, executor, perform_copy),
    )
    return _made(library, unit.job, keeping, context, clock)


def _made(
    library: Library, job: Job, keeping: Keeping | None, context: ExecutionContext, clock: _Clock
) -> Outcome:
    document, error = None, ""
    try:
        check_place(library, job.topics, job.order)
        document = build(library, job.topics, job.order, keeping, context)
    except ClusterError:
        raise  # no other row could be printed either
    except BriefingError as known:
        error = str(known)
    except Exception as unexpected:  # noqa: BLE001 — a defect met in one row is no loss to others
        error = f"unexpected {type(unexpected).__name__}: {unexpected} (a defect of the program)"
    return Outcome(job, document, error, clock.seconds)
