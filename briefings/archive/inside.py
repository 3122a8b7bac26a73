"""Files and folders inside an archive, opened without following a link.

Somebody else may have made the archive, or changed it: a link, a pipe or a device in the place of a
file must lead nowhere. Every reader of the archive comes through here. The folder of the archive
itself may be a link, because the user names it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..atomic import size_text

SMALL, LARGE = 16 << 20, 256 << 20
"""Bytes read of a record, a table, a text or a manifest at most; and of a PDF."""

PATIENCE = 30.0
"""Seconds that a lock is waited for; one is held for less than a second."""
TOLD_AFTER = 3.0
"""Seconds after which the user is told what is waited for."""
_STEP = 0.02

Told = Callable[[str], object]
"""Takes a sentence for the user, while the work goes on."""

_DEEPEST = 30
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK opening a pipe would wait for somebody at its other end.
_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@contextmanager
def folder_inside(root: Path, name: str = "") -> Iterator[int]:
    """A descriptor of the folder ``name`` (parts divided by ``/``) below ``root``.

    Raises OSError, with a reason for the user in ``strerror``, where a part of the way is no real
    folder.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    path = root
    try:
        for part in filter(None, name.split("/")):
            path /= part
            _check(part, descriptor, path, is_folder=True)
            inner = _open(part, _FOLDER, descriptor, path)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def open_inside(root: Path, name: str, flags: int = os.O_RDONLY) -> int:
    """A descriptor of the regular file ``name`` below ``root``.

    With flags that write, a file that has another name too (a hard link) is refused: a change would
    reach that one as well. Raises OSError as :func:`folder_inside` does.
    """
    above, _, last = name.rpartition("/")
    path = root / name
    with folder_inside(root, above) as folder:
        try:
            _check(last, folder, path, is_folder=False)
        except FileNotFoundError:
            if not flags & os.O_CREAT:
                raise
        descriptor = _open(last, flags | _FILE, folder, path)
    status = os.fstat(descriptor)
    writes = flags & (os.O_WRONLY | os.O_RDWR)
    if not stat.S_ISREG(status.st_mode) or (writes and status.st_nlink > 1):
        os.close(descriptor)
        reason = "it is a second name of some other file, which would be changed as well"
        raise OSError(errno.EINVAL, reason if writes else "it is not a regular file", str(path))
    return descriptor


def lock(descriptor: int, path: Path, told: Told | None = None) -> None:
    """Lock an open file, once whoever has it locked is done; ``told`` hears what takes long.

    Raises OSError after a while: whoever may read a file may lock it, and never let it go.
    """
    for step in range(int(PATIENCE / _STEP)):
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if told and step == int(TOLD_AFTER / _STEP):
            told(waiting_for(path, PATIENCE))
        time.sleep(_STEP)
    reason = "another process has it in use: let that one end, or end it, and try again"
    raise OSError(errno.EBUSY, reason, str(path))


def waiting_for(path: Path, most: float) -> str:
    """What to tell of a wait for another process that takes ``most`` seconds at most."""
    return f"waiting up to {most:g} s for {path}, which another process has in use"


def read_inside(root: Path, name: str, limit: int = SMALL) -> bytes:
    """The bytes of the regular file ``name`` below ``root``, which has at most ``limit`` of them.

    Raises OSError as :func:`folder_inside` does.
    """
    with os.fdopen(open_inside(root, name), "rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > limit else file.read(limit + 1)
    if max(size, len(data)) > limit:
        raise OSError(errno.EFBIG, f"it has more than {size_text(limit)}", str(root / name))
    return data


def read_of(edition: Path, name: str, limit: int = SMALL) -> bytes:
    """The bytes of a file in the folder of an edition, which stands in that of its series.

    Raises OSError as :func:`folder_inside` does.
    """
    return read_inside(edition.parent.parent, f"{way(edition)}/{name}", limit)


def way(edition: Path) -> str:
    """The way to the folder of an edition from that of the archive: ``africa/africa-2026-…``."""
    return f"{edition.parent.name}/{edition.name}"


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, and no link to one. Raises OSError if that cannot be told."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def files_below(root: Path, name: str) -> list[str]:
    """The names below ``root`` of all files below its folder ``name``, in order.

    Raises OSError as :func:`folder_inside` does, and where anything is neither file nor folder.
    """
    if name.count("/") > _DEEPEST:
        raise OSError(errno.EINVAL, "folders stand too deep inside each other", str(root / name))
    found = []
    with folder_inside(root, name) as folder:
        for inner in sorted(os.listdir(folder)):  # noqa: PTH208 — of a descriptor
            path = f"{name}/{inner}"
            status = os.stat(inner, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                found += files_below(root, path)
            else:
                _check(inner, folder, root / path, is_folder=False)
                found.append(path)
    return found


def _open(part: str, flags: int, folder: int, path: Path) -> int:
    """Open an entry of an open folder; an OSError names its whole path."""
    try:
        return os.open(part, flags, 0o666, dir_fd=folder)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _check(part: str, folder: int, path: Path, *, is_folder: bool) -> None:
    """Raises OSError unless an entry of an open folder is what it should be.

    It is looked at before it is opened, as opening a device may set it to work.
    """
    try:
        mode = os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode
    except ValueError as error:  # a NUL or half of a surrogate pair in the name
        raise OSError(errno.EINVAL, "no file can have this name", str(path)) from error
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, "it is a link, which is not followed", str(path))
    if is_folder and not stat.S_ISDIR(mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not is_folder and not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
