"""Copies a data folder, and replaces several files as one transaction."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from briefings.atomic import may_be_replaced, read_regular, written_beside
from briefings.errors import BriefingError

from .reading import MOST_BYTES


def copy_data(folder: Path, copy: Path) -> None:
    """Copy the files that :func:`.load_library` reads from a valid folder into an empty one."""
    parts = ("facts/*.yaml", "topics/*.yaml", "meetings/*.yaml")
    for path in (*folder.glob("*.yaml"), *(path for part in parts for path in folder.glob(part))):
        if path.is_file():
            target = copy / path.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(read_regular(path, MOST_BYTES))


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its target, then rename all of them into place.

    Raises BriefingError if that fails, after restoring all targets.
    """
    before: dict[Path, bytes | None] = {}
    target = Path()
    try:
        with ExitStack() as asides:
            ready: dict[Path, Path] = {}
            for path, data in files.items():
                target = Path(os.path.realpath(path))  # keeps a link, and replaces its target
                if not may_be_replaced(target):
                    raise PermissionError(errno.EACCES, "it is read-only", str(target))
                ready[target] = asides.enter_context(written_beside(target, data))
            for target, aside in ready.items():
                known = target.read_bytes() if target.exists() else None
                before[target] = known
                aside.replace(target)
    except BaseException as error:
        for path, known in before.items():
            _restore(path, known)
        if isinstance(error, OSError):
            reason = error.strerror or error
            message = f"{target} cannot be written, and nothing was changed: {reason}"
            raise BriefingError(message) from error
        raise


def _restore(path: Path, known: bytes | None) -> None:
    with suppress(OSError):
        if known is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != known:
            with written_beside(path, known) as aside:
                aside.replace(path)
