"""Worker processes.

``Processes`` is an executor of the interface of :mod:`concurrent.futures`. In contrast to its
ProcessPoolExecutor and to loky, where a killed process breaks the pool and loses all submitted
calls, it loses only the call that the process was making. In Pebble all processes share a pipe and
its locks, and one that is killed while it holds them blocks the rest. Here each process has its own
pipes, and a thread that waits for its answers.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from queue import LifoQueue, SimpleQueue
from threading import Event, Lock, Thread, main_thread
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import RenderError
from ..searchpath import safe_path, safe_variables

if TYPE_CHECKING:
    from .cache import Cache

T = TypeVar("T")
Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]

MOST_CALLS = 100
"""Calls after which a process is replaced, to bound its memory.

A process that prints briefs of the same few topics has 130 MB (RSS) after ten, 140 after ninety.
"""

_START = "import sys; sys.path[:] = {path!r}; from briefings.build.executors import serve; serve()"
_COLLECT = 50_000  # imports stay: collecting garbage among them is a tenth of the time
_PATIENCE = 5.0  # seconds that a process has for cleaning up
_PRINTING = (
    "briefings.build.pipeline",
    "briefings.html.templates",
    "briefings.pdf",
    "briefings.charts.engine",
    "babel.dates",
    "babel.numbers",
    "matplotlib.textpath",
    "pypdfium2",
    "uharfbuzz",
)


def cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool(Executor):
    """An executor with a known number of concurrent calls, ``count``."""

    count: int
    is_remote: bool = False
    """Whether its processes are on other machines."""


class Processes(WorkerPool):
    """Runs each call in one of ``count`` other processes, which start when they are needed.

    Functions, arguments and results are pickled. If a process is killed, cannot be started or
    cannot send its result, the future of that call raises BrokenExecutor, and the next call starts
    another process. With ``second_try`` the executor first repeats a call whose process was killed
    while no other is at work, as it may need all memory.

    Each process runs ``initializer`` before its first call, ignoring its exceptions, and is
    replaced after ``most_calls``. It prints nothing, ignores interrupts of the terminal, and ends
    when this process does.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        initializer: Callable[[], object] | None = None,
        second_try: bool = False,
        most_calls: int = MOST_CALLS,
    ) -> None:
        self.count = count
        self._second_try = second_try
        # The threads wait for answers, without the interpreter lock.
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="process")
        self._processes = [_Process(initializer, most_calls) for _ in range(count)]
        self._idle: LifoQueue[_Process] = LifoQueue()  # starts no more than needed
        for process in reversed(self._processes):
            self._idle.put(process)
        self._taking = Lock()

    def get_ready(self) -> None:
        """Start all processes ahead of the first call."""
        for _ in range(self.count):
            self.submit(os.getpid)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Schedule a call; see the class."""
        return self._threads.submit(self._call, (fn, args, kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: after their work, or at once if ``cancel_futures`` or not ``wait``."""
        at_once = cancel_futures or not wait
        if at_once:
            for process in self._processes:
                process.terminate()
        self._threads.shutdown(wait=True, cancel_futures=at_once)
        for process in self._processes:
            process.end()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for running calls; after an exception, end them."""
        self.shutdown(cancel_futures=kind is not None)

    def _call(self, call: Call) -> Any:
        with self._taken(1) as process:
            try:
                return process.call(call)
            except BrokenExecutor:
                if not self._second_try or process.over.is_set():
                    raise
        with self._taken(self.count) as process:
            return process.call(call)

    @contextmanager
    def _taken(self, count: int) -> Iterator[_Process]:
        """Reserve ``count`` processes, and give one of them."""
        with self._taking:  # a call that waits for all is not overtaken
            taken = [self._idle.get() for _ in range(count)]
        try:
            yield taken[0]
        finally:
            for process in taken:
                self._idle.put(process)


class _Process:
    """A process for one call at a time, which starts again after it has ended."""

    def __init__(self, initializer: Callable[[], object] | None, most_calls: int) -> None:
        self._initializer = initializer
        self._most_calls = most_calls
        self._calls = 0
        self._running: subprocess.Popen[bytes] | None = None
        self.over = Event()

    def call(self, call: Call) -> Any:
        if self._calls >= self._most_calls:
            self.end()
        try:
            result, error = self._answer(self._running or self._started(), call)
        except Exception as reason:
            # Pickle raises almost anything for truncated data.
            self.end(at_once=True)
            raise BrokenExecutor(f"the other process is of no use: {reason}") from reason
        self._calls += 1
        if error is not None:
            raise error
        return result

    def terminate(self) -> None:
        """Terminate the process, and do not start it again."""
        self.over.set()
        process = self._running
        if process is not None:
            process.terminate()

    def end(self, *, at_once: bool = False) -> None:
        """Wait for the process to end, giving it five seconds to clean up."""
        process, self._running, self._calls = self._running, None, 0
        if process is None:
            return
        if at_once:
            process.terminate()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                assert stream is not None
                stream.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self.over.is_set():
            raise BrokenExecutor("it was ended")
        process = self._running = subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
            [sys.executable, "-P", "-c", _START.format(path=safe_path())],
            env={**os.environ, **safe_variables()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C is for the process that people see
        )
        if self.over.is_set():  # terminated while it was starting
            process.terminate()
        if self._initializer is not None:
            self._answer(process, (self._initializer, (), {}))
        return process

    def _answer(self, process: subprocess.Popen[bytes], call: Call) -> tuple[Any, Exception | None]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pickle.dumps(pickle.dumps(call)))  # all of it, or nothing
        process.stdin.flush()
        answer: tuple[Any, Exception | None] = pickle.load(process.stdout)  # noqa: S301  # our own
        return answer


def serve() -> None:
    """Answer calls until there are no more; the main function of a worker process."""
    signal.signal(signal.SIGTERM, _stop)
    gc.set_threshold(_COLLECT)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # printing must not mix with the answers
    calls: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read_calls, args=(calls,), daemon=True).start()
    try:
        while True:
            answers.write(pickle.dumps(_answered(calls.get())))
            answers.flush()
    finally:
        os._exit(0)  # an orderly exit would keep the parent waiting


def _stop(*_: object) -> None:
    """End the process by an exception, once, so that it can clean up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _read_calls(calls: SimpleQueue[bytes]) -> None:
    """Receive calls; end this process when its parent is gone."""
    with suppress(Exception):
        while True:
            calls.put(pickle.load(sys.stdin.buffer))  # noqa: S301  # by who started us
    signal.pthread_kill(main_thread().ident or 0, signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)


