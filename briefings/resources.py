"""Where templates, themes and data stand: inside an installed package, or beside a checkout's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .errors import BriefingError, ThemeError
from .files import mode_of

LARGEST_OF_THEME = 32_000_000
"""Bytes of a file in a theme's folder; a font of all Chinese characters has about 20 MB."""

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Folder of the page templates and themes.

    Raises BriefingError if the installation is incomplete.
    """
    return _folder("templates")


def data_folder() -> Path:
    """Folder of the sources, facts, units and topics that come with the package.

    Raises BriefingError if the installation is incomplete.
    """
    return _folder("data")


def refuse_package(folder: Path) -> None:
    """Raise BriefingError for a folder inside the installed package, where nothing is written.

    An update of the package replaces what lies there, and all its users share it.
    """
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(_PACKAGE):
        raise BriefingError(
            f"{folder} belongs to the installed program, and is never changed: copy the folder"
            f" “{real.name}” to a place of your own, and name the copy with --data"
        )


def find_theme(shipped: Path, name: str) -> Path:
    """The folder of a theme: ``name`` is that of one in the folder ``shipped``, or a path.

    A shipped theme comes before a folder of the same name; ``./name`` means the folder.
    Raises ThemeError that names the themes there are.
    """
    known = sorted(path.name for path in shipped.glob("*") if path.is_dir())
    if name in known:
        return shipped / name
    folder = Path(name)
    if stat.S_ISDIR(mode_of(folder)) and name:
        return folder
    if "/" in name or folder.name != name:
        raise ThemeError(f"there is no folder {name}")
    from .suggestions import hint, suggest

    meant = hint(suggest(name, known), "")
    raise ThemeError(
        f"there is no theme “{name}”; {meant and f'{meant} '}There is: {', '.join(known)}, "
        "or the path of a folder of your own"
    )


def _folder(name: str) -> Path:
    # The wheel carries both under share/ (see pyproject.toml); a checkout has no such folder.
    for folder in (_PACKAGE / "share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise BriefingError(
        f"The folder “{name}” is missing from this installation of briefings: install it again."
    )
