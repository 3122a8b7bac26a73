"""From the library to finished files: steps 2 to 8 of the way of a build.

compose the brief → draw the charts → fill the templates → lay out and trace → paint and read back →
make each format → put the files in place
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from ..model import NO_IMPRINT, SHARED, Copy, Format, Imprint, Library, Topic
from .build_cache import document_key, environment_digest, find_document, keep_document
from .cache import Cache
from .edition_code import imprint_without_archive
from .executors import NO_HELPERS, Helpers, printed_by
from .output import Document, Finished, check_targets, is_file
from .remarks import remarks_on
from .render import Printed, print_document
from .request import Order, identity_of, stem_of, target

if TYPE_CHECKING:
    from .keeping import Keep
    from .render_copies import Press, SharedPack

NOTHING: Mapping[str, State] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """All that a process needs to print one document; it can be pickled.

    ``library`` holds what the topics need and no more. ``imprint`` is what the page says of its
    edition; ``since`` has the topics as earlier editions had them. ``text`` asks for the text of
    the page.
    """

    library: Library
    topics: tuple[str, ...]
    order: Order
    imprint: Imprint = NO_IMPRINT
    since: Mapping[str, State] = field(default_factory=dict)
    text: bool = False


Perform = Callable[[Task], Printed]
"""Prints a task, in any process; raises what :func:`perform` raises."""
PerformCopy = Callable[[bytes, Copy], Printed]
"""Prints a copy of a pack by its plan, in any process: see :func:`perform_copy`."""


def perform(task: Task, cache: Cache | None = None) -> Printed:
    """Compose the document of a task and print it.

    Raises SelectionError, ThemeError, ChartError or RenderError.
    """
    topics = find_topics(task.library, task.topics)
    order = task.order
    document = fill_plan(task.library, topics, order, imprint=task.imprint, since=task.since)
    exports, helpers = order.exports, Helpers(cache)
    return print_document(
        task.library, document, order.style, exports=exports, text=task.text, helpers=helpers
    )


def perform_copy(plan: bytes, copy: Copy) -> Printed:
    """Print a copy of a pack by its plan: see :func:`plan_of`.

    The process keeps what the copies share until it is given another plan.
    Raises what :func:`perform` raises.
    """
    task, press = _press(plan)
    return press.printed(copy, exports=task.order.exports, text=task.text)


def plan_of(task: Task) -> bytes:
    """The pickled task of a pack without its copy: the same bytes for all copies."""
    setting = replace(task.order.style.setting, copy=SHARED)
    order = replace(task.order, style=replace(task.order.style, setting=setting), output=Path())
    return pickle.dumps(replace(task, order=order))


@lru_cache(maxsize=1)
def _press(plan: bytes) -> tuple[Task, Press]:
    from .render_copies import Press

    task: Task = pickle.loads(plan)  # noqa: S301 - this program has packed it
    topics = find_topics(task.library, task.topics)
    pack = fill_plan(task.library, topics, task.order, imprint=task.imprint, since=task.since)
    assert isinstance(pack, Pack)
    return task, Press(task.library, pack, task.order.style)


@dataclass(frozen=True, slots=True)
class ExecutionContext:
    """How a build is carried out; its files are the same bytes in any context.

    ``environment_digest`` is that of the order's style, taken before anything was read.
    ``elsewhere`` prints documents instead of this process or its helpers. ``copies`` is what the
    copies of a pack share; ``perform_copy`` prints them, here or elsewhere.
    """

    helpers: Helpers = NO_HELPERS
    environment_digest: str | None = None
    elsewhere: Perform | None = None
    copies: SharedPack | None = None
    perform_copy: PerformCopy = perform_copy


def find_topic(library: Library, topic_id: str) -> Topic:
    """The topic of that id; raises SelectionError, which suggests similar ones."""
    if topic_id in library.topics:
        topic: Topic = library.topics[topic_id]
        return topic
    from ..facts.search import suggest_titled

    titles = {name: topic.title for name, topic in library.topics.items()}
    meant = hint(suggest_titled(topic_id, titles), "the command “topics” lists them")
    raise SelectionError(f"there is no topic “{topic_id}”; {meant}")


def find_topics(library: Library, topic_ids: Iterable[str]) -> tuple[Topic, ...]:
    """The topics of those ids; raises SelectionError, which names every missing one."""
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
    """Build the brief or sheet of one topic, or the pack of several, and write it to its target.

    ``keep`` stores it as an edition in an archive first.
    Raises SelectionError, ThemeError, ChartError, RenderError or ArchiveError, and leaves the
    target as it was.
    """
    topics, context = find_topics(library, topic_ids), context or ExecutionContext()
    helpers, identity = context.helpers, identity_of(topics, order)
    cache = helpers.cache

    def fill(imprint: Imprint, since: Mapping[str, State] = NOTHING) -> Brief | Pack:
        make = partial(fill_plan, library, topics, order, imprint=imprint, since=since)
        return context.copies.once("document", (imprint, since), make) if context.copies else make()

    def print_(
        document: Brief | Pack, *, since: Mapping[str, State] = NOTHING, text: bool = False
    ) -> Printed:
        return print_bare(document, since, text=text).identified(identity)

    def print_bare(document: Brief | Pack, since: Mapping[str, State], *, text: bool) -> Printed:
        def task() -> Task:
            part = subset(library, topics, order.meeting)
            names = tuple(topic.id for topic in topics)
            return Task(part, names, order, document.imprint, since, text)

        if context.copies is not None:
            copy, imprint = order.style.setting.copy, document.imprint
            plan = context.copies.once("plan", (imprint, since), lambda: plan_of(task()))
            return context.perform_copy(plan, copy)
        if context.elsewhere is not None:
            return context.elsewhere(task())
        if helpers.printing is not None:
            return printed_by(helpers.printing, perform, task(), cache)
        return print_document(
            library, document, order.style, exports=order.exports, text=text, helpers=helpers
        )

    def remarks(document: Brief | Pack) -> tuple[str, ...]:
        make = partial(remarks_on, library, document, topics, order)
        return context.copies.once("remarks", None, make) if context.copies else make()

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
    document = fill(imprint_without_archive(library, topics, order))
    finished = _finished(print_(document), topics, order, remarks(document))
    # Templates, theme or program may have been changed in the meantime.
    if not cache or not key or environment_digest(order.style) != environment:
        return finished.write(order.output, force=order.force)
    keep_document(cache, key, finished)
    return finished.write(order.output, key, force=order.force)


def check_place(library: Library, topic_ids: Sequence[str], order: Order) -> None:
    """Raise TargetError if the files of a build would replace files that it must not replace."""
    topics = find_topics(library, topic_ids)
    check_targets(
        target(topic_ids, order),
        identity_of(topics, order),
        force=order.force,
        named=is_file(order.output),
        exports=order.exports,
    )


def fill_plan(
    library: Library,
    topics: Sequence[Topic],
    order: Order,
    *,
    imprint: Imprint = NO_IMPRINT,
    since: Mapping[str, State] = NOTHING,
) -> Brief | Pack:
    """Compose the document of an order; ``imprint`` and ``since`` are those of a :class:`Task`."""
    setting = order.style.setting
    purpose = Purpose(
        order.edition,
        order.as_of,
        order.arabic,
        order.meeting,
        setting.format is Format.SHEET,
        ChartRoom.on(setting),
        imprint,
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
