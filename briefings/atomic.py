"""How files are read, named and written.

Files are read only where they are regular ones of a bounded size. They are written beside their
target and then moved, so that no half of one is ever seen. Whoever writes one aside holds a lock on
it. A process that is killed loses its locks: what lies beside a target without an owner is rubbish,
and the next one to write that target sweeps it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1_000_000

PATIENCE = 30.0
"""Seconds to wait for a lock; locks are held for less than a second."""
_STEP = 0.02

_ENDING = ".part"
_RANDOM = "[a-z0-9_]{8}"
"""What tempfile puts into names; others are somebody's."""
_MOST_STEPS = 1000
"""On the way to a folder; links may lead in a circle."""

_LONGEST_NAME = 100
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


def read_regular(path: Path, limit: int, *, inside: Path | None = None) -> bytes:
    """The bytes of a regular file that has at most ``limit`` of them.

    Raises OSError, with a reason for the user in ``strerror``, where it cannot be read, is a pipe,
    a device or a folder, or is larger; at once, however much there would be to read. With
    ``inside``, a file that lies outside of that folder because a link leads there is refused too.
    """
    if inside is not None and not _lies_inside(path, inside):
        raise OSError(errno.ELOOP, f"a link leads out of the folder {inside.name}", str(path))
    # Without O_NONBLOCK opening a pipe would wait for somebody to write into it.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
    try:
        descriptor = os.open(path, flags)
    except ValueError as error:  # a NUL or half a surrogate pair in the name
        raise OSError(errno.EINVAL, "no file can have this name", str(path)) from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, f"it is {_kind(status.st_mode)}, not a file", str(path))
    with os.fdopen(descriptor, "rb") as file:
        # Some files of the system tell no size, and others grow: what is read is bounded as well.
        data = b"" if status.st_size > limit else file.read(limit + 1)
    if max(status.st_size, len(data)) > limit:
        raise OSError(errno.EFBIG, f"it has more than {size_text(limit)}", str(path))
    return data


