"""Files are written beside their target and then moved, so that no half of one is ever seen."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_beside(target: Path, data: bytes) -> Path:
    """A new file with ``data``, safe on the disk, beside ``target`` and fit to replace it.

    It has the rights of the target, or those of any new file. Raises OSError, and leaves nothing.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