def _answered(call: bytes) -> tuple[Any, Exception | None]:
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301  # by who started us
        return function(*args, **kwargs), None
    except Exception as error:  # noqa: BLE001  # it is for the one who waits
        return None, error


def printed_by(executor: Executor, work: Callable[..., T], /, *args: Any) -> T:
    """Print a document in a pool with a second try; raises what ``work`` raises.

    Raises RenderError if both processes were killed.
    """
    try:
        return executor.submit(work, *args).result()
    except BrokenExecutor as error:
        raise RenderError(
            "the process that printed it was killed, and so was the next, with no other "
            "at work: it may need more memory than there is"
        ) from error


def printers(count: int) -> Processes:
    """A pool that prints whole documents."""
    return Processes(count, initializer=prepare_printing, second_try=True)


@dataclass(frozen=True, slots=True)
class Helpers:
    """The cache and the processes that speed a build up; its files are the same bytes without.

    ``cache`` holds charts, and documents that no archive keeps. ``drawing`` draws the charts of a
    brief while this process goes on, ``typesetting`` lays it out and paints it, ``parts`` makes the
    parts of a pack. ``printing`` prints whole documents; this process then composes and writes.
    """

    cache: Cache | None = None
    drawing: Executor | None = None
    typesetting: Executor | None = None
    parts: Executor | None = None
    printing: Executor | None = None


NO_HELPERS = Helpers()


@contextmanager
def helpers_for_one(count: int, theme: Path | None, cache: Cache | None) -> Iterator[Helpers]:
    """A process that draws the charts of one brief or sheet, and one for its typesetting.

    They import packages while this process reads and composes; the first only if the cache has no
    charts at all. There are none without a theme, or with a ``count`` of one.
    """
    if count == 1 or theme is None:
        yield Helpers(cache)
        return
    drawing, typesetting = Processes(), Processes()
    try:
        typesetting.submit(prepare_typesetting, theme / "fonts")
        if cache is None or not cache.has_any("chart"):
            drawing.submit(prepare_charts)
        yield Helpers(cache, drawing, typesetting)
    finally:
        # All results that matter have been received.
        drawing.shutdown(cancel_futures=True)
        typesetting.shutdown(cancel_futures=True)


@contextmanager
def helpers_for_many(count: int, cache: Cache | None, *, is_pack: bool) -> Iterator[Helpers]:
    """A pool for the parts of a pack, or for whole documents; none with a ``count`` of one."""
    if count == 1:
        yield Helpers(cache)
        return
    with printers(count) as processes:
        processes.get_ready()
        yield Helpers(cache, parts=processes) if is_pack else Helpers(cache, printing=processes)


def prepare_charts() -> None:
    """Import the packages that draw charts."""
    from ..charts import prepare

    prepare()


def prepare_typesetting(fonts: Path) -> None:
    """Import the packages of the layout and open the fonts, ahead of the first document."""
    from ..pdf.engine import open_fonts
    from ..pdf.render_session import own_kit

    with own_kit(fonts) as kit:
        open_fonts(fonts, kit)


def prepare_printing() -> None:
    """Import the slow packages in a process that is to print; failures show up in printing."""
    for name in _PRINTING:
        with suppress(Exception):
            import_module(name)
    with suppress(Exception):
        import_module("briefings.pdf.loading").load_weasyprint()
    gc.freeze()
