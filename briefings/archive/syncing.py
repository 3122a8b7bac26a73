"""What keeps the index of an archive from being up to date, and the editions that mend it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ArchiveError
from . import tables
from .edition import Edition, EditionId, is_series
from .passages import Passage, passages_of


def has_tables(database: sqlite3.Connection) -> bool:
    """Whether the tables are there, in the version of this program."""
    return bool(database.execute("PRAGMA user_version").fetchone()[0] == tables.VERSION)


def differences(database: sqlite3.Connection, root: Path) -> dict[str, Path | None]:
    """Names of editions to put in, with their folders, oldest first; of those to take out, None.

    Not empty either if there are no tables yet. Raises ArchiveError if folders cannot be listed.
    """
    homes = _homes(root)
    if not has_tables(database):
        return {**_placed(root, homes, homes)} or {"": None}
    known = {name for (name,) in database.execute("SELECT id FROM editions")}
    damaged = dict(database.execute("SELECT id, reason FROM damaged"))
    gone = (known | damaged.keys()) - homes.keys()
    fresh = homes.keys() - known - damaged.keys()
    spoilt = _placed(root, homes, damaged.keys() - gone)
    mended = {name for name, folder in spoilt.items() if _read(folder)[2] != damaged[name]}
    return {**dict.fromkeys(sorted(gone)), **_placed(root, homes, fresh | mended)}


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
            series = [one.name for one in entries if is_series(one.name) and one.is_dir()]
        found: dict[str, str] = {}
        for home in series:
            with os.scandir(root / home) as entries:
                names = [one.name for one in entries if one.name[0] != "." and one.is_dir()]
            # One that stands in two places is the one that stands in its own.
            found |= {
                one: home for one in names if one not in found or one.rsplit("-", 4)[0] == home
            }
    except OSError as error:
        raise ArchiveError(f"The archive {root} cannot be read: {error.strerror}.") from error
    return found


def _read(folder: Path) -> tuple[Edition | None, list[Passage], str | None]:
    """An edition, its passages, and what is wrong with it, if anything is."""
    edition = None
    try:
        if folder.parent.name != EditionId.parse(folder.name).series:
            raise ArchiveError(f"{folder} does not stand in the folder of its series.")
        edition = Edition.read(folder)
        json.dumps(edition.record, ensure_ascii=False).encode()
        return edition, passages_of(edition), None
    except UnicodeEncodeError:
        return None, [], f"{folder}: its record holds characters that are none."
    except ArchiveError as error:
        return edition, [], str(error)


def renew(database: sqlite3.Connection, name: str, folder: Path | None) -> None:
    """Take an edition out, and put it in again from its folder, if it has one."""
    tables.remove(database, name)
    if folder is None:
        return
    edition, passages, reason = _read(folder)
    if edition is not None:
        tables.add(database, edition, passages)
    if reason is not None:
        tables.add_damaged(database, name, reason)
