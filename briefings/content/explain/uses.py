"""Where the data names a fact: texts and blocks of topics, texts of meetings and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from ...facts.references import fact_references, place_in
from ...model import NOWHERE, Entity, Library, Meeting, Place, Point, Topic, place_of
from ...model.leaves import facts_of, texts_of

_Texts = Mapping[str, Iterable[str | None]]
"""Texts by the key that they stand under."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the data that names a fact: in what a topic, a meeting or a person says.

    ``kind`` is one of these words, ``holder`` the id of the topic, the meeting or the person.
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
    """The places of topics, meetings and people that name a fact, in the order of the data."""
    in_topics = (_uses_in_topic(topic, fact_id) for topic in library.topics.values())
    in_meetings = (_uses_in_meeting(meeting, fact_id) for meeting in library.meetings.values())
    of_people = (_uses_of_person(entity, fact_id) for entity in library.entities.values())
    return tuple(chain.from_iterable((*in_topics, *in_meetings, *of_people)))


def _uses_in_topic(topic: Topic, fact_id: str) -> Iterator[Use]:
    texts: _Texts = {
        "title": [topic.title],
        "summary": [topic.summary],
        "subtitle": [topic.subtitle],
        "keywords": topic.keywords,
        "bottom_line": topic.bottom_line,
        "wanted": topic.wanted.text if topic.wanted else (),
    }
    yield from _uses_in_texts(texts, fact_id, Use("topic", topic.id, "", topic.place))
    for block in topic.blocks:
        head = Use("topic", topic.id, block.kind, block.place)
        named = [*facts_of(block), *getattr(block, "notes_of", ())]
        found = [
            replace(head, place=getattr(one, "place", block.place))
            for one in named
            if one == fact_id
        ]
        found += _uses_in_texts({block.kind: tuple(texts_of(block))}, fact_id, head)
        yield from sorted(dict.fromkeys(found), key=lambda use: use.place)


def _uses_in_meeting(meeting: Meeting, fact_id: str) -> Iterator[Use]:
    following = meeting.next_meeting
    texts: _Texts = {
        "title": [meeting.title],
        "date_note": [meeting.date_note],
        "place": [meeting.place],
        "host": [meeting.host],
        "participants": meeting.participants,
        "agenda": meeting.agenda_texts,
        "objectives": _texts_of(meeting.objectives),
        "ask": _texts_of(meeting.ask),
        "avoid": _texts_of(meeting.avoid),
        "next_meeting": [following.title, following.place] if following else [],
    }
    yield from _uses_in_texts(texts, fact_id, Use("meeting", meeting.id, "", NOWHERE))


def _uses_of_person(person: Entity, fact_id: str) -> Iterator[Use]:
    head = Use("person", person.id, "", person.place)
    for post in person.posts:
        if post.fact == fact_id:
            yield replace(head, block="posts", place=place_of(post.fact, person.place))
    yield from _uses_in_texts({"notes": person.texts}, fact_id, head)


def _texts_of(points: Iterable[str | Point]) -> list[str]:
    return [point if isinstance(point, str) else point.text for point in points]


def _uses_in_texts(texts: _Texts, fact_id: str, head: Use) -> Iterator[Use]:
    """The uses in texts by key; ``head`` gives all but the key and what the reference says."""
    for key, each in texts.items():
        for text in filter(None, each):
            for offset, found in fact_references(text):
                if found.name == fact_id:
                    place = place_in(text, offset, head.place)
                    yield replace(head, block=key, place=place, at=found.at, form=found.form)
