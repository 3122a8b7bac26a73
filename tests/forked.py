"""The whole program in processes of its own that need not load everything first.

One process has imported everything, and forks for each call that it is asked for. It has laid out
nothing: newer versions of Pango then keep a thread, for which forked processes would wait for ever.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from subprocess import PIPE, CompletedProcess, Popen, TimeoutExpired
from types import TracebackType
from typing import NamedTuple, NoReturn, Self

_CHECKOUT = Path(__file__).resolve().parent.parent
_LIBRARIES = (
    *("babel.dates", "babel.plural", "jinja2", "yaml", "weasyprint", "pydyf", "pypdfium2"),
    *("uharfbuzz", "fontTools.subset", "matplotlib.textpath", "numpy", "bagit", "openpyxl", "rich"),
)
"""What the program imports once it is needed."""
_START = ("PYTHON", "LD_", "LC_", "LANG", "TZ", "HOME", "XDG_", "MPL", "FONTCONFIG")
"""Beginnings of the variables that Python and the libraries read when they are loaded."""


class Running(NamedTuple):
    """A call under way, and the files that it writes its output and its messages into."""

    pid: int
    output: Path
    messages: Path


class Forks:
    """Starts calls of the program; ``with`` ends it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._count = folder, 0
        self._started_in = _read_at_start(environment)
        self._process = Popen(
            [sys.executable, "-m", "tests.forked"],
            cwd=_CHECKOUT,
            env={**environment, "OPENBLAS_NUM_THREADS": "1"},
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        assert self._answer() == "ready\n", "the program could not be imported by one thread"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    @property
    def fits(self) -> bool:
        """Whether the variables are the same that were read when the process was started."""
        return _read_at_start(os.environ) == self._started_in

    def start(self, *arguments: str, cwd: Path | None = None, killed_at: str = "") -> Running:
        """Start a call; it kills itself before it moves something to the path ``killed_at``."""
        self._count += 1
        files = [self._folder / f"{self._count}.{name}" for name in ("output", "messages")]
        call = {
            "arguments": arguments,
            "cwd": str(cwd or _CHECKOUT),
            "environment": dict(os.environ),
            "files": [str(file) for file in files],
            "killed_at": killed_at,
        }
        return Running(int(self._ask(call)), *files)

    def end(self, running: Running) -> int:
        """Wait for a call: its exit code, or the signal that ended it, below zero."""
        return int(self._ask(running.pid))

    def done(self, running: Running) -> str:
        """The messages of a call that ends well."""
        code, messages = self.end(running), running.messages.read_text("utf-8")
        assert code == 0, messages
        return messages

    def run(self, *arguments: str, cwd: Path, timeout: float) -> CompletedProcess[str]:
        """Make a call, as :func:`subprocess.run` does."""
        running = self.start(*arguments, cwd=cwd)
        self._put(running.pid)
        assert self._process.stdout is not None
        if not select.select([self._process.stdout.fileno()], [], [], timeout)[0]:
            os.kill(running.pid, signal.SIGKILL)
            self._answer()
            raise TimeoutExpired(arguments, timeout)
        code = int(self._answer())
        output, messages = (file.read_text("utf-8") for file in running[1:])
        return CompletedProcess(arguments, code, output, messages)

    def _ask(self, question: object) -> str:
        self._put(question)
        return self._answer()

    def _put(self, question: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_START)}


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # As on a machine with one core: no second process, which would have to load everything.
    os.sched_getaffinity = lambda _: {0}
    for name in (*_LIBRARIES, *_modules()):
        import_module(name)
    assert len(list(Path("/proc/self/task").iterdir())) == 1
    answers.write("ready\n")
    answers.flush()
    while line := sys.stdin.readline():
        question = json.loads(line)
        if isinstance(question, int):
            answer = os.waitstatus_to_exitcode(os.waitpid(question, 0)[1])
        elif (answer := os.fork()) == 0:
            _call(**question)
        answers.write(f"{answer}\n")
        answers.flush()


def _modules() -> Iterator[str]:
    """The modules of the program."""
    import briefings

    for found in walk_packages(briefings.__path__, "briefings."):
        if not found.name.endswith("__main__"):
            yield found.name


def _call(
    arguments: list[str], cwd: str, environment: dict[str, str], files: list[str], killed_at: str
) -> NoReturn:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)

    def watch(event: str, values: tuple[object, ...]) -> None:
        if event == "os.rename" and str(values[1]) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if killed_at:
        sys.addaudithook(watch)
    _run(arguments)


def _run(arguments: list[str]) -> NoReturn:
    from briefings.__main__ import start

    sys.argv = [str(_CHECKOUT / "briefings" / "__main__.py"), *arguments]
    start()
    raise AssertionError("the program exits by itself")


if __name__ == "__main__":
    _serve()
