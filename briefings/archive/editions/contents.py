"""The files of an edition: the document, its data, and what a rebuild needs."""

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
from ...model import EditionCode, Format, Imprint, Meeting, Style, unmarked
from .. import Edition, EditionId, main_files

LIBRARY, EARLIER, TEXT = "library", "earlier", "text.html"


def recipe_in(edition: Edition) -> Recipe:
    """The components and versions that printed an edition; empty if its record lacks them."""
    return Recipe(edition.record.get("components", {}), edition.record.get("versions", {}))


def imprint_of(edition: Edition) -> Imprint:
    """What the pages of an edition say of it; without code and ordinal for one of long ago."""
    record = edition.record
    code = None
    if "code" in record and "digest" in record:
        code = EditionCode(record["code"], record["digest"])
    return Imprint(edition.id.number, record.get("ordinal", 0), code)


def look_of(edition: Edition, templates: Path, theme: str | None = None) -> tuple[Style, Arabic]:
    """The style and wording of an edition; ``theme`` (a name or folder) replaces its theme.

    Raises ArchiveError if the record lacks them, or the theme is not a shipped one.
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
    states: Mapping[str, State],
) -> dict[str, Any]:
    """The record of a document, without what it was made from and compared with.

    ``states`` has the state of each topic as printed.
    """
    return {
        "edition": str(id_),
        "series": id_.series,
        "date": id_.date.isoformat(),
        "number": id_.number,
        **_imprinted(document.imprint),
        "title": plain(unmarked(document.title)),
        "format": str(order.style.setting.format),
        "topics": [brief.topic for brief in document.briefs],
        "titles": {brief.topic: plain(unmarked(brief.title)) for brief in document.briefs},
        "meeting": _meeting(order.meeting, document),
        "facts_as_of": order.as_of.isoformat(),
        "pages": printed.pages,
        "options": options_of(order).record(),
        "files": main_files(id_.series),
        "printed": {topic: printed_places(state) for topic, state in states.items()},
    }


def _imprinted(imprint: Imprint) -> dict[str, Any]:
    code = imprint.code
    told = {"code": code.id, "digest": code.digest} if code else {}
    return told | ({"ordinal": imprint.ordinal} if imprint.ordinal else {})


def _meeting(meeting: Meeting | None, document: Brief | Pack) -> dict[str, str] | None:
    if meeting is None or document.meeting is None:
        return None
    title = plain(unmarked(document.meeting.title))
    return {"id": meeting.id, "title": title, "date": meeting.date.iso}


def document_files(series: str, printed: Printed) -> dict[str, bytes]:
    """The files for readers by name: the PDF, its text, and the tables inside the PDF."""
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
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    folders = {LIBRARY: library} | {f"{EARLIER}/{one}": files for one, files in earlier.items()}
    return {
        **document_files(str(record["series"]), printed),
        "edition.json": f"{text}\n".encode(),
        "constraints.txt": constraints(record["versions"]).encode(),
        **{f"{at}/{name}": data for at, files in folders.items() for name, data in files.items()},
    }
