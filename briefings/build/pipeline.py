"""From the library to finished files, in the eight steps of a build.

load the library → check it → select facts → plan charts → draw charts → compose the brief →
lay out the page and make the PDF → put it in its place, and into the archive
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..arabic.suggestions import hint
from ..content.blocks import ChartRoom
from ..content.brief import Brief, Purpose, compose
from ..content.diff import State
from ..content.pack import Pack, compose_pack
from ..content.subset import subset
from ..errors import SelectionError
from ..model import SHARED, Copy, Format, Library, Topic
from ..model.identity import Identity, with_id
from .build_cache import document_key, environment_digest, find_document, keep_document
from .cache import Cache
from .output import Document, Finished, check_targets, is_file
from .remarks import remarks_on
from .render import Printed, print_document
from .request import Order, identity_of, stem_of, target

if TYPE_CHECKING:
    from .keeping import Keep
    from .render_copies import Group, Press

NOTHING: Mapping[str, State] = {}


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
PerformCopy = Callable[[bytes, Copy], Printed]
"""Prints a copy of a pack by its plan, here or elsewhere: see :func:`perform_copy`."""


def perform(task: Task, cache: Cache | None = None) -> Printed:
    """Compose the document of a task and print it, in whatever process this is.

    Raises SelectionError, ThemeError, ChartError or RenderError.
    """
    topics = find_topics(task.library, task.topics)
    order = task.order
    document = fill_plan(task.library, topics, order, number=task.number, since=task.since)
    return print_document(
        task.library, document, order.style, exports=order.exports, text=task.text, cache=cache
    )


def perform_copy(plan: bytes, copy: Copy) -> Printed:
    """Print a copy of a pack by its plan, a task that is packed up: see :func:`plan_of`.

    What the copies share is kept in this process until it is given another plan.
    Raises what :func:`perform` raises.
    """
    task, press = _press(plan)
    return press.printed(copy, exports=task.order.exports, text=task.text)


def plan_of(task: Task) -> bytes:
    """A task without what it says of the copy: the same bytes for all copies of a pack."""
    setting = replace(task.order.style.setting, copy=SHARED)
    order = replace(task.order, style=replace(task.order.style, setting=setting), output=Path())
    return pickle.dumps(replace(task, order=order))


@lru_cache(maxsize=1)
def _press(plan: bytes) -> tuple[Task, Press]:
    from .render_copies import Press

    task: Task = pickle.loads(plan)  # noqa: S301 - this program has packed it
    topics = find_topics(task.library, task.topics)
    pack = fill_plan(task.library, topics, task.order, number=task.number, since=task.since)
    assert isinstance(pack, Pack)
    return task, Press(task.library, pack, task.order.style)


@dataclass(frozen=True, slots=True)
class ExecutionContext:
    """What a build may use to be done sooner; the files are the same bytes without.

    What ``cache`` has is made no second time: charts, and documents that no archive keeps.
    ``environment_digest`` is that of the order's style, taken before anything was read.
    ``drawing`` draws the charts of a brief while this process does something else, ``typesetting``
    lays it out and paints it, having got ready meanwhile; ``parts`` makes the parts of a pack.
    ``elsewhere``, where it is given, does all the printing; composing, storing and writing are done
    here. ``copies`` is what the copies of a pack share; they are printed by ``perform_copy``, here
    or elsewhere.
    """

    cache: Cache | None = None
    environment_digest: str | None = None
    drawing: Executor | None = None
    typesetting: Executor | None = None
    parts: Executor | None = None
    elsewhere: Perform | None = None
    copies: Group | None = None
    perform_copy: PerformCopy = perform_copy


def find_topic(library: Library, topic_id: str) -> Topic:
    """The topic of that id; raises SelectionError that names those it may stand for."""
    if topic_id in library.topics:
        topic: Topic = library.topics[topic_id]
        return topic
    from ..facts.search import suggest_titled

    titles = {name: topic.title for name, topic in library.topics.items()}
    meant = hint(suggest_titled(topic_id, titles), "the command “topics” lists them")
    raise SelectionError(f"there is no topic “{topic_id}”; {meant}")


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
    keep: Keep | None = None,
    context: ExecutionContext | None = None,
) -> Document:
    """Build the brief or sheet of one topic, or the pack of several, and put it in its place.

    ``keep`` makes it an edition of an archive too, before its file appears.
    Raises SelectionError, ThemeError, ChartError, RenderError or ArchiveError; the target is then
    as it was.
    """
    topics, context = find_topics(library, topic_ids), context or ExecutionContext()
    cache, identity = context.cache, identity_of(topics, order)

    def fill(number: int = 0, since: Mapping[str, State] = NOTHING) -> Brief | Pack:
        make = partial(fill_plan, library, topics, order, number=number, since=since)
        return context.copies.document(number, since, make) if context.copies else make()

    def print_(
        document: Brief | Pack, *, since: Mapping[str, State] = NOTHING, text: bool = False
    ) -> Printed:
        return identified(print_bare(document, since, text=text), identity)

    def print_bare(document: Brief | Pack, since: Mapping[str, State], *, text: bool) -> Printed:
        def task() -> Task:
            part = subset(library, topics, order.meeting)
            names = tuple(topic.id for topic in topics)
            return Task(part, names, order, document.number, since, text)

        if context.copies is not None:
            copy, number = order.style.setting.copy, document.number
            plan = context.copies.plan(number, since, lambda: plan_of(task()))
            return context.perform_copy(plan, copy)
        if context.elsewhere is not None:
            return context.elsewhere(task())
        return print_document(
            library,
            document,
            order.style,
            exports=order.exports,
            text=text,
            cache=cache,
            drawing=context.drawing,
            executor=context.parts,
            typesetting=context.typesetting,
        )

    def remarks(document: Brief | Pack) -> tuple[str, ...]:
        make = partial(remarks_on, library, document, topics, order)
        return context.copies.remarks(make) if context.copies else make()

    if keep is not None:
        kept = keep(library, topics, order, fill=fill, print_=print_)
        finished = _finished(kept.printed, topics, order, remarks(kept.document))
        return replace(
            finished.write(order.output, force=order.force),
            remarks=(*kept.remarks, *finished.remarks),
            edition=kept.id,
            is_new=kept.is_new,
        )
    environment = (context.environment_digest or environment_digest(order.style)) if cache else None
    key = document_key(library, topics, order, environment) if environment else None
    there = find_document(cache, key) if cache and key else None
    if there:
        # What was built from elsewhere may have had a theme of the same name in another folder.
        there = replace(there, stem=stem_of([topic.id for topic in topics], order))
        return there.write(order.output, key or "", force=order.force)
    document = fill()
    finished = _finished(print_(document), topics, order, remarks(document))
    # Templates, theme or program may have been changed in the meantime.
    if not cache or not key or environment_digest(order.style) != environment:
        return finished.write(order.output, force=order.force)
    keep_document(cache, key, finished)
    return finished.write(order.output, key, force=order.force)


def check_place(library: Library, topic_ids: Sequence[str], order: Order) -> None:
    """Raise TargetError where the files of a build would replace others, before it is built."""
    topics = find_topics(library, topic_ids)
    check_targets(
        target(topic_ids, order),
        identity_of(topics, order),
        force=order.force,
        named=is_file(order.output),
        exports=order.exports,
    )


def identified(printed: Printed, identity: Identity) -> Printed:
    """A printed document with the id that a later build knows it by."""
    beside = {name: with_id(data, identity) for name, data in printed.beside.items()}
    return replace(printed, data=with_id(printed.data, identity), beside=beside)


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
    purpose = Purpose(
        order.edition,
        order.as_of,
        order.arabic,
        order.meeting,
        setting.format is Format.SHEET,
        ChartRoom.on(setting),
        number,
        since,
    )
    if setting.format is Format.PACK:
        return compose_pack(library, topics, purpose)
    (topic,) = topics
    return compose(library, topic, purpose)


def _finished(
    printed: Printed, topics: Sequence[Topic], order: Order, remarks: tuple[str, ...]
) -> Finished:
    names, setting = tuple(topic.id for topic in topics), order.style.setting
    return Finished(
        names,
        setting.format,
        stem_of(names, order),
        printed.pages,
        printed.data,
        printed.beside,
        remarks,
        identity_of(topics, order),
    )
