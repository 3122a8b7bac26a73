"""From the library to finished files, in the eight steps of a build.

load the library → check it → select facts → plan charts → draw charts → compose the brief →
lay out the page and make the PDF → put it in its place
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from .blocks import ChartRoom
from .briefs import Brief, compose
from .errors import RenderError, SelectionError
from .files import write_beside
from .locales import Arabic
from .model import Format, Ink, Library, Meeting, Paper, Setting, Topic
from .packs import Pack, compose_pack
from .printing import Style, print_document


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, for which day, and how it is worded.

    ``output`` is a folder, or the PDF's own path where one document is built. ``html`` asks for an
    HTML file beside the PDF.
    """

    edition: date
    as_of: date
    output: Path
    style: Style
    arabic: Arabic = field(default_factory=Arabic)
    meeting: Meeting | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. ``path`` is absolute; ``sha256`` is that of its bytes.

    ``html`` is the path of the HTML file, if one was made. ``remarks`` are what whoever handed in
    the order should know before handing on the file.
    """

    topics: tuple[str, ...]
    format: Format
    path: Path
    pages: int
    sha256: str
    html: Path | None = None
    remarks: tuple[str, ...] = ()


_MOST_NAMED = 4  # topics in the name of a pack's file


def find_topic(library: Library, topic_id: str) -> Topic:
    """The topic of that id; raises SelectionError that names the nearest one."""
    if topic_id in library.topics:
        topic: Topic = library.topics[topic_id]
        return topic
    near = get_close_matches(topic_id, library.topics, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "the command “topics” lists them"
    raise SelectionError(f"there is no topic “{topic_id}”; {hint}")


def find_topics(library: Library, topic_ids: Iterable[str]) -> tuple[Topic, ...]:
    """The topics of those ids; raises SelectionError that tells of every one that is not there."""
    found, missing = [], []
    for topic_id in topic_ids:
        try:
            found.append(find_topic(library, topic_id))
        except SelectionError as error:
            missing.append(str(error))
    if missing:
        raise SelectionError("\n".join(missing))
    return tuple(found)


def build(library: Library, topic_id: str, order: Order) -> Document:
    """Build the brief or the sheet of one topic and put the PDF in its place.

    Raises SelectionError, ThemeError, ChartError or RenderError; the target is then as it was.
    """
    topic = find_topic(library, topic_id)
    setting = order.style.setting
    brief = compose(
        library,
        topic,
        order.edition,
        order.as_of,
        order.arabic,
        meeting=order.meeting,
        is_sheet=setting.format is Format.SHEET,
        room=ChartRoom.on(setting),
    )
    return _finish(
        library,
        brief,
        order,
        topics=(topic_id,),
        name=topic_id,
        remarks=_remarks(brief, topic, setting),
    )


def build_pack(library: Library, topic_ids: Sequence[str], order: Order) -> Document:
    """Build one pack of several topics and put the PDF in its place; raises as :func:`build`."""
    topics = find_topics(library, topic_ids)
    pack = compose_pack(
        library,
        topics,
        order.edition,
        order.as_of,
        order.arabic,
        meeting=order.meeting,
        room=ChartRoom.on(order.style.setting),
    )
    remarks = [
        f"{brief.topic}: nothing of its bottom line was known by {brief.as_of}"
        for brief in pack.briefs
        if not brief.bottom_line
    ]
    return _finish(
        library,
        pack,
        order,
        topics=tuple(topic_ids),
        name=_pack_name(topic_ids, order.meeting),
        remarks=tuple(remarks),
    )


def _pack_name(topics: Sequence[str], meeting: Meeting | None) -> str:
    """What a pack is called: by its meeting, else by its topics as far as a name has room."""
    if meeting:
        return f"pack-{meeting.id}"
    if len(topics) <= _MOST_NAMED:
        return "-".join(("pack", *topics))
    return f"pack-{topics[0]}-and-{len(topics) - 1}-more"


def _finish(
    library: Library,
    document: Brief | Pack,
    order: Order,
    *,
    topics: tuple[str, ...],
    name: str,
    remarks: tuple[str, ...] = (),
) -> Document:
    printed = print_document(library, document, order.style, html=order.html)
    path, page = target(order, name), None
    if order.html:
        page = path.with_suffix(".html")
        put_in_place(page, printed.html.encode())
    put_in_place(path, printed.data)
    digest = hashlib.sha256(printed.data).hexdigest()
    format_ = order.style.setting.format
    return Document(topics, format_, path, printed.pages, digest, page, remarks)


def _remarks(brief: Brief, topic: Topic, setting: Setting) -> tuple[str, ...]:
    """What an early day has left of the topic, where that is little."""
    if not brief.bottom_line:
        return (f"nothing of its bottom line was known by {brief.as_of}",)
    shown, planned = len(brief.views), len(topic.blocks)
    if shown < planned and setting.format is Format.BRIEF:
        return (f"{planned - shown} of {planned} blocks are left out: unknown by {brief.as_of}",)
    return ()


def target(order: Order, name: str) -> Path:
    """Where a document goes: named by what it is of, edition, the facts' day if another, and print.

    ``name`` is the topic's id, or what a pack is called.
    """
    if order.output.suffix.lower() == ".pdf":
        return order.output.absolute()
    style, setting = order.style, order.style.setting
    parts = [name]
    if setting.format is Format.SHEET:
        parts.append("sheet")
    if order.meeting and setting.format is not Format.PACK:
        parts.append(f"for-{order.meeting.id}")
    parts.append(order.edition.isoformat())
    if order.as_of != order.edition:
        parts.append(f"as-of-{order.as_of}")
    if setting.paper is not Paper.A4:
        parts.append(setting.paper)
    if style.ink is not Ink.COLOUR:
        parts.append(style.ink)
    return (order.output / f"{'-'.join(parts)}.pdf").absolute()


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file beside its target and move it there; raises RenderError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = write_beside(path, data)
    except OSError as error:
        raise RenderError(f"{path.parent} cannot be written to: {error.strerror}") from error
    try:
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise RenderError(f"{path} cannot be written: {error.strerror}") from error
