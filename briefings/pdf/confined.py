"""Calls functions in a child process whose memory and processor time are bounded.

A file from a stranger can make libraries in C take all memory, loop or crash. In a child process
that ends the call, and not the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

from ..searchpath import safe_path, safe_variables

MEMORY = 1 << 30
"""Bytes of address space of a child."""
SECONDS = 6
"""Seconds of processor time of a child."""

_WAIT = 60.0
"""Seconds until a child is killed; longer, because a busy machine gives it part of a processor."""
_START = "import sys; sys.path[:] = {path!r}; from briefings.pdf.confined import serve; serve()"


class OutOfBoundsError(Exception):
    """The child exceeded its bounds, crashed, or could not be started."""


def call_confined(
    module: str, name: str, data: bytes, *arguments: str, seconds: int = SECONDS
) -> bytes:
    """Call a function with bytes and texts in a child process, and return its bytes.

    Raises OutOfBoundsError where the child ends before it answers, or the function raises anything:
    it must return the errors that it expects.
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
    """Answer one call, in the child process."""
    seconds, module, name, *arguments = sys.argv[1:]
    _bind(int(seconds))
    # Libraries that print must not print into the answer.
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        data = sys.stdin.buffer.read()
        answer.write(getattr(import_module(module), name)(data, *arguments))


def _bind(seconds: int) -> None:
    """Set the limits of this process; not on systems without them."""
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
