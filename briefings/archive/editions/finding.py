"""Finds editions by what users type: an id, a series with a day, or a series."""

from __future__ import annotations

from datetime import date

from ...arabic.suggestions import hint, suggest
from ...errors import ArchiveError
from .. import Archive, Edition, EditionId


def find_edition(archive: Archive, text: str) -> Edition:
    """The edition with an id, or the last one of ``africa-2026-11-24`` or of the series ``africa``.

    Raises ArchiveError, with suggestions, if there is none, and if its record is damaged.
    """
    return archive.find(str(find_id(archive, text)))


def find_id(archive: Archive, text: str) -> EditionId:
    """The id of the edition that :func:`find_edition` finds, which may be damaged."""
    ids = archive.ids_of(text)
    if ids:
        return ids[-1]
    series, day = _day_of(text)
    of_day = [id_ for id_ in archive.ids_of(series) if id_.date == day] if day else []
    if of_day:
        return of_day[-1]
    near = suggest(text, archive.series())
    # A longer text is the id of an edition that does not exist, not a misspelt series.
    if near and len(text) < max(map(len, near)) + 3:
        raise ArchiveError(f"the archive {archive.root} has no “{text}”; {hint(near, '')}")
    return archive.known(text)


def one_before(archive: Archive, edition: Edition) -> Edition:
    """The edition before another in its series; raises ArchiveError if there is none."""
    ids: list[EditionId] = archive.ids_of(edition.id.series)
    place = ids.index(edition.id)
    if place == 0:
        raise ArchiveError(
            f"{edition.id} is the first of its series: name two editions to compare others"
        )
    return archive.find(str(ids[place - 1]))


def _day_of(text: str) -> tuple[str, date | None]:
    series, day = text[: -len("-2026-11-24")], text[-len("2026-11-24") :]
    try:
        return series, date.fromisoformat(day)
    except ValueError:
        return series, None
