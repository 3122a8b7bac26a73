"""Shows the progress of long work: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .output import manner, message

if TYPE_CHECKING:
    from rich.progress import Progress

Report = Callable[[int, int], None]

_PATIENCE = 0.5  # seconds before a bar is shown
_PAUSE = 10.0  # seconds between two lines in a file or a pipe


@contextmanager
def progress(what: str) -> Iterator[Report]:
    """Yield a function that takes how many of how many are done, as often as it is called."""
    if manner.quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        bar = _Bar(what)
        try:
            yield bar.report
        finally:
            if bar.shown is not None:
                bar.shown.stop()
    else:
        yield _lines(what)


class _Bar:
    """A bar that appears when the work takes time."""

    def __init__(self, what: str) -> None:
        self.shown: Progress | None = None
        self._what = what
        self._started = time.perf_counter()

    def report(self, done: int, total: int) -> None:
        passed = time.perf_counter() - self._started
        if self.shown is None:
            if passed < _PATIENCE:
                return
            self.shown = _started_bar(self._what)
        task = self.shown.task_ids[0]
        self.shown.update(task, completed=done, total=total, rate=_rate(done, passed))


def _started_bar(what: str) -> Progress:
    from rich import progress as parts
    from rich.console import Console

    bar = parts.Progress(
        parts.TextColumn(what),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        parts.TextColumn("{task.fields[rate]}"),
        parts.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task(what, rate="")
    bar.start()
    return bar


def _lines(what: str) -> Report:
    started = last = time.perf_counter()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.perf_counter()
        if now - last >= _PAUSE:
            last = now
            rate = _rate(done, now - started)
            left = _duration((total - done) * (now - started) / done) if done else "?"
            message(f"{what}: {done} of {total}, {rate}, {left} left")

    return report


def _rate(done: int, seconds: float) -> str:
    """The rate per second, or per minute if that is less than one."""
    each = done / seconds if seconds else 0.0
    return f"{each:.1f}/s" if each >= 1 else f"{each * 60:.0f}/min"


def _duration(seconds: float) -> str:
    """``1:05`` for minutes and seconds, ``2:03:00`` with hours."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
