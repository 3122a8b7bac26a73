"""What keeps the index of an archive from being up to date, and the editions that mend it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
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

    Not empty either if there are no tables yet.
    """
    folders = _folders(root)
    if not has_tables(database):
        return dict(_by_date(folders)) or {"": None}
    known = {name for (name,) in database.execute("SELECT id FROM editions")}
    damaged = dict(database.execute("SELECT id, reason FROM damaged"))
    gone = (known | damaged.keys()) - folders.keys()
    fresh = folders.keys() - known - damaged.keys()
    mended = {name for name in damaged.keys() - gone if _read(folders[name])[2] != damaged[name]}
    changed = {name: folders[name] for name in fresh | mended}
    return {**dict.fromkeys(sorted(gone)), **dict(_by_date(changed))}


def _by_date(folders: Mapping[str, Path]) -> list[tuple[str, Path]]:
    # The end of a name is its date and number; what is no name of an edition may come anywhere.
    return sorted(folders.items(), key=lambda one: (one[0].rsplit("-", 4)[1:4], one[0]))


def _folders(root: Path) -> dict[str, Path]:
    """The folders of the editions by name."""
    try:
        with os.scandir(root) as entries:
            series = [one.name for one in entries if is_series(one.name) and one.is_dir()]
        found: dict[str, str] = {}
        for name in series:
            with os.scandir(root / name) as entries:
                names = [one.name for one in entries if one.name[0] != "." and one.is_dir()]
            # One that stands in two places is the one that stands in its own.
            found |= {
                one: name for one in names if one not in found or one.rsplit("-", 4)[0] == name
            }
    except OSError as error:
        raise ArchiveError(f"The archive {root} cannot be read: {error.strerror}.") from error
    return {name: root / home / name for name, home in found.items()}


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
