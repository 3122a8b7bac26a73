"""Reads the states of topics, their facts at the time, from the data of editions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...content.brief import Brief
from ...content.diff import State, state_from, topic_state
from ...content.pack import Pack
from ...data import load_library
from ...errors import ArchiveError, DataError
from ...model import Library
from .. import Edition, EditionId, files_below, read_inside, verify
from .contents import EARLIER, LIBRARY


def states_in(library: Library, document: Brief | Pack) -> dict[str, State]:
    """The state of each topic of a document that was composed from a library."""
    return {
        brief.topic: topic_state(
            library,
            library.topics[brief.topic],
            brief.as_of,
            brief.claims,
            edition=brief.edition,
            number=brief.number,
        )
        for brief in document.briefs
    }


def check_sound(edition: Edition) -> None:
    """Raise ArchiveError for the first flaw of an edition that is not as it was stored."""
    for flaw in verify(edition.folder):
        # File names are untrusted: a line end in one must not forge a message.
        name = " ".join(flaw.file.split())
        raise ArchiveError(f"{edition.folder / name}: {flaw.message}")


def states_of(edition: Edition) -> dict[str, State]:
    """The state of each topic of an edition; raises ArchiveError if its data are damaged."""
    library = library_of(edition.folder)
    return {topic: _state(library, edition.record, topic) for topic in edition.topics}


def earlier_states(edition: Edition) -> dict[str, State]:
    """The states of the editions with which this one was compared, by topic, from its own data.

    Raises ArchiveError if the edition lacks these data.
    """
    states: dict[str, State] = {}
    for topic, previous in edition.record["previous"].items():
        if previous is None:
            continue
        name = f"{EARLIER}/{EditionId.parse(previous)}"
        folder = edition.folder / "data" / name
        try:
            data = edition.read_payload(f"{name}/edition.json")
        except OSError as error:
            raise ArchiveError(
                f"{folder / 'edition.json'} cannot be read: {error.strerror}"
            ) from error
        record = Edition.of(folder, data).record
        states[topic] = _state(library_of(edition.folder, name), record, topic)
    return states


def kept_files(edition: Edition) -> dict[str, bytes]:
    """The record and the library files of an edition, to be stored in one compared with it."""
    data = edition.folder / "data"
    try:
        names = ["edition.json", *files_below(data, LIBRARY)]
        return {name: read_inside(data, name) for name in names}
    except OSError as error:
        raise ArchiveError(f"{data / LIBRARY} cannot be read: {error.strerror}") from error


def library_of(folder: Path, within: str = "") -> Library:
    """Load the library in the payload of an edition, or in the folder ``within`` of the payload.

    Raises ArchiveError if it is damaged, or holds anything but files and folders, such as a link.
    """
    name = f"{within}/{LIBRARY}".lstrip("/")
    where = folder / "data" / name
    try:
        files_below(folder.parent.parent, f"{folder.parent.name}/{folder.name}/data/{name}")
        return load_library(where, kept=True)
    except (DataError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArchiveError(f"{where} cannot be used: {reason}") from error


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
        name = record["edition"]
        raise ArchiveError(f"the record of {name} does not fit its data: verify it") from error
