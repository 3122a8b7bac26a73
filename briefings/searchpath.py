"""Where Python looks for modules: nowhere that depends on the working folder.

A file ``json.py`` there would be imported in the place of Python's own, by this process or by one
that it starts. Python itself puts the working folder first for ``-m`` and ``-c``, and for an entry
of ``PYTHONPATH`` that is empty or relative. What Python loads by itself before the first line of
this program is run cannot be kept from there: with ``-m`` it is ``importlib``, with such an entry
also ``sitecustomize``. ``make_brief.py`` and the console script have no such gap.

This module is imported before anything else, and therefore imports only what Python has loaded by
then; ``from __future__`` would be looked for on the path as well.
"""

# ruff: noqa: PTH100, PTH109, PTH117, PTH120
# pathlib would be looked for in the working folder.

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder that holds this package."""
_VARIABLE = "PYTHONPATH"


def leave_out_working_folder() -> None:
    """Take the working folder from the path of this process, and from that of all that it starts.

    The package's own folder stays, behind everything else where it was not looked into otherwise:
    nothing beside the package hides a module of Python or of a library.
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
    """Variables of the environment for a Python that is not to look into the working folder."""
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
