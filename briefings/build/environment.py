"""The installed versions of Python packages and of the system libraries that lay out text."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_LIBRARIES: Mapping[str, tuple[str, str]] = {
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
}
_FILES = (
    *("libfontconfig.so", "libfreetype.so", "libfribidi.so", "libglib-2.0.so"),
    *("libharfbuzz.so", "libpango-1.0.so"),
)
_HEARD = ("FC_", "FONTCONFIG_", "FREETYPE_", "HB_", "LANG", "LC_", "PANGO", "SOURCE_DATE_EPOCH")
_MAPPED = Path("/proc/self/maps")
_DIST_INFO = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")


def package_versions(names: Iterable[str]) -> dict[str, str]:
    """The installed version of each package, by name; raises PackageNotFoundError.

    They are in the names of the folders that pip leaves beside the packages. Opening the metadata
    takes thirty times as long and is done only for packages without such a folder.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208  # pathlib takes twice as long
                if match := _DIST_INFO.fullmatch(name):
                    found.setdefault(_canonical(match["name"]), match["version"])
    return {name: found.get(_canonical(name)) or _version(name) for name in names}


def native_versions() -> dict[str, str]:
    """The versions of Fontconfig, HarfBuzz and Pango, opened as WeasyPrint opens them.

    The version of a library under another name is “unknown”.
    """
    return {name: _version_of(name, _opened(files)) for name, files in _LIBRARIES.items()}


def native_files() -> tuple[tuple[str, int, int], ...]:
    """Path, size and time (in nanoseconds) of the text libraries that this process has opened.

    An update of the system can change a library and keep its version. Empty on macOS, which does
    not list them.
    """
    native_versions()
    try:
        lines = _MAPPED.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ()
    paths = {line.partition("/")[2] for line in lines if "/" in line}
    found = []
    # Packages bring copies of their own, in folders of theirs and under longer names.
    for path in sorted(Path(f"/{path}") for path in paths):
        if path.name.startswith(_FILES) and not path.parent.name.endswith(".libs"):
            with suppress(OSError):
                status = path.stat()
                found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)


def settings() -> dict[str, str]:
    """The environment variables that the text libraries depend on."""
    return {name: value for name, value in os.environ.items() if name.startswith(_HEARD)}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


def _opened(files: tuple[str, ...]) -> Any:
    for file in files:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _version_of(name: str, library: Any) -> str:
    if library is None:
        return "unknown"
    if name == "harfbuzz":
        library.hb_version_string.restype = ctypes.c_char_p
        return str(library.hb_version_string().decode())
    number = library.FcGetVersion() if name == "fontconfig" else library.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
