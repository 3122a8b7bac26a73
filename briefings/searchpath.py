"""The module search path, without entries that depend on the working folder.

This process, and every process that it starts, would import a file ``json.py`` of the working
folder instead of the standard library's. Python puts the working folder first for ``-m`` and
``-c``, and for an empty or relative entry of ``PYTHONPATH``. This module cannot protect what Python
imports before the first line of the program: ``importlib`` with ``-m``, and ``sitecustomize`` with
such an entry. ``make_brief.py`` and the console script have no such gap.

This module is imported before all others, and therefore imports only modules that Python has loaded
by then; even ``from __future__`` would be searched on the path.
"""

# ruff: noqa: PTH100, PTH109, PTH117, PTH120
# Python would search the working folder for pathlib.

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder that holds this package."""
_VARIABLE = "PYTHONPATH"


def leave_out_working_folder() -> None:
    """Remove the working folder from the search path of this process and of its child processes.

    The folder that holds the package stays on the path, at the end unless it was on it otherwise:
    no file beside the package hides a module of Python or of a library.
    """
    sys.path[:] = safe_path()
    os.environ.update(safe_variables())


def safe_path() -> list[str]:
    """The entries of ``sys.path`` that do not depend on the working folder, and ``HOME``."""
    # site has made the relative entries of PYTHONPATH absolute.
    unsafe = {os.path.abspath(entry) for entry in _entries() if not os.path.isabs(entry)}
    first = sys.path[:1] if not sys.flags.safe_path and sys.path[:1] == [_working_folder()] else []
    kept = [
        entry for entry in sys.path[len(first) :] if os.path.isabs(entry) and entry not in unsafe
    ]
    return kept if HOME in kept else [*kept, HOME]


def safe_variables() -> dict[str, str]:
    """Environment variables that keep a Python process from searching the working folder."""
    kept = os.pathsep.join(entry for entry in _entries() if os.path.isabs(entry))
    return {"PYTHONSAFEPATH": "1", **({_VARIABLE: kept} if _VARIABLE in os.environ else {})}


def _entries() -> list[str]:
    given = os.environ.get(_VARIABLE, "")
    return given.split(os.pathsep) if given else []


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""
