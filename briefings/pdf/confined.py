"""Calls in a child process whose memory and processor time are bounded.

Libraries in C that read files of strangers can be made to take all memory, to loop or to crash. In
a child process that costs an answer, and not the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

from ..searchpath import safe_path, safe_variables

MEMORY = 1 << 30
"""Bytes of address space that a child may take."""
SECONDS = 6
"""Seconds of processor time that a child may take."""

_WAIT = 60.0
"""Seconds that a child is waited for: a busy machine gives it less than a processor."""
_START = "import sys; sys.path[:] = {path!r}; from briefings.pdf.confined import serve; serve()"


class OutOfBoundsError(Exception):
    """The child took more than it may, crashed, or could not be started."""


def call_confined(
    module: str, name: str, data: bytes, *arguments: str, seconds: int = SECONDS
) -> bytes:
    """The bytes that a function returns for bytes and texts, called in a child process.

    What is expected to go wrong must be told by what the function returns: whatever it raises,
    like a child that ends before it answers, is an OutOfBoundsError here.
    """
    start = [sys.executable, "-P", "-c", _START.format(path=safe_path())]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter, no shell
            [*start, str(seconds), module, name, *arguments],
            env={**os.environ, **safe_variables()},
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise OutOfBoundsError(str(error)) from error
    if done.returncode != 0:
        raise OutOfBoundsError(f"the child ended with {done.returncode}")
    return done.stdout


def serve() -> None:
    """Answer one call: what the child process does."""
    seconds, module, name, *arguments = sys.argv[1:]
    _bind(int(seconds))
    # Libraries that print must not print into the answer.
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        data = sys.stdin.buffer.read()
        answer.write(getattr(import_module(module), name)(data, *arguments))


def _bind(seconds: int) -> None:
    """Bound this process, as far as the system can."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),  # a crash leaves no file
    ):
        _, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(limit, (most, hard))
