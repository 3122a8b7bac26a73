"""Selects the editions that retention rules remove, and keeps the record of removed editions."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from ..atomic import Told, lock, read_json, size_text
from .edition import EditionId
from .inside import open_inside, read_inside

PRUNED = "pruned.jsonl"
_MOST = 64 << 20  # bytes: some 200,000 editions


class Pruned(NamedTuple):
    """An edition that was removed, and why.

    ``title`` and ``manifest``, the SHA-256 of its manifest, are None if they could not be read.
    """

    edition: str
    title: str | None
    manifest: str | None
    day: dt.date
    reason: str


def editions_to_prune(
    ids: Iterable[EditionId],
    *,
    last: int | None = None,
    since: dt.date | None = None,
    yearly: bool = False,
    always: Collection[EditionId] = (),
) -> list[EditionId]:
    """The editions that no rule keeps, oldest first; none if no rule is given.

    The rules keep the ``last`` N editions of each series, those with a date from ``since`` on, with
    ``yearly`` the last edition of each year and series, and the ids in ``always``.
    """
    if last is None and since is None and not yearly:
        return []
    series: dict[str, list[EditionId]] = defaultdict(list)
    for id_ in sorted(set(ids), key=lambda id_: id_.order):
        series[id_.series].append(id_)
    kept = set(always)
    for editions in series.values():
        kept.update(editions[len(editions) - min(last or 0, len(editions)) :])
        kept.update(id_ for id_ in editions if since is not None and id_.date >= since)
        if yearly:
            kept.update({id_.date.year: id_ for id_ in editions}.values())
    gone = [id_ for editions in series.values() for id_ in editions if id_ not in kept]
    return sorted(gone, key=lambda id_: id_.order)


def record(root: Path, pruned: Pruned, told: Told | None = None) -> None:
    """Append a line to the record of an archive, unless it has the same, and sync it to disk.

    If that fails, no part of the line remains. ``told`` gets a message if the lock takes long.
    Raises OSError.
    """
    fields = {**pruned._asdict(), "day": pruned.day.isoformat()}
    line = json.dumps(fields, ensure_ascii=False).encode()
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    with os.fdopen(open_inside(root, PRUNED, flags), "ab+", buffering=0) as stream:
        lock(stream.fileno(), root / PRUNED, told=told)
        if os.fstat(stream.fileno()).st_size + len(line) + len(b"\n\n") > _MOST:
            # A larger record could not be read, and then no edition be stored.
            raise OSError(errno.EFBIG, f"it has more than {size_text(_MOST)}", str(root / PRUNED))
        stream.seek(0)
        before = stream.read()
        if line in before.split(b"\n"):
            return
        # Separates the new line from one that a power cut left unfinished.
        start = b"\n" if before and not before.endswith(b"\n") else b""
        added = start + line + b"\n"
        try:
            if stream.write(added) != len(added):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root / PRUNED))
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(len(before))
            raise


def read_record(root: Path) -> list[Pruned]:
    """The removed editions, in order; ignores unfinished and invalid lines. Raises OSError."""
    try:
        data = read_inside(root, PRUNED, _MOST)
    except FileNotFoundError:
        return []
    return [pruned for line in data.splitlines() if (pruned := _pruned(line))]


def _pruned(line: bytes) -> Pruned | None:
    try:
        fields = read_json(line)
        pruned = Pruned(**{**fields, "day": dt.date.fromisoformat(fields["day"])})
    except (ValueError, TypeError, KeyError):
        return None
    texts = (pruned.edition, pruned.title or "", pruned.manifest or "", pruned.reason)
    return pruned if all(isinstance(text, str) for text in texts) else None
