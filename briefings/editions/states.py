"""The facts of an edition as it had them, read from what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..archive import Edition, EditionId, verify
from ..briefs import Brief
from ..changes import State, state_from, topic_state
from ..errors import ArchiveError, DataError
from ..library import load_library
from ..model import Library
from ..packs import Pack
from .contents import EARLIER, LIBRARY


def states_in(library: Library, document: Brief | Pack) -> dict[str, State]:
    """Each topic of a document that was made from a library."""
    briefs = document.briefs if isinstance(document, Pack) else (document,)
    return {
        brief.topic: topic_state(
            library,
            library.topics[brief.topic],
            brief.as_of,
            brief.claims,
            edition=brief.edition,
            number=brief.number,
        )
        for brief in briefs
    }


def check_sound(edition: Edition) -> None:
    """Raises ArchiveError where anything of an edition is not as it was kept."""
    for flaw in verify(edition.folder):
        raise ArchiveError(f"{edition.folder / flaw.file}: {flaw.message}")


def states_of(edition: Edition) -> dict[str, State]:
    """Each topic of an edition as it had it; raises ArchiveError where its data are damaged."""
    library = library_of(edition.folder / "data")
    return {topic: _state(library, edition.record, topic) for topic in edition.topics}


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


def library_of(folder: Path) -> Library:
    """The library inside the payload of an edition; raises ArchiveError where it is damaged."""
    try:
        return load_library(folder / LIBRARY)
    except (DataError, OSError) as error:
        raise ArchiveError(f"{folder / LIBRARY} cannot be used: {error}") from error


def _state(library: Library, record: Mapping[str, Any], topic: str) -> State:
    try:
        id_ = EditionId.parse(record["edition"])
        first = EditionId.parse(record["facts_since"][topic])
        return state_from(
            library,
            library.topics[topic],
            date.fromisoformat(record["facts_as_of"]),
            record["printed"][topic],
            id=str(id_),
            edition=id_.date,
            number=id_.number,
            first=(first.date, first.number),
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        name = record.get("edition", "an edition")
        raise ArchiveError(f"the record of {name} does not fit its data: verify it") from error
