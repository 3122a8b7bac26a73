"""Where the templates and the data stand: inside an installed package, or beside a checkout's."""

from __future__ import annotations

from pathlib import Path

from .errors import BriefingError

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


def _folder(name: str) -> Path:
    # The wheel carries both under share/ (see pyproject.toml); a checkout has no such folder.
    for folder in (_PACKAGE / "share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise BriefingError(
        f"The folder “{name}” is missing from this installation of briefings: install it again."
    )
