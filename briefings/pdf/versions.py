"""The versions of what lies below the packages: the system's own libraries of text and fonts."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_FILES: Mapping[str, tuple[str, str]] = {
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
}


def native_versions() -> dict[str, str]:
    """The versions of Fontconfig, HarfBuzz and Pango that lay out and cut the text.

    The libraries are opened as WeasyPrint opens them; “unknown” stands for one under another name.
    """
    return {name: _version(name, _opened(files)) for name, files in _FILES.items()}


def _opened(files: tuple[str, ...]) -> Any:
    for file in files:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _version(name: str, library: Any) -> str:
    if library is None:
        return "unknown"
    if name == "harfbuzz":
        library.hb_version_string.restype = ctypes.c_char_p
        return str(library.hb_version_string().decode())
    number = library.FcGetVersion() if name == "fontconfig" else library.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