def mode_of(path: Path) -> int:
    """The type and rights of what stands at a path, links followed; 0 where nothing does.

    Raises OSError where nothing can stand there, as for a name that is too long: pathlib says no
    more of these from Python 3.14 on.
    """
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def may_be_replaced(path: Path) -> bool:
    """Whether a file is not there, or is one that its owner lets be written."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    # Root may write to any file: the bits say what its owner wants.
    return bool(status.st_mode & 0o222) and os.access(path, os.W_OK)


def size_text(size: int) -> str:
    """A number of bytes for the user: «20 MB»."""
    return f"{size / MEGABYTE:g} MB"


def unsafe_name(name: str) -> str:
    """Why some systems cannot hold a file of this name, or empty where all can.

    The answer goes on from “it”: “is the name of a device on Windows”.
    """
    if _DEVICE.fullmatch(name.partition(".")[0].rstrip()):
        return "is the name of a device on Windows"
    if name.endswith((".", " ")):
        return "ends with a full stop or a space, which Windows drops"
    if len(name) > _LONGEST_NAME:
        return f"has {len(name)} characters; some systems hold {_LONGEST_NAME} at most"
    if found := _FORBIDDEN.search(name):
        return f"holds {found[0]!a}, which some systems do not allow"
    return ""


def _lies_inside(path: Path, folder: Path) -> bool:
    name, start = str(path), f"{folder}{os.sep}"
    if name.startswith(start):
        # Nearly always there is no link on the way, which is seen in a tenth of the time.
        ends = [at for at, one in enumerate(f"{name}{os.sep}") if one == os.sep and at > len(start)]
        if f"{os.sep}..{os.sep}" not in name and not any(os.path.islink(name[:at]) for at in ends):  # noqa: PTH114
            return True
    root, real = os.path.realpath(folder), os.path.realpath(path)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def distrust(folder: Path) -> str | None:
    """Why somebody else could have put something into a folder; None if nobody could.

    As ssh does, this looks at the folder and at all above it, through links: each must belong to
    this user or to root and be closed to others' writing, unless it is one like /tmp, in which
    nobody removes what is another's. The folder itself must be this user's own, and no link.
    What is not there yet nobody has written to. Raises nothing.
    """
    place, rest = Path(folder.anchor), list(reversed(folder.parts[1:]))
    try:
        for _ in range(_MOST_STEPS):
            status = place.lstat()
            reason = _distrust(place, status, is_above=bool(rest))
            if reason or not rest:
                return reason
            if stat.S_ISLNK(status.st_mode):
                target = place.readlink()
                place = Path(target.anchor) if target.is_absolute() else place.parent
                rest += reversed(target.parts[target.is_absolute() :])
            else:
                name = rest.pop()
                place = place.parent if name == ".." else place / name
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    except ValueError:
        return f"{folder} is no path"
    return f"{folder}: {os.strerror(errno.ELOOP)}"


def _distrust(place: Path, status: os.stat_result, *, is_above: bool) -> str | None:
    """The same of one folder or link; ``is_above`` tells that the way leads on from there."""
    user, is_link = os.geteuid(), stat.S_ISLNK(status.st_mode)
    if is_link and not is_above:
        return f"{place} is a link"
    if not is_link and not stat.S_ISDIR(status.st_mode):
        return f"{place} is no folder"
    if status.st_uid not in ((0, user) if is_above else (user,)):
        return f"{place} belongs to somebody else"
    is_open = not is_link and status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if is_open and not (is_above and status.st_mode & stat.S_ISVTX):
        return f"others may write to {place} (chmod go-w would end that)"
    return None


def lock(descriptor: int, path: Path, *, wait: bool = True) -> None:
    """Lock an open file, until the descriptor is closed or the process ends.

    Raises BlockingIOError if another process holds the lock: at once or, with ``wait``, after
    ``PATIENCE`` seconds, because any user who may read a file can lock it for ever. Raises another
    OSError if the file system has no locks.
    """
    patience = PATIENCE if wait else 0.0
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if patience <= 0:
                reason = "another process has it in use: let that one end, or end it, and try again"
                raise BlockingIOError(errno.EBUSY, reason, str(path)) from error
        time.sleep(_STEP)
        patience -= _STEP


def still_names(path: Path, descriptor: int) -> bool:
    """Whether a path is still the name of an open file: it may have been moved or removed."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


@contextmanager
def written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """A new file with ``data``, safe on the disk, beside ``target`` and fit to replace it.

    It has the rights of the target, or those of any new file. If it was not moved by the end, it is
    removed. Raises OSError, and leaves nothing.
    """
    _sweep(target)
    descriptor, aside = _new(target)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            os.fchmod(descriptor, mode)
            yield aside  # the lock goes with the descriptor: not before it was moved
    finally:
        aside.unlink(missing_ok=True)


def _new(target: Path) -> tuple[int, Path]:
    """A descriptor that holds the lock on a new file beside the target, and its path."""
    while True:
        descriptor, name = tempfile.mkstemp(_ENDING, _start(target), target.parent)
        # Where there are no locks, nobody gets one to sweep either.
        with suppress(OSError):
            lock(descriptor, Path(name))
        # Before it was locked another process may have swept it.
        if still_names(Path(name), descriptor):
            return descriptor, Path(name)
        os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove what killed processes left beside a target, as far as this user may."""
    own = re.compile(re.escape(_start(target)) + _RANDOM + re.escape(_ENDING))
    for path in target.parent.iterdir():
        if not own.fullmatch(path.name):
            continue
        with suppress(OSError):
            flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            descriptor = os.open(path, flags)
            try:
                lock(descriptor, path, wait=False)
                # Since it was opened its owner may have moved it to the target.
                if still_names(path, descriptor):
                    path.unlink()
            finally:
                os.close(descriptor)


def _start(target: Path) -> str:
    return f".{target.name}."


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
