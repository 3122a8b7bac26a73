"""Guards against hostile files in the place of the index, which SQLite must not open.

SQLite follows links, even those of the journals beside a database, and would overwrite or delete
their targets. A journal can also name another file (a super-journal), which SQLite deletes after
the rollback.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_JOURNAL = "-journal"
_OTHERS = ("-wal", "-shm")
"""Files that SQLite keeps beside databases in WAL mode, which the index does not use."""

_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""The last bytes of a journal that names a super-journal."""


def obstacle(file: Path) -> str:
    """Why SQLite must not open the index, as a predicate (“is a link”); empty if it may."""
    if wrong := _defect(file):
        return wrong
    for ending in (_JOURNAL, *_OTHERS):
        beside = file.with_name(file.name + ending)
        if wrong := _defect(beside, is_allowed=ending == _JOURNAL):
            return f"has {beside.name} beside it, which {wrong}"
    if _names_another(journal_of(file)):
        return f"has {journal_of(file).name} beside it, which names another file to be deleted"
    return ""


def journal_of(file: Path) -> Path:
    """The path of the rollback journal of a database."""
    return file.with_name(file.name + _JOURNAL)


def _defect(path: Path, *, is_allowed: bool = True) -> str:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"cannot be looked at ({error.strerror})"
    if stat.S_ISLNK(status.st_mode):
        return "is a link"
    if not stat.S_ISREG(status.st_mode):
        return "is not a file"
    if status.st_nlink > 1:
        return "is another name of some other file"
    return "" if is_allowed else "does not belong to an index"


def _names_another(journal: Path) -> bool:
    try:
        descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        file.seek(max(0, size - len(_NAMES_ANOTHER)))
        return file.read(len(_NAMES_ANOTHER)) == _NAMES_ANOTHER
