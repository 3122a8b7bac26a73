"""Decides whether a build may replace the file at its target.

A document contains its identity: a digest of topic, format, dates and options, but not of facts. A
later build of the same request finds it in the file and replaces the file; any other file at the
target is left alone.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ..errors import TargetError
from ..model.identity import Identity
from .exporters import marks_in

_CHUNK = 1 << 20
_OVERLAP = 256
_MOST = 512 << 20
"""Bytes of a file that are searched; the longest packs have a tenth of it."""


def check_target(
    path: Path, identity: Identity, *, force: bool = False, named: bool = False
) -> None:
    """Raise TargetError if a document must not be written to ``path``.

    It may replace an empty file or an earlier version of itself, with ``force`` any document of
    this program. Names that the program chose contain the theme, so that its files may have
    changed; names that the user chose (``named``) do not.
    """
    if _is_free(path):
        return
    found = _id_in(path)
    if found is None:
        raise TargetError(
            f"{path} was not made by this program and is left as it is: move it away, "
            "or write elsewhere with --output"
        )
    if force or found == str(identity):
        return
    if found.startswith(identity.asked):
        if not named:
            return
        reason = "it was printed with another theme, or with this one as it was before"
    else:
        reason = (
            "it has other topics or another date, title, marking, recipient, copy or option"
            if found
            else "it does not say which, as it comes from an earlier version of the program"
        )
    raise TargetError(
        f"{path} is another document ({reason}): --force replaces it, "
        "or write elsewhere with --output"
    )


def clashes(paths: Iterable[Path]) -> dict[int, int]:
    """The targets that clash with an earlier one: the index of each, and that of the earlier one.

    Targets clash if they differ in case or in the ending alone, since some systems ignore case and
    other formats stand beside the PDF; or if one is a folder of the other.
    """
    found: dict[int, int] = {}
    stems: dict[str, int] = {}
    files: dict[str, int] = {}
    folders: dict[str, int] = {}
    for place, path in enumerate(paths):
        stem, whole = _folded(path.with_suffix("")), _folded(path)
        above = _folders(path.parent)
        in_the_way = [stems.get(stem), folders.get(whole), *map(files.get, above)]
        first = next((one for one in in_the_way if one is not None), None)
        if first is not None:
            found[place] = first
            continue
        stems[stem] = files[whole] = place
        for folder in above:
            folders.setdefault(folder, place)
    return found


@lru_cache(maxsize=256)
def _folders(folder: Path) -> tuple[str, ...]:
    return tuple(map(_folded, (folder, *folder.parents)))


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFKC", str(path)).casefold()


def _is_free(path: Path) -> bool:
    """Whether ``path`` is free or empty; raises TargetError for what no option replaces."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True  # writing it reports what is wrong
    except (OSError, ValueError) as error:
        raise TargetError(f"{path} cannot be written: {_reason(error)}") from error
    if not stat.S_ISREG(found.st_mode):
        kind = "a link" if stat.S_ISLNK(found.st_mode) else "no regular file"
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else kind
        raise TargetError(
            f"{path} is {kind} and is left as it is: move it away, or write elsewhere"
        )
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise TargetError(
            f"{path} is read-only and is left as it is: make it writable, or write elsewhere"
        )
    return found.st_size == 0


def _id_in(path: Path) -> str | None:
    """The identity in a document; empty if it has none, None for a file of another program."""
    is_ours, found = False, ""
    for part in _parts(path):
        for mark in marks_in(part):
            if mark is None:
                is_ours = True
            else:
                found = found or mark.decode()
        if is_ours and found:
            break
    return found if is_ours else None


def _parts(path: Path) -> Iterable[bytes]:
    """The file in overlapping pieces; raises TargetError."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            before = b""
            for _ in range(_MOST // _CHUNK):
                read = file.read(_CHUNK)
                if not read:
                    return
                yield before + read
                before = read[-_OVERLAP:]
    except OSError as error:
        raise TargetError(
            f"{path} cannot be read, and is left as it is: {_reason(error)}"
        ) from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
