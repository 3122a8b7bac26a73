"""Runs targets: every damaged input in a child process with bounds on time and memory."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from briefings.errors import BriefingError

from .damage import damaged

SECONDS = 10
MEMORY = 1 << 30
_KNOWN, _UNEXPECTED = 0, 3


@dataclass(frozen=True, slots=True)
class Target:
    """One reader under attack.

    ``read`` reads the path ``folder / file``: it returns, or raises a BriefingError or one of
    ``allowed``. The file is written anew for each input, by ``write`` where it takes more than
    putting the damaged bytes there. ``sound`` are inputs that are read without an error;
    ``damage`` replaces the general kind of damage. The suite reads so many ``inputs``: fewer of
    those that take long.
    """

    name: str
    folder: Path
    sound: Sequence[bytes]
    read: Callable[[Path], object]
    file: str = "input"
    allowed: tuple[type[BaseException], ...] = ()
    damage: Callable[[Random, bytes, bytes], bytes] = damaged
    write: Callable[[Path, bytes], None] | None = None
    inputs: int = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A damaged input that ended in something other than a known error."""

    target: str
    seed: int
    number: int
    what: str

    def __str__(self) -> str:
        again = f"python -m tests.fuzz {self.target} --seed {self.seed} --only {self.number}"
        return f"{self.target}: {self.what}\n  again: .venv/bin/{again}"


def findings(
    target: Target, *, seed: int = 0, count: int | None = None, seconds: float | None = None
) -> Iterator[Finding]:
    """Read damaged inputs until ``count`` or ``seconds`` is reached; name those that went wrong."""
    end = time.monotonic() + seconds if seconds else None
    number = 0
    while (count is None or number < count) and (end is None or time.monotonic() < end):
        found = finding(target, seed, number)
        if found:
            yield found
        number += 1


def finding(target: Target, seed: int, number: int) -> Finding | None:
    """What goes wrong with one damaged input, which is the same for the same seed and number."""
    random = Random(f"{target.name} {seed} {number}")
    data = target.damage(random, random.choice(target.sound), random.choice(target.sound))
    what = attempt(target, data)
    return Finding(target.name, seed, number, what) if what else None


def attempt(target: Target, data: bytes) -> str:
    """Read one input in a child process; empty if that ended as it may."""
    path = target.folder / target.file
    if target.write:
        target.write(path, data)
    else:
        path.write_bytes(data)
    # Whatever the child says goes through a file: a pipe could fill up.
    report = target.folder.parent / f"{target.folder.name}.report"
    report.write_bytes(b"")
    started = time.monotonic()
    with warnings.catch_warnings():
        # Libraries may have started threads; the child only reads one file and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _read(target, path, report)
    status = _waited(child, SECONDS + 2)
    took = time.monotonic() - started
    if status is None:
        return f"still reading after {took:.0f} s"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGALRM:
            return f"still reading after {SECONDS} s\n{report.read_text('utf-8', 'replace')}"
        return f"killed by {signal.Signals(number).name} after {took:.1f} s"
    if os.WEXITSTATUS(status) != _KNOWN:
        return report.read_text("utf-8", "replace") or f"exit code {os.WEXITSTATUS(status)}"
    return ""


def _read(target: Target, path: Path, report: Path) -> None:
    """The child's side; never returns."""
    code = _UNEXPECTED
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        soft = _size() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (soft, soft))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        try:
            target.read(path)
            code = _KNOWN
        except BriefingError as error:
            str(error).encode("utf-8", "backslashreplace")
            code = _KNOWN
        except target.allowed:
            code = _KNOWN
    except BaseException as error:  # noqa: BLE001 — whatever it is, it is what is looked for
        with suppress(BaseException):
            text = "".join(traceback.format_exception(error)[-6:])
            report.write_text(text[-3000:], "utf-8", "backslashreplace")
    finally:
        os._exit(code)


def _size() -> int:
    """The address space of this process in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        sys.exit("fuzzing needs /proc")
    return pages * resource.getpagesize()


def _waited(child: int, seconds: float) -> int | None:
    """The exit status of the child, which is killed when the time is over."""
    end = time.monotonic() + seconds
    pause = 0.001
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
