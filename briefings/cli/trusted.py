"""Reads project files that only this user or root can have written, and refuses others."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..errors import BriefingError

MOST = 64 << 10
"""Bytes of a project file; one with all keys has a fiftieth of it."""


class Untrusted(Exception):  # noqa: N818 — an expected answer
    """A project file is ignored; the message says why."""


def folders_above(folder: Path) -> Iterator[Path]:
    """A folder and those above it that may have the project file.

    The search ends after the user's home and after a folder of another user, and before another
    file system.
    """
    home = None
    with suppress(RuntimeError, OSError):  # without a home
        home = Path.home().stat()
    device = None
    for above in (folder, *folder.parents):
        try:
            found = above.stat()
        except OSError:
            return
        if device is not None and found.st_dev != device:
            return
        device = found.st_dev
        yield above
        if not _is_own(found) or (home is not None and os.path.samestat(found, home)):
            return


def read_trusted(file: Path) -> bytes | None:
    """The bytes of a project file, or None; raises Untrusted, or BriefingError if unreadable."""
    try:
        found = file.lstat()
    except (OSError, ValueError):
        return None
    if stat.S_ISLNK(found.st_mode):
        raise Untrusted("it is a link")
    if not stat.S_ISREG(found.st_mode):
        raise Untrusted("it is no regular file")
    _check(found, "it")
    try:
        _check(file.parent.stat(), "its folder")
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(file, flags), "rb") as opened:
            # Another file may have replaced it.
            if not os.path.samestat(os.fstat(opened.fileno()), found):
                raise Untrusted("it was replaced while it was read")
            data = opened.read(MOST + 1)
    except OSError as error:
        raise BriefingError(f"{file} cannot be read: {error.strerror or error}") from error
    if len(data) > MOST:
        raise BriefingError(f"{file} has more than {MOST >> 10} KB, which no project file needs")
    return data


def _check(found: os.stat_result, what: str) -> None:
    if not _is_own(found):
        raise Untrusted(f"{what} belongs to another user")
    if found.st_mode & stat.S_IWOTH:
        raise Untrusted(f"{what} can be written by everybody (chmod o-w)")
    if found.st_mode & stat.S_IWGRP and not _is_private(found):
        raise Untrusted(f"{what} can be written by its group (chmod g-w)")


def _is_own(found: os.stat_result) -> bool:
    return found.st_uid in (os.geteuid(), 0)


def _is_private(found: os.stat_result) -> bool:
    """Whether the group has no other members, as with a group for each user."""
    import grp
    import pwd

    try:
        owner, group = pwd.getpwuid(found.st_uid), grp.getgrgid(found.st_gid)
    except KeyError:
        return False
    return group.gr_name == owner.pw_name and set(group.gr_mem) <= {owner.pw_name}
