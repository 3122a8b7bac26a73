"""A Dask cluster for tests: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, Popen

from tests.conftest import CHECKOUT

_START = "import sys; from distributed.cli.dask_{0} import main; main(sys.argv[1:])"


class Nodes:
    """Started in ``folder``; ``settings`` are variables of the environment of all processes."""

    def __init__(self, folder: Path, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._settings = settings
        self.workers: list[Popen[bytes]] = []
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file)
        )
        while not self._file.exists() or not self._file.read_text("utf-8").endswith("}"):
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        self.address: str = json.loads(self._file.read_text("utf-8"))["address"]

    def add(self, count: int, package: Path = CHECKOUT) -> None:
        """Start workers by the program in a folder."""
        for _ in range(count):
            options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
            self.workers.append(self._start("worker", self.address, *options, package=package))

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str, package: Path = CHECKOUT) -> Popen[bytes]:
        command = [sys.executable, "-c", _START.format(kind), *options, "--no-dashboard"]
        surroundings = {**os.environ, **self._settings, "PYTHONPATH": str(package)}
        return Popen(command, cwd=self._folder, env=surroundings, stdout=DEVNULL, stderr=DEVNULL)
