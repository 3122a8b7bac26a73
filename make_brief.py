#!/usr/bin/env python3
"""Make a brief: ``python3 make_brief.py --help``."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 — no pathlib yet
SECOND = "_BRIEFINGS_STARTED_AGAIN"


def start() -> None:
    """Run the program with what `make` has set up, or say how to set it up."""
    _look_here_last()
    from pathlib import Path

    own = Path(HERE).resolve() / ".venv"
    ready = own / "bin" / "python"
    # What `make` has set up beside this file is used without being activated, and also where
    # another project's environment is active: that one need not hold our packages.
    # An environment that was copied from elsewhere starts that one's interpreter: tried only once.
    is_second = os.environ.pop(SECOND, "") == str(os.getpid())
    remedy = "run `make brief` once, then this works"
    if Path(sys.prefix).resolve() != own.resolve() and not is_second:
        os.environ[SECOND] = str(os.getpid())
        try:
            os.execv(ready, [str(ready), "-P", *sys.argv])  # noqa: S606 — our own, no shell
        except FileNotFoundError:  # nothing was set up, or its Python is gone
            del os.environ[SECOND]
        except OSError as error:  # somebody else has set this up, or on another machine
            del os.environ[SECOND]
            remedy = (
                f"{ready} cannot be started ({error.strerror}): copy the project into a folder of "
                "your own without its .venv, and run `make brief` there"
            )
    if sys.version_info < (3, 11):  # noqa: UP036 — whoever has only an older one is told
        sys.exit(f"make_brief: {_python()} is too old; {remedy}")
    try:
        from briefings.searchpath import leave_out_working_folder

        leave_out_working_folder()
        from briefings.cli import main
    except ImportError as error:
        # Only what set-up provides is explained here: an import that fails inside the package
        # is a bug, and its traceback is wanted.
        if (error.name or "").startswith("briefings."):
            raise
        if sys.argv[1:2] == ["doctor"] and error.name != "briefings":
            from briefings.build.doctor import main as examine

            sys.exit(examine())
        sys.exit(f"make_brief: {error.name} is not installed for {_python()}; {remedy}")
    main()


def _look_here_last() -> None:
    """Keep files that lie beside this one from being imported in the place of Python's modules."""
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # Python has put this folder there
    sys.path.append(HERE)


def _python() -> str:
    number = ".".join(map(str, sys.version_info[:3]))
    is_other = sys.prefix != sys.base_prefix
    where = f" in the active environment {sys.prefix}" if is_other else ""
    return f"Python {number}{where}"


if __name__ == "__main__":
    try:
        start()
    except KeyboardInterrupt:
        sys.exit(130)
