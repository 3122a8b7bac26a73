"""An on-disk cache whose keys are digests of everything that an entry was made from.

An entry is a file ``<folder>/v1/<kind>/<xx>/<key>`` with a checksum over its kind, its key and its
content; a truncated, altered or misplaced entry counts as missing. Any number of processes may use
a folder: entries are written beside their place and moved. Trimming removes the entries that were
unused for longest. No operation fails: after an error of the disk :attr:`Cache.remarks` says why
nothing is kept.

The cache reads nothing that another user could have written: folders and files must belong to this
user and be writable by nobody else. No entry is ever executed.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path, PurePath

from ..atomic import distrust

LAYOUT = "v1"
_MAGIC = b"briefings cache 1\n"
_DIGEST = 32  # bytes of SHA-256
_UNIT = 1 << 16  # bytes that one byte of the tally stands for
_OWN = re.compile(r"[a-z]+/([0-9a-f]{2})/(\1[0-9a-f]{62}|\..*)")
"""The names of entries and of what is to become one, in the folder of the layout."""
_ABANDONED = 3600.0  # seconds after which what is still beside its place was left by a dead process


class Cache:
    """A folder of entries that together take at most about ``most`` bytes.

    The first entry creates the folder, which only this user may read. ``refused`` is the reason
    not to use it at all.
    """

    def __init__(self, folder: Path, most: int = 1 << 28, refused: str = "") -> None:
        self.folder = folder
        self.most = most
        self._top = folder / LAYOUT
        self._remarks: tuple[str, ...] = ()
        self._can_write = True
        self._is_trusted: bool | None = None
        if refused:
            self._distrust(refused)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The reason, in one line, why entries are not read or kept, if so."""
        return self._remarks

    def get(self, kind: str, key: str) -> bytes | None:
        """The content of an entry, or None if there is no intact one. Raises nothing."""
        if not self._trusted():
            return None
        path = self._path(kind, key)
        try:
            entry = self._read(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._remark("read", error)
            return None
        head = len(_MAGIC) + _DIGEST
        data = entry[head:]
        if entry[:head] != _MAGIC + _checksum(kind, key, data):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # for trimming: file systems seldom record reads
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Store an entry if possible. Raises nothing."""
        if not self._can_write or not self._trusted():
            return
        path = self._path(kind, key)
        try:
            if not self._top.is_dir():
                _make(self._top)
                self._is_trusted = None  # somebody else may have made it
                if not self._trusted():
                    return
            _make(path.parent)
            _write(path, _MAGIC + _checksum(kind, key, data) + data)
            if self._tally(len(data)) * _UNIT > self.most // 8:
                self.trim()
        except OSError as error:
            self._can_write = False
            self._remark("written", error)

    def has_any(self, kind: str) -> bool:
        """Whether the cache ever held an entry of that kind."""
        return self._trusted() and (self._top / kind).is_dir()

    def trim(self) -> None:
        """Remove the entries unused for longest, down to seven eighths of ``most``.

        Processes that are reading an entry can finish. Raises OSError.
        """
        with open(self._top / "tally", "wb", opener=_opened_here):
            pass
        found, total = [], 0
        now = (self._top / "tally").stat().st_mtime  # by the clock of the disk, as the others
        for path in _files(self._top):
            with suppress(FileNotFoundError):  # another process trims as well
                status = path.stat()
                if path.name.startswith("."):
                    # Another process may be writing it.
                    if now - status.st_mtime > _ABANDONED:
                        path.unlink()
                    continue
                found.append((status.st_mtime_ns, str(path), status.st_size))
                total += status.st_size
        for _, name, size in sorted(found):
            if total <= self.most - self.most // 8:
                return
            Path(name).unlink(missing_ok=True)
            total -= size

    def _path(self, kind: str, key: str) -> Path:
        return self._top / kind / key[:2] / key

    def _tally(self, size: int) -> int:
        """Count so many bytes as written; returns the units written since the last trimming."""
        with open(self._top / "tally", "ab", opener=_opened_here) as tally:
            tally.write(b"." * -(-size // _UNIT))
            return tally.tell()

    def _trusted(self) -> bool:
        """Whether nobody else can have written to the folder; checked once."""
        if self._is_trusted is None:
            self._is_trusted = True
            is_link = os.path.islink(self.folder)  # noqa: PTH114 — which raises nothing
            reason = f"{self.folder} is a link" if is_link else distrust(self._top)
            if reason:
                self._distrust(reason)
        return self._is_trusted

    def _distrust(self, reason: str) -> None:
        self._is_trusted = False
        self._remarks = (f"the cache {self.folder} is not used: {reason}",)

    def _read(self, path: Path) -> bytes:
        """The bytes of a file that this user alone can write; else none. Raises OSError."""
        with open(path, "rb", opener=_opened_here) as file:
            status = os.fstat(file.fileno())
            is_own = status.st_uid == os.geteuid() and not status.st_mode & 0o022
            if not stat.S_ISREG(status.st_mode) or not is_own or status.st_size > self.most:
                return b""
            return file.read(status.st_size)

    def _remark(self, done: str, error: OSError) -> None:
        reason = error.strerror or str(error)
        self._remarks = self._remarks or (f"the cache {self.folder} cannot be {done}: {reason}",)


def fingerprint(*values: object) -> str:
    """The SHA-256 of values in hexadecimal digits, the same in every process.

    Values are None, texts, bytes, numbers, dates, enumerations, paths, dataclasses, and tuples,
    lists and mappings of these. Raises TypeError for others.
    """
    whole = sha256()
    for part in _canonical(values):
        whole.update(part)
    return whole.hexdigest()


def _canonical(value: object) -> Iterator[bytes]:
    """Encode a value without ambiguity: each part is preceded by its type and length."""
    if isinstance(value, tuple | list):
        yield f"list {len(value)};".encode()
        for one in value:
            yield from _canonical(one)
    elif isinstance(value, Mapping):
        yield f"map {len(value)};".encode()
        for key in sorted(value):
            yield from _canonical((key, value[key]))
    elif is_dataclass(value):
        yield _sized(type(value).__name__, b"")
        yield from _canonical({one.name: getattr(value, one.name) for one in fields(value)})
    else:
        yield _sized(*_scalar(value))


def _scalar(value: object) -> tuple[str, bytes]:
    """The type of a single value, and its bytes."""
    match value:
        case Enum():
            return "enum", str(value.value).encode()
        case str():
            return "text", value.encode("utf-8", "surrogatepass")
        case bytes():
            return "bytes", value
        case float():
            return "float", value.hex().encode()  # exact, and the same in every Python
        case None | bool() | int():
            return type(value).__name__, str(value).encode()
        case date():
            return "date", value.isoformat().encode()
        case PurePath():
            return "path", os.fsencode(value)
    raise TypeError(f"{type(value).__name__} has no fingerprint")


def _sized(kind: str, data: bytes) -> bytes:
    return f"{kind} {len(data)};".encode() + data


def _checksum(kind: str, key: str, data: bytes) -> bytes:
    return sha256(f"{kind} {key}\n".encode() + data).digest()


def _opened_here(path: str, flags: int) -> int:
    """Open a file, but no link, and without waiting for the writer of a pipe."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)


def _make(folder: Path) -> None:
    """Make a folder and its missing parents, for this user alone. Raises OSError."""
    if folder.is_dir():
        return
    _make(folder.parent)
    with suppress(FileExistsError):  # another process made it
        # Documents may be confidential: only this user has access, whatever the umask.
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)


def _write(path: Path, entry: bytes) -> None:
    # Without fsync: the checksum detects what a power cut leaves of an entry.
    descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(entry)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def _files(top: Path) -> Iterator[Path]:
    """The files that caches have made in a folder; other files are left alone."""
    for folder, _, names in os.walk(top):
        inside = Path(folder).relative_to(top).as_posix()
        yield from (Path(folder, name) for name in names if _OWN.fullmatch(f"{inside}/{name}"))
