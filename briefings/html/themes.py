"""The folders of themes, by name or path."""

from __future__ import annotations

import stat
from pathlib import Path

from ..arabic.suggestions import hint, suggest
from ..atomic import mode_of
from ..errors import ThemeError

DEFAULT = "default"
"""The shipped theme that is used where none is named."""


def shipped_themes(templates: Path) -> dict[str, Path]:
    """The folders of the themes that come with the program, by name, in alphabetical order."""
    folders = sorted((templates / "themes").iterdir())
    return {path.name: path for path in folders if path.is_dir()}


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
    meant = hint(suggest(name, known), "")
    raise ThemeError(
        f"there is no theme “{name}”; {meant and f'{meant} '}There is: {', '.join(known)}, "
        "or the path of a folder of your own"
    )
