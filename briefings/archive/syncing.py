"""Finds the editions for which the index of an archive is out of date, and reindexes them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ArchiveError
from . import tables
from .edition import Edition, EditionId, is_series
from .inside import folder_inside
from .passages import IndexedPassage, passages_of

_SPARE = 10_000
_MOVE = "put the folder itself there"


def differences(database: sqlite3.Connection, root: Path) -> dict[str, Path | None]:
    """The names of editions to index, with their folders, oldest first; None for those to remove.

    Never empty if the tables have not been created. Raises ArchiveError if folders cannot be
    listed.
    """
    series_of = _series_of(root)
    if not tables.are_current(database):
        return {**_sorted_folders(root, series_of, series_of)} or {"": None}
    known = set(_names_in(database, "editions", series_of))
    damaged = _names_in(database, "damaged", series_of)
    gone = (known | damaged.keys()) - series_of.keys()
    fresh = series_of.keys() - known - damaged.keys()
    still_damaged = _sorted_folders(root, series_of, damaged.keys() - gone)
    repaired = {name for name, folder in still_damaged.items() if _read(folder)[2] != damaged[name]}
    return {**dict.fromkeys(sorted(gone)), **_sorted_folders(root, series_of, fresh | repaired)}


def _names_in(
    database: sqlite3.Connection, table: str, series_of: Mapping[str, str]
) -> dict[str, str | None]:
    """The names in a table, with the reasons if it is that of damaged editions.

    Raises ValueError if there are far more than an index of this archive can have.
    """
    most = 2 * len(series_of) + _SPARE
    second = "reason" if table == "damaged" else "NULL"
    query = f"SELECT id, {second} FROM {table} LIMIT ?"
    found: dict[str, str | None] = dict(database.execute(query, (most,)))
    if len(found) == most or not all(isinstance(name, str) for name in found):
        raise ValueError(f"odd names in the table {table}")
    return found


def _sorted_folders(
    root: Path, series_of: Mapping[str, str], names: Iterable[str]
) -> dict[str, Path]:
    """The folders of editions by name, oldest first; invalid names may come anywhere."""
    ordered = sorted(names, key=lambda name: (name.rsplit("-", 4)[1:4], name))
    return {name: root / series_of[name] / name for name in ordered}


def _series_of(root: Path) -> dict[str, str]:
    """The names of the editions, each with the series folder that holds it."""
    try:
        with os.scandir(root) as entries:
            all_series = [one.name for one in entries if is_series(one.name) and _seems_folder(one)]
        found: dict[str, str] = {}
        for series in all_series:
            try:
                with folder_inside(root, series) as folder, os.scandir(folder) as entries:
                    names = [one.name for one in entries if _seems_folder(one)]
                names = [name for name in names if not name.startswith(".")]
            except FileNotFoundError:  # removed by another process
                continue
            except OSError:
                names = []
                found[series] = "."  # indexed as damaged, with the reason
            # If two series folders hold the same name, that of its own series wins.
            found |= {
                one: series for one in names if one not in found or one.rsplit("-", 4)[0] == series
            }
    except OSError as error:
        raise ArchiveError(f"The archive {root} cannot be read: {error.strerror}.") from error
    return found


def _seems_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one, which is indexed as damaged."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return True


def _read(folder: Path) -> tuple[Edition | None, list[IndexedPassage], str | None]:
    """An edition, its passages, and the reason if it is damaged."""
    edition = None
    try:
        if folder.is_symlink():
            raise ArchiveError(f"{folder}: it is a link, which is not followed: {_MOVE}.")
        with os.scandir(folder):  # raises OSError if the folder is unreadable
            pass
        if folder.parent.name != EditionId.parse(folder.name).series:
            raise ArchiveError(f"{folder} does not stand in the folder of its series.")
        edition = Edition.read(folder)
        return edition, passages_of(edition), None
    except OSError as error:
        return None, [], f"{folder}: {error.strerror}. See to the rights of the folder."
    except ArchiveError as error:
        return edition, [], str(error)


def reindex(database: sqlite3.Connection, name: str, folder: Path | None) -> None:
    """Remove an edition from the index, and index it again from its folder, unless that is None."""
    tables.remove(database, name)
    if folder is None:
        return
    edition, passages, reason = _read(folder)
    if reason is not None and not os.path.lexists(folder):
        return  # removed by another process
    if edition is not None:
        tables.add(database, edition, passages)
    if reason is not None:
        database.execute("INSERT INTO damaged VALUES (?, ?)", (name, reason))
