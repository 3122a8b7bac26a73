"""Workers that print: bounded, renewed before they grow, and survived when they are killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..build.pipeline import Perform, PerformCopy, Task, perform, perform_copy
from ..build.render import Printed
from ..errors import RenderError
from ..model import Copy

MOST_TASKS = 100
"""Tasks for each worker before all are made anew, which bounds what it may come to hold.

A worker that prints briefs of the same few topics holds 130 MB after ten (RSS), 140 after ninety.
"""

_MOMENT = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class Workers:
    """How workers are had: ``start`` makes an executor with ``count`` of them.

    ``kill`` ends the workers of all executors at once, and tells whether there were any.
    ``perform`` is what they do, and ``perform_copy`` for copies of packs; without it, each copy is
    a document like others.
    """

    start: Callable[[], Executor]
    count: int
    kill: Callable[[], bool]
    perform: Perform = perform
    most_tasks: int = MOST_TASKS
    perform_copy: PerformCopy | None = perform_copy


class Crew:
    """Prints tasks for many threads, by workers that may break and are then made anew.

    A task whose worker is killed is tried once more, with no other beside it: so the one that kills
    workers is found, and the others do not suffer for it.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._executor: Executor | None = None
        self._broken: set[Executor] = set()
        self._begun = 0
        self._is_over = False
        self._lock = threading.Lock()
        self._gate = _Gate()

    def __call__(self, task: Task) -> tuple[Printed, float]:
        """What a task asks for, and the seconds that it took; raises what printing raises."""
        return self._tried(self._workers.perform, task)

    def copy(self, plan: bytes, copy: Copy) -> tuple[Printed, float]:
        """A copy of the pack of that plan; a worker makes copies of one after those of another."""
        assert self._workers.perform_copy is not None, "looked at before copies are shared"
        return self._tried(self._workers.perform_copy, plan, copy)

    def _tried(self, work: Callable[..., Printed], *asked: Any) -> tuple[Printed, float]:
        with self._gate.beside():
            try:
                return self._result(work, *asked)
            except BrokenExecutor:
                if self._is_over:
                    raise
        with self._gate.alone():
            try:
                return self._result(work, *asked)
            except BrokenExecutor as error:
                raise RenderError(
                    "the process that printed it was killed, and so was the next, with no other "
                    "at work: it may need more memory than there is"
                ) from error

    def get_ready(self) -> None:
        """Start the workers ahead of the first task."""
        with self._lock:
            self._executor = self._executor or self._workers.start()

    def stop(self, *, at_once: bool) -> None:
        """End the workers: when they are done, or at once. Nothing is printed after this."""
        with self._lock:
            self._is_over = True
            executor, self._executor = self._executor, None
        if at_once:
            self._workers.kill()
        if executor is not None:
            executor.shutdown(wait=not at_once, cancel_futures=True)

    def clear(self) -> None:
        """End what was started while the crew was being stopped, once nobody uses it any more."""
        while self._workers.kill():
            time.sleep(_MOMENT)

    def _result(self, work: Callable[..., Printed], *asked: Any) -> tuple[Printed, float]:
        executor = self._take()
        try:
            future = executor.submit(_timed, work, *asked)
            while not wait([future], timeout=1).done:
                # A pool that breaks at this very moment may forget what it is given.
                if self._is_over or executor in self._broken:
                    raise BrokenExecutor("the task was lost with its pool")
            return future.result()
        except BrokenExecutor:
            with self._lock:
                self._broken.add(executor)
                if self._executor is executor:
                    self._executor = None
            executor.shutdown(wait=False)
            raise

    def _take(self) -> Executor:
        """The executor for one more task."""
        with self._lock:
            if self._is_over:
                raise BrokenExecutor("the batch was stopped")
            worn = self._begun >= self._workers.most_tasks * self._workers.count
            if self._executor is not None and worn:
                # Its last tasks are brought to their end; then its workers go.
                self._executor.shutdown(wait=False)
                self._executor = None
            if self._executor is None:
                self._executor, self._begun = self._workers.start(), 0
            self._begun += 1
            return self._executor


def _timed(work: Callable[..., Printed], *asked: Any) -> tuple[Printed, float]:
    started = time.perf_counter()
    printed = work(*asked)
    return printed, time.perf_counter() - started


class _Gate:
    """Lets many through beside each other, or one alone."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._waiting = 0

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Go in with others, but not while one is alone or waits to be."""
        with self._changed:
            self._changed.wait_for(lambda: self._inside >= 0 and not self._waiting)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Go in when nobody is inside, and keep all others out."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: self._inside == 0)
            self._waiting -= 1
            self._inside = -1
        try:
            yield
        finally:
            with self._changed:
                self._inside = 0
                self._changed.notify_all()
