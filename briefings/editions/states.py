"""The facts of an edition as it had them, read from what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..archive import Edition, EditionId
from ..changes import State, state_from
from ..errors import ArchiveError, DataError
from ..library import load_library
from ..model import Library
from .contents import EARLIER, LIBRARY


def library_of(folder: Path) -> Library:
    """The library inside the payload of an edition; raises ArchiveError where it is damaged."""
    try:
        return load_library(folder / LIBRARY)
    except (DataError, OSError) as error:
        raise ArchiveError(f"{folder / LIBRARY} cannot be used: {error}") from error


def states_of(edition: Edition) -> dict[str, State]:
    """Each topic of an edition as it had it."""
    return _states(edition.folder / "data", edition.record)


def earlier_states(edition: Edition) -> dict[str, State]:
    """Each topic as the edition that this one was compared with had it, from what this one holds.

    Raises ArchiveError where it does not hold that.
    """
    states: dict[str, State] = {}
    for topic, previous in edition.record["previous"].items():
        if previous is None:
            continue
        folder = edition.folder / "data" / EARLIER / str(EditionId.parse(previous))
        try:
            record = json.loads((folder / "edition.json").read_bytes())
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{folder / 'edition.json'} cannot be read: {error}") from error
        states[topic] = _state(library_of(folder), record, topic)
    return states


def kept_files(edition: Edition) -> dict[str, bytes]:
    """The record and the library of an edition, for one that is compared with it to hold."""
    data = edition.folder / "data"
    files = sorted(path for path in (data / LIBRARY).rglob("*") if path.is_file())
    kept = [data / "edition.json", *files]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in kept}


def _states(folder: Path, record: Mapping[str, Any]) -> dict[str, State]:
    library = library_of(folder)
    return {topic: _state(library, record, topic) for topic in record["topics"]}


def _state(library: Library, record: Mapping[str, Any], topic: str) -> State:
    try:
        return state_from(
            library,
            library.topics[topic],
            date.fromisoformat(record["facts_as_of"]),
            record["printed"][topic],
            edition=EditionId.parse(record["edition"]),
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ArchiveError(f"the record of {record.get('edition')} does not fit its data") from error
