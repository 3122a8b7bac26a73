"""WeasyPrint, imported in a third of the time that its import takes by itself.

It looks for each of its libraries under the names of all systems, and for every name that is not
there :func:`ctypes.util.find_library` asks other programs. On Linux the libraries open by their
plain names, without asking. And it imports tools for fonts of which a page needs none.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import gc
import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from types import ModuleType
from typing import Any

from ..errors import RenderError
from .columns import kept_blocks
from .flow import quick_flow
from .libraries import how_to_install, missing_libraries
from .line_break_cache import kept_lines
from .render_session import Kit
from .rules import kept_sheets
from .sizes import kept_sizes

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""What WeasyPrint opens on Linux, by the names of the files."""

_LATER = {
    "fontTools.subset": ("Options", "Subsetter"),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""Functions that WeasyPrint imports and calls for some fonts only: without a library of HarfBuzz to
cut fonts with, and for fonts with axes."""

_COLLECT = (50_000, 5, 5)


@contextmanager
def quick_weasyprint(kit: Kit | None = None) -> Iterator[None]:
    """Import WeasyPrint, and spare it within what it would do again and again for one document.

    With ``kit`` that is for all documents that share one.
    What it lays out and paints is the same, to the byte.
    Raises RenderError if the version installed does not work as is known here.
    """
    load_weasyprint()
    kit = kit or Kit()
    with (
        _collected_rarely(),
        kept_lines(kit.broken),
        kept_blocks(),
        quick_flow(),
        kept_sizes(),
        kept_sheets(kit.sheets),
    ):
        yield


def load_weasyprint() -> None:
    """Import WeasyPrint, unless it is imported. Whatever imports it by itself comes after this.

    Raises RenderError where the system has not the libraries for it.
    """
    if "weasyprint" in sys.modules:
        return
    if not _open_by_name():
        _import_by_asking()
        return
    with _collected_later(), _without_asking(), _put_off():
        from weasyprint.text.ffi import ffi
    _read_types_by_themselves(ffi)


def check_libraries() -> None:
    """Raise RenderError, as :func:`load_weasyprint` would, where libraries are missing.

    Where they are there, as a rule, this is done without importing anything.
    """
    if not _open_by_name():
        load_weasyprint()


def _import_by_asking() -> None:
    """Import WeasyPrint as it is: libraries may have other names, and one may do without."""
    try:
        with redirect_stdout(StringIO()):  # it prints advice for its own users among the results
            importlib.import_module("weasyprint")
    except OSError as error:
        missing = missing_libraries() or (str(error),)
        raise RenderError(
            f"libraries of the system that set text are missing here: {', '.join(missing)}; "
            f"{how_to_install()} (the command “doctor” looks at all parts)"
        ) from error


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _read_types_by_themselves(ffi: Any) -> None:
    """Have a C type such as ``PangoRectangle *`` read with what it names, at a tenth of the time.

    cffi reads it behind all types that were ever declared. It has no public way for that; where it
    works in another way, nothing is changed.
    """
    parser: Any = getattr(ffi, "_parser", None)
    if not hasattr(parser, "parse_type") or not hasattr(parser, "_declarations"):
        return
    theirs = parser.parse_type

    def parse_type(text: str) -> Any:
        every, names = parser._declarations, set(re.findall(r"\w+", text))
        named = {key: each for key, each in every.items() if key.rpartition(" ")[2] in names}
        parser._declarations = named
        try:
            return theirs(text)
        finally:
            parser._declarations = every

    parser.parse_type = parse_type


def _open_by_name() -> bool:
    """Whether all libraries open by their plain names, as on Linux."""
    return sys.platform == "linux" and all(map(_opens, LIBRARIES))


@contextmanager
def _without_asking() -> Iterator[None]:
    """No library is looked for: the names that are files open without."""
    theirs = ctypes.util.find_library
    ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = theirs


def _unknown(name: str) -> str | None:  # noqa: ARG001 - called as the one that it stands for
    return None


@contextmanager
def _put_off() -> Iterator[None]:
    """Within, modules that are hardly ever needed are stood in for; the real ones come when called.

    What was imported before stays as it is.
    """
    put_off = {name: _stand_in(name) for name in _LATER if name not in sys.modules}
    sys.modules.update(put_off)
    try:
        yield
    finally:
        for name in put_off:
            del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    for function in _LATER[name]:
        setattr(module, function, _called_later(name, function))
    return module


def _called_later(name: str, function: str) -> Any:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(name), function)(*arguments, **named)

    return call


@contextmanager
def _collected_later() -> Iterator[None]:
    """No garbage is looked for meanwhile: an import leaves little."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _collected_rarely() -> Iterator[None]:
    """Garbage is looked for less often: a layout makes millions of objects and keeps most of them.

    It takes a tenth of the time of a document otherwise, and 10 to 20 MB less.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _COLLECT[0]) if before[0] else 0, *_COLLECT[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
