"""Checks of the interpreter, the packages and the system libraries.

This module imports nothing but the standard library and :mod:`briefings.pdf.libraries`, so that it
works where packages are missing.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ..errors import Level
from ..pdf.libraries import how_to_install, missing_libraries

_ROOM = 200 << 20  # bytes: a pack of 200 pages, its parts and the cache
_ROOT = Path(__file__).resolve().parents[2]
_SPECIFIER = re.compile(r"(>=|<)\s*([\d.]+)")


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check; without a ``level`` nothing is wrong."""

    name: str
    found: str
    remedy: str = ""
    level: Level | None = None

    def __str__(self) -> str:
        if self.level is None:
            return f"ok       {self.name}: {self.found}"
        return f"{self.level:<8} {self.name}: {self.found}\n         → {self.remedy}"


def check_python() -> Check:
    """Check the interpreter that runs this."""
    number = ".".join(map(str, sys.version_info[:3]))
    found = f"{number}, {sys.executable}"
    own = _ROOT / ".venv"
    if own.exists() and Path(sys.prefix).resolve() != own.resolve():
        remedy = f"start it as {_ROOT / 'make_brief.py'}, which uses {own}"
        return Check("Python", f"{found}, not that of this checkout", remedy, "warning")
    return Check("Python", found)


def check_packages() -> Check:
    """Check the packages against the versions that the program is known to work with."""
    needed = [text for text in _requirements() if "extra ==" not in text]
    lacking, unfit = [], []
    for text in needed:
        name = re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0]
        try:
            installed = version(name)
        except PackageNotFoundError:
            lacking.append(name)
            continue
        if not _fits(installed, text):
            unfit.append(f"{name} {installed} ({text})")
    if lacking or unfit:
        found = "; ".join(
            part
            for part in (
                f"missing: {', '.join(lacking)}" if lacking else "",
                f"not of a version that works: {', '.join(unfit)}" if unfit else "",
            )
            if part
        )
        return Check("packages", found, how_to_repair(), "error")
    return Check("packages", f"{len(needed)} of {len(needed)} there{_differing()}")


def check_libraries() -> Check:
    """Check the system libraries that lay out text."""
    missing = missing_libraries()
    if missing:
        return Check(
            "system libraries", f"missing: {', '.join(missing)}", how_to_install(), "error"
        )
    return Check("system libraries", "Pango, HarfBuzz and Fontconfig can be opened")


def check_room() -> Check:
    """Check the folder for temporary files and its free space."""
    try:
        folder = tempfile.gettempdir()
        with tempfile.TemporaryFile():
            free = shutil.disk_usage(folder).free
    except OSError as error:
        remedy = "free some space, or name another folder with TMPDIR"
        return Check("temporary files", f"none can be made: {error}", remedy, "error")
    found = f"{free >> 20:,} MB free in {folder}"
    if free < _ROOM:
        remedy = "free some space: packs need up to 200 MB"
        return Check("temporary files", found, remedy, "warning")
    return Check("temporary files", found)


def basic_checks() -> Iterator[Check]:
    """All checks that need no packages."""
    yield check_python()
    yield check_packages()
    yield check_libraries()
    yield check_room()


def main() -> int:
    """Print the basic checks where packages are missing; returns 1 if one of them fails."""
    failed = 0
    for check in basic_checks():
        sys.stdout.write(f"{check}\n")
        failed |= check.level == "error"
    return int(failed)


def _requirements() -> list[str]:
    """The lines of the distribution's metadata, or of pyproject.toml in a checkout."""
    project = _ROOT / "pyproject.toml"
    if project.is_file():
        import tomllib

        with project.open("rb") as file:
            return list(tomllib.load(file)["project"]["dependencies"])
    with suppress(PackageNotFoundError):
        return requires("briefings") or []
    return []


def _fits(installed: str, requirement: str) -> bool:
    number = _number(installed)
    return all(
        number >= _number(bound) if sign == ">=" else number < _number(bound)
        for sign, bound in _SPECIFIER.findall(requirement)
    )


def _number(text: str) -> tuple[int, ...]:
    release = re.match(r"[\d.]*", text)
    assert release is not None
    return tuple(int(part) for part in release[0].split(".") if part)


def _differing() -> str:
    """Compare installed versions with those that the project is tested with, in a checkout."""
    constraints = _ROOT / "constraints.txt"
    if not constraints.is_file():
        return ""
    differing = []
    for line in constraints.read_text("utf-8").splitlines():
        name, sign, pinned = line.partition("==")
        if not sign:
            continue
        with suppress(PackageNotFoundError):
            installed = version(name)
            if installed != pinned:
                differing.append(f"{name} {installed} (tested: {pinned})")
    if not differing:
        return ", at the versions the project is tested with"
    return f"; other versions than tested: {', '.join(differing)}"


def how_to_repair() -> str:
    """How to install missing packages: by set-up in a checkout, else from the wheel."""
    if (_ROOT / ".ci" / "setup").is_file():
        return f"run `make brief` in {_ROOT}"
    return "install the wheel again with pip, which brings them along"
