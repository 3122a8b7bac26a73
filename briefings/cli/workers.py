"""Processes that print: started cheaply, never without their parent, and deaf to Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..searchpath import safe_variables

if TYPE_CHECKING:
    from ..batch import Workers
    from ..build.cache import Cache
    from ..build.pipeline import Task
    from ..build.render import Printed

_ANSWERED_HERE = {signal.SIGINT, signal.SIGTERM}
_FIRST = Path(__file__).resolve().parent / "forked"
"""A folder with nothing but the module that shows the process workers are forked from the way."""


def workers_of(count: int, cache: Cache | None = None) -> Workers | None:
    """So many processes to print with; None for one, which is this one."""
    if count == 1:
        return None
    from ..batch import Workers
    from ..build.pipeline import perform

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
    from ..build.pipeline import perform

    with cluster_workers(address, count, _perform_there if cache else perform) as workers:
        yield workers


def _perform_there(task: Task) -> Printed:
    from ..build.pipeline import perform
    from .cache_option import cache_of

    return perform(task, cache_of(refused=False))


@contextmanager
def part_processes(count: int) -> Iterator[Executor | None]:
    """So many processes to make the parts of a pack with; None for one, which is this one."""
    if count == 1:
        yield None
        return
    with processes(count) as executor:
        yield executor


@contextmanager
def processes(count: int, *, print_: bool = True) -> Iterator[Executor]:
    """So many processes for a while; what takes long to import is there if they ``print_``.

    After an error or an interrupt they are killed, whatever they are at.
    """
    executor = _started(count, print_=print_)
    try:
        yield executor
    except BaseException:
        _kill()
        # Unless awaited, the pool may be closing when Python wakes it at exit: a traceback.
        executor.shutdown(cancel_futures=True)
        raise
    executor.shutdown()


def _started(count: int, *, print_: bool = True) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["way_home", "briefings.cli.preloaded"] if print_ else [])
    with _safe_children():
        # max_tasks_per_child can bring a pool to a standstill (gh-115634): the crew renews pools.
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare)
        # The pool has started the tracker of resources by now, which makes signals heard again.
        try:
            with _unheard():
                pool.submit(os.getpid)  # starts the process that the workers are forked from
        except (EOFError, OSError) as error:
            pool.shutdown(wait=False, cancel_futures=True)
            raise BrokenExecutor(f"no worker could be started: {error}") from error
    return pool


@contextmanager
def _safe_children() -> Iterator[None]:
    """No Python that is started now looks into the working folder.

    The process that workers are forked from begins with its preloading, before it is told where a
    checkout stands: it finds that by a module in a folder which has no other. The checkout itself
    must not come first, or files beside the program would hide modules of Python.
    """
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ.update(safe_variables())
    rest = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_FIRST), *([rest] if rest else [])])
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


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
