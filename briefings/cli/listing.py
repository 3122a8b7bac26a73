"""The commands that list meetings and themes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..atomic import MEGABYTE, read_regular
from ..model import Library, Meeting
from .options import common_options, json_option, library_of, speech_options
from .output import counted, dim, message, result, result_json, shaped, strong


@click.command()
@json_option
@common_options
def meetings(as_json: bool, data_folder: Path | None) -> None:
    """List the meetings, with date, title and topics."""
    library = library_of(data_folder)
    rows = [_meeting_row(library, one) for one in library.meetings.values()]
    if as_json:
        result_json(rows)
        return
    width = max((len(row["meeting"]) for row in rows), default=0)
    for row in rows:
        head = f"{strong(row['meeting'].ljust(width))}  {dim(row['date'].ljust(10))}"
        result(f"{head}  {shaped(row['title'])}")
        result(f"{' ' * width}  {dim(', '.join(row['topics']))}")
    message(counted(len(rows), "meeting"))


@click.command()
@json_option
@speech_options
def themes(as_json: bool) -> None:
    """List the shipped themes, with the folder of each."""
    from ..html.themes import shipped_themes
    from ..resources import templates_folder

    rows = [
        {"theme": name, "folder": str(folder), "about": _about(folder)}
        for name, folder in shipped_themes(templates_folder()).items()
    ]
    if as_json:
        result_json(rows)
        return
    width = max((len(row["theme"]) for row in rows), default=0)
    for row in rows:
        result(f"{strong(row['theme'].ljust(width))}  {shaped(row['about'])}")
        result(f"{' ' * width}  {dim(row['folder'])}")
    message(f"{counted(len(rows), 'theme')}; --theme takes the folder of any other too")


def _meeting_row(library: Library, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting.id,
        "title": _title(library, meeting),
        "date": meeting.date.iso,
        "topics": list(meeting.topics),
    }


def _title(library: Library, meeting: Meeting) -> str:
    """The title in words: what it refers to is worded as of today, or of the meeting."""
    from ..arabic import Arabic, plain
    from ..content.blocks import Composer
    from ..content.meeting import meeting_view
    from ..facts.selection import Selection
    from ..model import unmarked

    day = max(date.today(), meeting.date.end)
    view = meeting_view(meeting, Composer(Selection(library, day), Arabic(), day))
    return plain(unmarked(view.title)) or meeting.title


def _about(folder: Path) -> str:
    """What the comment at the top of a theme's style sheet says of it, in one line."""
    try:
        css = read_regular(folder / "theme.css", MEGABYTE).decode("utf-8-sig", "replace")
    except OSError:
        return ""
    found = re.match(r"\s*/\*(.*?)\*/", css, re.DOTALL)
    return " ".join(found[1].split()) if found else ""
