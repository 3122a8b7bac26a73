"""From the library to finished files, in the eight steps of a build.

load the library → check it → select facts → plan charts → draw charts → compose the brief →
lay out the page and make the PDF → put it in its place, and into the archive
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from .blocks import ChartRoom
from .briefs import Brief, compose
from .changes import State
from .editions import Keeping, keep
from .errors import RenderError, SelectionError
from .extract import subset
from .files import written_beside
from .model import Format, Library, Setting, Topic
from .orders import Order, target
from .packs import Pack, compose_pack
from .printing import Printed, print_document

NOTHING: Mapping[str, State] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. ``path`` is absolute; ``sha256`` is that of its bytes.

    ``html`` is the path of the HTML file, if one was made. ``remarks`` are what whoever handed in
    the order should know before handing on the file. ``edition`` is its id in the archive, if it
    was kept in one, and ``is_new`` whether it was not there before.
    """

    topics: tuple[str, ...]
    format: Format
    path: Path
    pages: int
    sha256: str
    html: Path | None = None
    remarks: tuple[str, ...] = ()
    edition: str | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """All that it takes to print one document, fit to be sent to another process.

    ``library`` holds what the topics need and no more. ``number`` is that of the edition on its
    day, 0 where none are kept; ``since`` are the topics as earlier editions had them. ``text`` asks
    for the page's text.
    """

    library: Library
    topics: tuple[str, ...]
    order: Order
    number: int = 0
    since: Mapping[str, State] = field(default_factory=dict)
    text: bool = False


Perform = Callable[[Task], Printed]
"""Prints what a task asks for, here or elsewhere; raises what :func:`perform` raises."""


def perform(task: Task) -> Printed:
    """Compose the document of a task and print it, in whatever process this is.

    Raises SelectionError, ThemeError, ChartError or RenderError.
    """
    topics = find_topics(task.library, task.topics)
    document = fill_plan(task.library, topics, task.order, number=task.number, since=task.since)
    return print_document(
        task.library, document, task.order.style, html=task.order.html, text=task.text
    )


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


def build(
    library: Library,
    topic_ids: Sequence[str],
    order: Order,
    keeping: Keeping | None = None,
    elsewhere: Perform | None = None,
) -> Document:
    """Build the brief or sheet of one topic, or the pack of several, and put it in its place.

    With ``keeping`` it becomes an edition of an archive too, before its file appears. Where it is
    given, ``elsewhere`` does the printing; composing, storing and writing are done here.
    Raises SelectionError, ThemeError, ChartError, RenderError or ArchiveError; the target is then
    as it was.
    """
    topics = find_topics(library, topic_ids)

    def fill(number: int = 0, since: Mapping[str, State] = NOTHING) -> Brief | Pack:
        return fill_plan(library, topics, order, number=number, since=since)

    def print_(
        document: Brief | Pack, *, since: Mapping[str, State] = NOTHING, text: bool = False
    ) -> Printed:
        if elsewhere is None:
            return print_document(library, document, order.style, html=order.html, text=text)
        part = subset(library, topics, order.meeting)
        names = tuple(topic.id for topic in topics)
        return elsewhere(Task(part, names, order, document.number, since, text))

    if keeping is None:
        document = fill()
        return _finish(document, print_(document), topics, order)
    kept = keep(library, topics, order, keeping, fill=fill, print_=print_)
    finished = _finish(kept.document, kept.printed, topics, order)
    return replace(
        finished,
        remarks=(*kept.remarks, *finished.remarks),
        edition=str(kept.id),
        is_new=kept.is_new,
    )


def fill_plan(
    library: Library,
    topics: Sequence[Topic],
    order: Order,
    *,
    number: int = 0,
    since: Mapping[str, State] = NOTHING,
) -> Brief | Pack:
    """Compose what an order asks for.

    ``number`` is that of the edition on its day, 0 where none are kept; ``since`` are the topics as
    earlier editions had them.
    """
    setting = order.style.setting
    if setting.format is Format.PACK:
        return compose_pack(
            library,
            topics,
            order.edition,
            order.as_of,
            order.arabic,
            meeting=order.meeting,
            room=ChartRoom.on(setting),
            number=number,
            since=since,
        )
    (topic,) = topics
    return compose(
        library,
        topic,
        order.edition,
        order.as_of,
        order.arabic,
        meeting=order.meeting,
        is_sheet=setting.format is Format.SHEET,
        room=ChartRoom.on(setting),
        number=number,
        since=since.get(topic.id),
    )


def _finish(
    document: Brief | Pack, printed: Printed, topics: Sequence[Topic], order: Order
) -> Document:
    names = tuple(topic.id for topic in topics)
    path, page = target(names, order), None
    if order.html:
        page = path.with_suffix(".html")
        put_in_place(page, printed.html.encode())
    put_in_place(path, printed.data)
    digest = hashlib.sha256(printed.data).hexdigest()
    setting = order.style.setting
    remarks = tuple(_remarks(document, topics, setting))
    return Document(names, setting.format, path, printed.pages, digest, page, remarks)


def _remarks(document: Brief | Pack, topics: Sequence[Topic], setting: Setting) -> Iterator[str]:
    """What an early day has left of the topics, where that is little."""
    if isinstance(document, Pack):
        for brief in document.briefs:
            if not brief.bottom_line:
                yield f"{brief.topic}: nothing of its bottom line was known by {brief.as_of}"
        return
    (topic,) = topics
    if not document.bottom_line:
        yield f"nothing of its bottom line was known by {document.as_of}"
        return
    shown, planned = len(document.views), len(topic.blocks)
    if shown < planned and setting.format is Format.BRIEF:
        yield f"{planned - shown} of {planned} blocks are left out: unknown by {document.as_of}"


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file beside its target and move it there; raises RenderError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path, data) as aside:
            try:
                aside.replace(path)
            except OSError as error:
                raise RenderError(f"{path} cannot be written: {error.strerror}") from error
    except OSError as error:
        raise RenderError(f"{path.parent} cannot be written to: {error.strerror}") from error
