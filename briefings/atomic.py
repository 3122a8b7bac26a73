"""Bounded reads, strict JSON, portable file names, locks, and atomic writes.

Reads accept regular files of a bounded size only. A write goes to a temporary file beside the
target, which then replaces the target by a rename: no reader sees half a file. The writer holds a
lock on its temporary file. The system releases the locks of a killed process, so a temporary file
without a lock is left over; the next process that writes the same target removes it.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

MEGABYTE = 1_000_000

PATIENCE = 30.0
"""Seconds that a lock is waited for; one is held for less than a second."""
TOLD_AFTER = 3.0
"""Seconds after which the user is told what is waited for."""
_STEP = 0.02

Told = Callable[[str], object]
"""Takes a sentence for the user, while the work goes on."""

MOST_JSON_BYTES = 16 << 20
"""Largest input; as Python objects, nested brackets take about twenty times their bytes."""
MOST_JSON_DEPTH = 64
"""Deepest nesting of lists and objects; files of this program have less than ten levels."""

_ENDING = ".part"
_RANDOM = "[a-z0-9_]{8}"
"""The random part of tempfile's names; a file with any other name is not ours to remove."""
_MOST_STEPS = 1000
"""Path components that :func:`distrust` follows before it assumes a cycle of links."""

_LONGEST_NAME = 100
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


def read_regular(path: Path, limit: int, *, inside: Path | None = None) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises OSError, with a reason for the user in ``strerror``, if the file cannot be read, is a
    pipe, a device or a folder, or is larger than ``limit``; never blocks, and never reads more than
    ``limit`` + 1 bytes. With ``inside``, also refuses a path that leaves that folder through a
    symbolic link.
    """
    if inside is not None and not _lies_inside(path, inside):
        raise OSError(errno.ELOOP, f"a link leads out of the folder {inside.name}", str(path))
    # Without O_NONBLOCK, opening a pipe would block until a writer opens it.
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
        # Files under /proc report size 0, and other files grow: the read itself is bounded too.
        data = b"" if status.st_size > limit else file.read(limit + 1)
    if max(status.st_size, len(data)) > limit:
        raise OSError(errno.EFBIG, f"it has more than {size_text(limit)}", str(path))
    return data


def mode_of(path: Path) -> int:
    """``st_mode`` of a path, following links; 0 if the path does not exist.

    Raises OSError for a path that cannot exist, such as one with a name that is too long. From
    Python 3.14 on, ``Path.is_dir`` and its like return False for these instead of raising.
    """
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def may_be_replaced(path: Path) -> bool:
    """Whether a path does not exist, or names a file with write permission."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    # os.access lets root write to any file, so the permission bits are checked too.
    return bool(status.st_mode & 0o222) and os.access(path, os.W_OK)


def size_text(size: int) -> str:
    """A number of bytes as messages print it: “20 MB”."""
    return f"{size / MEGABYTE:g} MB"


def unsafe_name(name: str) -> str:
    """Why some operating systems reject a file name; empty if all accept it.

    The reason is a predicate for a message: “is the name of a device on Windows”.
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
        # Fast path, ten times as quick as realpath: no component below the folder is a link.
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
    """Why another user could have written into a folder; None if nobody could.

    Like ssh's StrictModes, checks the folder and every folder above it, following links: each must
    belong to this user or to root, and neither group nor others may write to it, unless it lies
    above and its sticky bit is set, as that of /tmp is. The folder itself must belong to this user
    and be no link. A folder that does not exist yet is trusted. Raises nothing.
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
    """:func:`distrust` for one folder or link; ``is_above`` marks an ancestor of the folder."""
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


def lock(descriptor: int, path: Path, *, wait: bool = True, told: Told | None = None) -> None:
    """Lock an open file, until the descriptor is closed or the process ends.

    ``told`` gets a sentence if the wait takes longer than :data:`TOLD_AFTER`.

    Raises BlockingIOError where another process holds the lock, at once or, with ``wait``, after
    :data:`PATIENCE`: whoever may read a file may lock it, and never let it go. Raises OSError where
    the file system has no locks.
    """
    waited = 0.0
    most = PATIENCE if wait else 0.0
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if waited >= most:
                reason = "another process has it in use: let that one end, or end it, and try again"
                raise BlockingIOError(errno.EBUSY, reason, str(path)) from error
        time.sleep(_STEP)
        waited += _STEP
        if told and waited >= TOLD_AFTER:
            told(waiting_for(path, most))
            told = None


def waiting_for(path: Path, most: float) -> str:
    """What to tell of a wait for another process that takes ``most`` seconds at most."""
    return f"waiting up to {most:g} s for {path}, which another process has in use"


def still_names(path: Path, descriptor: int) -> bool:
    """Whether a path is still the name of an open file: it may have been moved or removed."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


@contextmanager
def written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """Write ``data`` to a new temporary file beside ``target``, and yield its path for a rename.

    The file is synced to disk, and has the permissions of the target, or of any new file if there
    is no target. On exit, a file that the caller has not renamed is removed. Raises OSError, and
    then leaves no file.
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
            yield aside  # closing the descriptor releases the lock: only after the rename
    finally:
        aside.unlink(missing_ok=True)


def _new(target: Path) -> tuple[int, Path]:
    """The descriptor of a new, locked temporary file beside the target, and the file's path."""
    while True:
        descriptor, name = tempfile.mkstemp(_ENDING, _start(target), target.parent)
        # On a file system without locks, _sweep gets none either and removes nothing.
        with suppress(OSError):
            lock(descriptor, Path(name))
        # Another process may have swept the file before it was locked.
        if still_names(Path(name), descriptor):
            return descriptor, Path(name)
        os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove the temporary files of killed processes beside a target, if this user may."""
    own = re.compile(re.escape(_start(target)) + _RANDOM + re.escape(_ENDING))
    for path in target.parent.iterdir():
        if not own.fullmatch(path.name):
            continue
        with suppress(OSError):
            flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            descriptor = os.open(path, flags)
            try:
                lock(descriptor, path, wait=False)
                # Its owner may have renamed the file to the target since it was opened.
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


def read_json(data: bytes | str, most: int = MOST_JSON_BYTES) -> Any:
    """Parse a JSON text of at most ``most`` bytes (or characters of a ``str``).

    Raises ValueError with a clause for the user: “it is not JSON: …”.
    """
    if len(data) > most:
        raise ValueError(f"it is too large: {len(data)} bytes, where {most} are read at most")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value = json.loads(text, parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise ValueError("it is not JSON: its text is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # a number of thousands of digits, or NaN
        raise ValueError("it is not JSON: it holds a number that is none") from error
    if text.count("[") + text.count("{") > MOST_JSON_DEPTH:
        _check_depth(value)
    # The parser accepts escaped lone surrogates, which UTF-8 cannot encode.
    if "\\ud" in text.lower() or isinstance(data, str):
        _check_text(value)
    return value


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _too_deep() -> ValueError:
    return ValueError(f"it is nested more than {MOST_JSON_DEPTH} deep")


def _check_depth(value: Any) -> None:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MOST_JSON_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise _too_deep()


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    """The lists and objects directly inside one."""
    inner = value.values() if isinstance(value, dict) else value
    return [one for one in inner if isinstance(one, dict | list)]


def _check_text(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("it is not JSON: it holds half of a surrogate pair") from error
