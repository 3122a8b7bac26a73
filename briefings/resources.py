"""The folders of templates, themes and data: in the installed package, or in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import BriefingError

LARGEST_OF_THEME = 32_000_000
"""Largest file of a theme, in bytes; a font with all Chinese characters has about 20 MB."""

MAPS = "maps/world.json"
"""Where the shapes of maps stand in the folder of templates."""
MAP_FRAMES = "maps/frames.json"
"""Where the frames of countries stand there."""

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
    """Raise BriefingError if a folder lies inside the installed package, which is read-only.

    An update of the package overwrites the folder, and all users of the installation share it.
    """
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(_PACKAGE):
        raise BriefingError(
            f"{folder} belongs to the installed program, and is never changed: copy the folder"
            f" “{real.name}” to a place of your own, and name the copy with --data"
        )


def _folder(name: str) -> Path:
    # The wheel holds both folders under share/ (see pyproject.toml), which a checkout lacks.
    for folder in (_PACKAGE / "share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise BriefingError(
        f"The folder “{name}” is missing from this installation of briefings: install it again."
    )
