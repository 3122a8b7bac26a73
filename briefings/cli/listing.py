"""The commands that list topics, meetings and themes, and the one that writes their schemas."""

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
def topics(as_json: bool, data_folder: Path | None) -> None:
    """List the topics, one line each."""
    library = library_of(data_folder)
    if as_json:
        result_json(
            [
                {"topic": topic.id, "title": topic.title, "summary": topic.summary}
                for topic in library.topics.values()
            ]
        )
        return
    width = max((len(topic) for topic in library.topics), default=0)
    for topic in library.topics.values():
        result(f"{strong(topic.id.ljust(width))}  {shaped(f'{topic.title} — {topic.summary}')}")


@click.command()
@json_option
@common_options
def meetings(as_json: bool, data_folder: Path | None) -> None:
    """List the meetings, with date, title and topics."""
    library = library_of(data_folder)
    rows: list[dict[str, Any]] = [
        {
            "meeting": one.id,
            "title": _title(library, one),
            "date": one.date.iso,
            "topics": list(one.topics),
        }
        for one in library.meetings.values()
    ]
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


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="List the files that would change, and write none.")
def schema(folder: Path, *, dry_run: bool) -> None:
    """Write the JSON Schemas that editors complete from into FOLDER."""
    from ..batch import BatchRow
    from ..data import write_schemas

    changed = write_schemas(folder, lists={"batch": BatchRow}, dry_run=dry_run)
    if dry_run:
        for path in changed:
            result(str(path))
        message(f"{counted(len(changed), 'file')} would be written")
        return
    result(str(folder))


def _title(library: Library, meeting: Meeting) -> str:
    """The title with its references resolved as of today, or of the meeting if that is later."""
    from ..arabic import Arabic, plain
    from ..content.blocks import Composer
    from ..content.meeting import meeting_view
    from ..facts.selection import Selection
    from ..model import unmarked

    day = max(date.today(), meeting.date.end)
    view = meeting_view(meeting, Composer(Selection(library, day), Arabic(), day))
    return plain(unmarked(view.title)) or meeting.title


def _about(folder: Path) -> str:
    """The comment at the top of a theme's style sheet, in one line."""
    try:
        css = read_regular(folder / "theme.css", MEGABYTE).decode("utf-8-sig", "replace")
    except OSError:
        return ""
    found = re.match(r"\s*/\*(.*?)\*/", css, re.DOTALL)
    return " ".join(found[1].split()) if found else ""
