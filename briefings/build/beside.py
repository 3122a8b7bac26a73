"""One more Python process, for work that can be done beside that of this one."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from typing import Any, TypeVar

from ..errors import BriefingError
from ..searchpath import safe_path, safe_variables

T = TypeVar("T")

_START = "import sys; sys.path[:] = {path!r}; from briefings.build.beside import serve; serve()"
_COLLECT = 50_000  # what is imported stays: looking through it for garbage is a tenth of the time
_PATIENCE = 5.0  # seconds that a process which was told to end is given


class OtherProcess(Executor):
    """Runs calls one after another in one other process, which starts with the first of them.

    Functions, arguments and results must be fit for pickle. What a function raises is raised by the
    future if it is a BriefingError; for whatever else that goes wrong there or on the way, and for
    a process that was killed or cannot be started, it raises BrokenExecutor: make the call here.

    The process prints nothing, sees no interrupts of the terminal, and ends when this one does.
    """

    def __init__(self) -> None:
        # One thread waits for answers; the reading releases the interpreter to the others.
        self._thread = ThreadPoolExecutor(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call made; see the class."""
        return self._thread.submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process: after its work, or at once if ``cancel_futures`` or not ``wait``."""
        if cancel_futures or not wait:
            self._is_over = True
            self._end()
        self._thread.shutdown(wait=True, cancel_futures=self._is_over)
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    assert stream is not None
                    stream.close()
            self._end(kindly=not self._is_over)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what goes on; after an error nobody wants that any more."""
        self.shutdown(cancel_futures=kind is not None)

    def _end(self, *, kindly: bool = False) -> None:
        """See the process off, who may first put away what it was working with."""
        if self._process is None:
            return
        if not kindly:
            self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _call(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        try:
            if self._process is None:
                self._process = _started()
            process = self._process
            if self._is_over:  # told while the process was being started
                process.terminate()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(pickle.dumps((fn, args, kwargs)))  # all of it, or nothing
            process.stdin.flush()
            result, error = pickle.load(process.stdout)  # noqa: S301  # by our own process
        except Exception as error:
            # Pickle raises almost anything where it is cut short.
            raise BrokenExecutor(f"the process beside this one is of no use: {error}") from error
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def call(module: str, name: str, *args: Any, **kwargs: Any) -> Any:
    """Call a function that only the other process needs to import."""
    return getattr(import_module(module), name)(*args, **kwargs)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
        [sys.executable, "-P", "-c", _START.format(path=safe_path())],
        env={**os.environ, **safe_variables()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,  # Ctrl-C is for the process that people see
    )


def serve() -> None:
    """Answer calls until there are no more: what the other process does."""
    # By an exception, so that what is in use is put away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(_COLLECT)
    try:
        _answer_all()
    finally:
        os._exit(0)  # taking everything down in order would have the first process wait


def _answer_all() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print among the answers
    while True:
        # Who gave us the calls may end at any time, which ends this by an exception.
        function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  # by who started us
        answer: tuple[Any, BriefingError | None]
        try:
            answer = function(*args, **kwargs), None
        except BriefingError as error:
            answer = None, error
        answers.write(pickle.dumps(answer))
        answers.flush()
