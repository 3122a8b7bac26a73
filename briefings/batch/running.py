"""Runs jobs, several at a time; the failure of one does not affect others."""

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
from ..build.executors import Helpers, WorkerPool, cores, printed_by, printers
from ..build.output import Document
from ..build.pipeline import ExecutionContext, Perform, build, check_place, perform, perform_copy
from ..build.render import Printed
from ..build.render_copies import SharedPack
from ..build.request import series_of
from ..errors import BriefingError, ClusterError
from ..model import Format, Library
from .jobs import Job, copies_of


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job, and what it shares with copies of the same pack."""

    job: Job
    copies: SharedPack | None = None


@contextmanager
def executor_for(count: int | None, address: str | None) -> Iterator[WorkerPool | None]:
    """The pool for ``count`` concurrent documents: processes, or a cluster at ``address``.

    None if ``count`` is 1; this process then prints. Raises ClusterError.
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
"""Jobs that are searched for one that need not wait for another."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job: its document, or an error.

    ``seconds`` are those of work, without waiting for a worker. ``is_resumed`` tells that an
    earlier run made the document.
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
    """Make the documents of all jobs; yields each outcome when it is done, in any order.

    Without an executor this process does everything, with documents and charts from ``cache``. With
    one, the workers call ``work``, by default :func:`perform` with that cache for charts, and this
    process composes, stores and writes, with at most twice ``executor.count`` jobs in progress.
    With an archive, a job waits for earlier ones that its edition may be compared with, so that the
    archive does not depend on the executor. Closing the iterator early ends the executor.
    """
    # A cluster shares no copies: each worker compares each task with its own recipe.
    queue = deque(_queued(jobs, shares=executor is None or not executor.is_remote))
    if executor is None:
        while queue:
            here = queue.popleft()
            helpers = Helpers(None if here.copies else cache)
            context = ExecutionContext(helpers, copies=here.copies)
            yield _made(library, here.job, keeping, context, _Clock())
        return
    make = partial(_made_by, executor, work or partial(perform, cache=cache), library, keeping)
    threads = ThreadPoolExecutor(2 * executor.count, thread_name_prefix="batch")
    running: dict[Future[Outcome], QueuedJob] = {}
    try:
        while queue or running:
            while len(running) < 2 * executor.count:
                queued = _next(queue, running.values(), keeping)
                if queued is None:
                    break
                running[threads.submit(make, queued)] = queued
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                del running[each]
                yield each.result()
    finally:
        if queue or running:
            executor.shutdown(cancel_futures=True)
        threads.shutdown(wait=True, cancel_futures=True)


def _queued(jobs: Sequence[Job], *, shares: bool) -> Iterator[QueuedJob]:
    """The jobs, with the copies of each pack in a row, so that workers can reuse its parts."""
    for group in copies_of(jobs):
        is_shared = shares and len(group) > 1 and group[0].order.style.setting.format is Format.PACK
        copies = SharedPack() if is_shared else None
        for job in group:
            yield QueuedJob(job, copies)


def _next(
    queue: deque[QueuedJob], running: Collection[QueuedJob], keeping: Keeping | None
) -> QueuedJob | None:
    """Take the first job that waits for none that is running or stands before it."""
    if not queue or keeping is None:
        return queue.popleft() if queue else None
    before = list(running)
    for place, queued in enumerate(islice(queue, _LOOKAHEAD)):
        if not any(_looks_back(queued.job, one.job) for one in before):
            del queue[place]
            return queued
        before.append(queued)
    return None


def _looks_back(later: Job, job: Job) -> bool:
    """Whether the edition of a job may be compared with that of an earlier job."""
    if set(later.topics).isdisjoint(job.topics):
        return False
    if series_of(later.topics, later.order) == series_of(job.topics, job.order):
        return True
    formats = {later.order.style.setting.format, job.order.style.setting.format}
    return Format.SHEET not in formats and later.order.edition != job.order.edition


class _Clock:
    """Measures the seconds of work, without those of waiting for a process."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._idle = 0.0

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._started - self._idle

    def printed(self, executor: WorkerPool, work: Callable[..., Printed], *asked: Any) -> Printed:
        """Print in a process of the executor."""
        before = time.perf_counter()
        printed, seconds = printed_by(executor, _timed, work, *asked)
        self._idle += time.perf_counter() - before - seconds
        return printed


def _timed(work: Callable[..., Printed], *asked: Any) -> tuple[Printed, float]:
    started = time.perf_counter()
    printed = work(*asked)
    return printed, time.perf_counter() - started


def _made_by(
    executor: WorkerPool,
    work: Perform,
    library: Library,
    keeping: Keeping | None,
    queued: QueuedJob,
) -> Outcome:
    # Workers have the cache for their charts; the manifest identifies finished documents.
    clock = _Clock()
    context = ExecutionContext(
        elsewhere=partial(clock.printed, executor, work),
        copies=queued.copies,
        perform_copy=partial(clock.printed, executor, perform_copy),
    )
    return _made(library, queued.job, keeping, context, clock)


def _made(
    library: Library, job: Job, keeping: Keeping | None, context: ExecutionContext, clock: _Clock
) -> Outcome:
    document, error = None, ""
    try:
        check_place(library, job.topics, job.order)
        document = build(library, job.topics, job.order, keeping, context)
    except ClusterError:
        raise  # no other job could be printed either
    except BriefingError as known:
        error = str(known)
    except Exception as unexpected:  # noqa: BLE001 — a defect in one job must not affect others
        error = f"unexpected {type(unexpected).__name__}: {unexpected} (a defect of the program)"
    return Outcome(job, document, error, clock.seconds)
