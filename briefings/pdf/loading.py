"""WeasyPrint, imported and patched.

WeasyPrint looks for each of its libraries under the names of all systems, and for every name that
is not there :func:`ctypes.util.find_library` asks other programs. On Linux the libraries open by
their plain names, without asking.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import Any

from ..errors import RenderError
from .libraries import how_to_install, missing_libraries
from .line_break_cache import kept_lines
from .patches import LIBRARY_SEARCH, check_versions, collected_rarely, patched
from .render_session import Kit

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""What WeasyPrint opens on Linux, by the names of the files."""


@contextmanager
def patched_weasyprint(kit: Kit) -> Iterator[None]:
    """Import WeasyPrint; within, it does not do again what it did for a document with this kit.

    What it lays out and paints is the same, to the byte. Raises RenderError, before anything is
    laid out, where the version installed is not one that documents can be made with.
    """
    load_weasyprint()
    check_versions()
    with collected_rarely(), kept_lines(kit.broken):
        yield


def load_weasyprint() -> None:
    """Import WeasyPrint, unless it is imported. Whatever imports it by itself comes after this.

    Raises RenderError where the system has not the libraries for it.
    """
    if "weasyprint" in sys.modules:
        return
    if not _open_by_name():
        _import()  # libraries may have other names, and one may do without
        return
    with patched(LIBRARY_SEARCH, _find_nothing):
        _import()


def check_libraries() -> None:
    """Raise RenderError, as :func:`load_weasyprint` would, where libraries are missing.

    Where they are there, as a rule, this is done without importing anything.
    """
    if not _open_by_name():
        load_weasyprint()


def _import() -> None:
    try:
        # WeasyPrint prints advice for its own users among the results.
        with redirect_stdout(StringIO()):
            importlib.import_module("weasyprint")
    except OSError as error:
        missing = missing_libraries() or (str(error),)
        raise RenderError(
            f"libraries of the system that set text are missing here: {', '.join(missing)}; "
            f"{how_to_install()} (the command “doctor” looks at all parts)"
        ) from error


def _open_by_name() -> bool:
    """Whether all libraries open by their plain names, as on Linux."""
    return sys.platform == "linux" and all(map(_opens, LIBRARIES))


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _find_nothing(_: Callable[..., Any]) -> Callable[..., Any]:
    """Let no library be looked for: the names that are files open without."""
    return lambda _name: None
