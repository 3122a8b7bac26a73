"""Opens files with the desktop's program for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .output import message

_PATIENCE = 3.0  # seconds; an opener that still runs has started a viewer and waits for it
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_file(path: Path) -> bool:
    """Open a file or folder in the desktop's viewer; print a message if there is none.

    There is no shell, and the path is absolute, so that it cannot be read as an option.
    """
    opener = _opener()
    if opener is None:
        message(f"nothing here opens {path.name}: this machine has no desktop, or no xdg-open")
        return False
    if not _opens(opener, path.absolute()):
        message(f"no program here opens {path.name}")
        return False
    return True


def _opener() -> str | None:
    """The desktop's command that opens files; None without a desktop to show them on."""
    if sys.platform == "darwin":
        return shutil.which("open")
    # Without a display xdg-open starts browsers in the terminal.
    if not any(os.environ.get(name) for name in _DISPLAYS):
        return None
    return shutil.which("xdg-open")


def _opens(opener: str, path: Path) -> bool:
    try:
        process = subprocess.Popen(  # noqa: S603 — no shell, and the path is absolute
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # Leave it running: the viewer stays open when this program ends.
        process.returncode = 0
        return True
