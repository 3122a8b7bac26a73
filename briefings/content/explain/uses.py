"""Where the data names a fact: the texts and blocks of topics, the texts of meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from ...facts.references import fact_references, place_in
from ...model import NOWHERE, Block, Library, Meeting, Place, Topic
from ...model.leaves import facts_of, texts_of


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the data that names a fact: in a topic or in a meeting, whose id is ``holder``.

    ``block`` is the kind of block, or the key of a text outside the blocks. ``at`` is the date
    asked for, if one is; ``form`` that of the reference (:mod:`briefings.facts.references`).
    """

    kind: str
    holder: str
    block: str
    place: Place
    at: str = ""
    form: str = ""


def uses_of(library: Library, fact_id: str) -> tuple[Use, ...]:
    """The places of topics and meetings that name a fact, in the order of the data."""
    in_topics = (_uses_in_topic(topic, fact_id) for topic in library.topics.values())
    in_meetings = (_uses_in_meeting(meeting, fact_id) for meeting in library.meetings.values())
    return tuple(chain.from_iterable((*in_topics, *in_meetings)))


def _uses_in_topic(topic: Topic, fact_id: str) -> Iterator[Use]:
    for key, texts in (
        ("title", [topic.title]),
        ("summary", [topic.summary]),
        ("subtitle", [topic.subtitle or ""]),
        ("keywords", topic.keywords),
        ("bottom_line", topic.bottom_line),
    ):
        head = Use("topic", topic.id, key, topic.place)
        yield from chain.from_iterable(_uses_in_text(text, fact_id, head) for text in texts)
    for block in topic.blocks:
        yield from _uses_in_block(block, fact_id, topic.id)


def _uses_in_block(block: Block, fact_id: str, topic_id: str) -> Iterator[Use]:
    head = Use("topic", topic_id, block.kind, block.place)
    named = [one for one in facts_of(block) if one == fact_id]
    named += [one for one in getattr(block, "notes_of", ()) if one == fact_id]
    found = [replace(head, place=getattr(one, "place", block.place)) for one in named]
    found += chain.from_iterable(_uses_in_text(text, fact_id, head) for text in texts_of(block))
    yield from sorted(dict.fromkeys(found), key=lambda use: use.place)


def _uses_in_meeting(meeting: Meeting, fact_id: str) -> Iterator[Use]:
    following = meeting.next_meeting
    for key, texts in (
        ("title", [meeting.title]),
        ("date_note", [meeting.date_note]),
        ("place", [meeting.place]),
        ("host", [meeting.host]),
        ("participants", meeting.participants),
        ("agenda", meeting.agenda),
        ("next_meeting", [following.title, following.place] if following else []),
    ):
        head = Use("meeting", meeting.id, key, NOWHERE)
        yield from chain.from_iterable(_uses_in_text(text or "", fact_id, head) for text in texts)


def _uses_in_text(text: str, fact_id: str, head: Use) -> Iterator[Use]:
    for offset, found in fact_references(text):
        if found.name == fact_id:
            place = place_in(text, offset, head.place)
            yield replace(head, place=place, at=found.at, form=found.form)
