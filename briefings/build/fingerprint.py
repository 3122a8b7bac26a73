"""The recipe of a document: digests and versions of everything but its facts that shapes it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

from .. import __version__
from ..atomic import read_regular
from ..errors import ThemeError
from ..html.themes import find_theme
from ..model import Style
from ..resources import LARGEST_OF_THEME, MAP_FRAMES, MAPS, templates_folder
from .environment import native_versions, package_versions

PACKAGES = (
    *("arabic-reshaper", "babel", "brotli", "contourpy", "cssselect2", "fonttools", "hijridate"),
    *("jinja2", "markupsafe", "matplotlib", "numpy", "pillow", "pydyf", "pyphen", "python-bidi"),
    *(
        "pyyaml",
        "segno",
        "tinycss2",
        "tinyhtml5",
        "uharfbuzz",
        "weasyprint",
        "webencodings",
        "zopfli",
    ),
)
"""The Python packages that take part in making a page, from the data to the PDF."""

_PACKAGE = Path(__file__).resolve().parents[1]
_UNSEEN = ("batch/", "cli/", "archive/", "content/explain/", "data/spreadsheet/")
"""Folders of the program that take no part in making a page."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Digests and versions, each by the name of what it is of.

    ``components`` are SHA-256 digests: each template (``templates/brief.html``), each file of the
    theme (``theme/theme.css``) and its fonts (``fonts/…``), all the flags, the shapes of maps, and
    the program's own code. ``versions`` are those of Python, its packages, and the system's
    libraries.
    """

    components: Mapping[str, str]
    versions: Mapping[str, str]

    def differences(self, other: Recipe) -> tuple[str, ...]:
        """The differences to a later recipe, as sentences."""
        told = []
        for name in sorted(self.components.keys() | other.components.keys()):
            mine, theirs = self.components.get(name), other.components.get(name)
            if mine is None or theirs is None:
                told.append(f"{name}: {'is new' if mine is None else 'is gone'}")
            elif mine != theirs:
                told.append(f"{name}: {mine[:12]}… is now {theirs[:12]}…")
        for name in sorted(self.versions.keys() | other.versions.keys()):
            mine, theirs = self.versions.get(name, "none"), other.versions.get(name, "none")
            if mine != theirs:
                told.append(f"{name}: {mine} is now {theirs}")
        return tuple(told)


def recipe_of(style: Style) -> Recipe:
    """The recipe of a style in this installation; raises ThemeError."""
    versions = {
        "briefings": __version__,
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        # Charts depend on floating point numbers, which processors round differently.
        "machine": platform.machine(),
        "zlib": ZLIB_RUNTIME_VERSION,
        **native_versions(),
        **package_versions(PACKAGES),
    }
    return Recipe(dict(_components(style)), dict(sorted(versions.items())))


def program_digest(*parts: str) -> str:
    """SHA-256 of the program's code that takes part in making a page.

    ``parts`` limit it to some files and folders; the names of folders end in ``/``.
    """
    whole = sha256()
    for name in _names(_PACKAGE, ".py", deep=True):
        if name.startswith(parts) if parts else not name.startswith(_UNSEEN):
            whole.update(f"{name} {_digest(_PACKAGE, name)}\n".encode())
    return whole.hexdigest()


def maps_digest() -> str:
    """SHA-256 of the shapes of maps."""
    digests = (_digest(templates_folder(), name) for name in (MAPS, MAP_FRAMES))
    return sha256("".join(digests).encode()).hexdigest()


def constraints(recipe: Mapping[str, str]) -> str:
    """The versions of packages as a constraints file for pip."""
    return "".join(f"{name}=={recipe[name]}\n" for name in PACKAGES if name in recipe)


def _components(style: Style) -> Iterator[tuple[str, str]]:
    templates = style.templates
    theme = find_theme(templates / "themes", style.theme)
    flags = templates / "flags"
    lines = (f"{name} {_digest(flags, name)}\n" for name in _names(flags, ".svg"))
    yield "flags", sha256("".join(lines).encode()).hexdigest()
    yield "maps", maps_digest()
    for name in _names(theme / "fonts", ".otf", ".ttf"):
        yield f"fonts/{name}", _digest_inside(theme, f"fonts/{name}")
    yield "program", program_digest()
    for name in _names(templates, ".html", deep=True):
        yield f"templates/{name}", _digest(templates, name)
    for name in _names(templates / "styles", ".css"):
        yield f"templates/styles/{name}", _digest(templates / "styles", name)
    for name in ("logo.svg", "theme.css"):
        if (theme / name).is_file():
            yield f"theme/{name}", _digest_inside(theme, name)


def _names(folder: Path, *endings: str, deep: bool = False) -> list[str]:
    """The sorted names of the files in a folder with one of these endings, in any case.

    Each build lists and reads hundreds of files, for which pathlib takes twice as long.
    """
    top, found = str(folder), list[str]()
    for here, folders, names in os.walk(top):
        inside = here[len(top) + 1 :].replace(os.sep, "/")
        before = f"{inside}/" if inside else ""
        found += [before + name for name in names if name.lower().endswith(endings)]
        if not deep:
            folders.clear()
    return sorted(found)


def _digest(folder: Path, name: str) -> str:
    with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123  # see above
        return sha256(file.read()).hexdigest()


def _digest_inside(theme: Path, name: str) -> str:
    """The digest of a file of a theme, which is not trusted; raises ThemeError."""
    try:
        return sha256(read_regular(theme / name, LARGEST_OF_THEME, inside=theme)).hexdigest()
    except OSError as error:
        raise ThemeError(f"{theme / name}: {error.strerror}") from error
