"""The system libraries that WeasyPrint opens, and how to install them where they are missing.

This module imports nothing but the standard library and can be run by its path, so that `.ci/setup`
can ask before anything is installed: ``python3 briefings/pdf/libraries.py [PACKAGE …]`` prints what
is missing, the named Python packages included, and ends with 1 if anything is.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
from ctypes.util import find_library
from importlib.util import find_spec

LIBRARIES = {
    "gobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
"""Name of each library, and the files that WeasyPrint tries to open it by: Linux, macOS."""

INSTALL = {
    "apt-get": "sudo apt-get update && sudo apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig",
    "dnf": "sudo dnf install pango harfbuzz fontconfig",
    "pacman": "sudo pacman -S pango harfbuzz fontconfig",
    "brew": "brew install pango",
}
"""For each package manager, the command that installs all of them."""


def missing_libraries() -> tuple[str, ...]:
    """Names of the libraries that cannot be opened here."""
    # Opening is the test, as WeasyPrint will do it: a package manager may not know of a library.
    return tuple(
        name
        for name, files in LIBRARIES.items()
        if not any(map(opens, files)) and not opens(find_library(name))
    )


def how_to_install() -> str:
    """The command that installs the libraries on this system, in words where none is known."""
    for manager, command in INSTALL.items():
        if shutil.which(manager):
            return f"run: {command}"
    return "install Pango, HarfBuzz (with its subset library) and Fontconfig"


def opens(file: str | None) -> bool:
    """Whether a library can be opened by this name."""
    try:
        return bool(file and ctypes.CDLL(file))
    except OSError:
        return False


if __name__ == "__main__":
    missing = [*missing_libraries(), *(name for name in sys.argv[1:] if not find_spec(name))]
    sys.stdout.writelines(f"{name}\n" for name in missing)
    raise SystemExit(bool(missing))
