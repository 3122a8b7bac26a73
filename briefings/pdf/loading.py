"""Imports WeasyPrint and patches it.

WeasyPrint tries each of its libraries under the names of all systems. For every name that is not
there, :func:`ctypes.util.find_library` runs other programs, which takes long. On Linux the
libraries open by their file names, and the search is left out.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO

from ..errors import RenderError
from .libraries import LIBRARIES, how_to_install, missing_libraries, opens
from .line_break_cache import kept_lines
from .patches import LIBRARY_SEARCH, check_versions, collected_rarely, patched
from .render_session import Kit


@contextmanager
def patched_weasyprint(kit: Kit) -> Iterator[None]:
    """Import WeasyPrint; within, it reuses the lines that it broke for documents with this kit.

    The bytes of a document are the same with any kit. Raises RenderError where a patch that
    correctness rests on does not fit the installed version.
    """
    load_weasyprint()
    check_versions()
    with collected_rarely(), kept_lines(kit.broken):
        yield


def load_weasyprint() -> None:
    """Import WeasyPrint, unless it is imported; call this before anything else imports it.

    Raises RenderError where the system lacks its libraries.
    """
    if "weasyprint" in sys.modules:
        return
    if not _open_by_name():
        _import()  # WeasyPrint may find them by other names, or do without one
        return
    with patched(LIBRARY_SEARCH, lambda _find: lambda _name: None):
        _import()


def check_libraries() -> None:
    """Raise RenderError where libraries are missing, if possible without importing WeasyPrint."""
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
    """Whether all libraries open by the names of their files on Linux."""
    return sys.platform == "linux" and all(opens(files[0]) for files in LIBRARIES.values())
