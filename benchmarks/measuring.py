"""What a program takes: seconds, and memory at its peak, of a whole process and those below it.

The process that measures stays small: Linux counts the memory of the one that starts a program
towards the peak of what it starts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_EVERY = 0.05  # seconds between two looks at the memory
_TOLD = 2_000  # bytes of what a program that failed said last
_BEGUN = time.monotonic()


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of all processors, and megabytes at the peak.

    Memory is that of the first process, of the largest below it (0 if there was none), and of all
    together with pages that are shared counted once (PSS; off Linux that of the first process).
    """

    wall: float
    processor: float
    first: float
    largest: float
    together: float

    @property
    def biggest(self) -> float:
        """Megabytes of the largest process."""
        return max(self.first, self.largest)


def best(runs: Sequence[Run]) -> Run:
    """The least of each."""
    return Run(*(min(getattr(run, each.name) for run in runs) for each in fields(Run)))


def say(text: str) -> None:
    """A line on stderr, with the time since the beginning."""
    print(f"[{time.monotonic() - _BEGUN:4.0f} s] {text}", file=sys.stderr, flush=True)


def environment(cache: Path | None) -> dict[str, str]:
    """That of what is measured: bytecode is kept, and the cache is nobody else's."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | ({"BRIEFINGS_CACHE": str(cache)} if cache else {})


def measured(command: Sequence[str], cache: Path | None = None) -> Run:
    """Run a command at the top of the checkout; ends the program if it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 — commands of these benchmarks
            command,
            cwd=ROOT,
            env=environment(cache),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        watch = _Watch(process.pid)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            watch.stop()
            if process.returncode is None:
                process.terminate()
                process.wait()
        if process.returncode:
            said.seek(0)
            last = said.read()[-_TOLD:].decode(errors="replace")
            sys.exit(f"{' '.join(command)} failed:\n{last}")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    # The system's own figure is exact, but is that of the largest process of all.
    first = watch.first if watch.largest else peak
    together = watch.together or peak
    return Run(wall, usage.ru_utime + usage.ru_stime, first, watch.largest, together)


class _Watch(threading.Thread):
    """Looks again and again how much memory a process and all below it have."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.first = self.largest = self.together = 0.0

    def run(self) -> None:
        """Look until it is stopped."""
        while not self._over.wait(_EVERY):
            (own, shared), *others = map(_sizes, _family(self._pid))
            self.first = max(self.first, own)
            self.largest = max([self.largest, *(size for size, _ in others)])
            self.together = max(self.together, shared + sum(share for _, share in others))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))


def _sizes(pid: int) -> tuple[float, float]:
    """Megabytes in memory, and the same with pages that are shared divided among those who do."""
    found = {"Rss": 0.0, "Pss": 0.0}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = int(value.split()[0]) / 1024
    return found["Rss"], found["Pss"]
