"""``editions``: lists, shows, opens and searches the editions of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..arabic.suggestions import hint, suggest
from ..errors import ArchiveError
from .archive_options import archive_of, archive_option, archive_options, complete_editions
from .arguments import Day
from .editions_diff import diff, rebuild
from .editions_maintenance import new_key, prune, verify
from .help import CommandGroup
from .names import (
    TopicName,
    complete_meetings,
    meeting_names,
    topic_names,
)
from .open_file import open_file
from .options import collected, speech_options, together
from .output import complain, counted, dim, message, result, result_json, shaped, strong, visible
from .progress import progress
from .project import data_folder_of

if TYPE_CHECKING:
    from ..archive import Edition, EditionRow, Hit, Index


@dataclass(frozen=True, slots=True)
class _Search:
    """The parameters of ``list`` and ``search``."""

    archive: Path | None
    topic: str | None
    since: date | None
    until: date | None
    limit: int | None
    as_json: bool
    meeting: str | None = None
    text: str = ""


@click.group(cls=CommandGroup)
def editions() -> None:
    """Find, verify, compare and rebuild what was kept with --archive."""


for command in (diff, rebuild, verify, prune, new_key):
    editions.add_command(command)


_between = together(
    click.option("--topic", type=TopicName(), help="Only this topic, in packs too."),
    click.option("--since", type=Day("first"), help="From this edition date on."),
    click.option("--until", type=Day("last"), help="Up to this edition date."),
)


@editions.command(name="list")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the last N.")
@click.option(
    "--meeting",
    metavar="NAME",
    shell_complete=complete_meetings,
    help="Only what was made for this meeting.",
)
@_between
@archive_options
@collected(_Search)
def list_editions(asked: _Search) -> None:
    """List editions, the newest first."""
    topic, meeting, since, until = asked.topic, asked.meeting, asked.since, asked.until
    with _index(asked.archive) as index:
        _check_known(index, "topic", topic)
        _check_known(index, "meeting", meeting)
        rows = index.editions(
            topic=topic, since=since, until=until, meeting=meeting, limit=asked.limit
        )
        unread = _unread(index)
    if asked.as_json:
        result_json([_row(row) for row in rows])
    else:
        width = max((len(row.id) for row in rows), default=0)
        for row in rows:
            as_of = dim(f"  facts as of {row.as_of}") if row.as_of != row.date else ""
            pages = counted(row.pages, "page") if row.pages else "?"
            result(f"{strong(row.id.ljust(width))}  {pages:>8}  {shaped(row.title)}{as_of}")
    for told in unread:
        complain(told)
    message(counted(len(rows), "edition"))


@editions.command()
@click.argument("edition", metavar="EDITION", shell_complete=complete_editions)
@archive_options
def show(*, edition: str, archive: Path | None, as_json: bool) -> None:
    """Show the particulars of an edition: an id, or the last one of a series, or of a day."""
    from ..archive.editions import find_edition

    found = find_edition(archive_of(archive), edition)
    if as_json:
        result_json([found.record])
        return
    try:
        particulars = _particulars(found)
    except (KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"the record of {found.id} is not whole: verify it") from error
    for label, text in particulars:
        if text:
            result(f"{dim(label.ljust(12))}{shaped(text)}")


@editions.command(name="open")
@click.argument("edition", metavar="EDITION", shell_complete=complete_editions)
@click.option("--folder", is_flag=True, help="Open its folder rather than the PDF.")
@archive_option
@speech_options
def open_edition(*, edition: str, folder: bool, archive: Path | None) -> None:
    """Open the PDF of an edition, if it is as it was kept, and print its path."""
    from ..archive.editions import find_edition

    found = find_edition(archive_of(archive), edition)
    path = found.folder
    if not folder:
        found.checked("pdf")  # an altered file is not handed to another program
        path = found.pdf
    result(str(path))
    open_file(path)


@editions.command()
@click.argument("text", metavar="TEXT")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="Most passages shown.",
)  # fmt: skip
@_between
@archive_options
@collected(_Search)
def search(asked: _Search) -> None:
    """Find the passages and figures that hold every word of TEXT, however spelt."""
    topic, since, until, limit = asked.topic, asked.since, asked.until, asked.limit or 0
    with _index(asked.archive) as index:
        _check_known(index, "topic", topic)
        hits = index.search(asked.text, topic=topic, since=since, until=until, limit=limit)
        unread = _unread(index)
    for told in unread:
        complain(told)
    if asked.as_json:
        result_json([_hit_row(hit) for hit in hits])
        return
    for hit in hits:
        for passage in hit.passages:
            result(shaped(_marked(passage.text, passage.marks)))
        newest, oldest = hit.newest, hit.oldest
        where = newest.id
        if hit.editions > 1:
            where += f" and {counted(hit.editions - 1, 'earlier edition')}, from {oldest.date} on"
        result(dim(f"    {where}"))
    message(f"{counted(len(hits), 'passage')} found")


def _index(folder: Path | None) -> Index:
    from ..archive import Index

    archive = archive_of(folder)
    with progress("reading editions") as report:
        return Index(archive.root, report, archive.told)


def _check_known(index: Index, kind: str, name: str | None) -> None:
    """Raise ArchiveError for a topic or a meeting that neither editions nor the data have."""
    if name is None:
        return
    data = data_folder_of(None)
    held = index.topics() if kind == "topic" else index.meetings()
    shipped = topic_names(data) if kind == "topic" else meeting_names(data)
    if name in held or name in shipped:
        return
    near = map(visible, suggest(name, dict.fromkeys([*held, *shipped])))
    there = ", ".join(map(visible, held)) or "none"
    meant = hint(near, f"the archive has: {there}")
    raise ArchiveError(f"there is no {kind} “{name}” in this archive; {meant}")


def _unread(index: Index) -> list[str]:
    """Messages on what could not be read, one line each."""
    told = [*index.remarks, *(f"{name}: {reason}" for name, reason in index.damaged().items())]
    return [" ".join(each.split()) for each in told]


def _particulars(edition: Edition) -> list[tuple[str, str]]:
    record = edition.record
    meeting, options = record["meeting"], record["options"]
    told = [
        ("edition", str(edition.id)),
        ("number", f"{record['ordinal']} of its series" if "ordinal" in record else ""),
        ("title", edition.title),
        ("format", f"{edition.format}, {counted(record['pages'], 'page')}"),
        ("meeting", f"{meeting['title']} ({meeting['id']}, {meeting['date']})" if meeting else ""),
        ("facts as of", edition.as_of.isoformat()),
    ]
    for topic in edition.topics:
        claims = sum(map(len, record["printed"][topic].values()))
        since, previous = record["facts_since"][topic], record["previous"][topic]
        state = "new" if since == str(edition.id) else f"unchanged since {since}"
        against = f"compared with {previous}" if previous else "nothing to compare with"
        told.append(("topic", f"{topic}: {counted(claims, 'claim')}, {state}; {against}"))
    asked = ", ".join(f"{name} {value}" for name, value in options.items() if value)
    versions = record["versions"]
    told += [
        ("options", asked),
        ("made by", f"briefings {versions['briefings']}, WeasyPrint {versions['weasyprint']}"),
        ("digest", record.get("digest", "")),
        ("signed", "yes" if edition.is_signed else "no"),
        ("folder", str(edition.folder)),
    ]
    return told


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The text with the words found in bold."""
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], strong(text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _row(row: EditionRow) -> dict[str, Any]:
    return {
        "edition": row.id,
        "series": row.series,
        "date": row.date.isoformat(),
        "number": row.number,
        "title": row.title,
        "format": row.format,
        "topics": list(row.topics),
        "facts_as_of": row.as_of.isoformat(),
        "meeting": row.meeting,
        "pages": row.pages,
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    return {
        "passages": [passage._asdict() for passage in hit.passages],
        "editions": hit.editions,
        "newest": hit.newest.id,
        "oldest": hit.oldest.id,
    }
