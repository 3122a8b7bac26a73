"""Replaces functions of other packages while a document is made.

No other module does so (``tests/test_foreign_functions.py``). Each :class:`Patch` states its
purpose and the versions it fits. The replacements are defined where their subject is: tags in
:mod:`.tagging.tags`, and so on.
"""

from __future__ import annotations

import gc
import inspect
import platform
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pkgutil import resolve_name
from typing import Any

from ..errors import RenderError

_NAMES = {"weasyprint": "WeasyPrint", "pydyf": "pydyf", "python": "Python"}

Replace = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Takes a function and returns its replacement."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Functions to replace for one purpose, and the versions of their package that it fits.

    ``functions`` maps the full name of each to its parameters. ``versions`` are the first version
    of ``package`` that fits and the first that does not. ``benefit`` names the row of
    docs/performance.md that gets faster; a patch without one is needed for correctness.
    """

    purpose: str
    functions: Mapping[str, str] = field(default_factory=dict)
    package: str = "weasyprint"
    versions: tuple[str, str] = ("70", "71")
    benefit: str = ""

    def misfit(self) -> str:
        """Why the installed version does not fit; empty where it does."""
        low, high = map(_numbers, self.versions)
        installed = installed_version(self.package)
        this = f"this {_NAMES[self.package]} {installed}"
        if not low <= _numbers(installed) < high:
            return f"{this} is another version than is known here"
        for function, parameters in self.functions.items():
            if not _takes(_found(function), parameters):
                return f"{this} has another {function} than is known here"
        return ""


_TEXT = "text style context max_width justification_spacing is_line_start minimum"

LINE_BREAKS = Patch(
    "a text that was broken into lines is not broken again",
    {
        "weasyprint.layout.inline.split_first_line": _TEXT,
        "weasyprint.layout.preferred.split_first_line": _TEXT,
    },
    benefit="brief | cold: empty cache",
)
DRAWN_TEXT = Patch(
    "a text that was drawn before is not shaped again",
    {
        "weasyprint.text.line_break.Layout.reactivate": "self style",
        "weasyprint.text.line_break.Layout.deactivate": "self",
    },
    benefit="batch | 100 briefs, 1 worker",
)
RARE_COLLECTION = Patch(
    "garbage is looked for less often: a layout makes millions of objects and keeps most of them",
    package="python",
    versions=("3.11", "4"),
    benefit="brief | cold: empty cache",
)
LIBRARY_SEARCH = Patch(
    "no other program is asked for the libraries that open by their names",
    {"ctypes.util.find_library": "name"},
    package="python",
    versions=("3.11", "4"),
    benefit="brief | cold: empty cache",
)
TEXT_LAYER = Patch(
    "Arabic text can be searched, copied and read aloud",
    {
        "weasyprint.draw.text.draw_first_line": (
            "stream textbox text_overflow block_ellipsis matrix"
        ),
    },
)
TAGS = Patch(
    "an element that a page break cuts stays one, and heads and feet are no content",
    {"weasyprint.pdf.add_tags": "pdf document pdf_version page_streams"},
)
METADATA = Patch(
    "the metadata names PDF/UA, the language and the document",
    {
        "weasyprint.pdf.metadata.DocumentMetadata.generate_rdf_metadata": (
            "self variant version conformance"
        ),
    },
)
STREAM_ENDS = Patch(
    "validators see where a stream ends",
    {"pydyf.PDF.write_line": "self content output"},
    package="pydyf",
    versions=("0.13", "0.14"),
)
NEEDED = (TEXT_LAYER, TAGS, METADATA, STREAM_ENDS)
"""The patches that are needed for correctness."""


def check_versions() -> None:
    """Raise RenderError where a patch that is needed for correctness does not fit."""
    for patch in NEEDED:
        if misfit := patch.misfit():
            raise _refusal(patch, misfit)


@contextmanager
def patched(patch: Patch, *replace: Replace) -> Iterator[bool]:
    """Within, the functions of a patch are replaced; yields whether they are.

    ``replace`` makes the replacement of each, in their order. A patch that only saves time is left
    out where it does not fit; any other raises RenderError.
    """
    misfit = patch.misfit()
    if misfit and not patch.benefit:
        raise _refusal(patch, misfit)
    with ExitStack() as stack:
        if not misfit:
            for function, make in zip(patch.functions, replace, strict=True):
                stack.enter_context(_replaced(function, make))
        yield not misfit


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Within, Python looks for garbage less often."""
    before = gc.get_threshold()
    with patched(RARE_COLLECTION) as is_patched:
        if is_patched and before[0]:
            gc.set_threshold(max(before[0], 50_000), 5, 5)
        try:
            yield
        finally:
            gc.set_threshold(*before)


def _refusal(patch: Patch, misfit: str) -> RenderError:
    name, (low, high) = _NAMES[patch.package], patch.versions
    return RenderError(
        f"{misfit}: {name} from {low} on and below {high} is needed, so that {patch.purpose}; "
        "install the version that constraints.txt names"
    )


@contextmanager
def _replaced(function: str, make: Replace) -> Iterator[None]:
    owner, _, name = function.rpartition(".")
    home, theirs = resolve_name(owner), resolve_name(function)
    setattr(home, name, make(theirs))
    try:
        yield
    finally:
        setattr(home, name, theirs)


def installed_version(package: str) -> str:
    """The version of a package, or of Python itself."""
    if package == "python":
        return platform.python_version()
    return str(import_module(package).__version__)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _found(function: str) -> Callable[..., Any] | None:
    try:
        return resolve_name(function)  # type: ignore[no-any-return]
    except (AttributeError, ImportError):
        return None


@lru_cache
def _takes(function: Callable[..., Any] | None, parameters: str) -> bool:
    """Whether a function has these parameters; cached, because ``signature`` is slow."""
    return function is not None and [*inspect.signature(function).parameters] == parameters.split()
