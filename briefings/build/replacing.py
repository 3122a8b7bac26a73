"""Whether a build may replace the file at its target.

A document carries an id of what was asked for: topic, format, dates, options. A later build of the
same finds its own id in the file and replaces it; anything else at the target is left alone. The id
says nothing of the facts, so that a document with corrected facts replaces the one before it.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ..errors import TargetError
from ..model.identity import FOUND_ID, Identity

_CHUNK = 1 << 20
_OVERLAP = 256
_MOST = 512 << 20
"""No more of a file is looked through: the longest packs have a tenth of it."""


def check_target(
    path: Path, identity: Identity, *, force: bool = False, named: bool = False
) -> None:
    """Raise TargetError where a document must not be written to ``path``.

    There may be nothing, an empty file, or the same document as it was made before. With ``force``
    it may be another document of this program. ``named`` tells that the user chose the whole name:
    other names tell of the theme, so that the look of the theme may have changed.
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
    """The targets that an earlier one is in the way of, by their places in the order given.

    Some systems do not tell ``A.pdf`` from ``a.pdf``. The HTML file beside a PDF counts as well,
    which has the same name but for its ending; and no file can lie inside another one.
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
    """Whether nothing is lost at ``path``; raises TargetError for what no option replaces."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True  # writing it tells what is wrong
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
    """The id of a document; empty where it has none, None for what this program did not make."""
    is_ours, found = False, ""
    for part in _parts(path):
        for match in FOUND_ID.finditer(part):
            if match[1] is None:
                is_ours = True
            else:
                found = found or match[1].decode()
        if is_ours and found:
            break
    return found if is_ours else None


def _parts(path: Path) -> Iterable[bytes]:
    """The file piece by piece; each begins with the end of the one before."""
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
