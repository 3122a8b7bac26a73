"""What shapes the bytes of a document besides its facts: the digests and versions of everything."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

from . import __version__
from .installed import native_versions, package_versions
from .model import Style
from .resources import find_theme

PACKAGES = (
    *("arabic-reshaper", "babel", "brotli", "contourpy", "cssselect2", "fonttools", "hijridate"),
    *("jinja2", "markupsafe", "matplotlib", "numpy", "pillow", "pydyf", "pyphen", "python-bidi"),
    *("pyyaml", "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint", "webencodings", "zopfli"),
)
"""The Python packages that a page passes through, from the data to the PDF."""

_PACKAGE = Path(__file__).resolve().parent
_UNSEEN = frozenset({"batch", "cli", "archive", "editions", "exchange", "explain", "sheets"})
"""Parts of the program that no page passes through."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Digests and versions, each by the name of what it is of.

    ``components`` are SHA-256 digests: each template (``templates/brief.html``), each file of the
    theme (``theme/theme.css``) and its fonts (``fonts/…``), all the flags, and the program's own
    code. ``versions`` are those of Python, its packages, and the system's libraries.
    """

    components: Mapping[str, str]
    versions: Mapping[str, str]

    def differences(self, other: Recipe) -> tuple[str, ...]:
        """What is not the same in another recipe, in sentences: this one's first."""
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
    """The recipe that a style is printed by here and now; raises ThemeError."""
    versions = {
        "briefings": __version__,
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        # Charts are reckoned with floating point numbers, which processors round in ways of their
        # own.
        "machine": platform.machine(),
        "zlib": ZLIB_RUNTIME_VERSION,
        **native_versions(),
        **package_versions(PACKAGES),
    }
    return Recipe(dict(_components(style)), dict(sorted(versions.items())))


def program_digest(*parts: str) -> str:
    """SHA-256 of the program's own code: of these parts, or of all that pages pass through."""
    whole = sha256()
    for file in _files(_PACKAGE, "**/*.py"):
        name = file.relative_to(_PACKAGE).as_posix()
        part = name.split("/")[0].removesuffix(".py")
        if part in parts or (not parts and part not in _UNSEEN):
            whole.update(f"{name} {_digest(file)}\n".encode())
    return whole.hexdigest()


def constraints(recipe: Mapping[str, str]) -> str:
    """The versions of packages as pip reads them, to set up what printed a document once more."""
    return "".join(f"{name}=={recipe[name]}\n" for name in PACKAGES if name in recipe)


def _components(style: Style) -> Iterator[tuple[str, str]]:
    templates = style.templates
    theme = find_theme(templates / "themes", style.theme)
    yield "flags", _digest_of_all(templates / "flags", "*.svg")
    for file in _files(theme / "fonts", "*.[oOtT][tT][fF]"):
        yield f"fonts/{file.name}", _digest(file)
    yield "program", program_digest()
    for file in _files(templates, "**/*.html", "styles/*.css"):
        yield f"templates/{file.relative_to(templates).as_posix()}", _digest(file)
    for file in _files(theme, "theme.css", "logo.svg"):
        yield f"theme/{file.name}", _digest(file)


def _digest_of_all(folder: Path, pattern: str) -> str:
    lines = (f"{file.name} {_digest(file)}\n" for file in _files(folder, pattern))
    return sha256("".join(lines).encode()).hexdigest()


def _files(folder: Path, *patterns: str) -> list[Path]:
    return sorted(file for pattern in patterns for file in folder.glob(pattern) if file.is_file())


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
