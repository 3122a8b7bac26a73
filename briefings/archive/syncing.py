"""What keeps the index of an archive from being up to date, and the editions that mend it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ArchiveError
from . import tables
from .edition import Edition, EditionId, is_series
from .inside import folder_inside
from .passages import Passage, passages_of

_SPARE = 10_000
_MOVE = "put the folder itself there"


def differences(database: sqlite3.Connection, root: Path) -> dict[str, Path | None]:
    """Names of editions to put in, with their folders, oldest first; of those to take out, None.

    Not empty either if there are no tables yet. Raises ArchiveError if folders cannot be listed.
    """
    homes = _homes(root)
    if not tables.are_there(database):
        return {**_placed(root, homes, homes)} or {"": None}
    known = set(_named(database, "editions", homes))
    damaged = _named(database, "damaged", homes)
    gone = (known | damaged.keys()) - homes.keys()
    fresh = homes.keys() - known - damaged.keys()
    spoilt = _placed(root, homes, damaged.keys() - gone)
    mended = {name for name, folder in spoilt.items() if _read(folder)[2] != damaged[name]}
    return {**dict.fromkeys(sorted(gone)), **_placed(root, homes, fresh | mended)}


def _named(
    database: sqlite3.Connection, table: str, homes: Mapping[str, str]
) -> dict[str, str | None]:
    """The names in a table; with their reasons if it is that of damaged editions.

    Raises ValueError if there are far more than an index of this archive could have.
    """
    most = 2 * len(homes) + _SPARE
    second = "reason" if table == "damaged" else "NULL"
    query = f"SELECT id, {second} FROM {table} LIMIT ?"
    found: dict[str, str | None] = dict(database.execute(query, (most,)))
    if len(found) == most or not all(isinstance(name, str) for name in found):
        raise ValueError(f"odd names in the table {table}")
    return found


def _placed(root: Path, homes: Mapping[str, str], names: Iterable[str]) -> dict[str, Path]:
    """The folders of editions, oldest first.

    A name ends in its date and number; what is not the name of an edition may come anywhere.
    """
    ordered = sorted(names, key=lambda name: (name.rsplit("-", 4)[1:4], name))
    return {name: root / homes[name] / name for name in ordered}


def _homes(root: Path) -> dict[str, str]:
    """The names of the editions, each with the folder of the series that it stands in."""
    try:
        with os.scandir(root) as entries:
            series = [one.name for one in entries if is_series(one.name) and _seems_folder(one)]
        found: dict[str, str] = {}
        for home in series:
            try:
                with folder_inside(root, home) as folder, os.scandir(folder) as entries:
                    names = [one.name for one in entries if _seems_folder(one)]
                names = [name for name in names if not name.startswith(".")]
            except FileNotFoundError:  # somebody removed it meanwhile
                continue
            except OSError:
                names = []
                found[home] = "."  # told as damaged, with the reason
            # One that stands in two places is the one that stands in its own.
            found |= {
                one: home for one in names if one not in found or one.rsplit("-", 4)[0] == home
            }
    except OSError as error:
        raise ArchiveError(f"The archive {root} cannot be read: {error.strerror}.") from error
    return found


def _seems_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or leads to one; a link is not followed, but told."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return True


def _read(folder: Path) -> tuple[Edition | None, list[Passage], str | None]:
    """An edition, its passages, and what is wrong with it, if anything is."""
    edition = None
    try:
        if folder.is_symlink():
            raise ArchiveError(f"{folder}: it is a link, which is not followed: {_MOVE}.")
        with os.scandir(folder):  # raises OSError where it is not readable
            pass
        if folder.parent.name != EditionId.parse(folder.name).series:
            raise ArchiveError(f"{folder} does not stand in the folder of its series.")
        edition = Edition.read(folder)
        return edition, passages_of(edition), None
    except OSError as error:
        return None, [], f"{folder}: {error.strerror}. See to the rights of the folder."
    except ArchiveError as error:
        return edition, [], str(error)


def renew(database: sqlite3.Connection, name: str, folder: Path | None) -> None:
    """Take an edition out, and put it in again from its folder, if it has one."""
    tables.remove(database, name)
    if folder is None:
        return
    edition, passages, reason = _read(folder)
    if reason is not None and not os.path.lexists(folder):
        return  # somebody removed it meanwhile
    if edition is not None:
        tables.add(database, edition, passages)
    if reason is not None:
        tables.add_damaged(database, name, reason)
