#!/usr/bin/env python3
"""Make a brief: ``python3 make_brief.py --help``."""

import os
import sys


def start() -> None:
    """Run the program with what `make` has set up, or say how to set it up."""
    _look_here_last()
    from pathlib import Path

    ready = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    # What `make` has set up beside this file is used without being activated; another environment
    # that somebody has activated is theirs to choose.
    if sys.prefix == sys.base_prefix and ready.exists() and Path(sys.executable) != ready:
        os.execv(ready, [str(ready), "-P", *sys.argv])  # noqa: S606 — our own interpreter, no shell
    try:
        from briefings.__main__ import start as start_program
    except ImportError as error:
        is_old = sys.version_info < (3, 11)
        # Only what set-up provides is explained here: an import that fails inside the package
        # is a bug, and its traceback is wanted.
        if not is_old and (error.name or "").startswith("briefings."):
            raise
        reason = "this Python is too old" if is_old else f"{error.name} is not installed here"
        sys.exit(f"make_brief: {reason}; run `make brief` once, then this works")
    start_program()


def _look_here_last() -> None:
    """Keep files that lie beside this one from being imported in the place of Python's modules."""
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 — no pathlib yet
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # Python has put this folder there
    sys.path.append(here)


if __name__ == "__main__":
    try:
        start()
    except KeyboardInterrupt:
        sys.exit(130)
