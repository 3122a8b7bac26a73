"""Several files changed together: all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefings.errors import BriefingError


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its target, then move all of them into place.

    Raises BriefingError where that fails; all targets are then as they were.
    """
    asides: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    target = Path()
    try:
        for path, data in files.items():
            target = Path(os.path.realpath(path))  # a link goes on pointing to its file
            asides[target] = _beside(target, data)
        for target, aside in asides.items():
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
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)


def _beside(target: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _restore(path: Path, known: bytes | None) -> None:
    with suppress(OSError):
        if known is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != known:
            _beside(path, known).replace(path)
