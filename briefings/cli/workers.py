"""Processes that print: started cheaply, never without their parent, and deaf to Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..batch import Workers
    from ..cache import Cache
    from ..pipeline import Task
    from ..printing import Printed

_ANSWERED_HERE = {signal.SIGINT, signal.SIGTERM}
_PRELOADED = [
    "briefings.cli.workers",
    "briefings.pipeline",
    "briefings.pages",
    "briefings.pdf",
    "briefings.charts.engine",
    "babel.dates",
    "babel.numbers",
    "matplotlib.textpath",
    "weasyprint",
    "pypdfium2",
    "uharfbuzz",
]
"""What takes long to import: done once, in the process that all workers are forked from."""


def workers_of(count: int, cache: Cache | None = None) -> Workers | None:
    """So many processes to print with; None for one, which is this one."""
    if count == 1:
        return None
    from ..batch import Workers
    from ..pipeline import perform

    return Workers(lambda: _started(count), count, _kill, partial(perform, cache=cache))


@contextmanager
def cluster_of(
    address: str | None, count: int | None, cache: Cache | None
) -> Iterator[Workers | None]:
    """The workers of a cluster; None without an address. They keep charts in caches of their own.

    Raises ClusterError.
    """
    if address is None:
        yield None
        return
    from ..batch import cluster_workers
    from ..pipeline import perform

    with cluster_workers(address, count, _perform_there if cache else perform) as workers:
        yield workers


def _perform_there(task: Task) -> Printed:
    from ..pipeline import perform
    from .quick import cache_of

    return perform(task, cache_of(refused=False))


@contextmanager
def part_processes(count: int) -> Iterator[Executor | None]:
    """So many processes to make the parts of a pack with; None for one, which is this one."""
    if count == 1:
        yield None
        return
    executor = _started(count)
    try:
        yield executor
    except BaseException:
        _kill()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _started(count: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    # max_tasks_per_child can bring a pool to a standstill (gh-115634): the crew renews pools.
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare)
    # The pool has started the tracker of resources by now, which makes signals heard again.
    with _found_by_children(), _unheard():
        pool.submit(os.getpid)  # starts the process that the workers are forked from
    return pool


@contextmanager
def _found_by_children() -> Iterator[None]:
    """The folder of the package among those that a new Python looks into.

    The process that workers are forked from begins with its preloading, before it is told where a
    checkout stands.
    """
    before = os.environ.get("PYTHONPATH")
    home = str(Path(__file__).resolve().parents[2])
    os.environ["PYTHONPATH"] = os.pathsep.join([home, before] if before else [home])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep Ctrl-C and SIGTERM from processes that are started now, and from those they start.

    A signal sent to all of them at once is for this one to answer, which then ends the others.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ANSWERED_HERE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill() -> bool:
    children = multiprocessing.active_children()
    for child in children:
        child.kill()
    return bool(children)


def _prepare() -> None:
    """Make this process a worker."""
    import gc
    import threading

    # Ctrl-C stays unheard; the other is how a pool ends its workers once one of them has died.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()


def _end_with_parent() -> None:
    """Wait for a parent that was killed, whose workers would else wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        sys.stderr.flush()
        os._exit(1)
