"""Warnings about a document: what it lacks, what is overdue, and a meeting of another date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.brief import Brief, topic_facts
from ..content.pack import Pack
from ..facts.freshness import is_stale
from ..facts.selection import Selection
from ..model import Format, Library, Meeting, Topic
from .request import Order

_MOST_NAMED = 3  # facts: all of them are listed by the command that is named


def remarks_on(
    library: Library, document: Brief | Pack, topics: Sequence[Topic], order: Order
) -> tuple[str, ...]:
    """All warnings about a document."""
    return (
        *_missing(document, topics, order),
        *_overdue(library, topics, order),
        *(_dated(order.meeting, order) if order.meeting else ()),
    )


def _missing(document: Brief | Pack, topics: Sequence[Topic], order: Order) -> Iterator[str]:
    """What facts up to an early day leave out of the topics."""
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
    if shown < planned and order.style.setting.format is Format.BRIEF:
        yield f"{planned - shown} of {planned} blocks are left out: unknown by {document.as_of}"


def _overdue(library: Library, topics: Sequence[Topic], order: Order) -> Iterator[str]:
    selection = Selection(library, order.as_of)
    # What a topic names is what “check --stale --topic” looks at.
    printed = {fact for topic in topics for fact in topic_facts(topic, library.entities)}
    facts = [fact for fact in library.facts.values() if fact.id in printed]
    facts = [fact for fact in facts if is_stale(fact, selection)]
    if not facts:
        return
    named = [fact.id for fact in facts[:_MOST_NAMED]]
    if len(facts) > len(named):
        named.append("…")
    are = "1 fact is" if len(facts) == 1 else f"{len(facts)} facts are"
    meeting, ids = order.meeting, tuple(topic.id for topic in topics)
    chosen = " ".join(f"--topic {id_}" for id_ in ids)
    if meeting and meeting.id in library.meetings and meeting.topics == ids:
        chosen = f"--meeting {meeting.id}"
    command = f"check --stale {chosen} --as-of {order.as_of}"
    yield f"{are} overdue for review: {', '.join(named)}; “{command}” lists all"


def _dated(meeting: Meeting, order: Order) -> Iterator[str]:
    when, edition = meeting.date, order.edition
    if when.end < edition:
        yield f"the meeting “{meeting.id}” is past ({when.iso}); this edition is dated {edition}"
    elif edition < when.start:
        yield f"the meeting “{meeting.id}” is of {when.iso}; this edition is dated {edition}"
