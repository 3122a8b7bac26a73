"""The whole program in processes of its own that need not load everything first.

One process has built something, and forks for each build that it is asked for.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from types import TracebackType
from typing import NamedTuple, Self

from ...conftest import CHECKOUT


class Running(NamedTuple):
    """A build under way, and the file that it speaks into."""

    pid: int
    told: Path


class Builder:
    """Starts builds; ``with`` ends it."""

    def __init__(self, folder: Path, warm_up: Sequence[str]) -> None:
        self._folder, self._count = folder, 0
        self._process = Popen(
            [sys.executable, "-m", "tests.archive.editions.builder", *warm_up],
            cwd=CHECKOUT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def start(self, *arguments: str, killed_at: str = "") -> Running:
        """Start a build; it kills itself before it moves something to the path ``killed_at``."""
        self._count += 1
        told = self._folder / f"told-{self._count}.txt"
        return Running(int(self._ask([*arguments], str(told), killed_at)), told)

    def end(self, running: Running) -> int:
        """Wait for a build: its exit code, or the signal that ended it, below zero."""
        return int(self._ask(running.pid))

    def done(self, running: Running) -> str:
        """What a build says that ends well."""
        code, told = self.end(running), running.told.read_text("utf-8")
        assert code == 0, told
        return told

    def _ask(self, *question: object) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _run(sys.argv[1:])
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        question = json.loads(line)
        if len(question) == 1:
            answer = os.waitstatus_to_exitcode(os.waitpid(question[0], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                _build(*question)
        answers.write(f"{answer}\n")
        answers.flush()


def _build(arguments: list[str], told: str, killed_at: str) -> None:
    file = os.open(told, os.O_WRONLY | os.O_CREAT)
    os.dup2(file, 1)
    os.dup2(file, 2)

    def watch(event: str, values: tuple[object, ...]) -> None:
        if event == "os.rename" and str(values[1]) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if killed_at:
        sys.addaudithook(watch)
    code = _run(arguments)
    os._exit(code)


def _run(arguments: list[str]) -> int:
    from briefings.cli import main

    sys.argv = ["briefings", *arguments]
    try:
        main()
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 0


if __name__ == "__main__":
    _serve()
