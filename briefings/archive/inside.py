"""Opens files and folders inside an archive without following links.

The contents of an archive are untrusted: a link, a pipe or a device in the place of a file must
have no effect. Every reader of the archive uses this module. The folder of the archive itself may
be a link, because the user names it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..atomic import size_text

SMALL, LARGE = 16 << 20, 256 << 20
"""Largest file in bytes: record, table, text or manifest; and PDF."""

_DEEPEST = 30
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a pipe would block until a writer opens it.
_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@contextmanager
def folder_inside(root: Path, name: str = "") -> Iterator[int]:
    """Open the folder ``name`` (with slashes) below ``root``; yields its descriptor.

    Raises OSError, with a reason for the user in ``strerror``, if a component of the path is no
    folder, or is a link.
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
    """Open the regular file ``name`` below ``root``; returns its descriptor.

    With flags for writing, refuses a file with several hard links, because a change would affect
    the file under its other names. Raises OSError as :func:`folder_inside` does.
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


def read_inside(root: Path, name: str, limit: int = SMALL) -> bytes:
    """The bytes of the regular file ``name`` below ``root``, of at most ``limit`` bytes.

    Raises OSError as :func:`folder_inside` does, and if the file is larger.
    """
    with os.fdopen(open_inside(root, name), "rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > limit else file.read(limit + 1)
    if max(size, len(data)) > limit:
        raise OSError(errno.EFBIG, f"it has more than {size_text(limit)}", str(root / name))
    return data


def read_of(edition: Path, name: str, limit: int = SMALL) -> bytes:
    """The bytes of a file in the folder of an edition, without following links from the archive on.

    Raises OSError as :func:`read_inside` does.
    """
    return read_inside(edition.parent.parent, f"{path_in_archive(edition)}/{name}", limit)


def path_in_archive(edition: Path) -> str:
    """The path of an edition relative to the folder of the archive: ``africa/africa-2026-…``."""
    return f"{edition.parent.name}/{edition.name}"


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, and no link to one. Raises OSError if it cannot be examined."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def files_below(root: Path, name: str) -> list[str]:
    """The paths, relative to ``root``, of all files below its folder ``name``, in order.

    Raises OSError as :func:`folder_inside` does, and if an entry is neither file nor folder.
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
    """Open an entry of an open folder; OSError names its full path."""
    try:
        return os.open(part, flags, 0o666, dir_fd=folder)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _check(part: str, folder: int, path: Path, *, is_folder: bool) -> None:
    """Raise OSError unless an entry of an open folder is a folder or file, as wanted.

    Called before the entry is opened, because opening a device may have side effects.
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
