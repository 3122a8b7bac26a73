"""What an edition holds: the document, its facts, and all that it takes to make it anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...arabic import Arabic, plain
from ...build.fingerprint import Recipe, constraints
from ...build.options import Options
from ...build.render import Printed
from ...build.request import Order, options_of
from ...content.brief import Brief
from ...content.diff import State, printed_places
from ...content.pack import Pack
from ...errors import ArchiveError
from ...html.themes import shipped_themes
from ...model import Format, Meeting, Style, unmarked
from .. import Edition, EditionId, main_files

LIBRARY, EARLIER, TEXT = "library", "earlier", "text.html"


def look_of(edition: Edition, templates: Path, theme: str | None = None) -> tuple[Style, Arabic]:
    """Style and wording of an edition, with the theme of that name or folder if it is given.

    Raises ArchiveError where its record does not tell, or the theme is not among the templates.
    """
    try:
        options = Options.from_record(edition.record.get("options", {}))
        format_ = Format(edition.format)
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveError(
            f"the record of {edition.id} does not tell its style: {error}"
        ) from error
    # A name, never a path: a record may not choose a folder of this machine.
    if theme is None and options.theme not in shipped_themes(templates):
        raise ArchiveError(
            f"{edition.id} was printed with a theme of its own, “{options.theme}”, which it "
            "does not hold: name its folder with --theme"
        )
    options = replace(options, theme=theme or options.theme)
    return options.style(templates, format_), options.arabic


def record_of(
    id_: EditionId,
    document: Brief | Pack,
    order: Order,
    printed: Printed,
    *,
    states: Mapping[str, State],
    previous: Mapping[str, str | None],
    facts_since: Mapping[str, str],
    recipe: Recipe,
    inputs: str,
) -> dict[str, Any]:
    """What ``edition.json`` says."""
    briefs = document.briefs if isinstance(document, Pack) else (document,)
    return {
        "edition": str(id_),
        "series": id_.series,
        "date": id_.date.isoformat(),
        "number": id_.number,
        "title": plain(unmarked(document.title)),
        "format": str(order.style.setting.format),
        "topics": [brief.topic for brief in briefs],
        "titles": {brief.topic: plain(unmarked(brief.title)) for brief in briefs},
        "meeting": _meeting(order.meeting, document),
        "facts_as_of": order.as_of.isoformat(),
        "facts_since": dict(facts_since),
        "previous": dict(previous),
        "pages": printed.pages,
        "options": options_of(order).record(),
        "components": dict(recipe.components),
        "versions": dict(recipe.versions),
        "inputs": inputs,
        "files": main_files(id_.series),
        "printed": {topic: printed_places(state) for topic, state in states.items()},
    }


def _meeting(meeting: Meeting | None, document: Brief | Pack) -> dict[str, str] | None:
    if meeting is None or document.meeting is None:
        return None
    title = plain(unmarked(document.meeting.title))
    return {"id": meeting.id, "title": title, "date": meeting.date.iso}


def document_files(series: str, printed: Printed) -> dict[str, bytes]:
    """What readers open: the PDF, its text, and the tables inside it, by name."""
    return {f"{series}.pdf": printed.data, TEXT: printed.text.encode(), **printed.enclosed}


def payload_of(
    record: Mapping[str, Any],
    printed: Printed,
    library: Mapping[str, bytes],
    earlier: Mapping[str, Mapping[str, bytes]],
) -> dict[str, bytes]:
    """Every file of an edition by name.

    ``library`` are the files of the data it was made from; ``earlier``, by edition, the record and
    the library of those it was compared with.
    """
    payload = document_files(str(record["series"]), printed)
    payload["edition.json"] = json_bytes(record)
    payload["constraints.txt"] = constraints(record["versions"]).encode()
    for name, data in library.items():
        payload[f"{LIBRARY}/{name}"] = data
    for edition, files in earlier.items():
        for name, data in files.items():
            payload[f"{EARLIER}/{edition}/{name}"] = data
    return payload


def json_bytes(value: Any) -> bytes:
    """A record as a file: sorted, readable, with Arabic as it is."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
