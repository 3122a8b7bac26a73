"""Checks of people and meetings, and the pictures of people.

What is wrong with the shape of values is found before, by :mod:`.structure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..arabic.reading.clock import hours_and_rooms
from ..atomic import read_regular
from ..content.blocks import KINDS
from ..content.blocks.agenda import agenda_problems, person_problem
from ..errors import Problem
from ..facts.references import fact_problem
from ..facts.references import problems as text_problems
from ..model import (
    MARKING_LENGTH,
    NOWHERE,
    Entity,
    EntityKind,
    Library,
    Meeting,
    Portrait,
    Post,
    place_of,
)
from .remedies import did_you_mean, odd_dates

MEETING_TITLE_LENGTH = 90


def check_person(entity: Entity, library: Library) -> Iterator[Problem]:
    """The problems of what is said of a person alone: posts, notes, names."""
    if entity.kind is not EntityKind.PERSON:
        for key in ("latin", "posts", "portrait", "notes"):
            if getattr(entity, key):
                message = f"“{entity.id}” is a {entity.kind}, and has “{key}” as a person has"
                remedy = f"Remove “{key}”, or correct “kind”."
                yield entity.place.problem("not-a-person", message, remedy)
    yield from text_problems(library, entity.texts, entity.place)
    for post in entity.posts:
        yield from _check_post(post, entity, library)


def _check_post(post: Post, person: Entity, library: Library) -> Iterator[Problem]:
    place = place_of(post.fact, person.place)
    yield from odd_dates([post.since, post.until], place, "this post")
    if post.since and post.until and post.until.end < post.since.start:
        message = f"the post ends in {post.until.iso}, before it begins in {post.since.iso}"
        yield place.problem("until-before-since", message, "Correct one of the two.")
    if unknown := fact_problem(library, post.fact, place):
        yield unknown
        return
    fact = library.facts[post.fact]
    if person.id not in (fact.subject, *(claim.object for claim in fact.claims)):
        message = f"the fact “{fact.id}” is not about “{person.id}”, whose post it is to support"
        remedy = "Name the fact by which this person holds the post."
        yield place.problem("post-of-another", message, remedy)


def check_portraits(
    folder: Path, entities: Mapping[str, Entity]
) -> tuple[dict[str, Entity], list[Problem]]:
    """The entities with the bytes of their portraits, which are read and decoded; and problems."""
    found: dict[str, Entity] = dict(entities)
    problems: list[Problem] = []
    for entity in entities.values():
        if entity.portrait is not None:
            portrait, problem = _read(folder, entity.portrait, entity)
            found[entity.id] = replace(entity, portrait=portrait)
            problems += [problem] if problem else []
    return found, problems


def _read(folder: Path, portrait: Portrait, person: Entity) -> tuple[Portrait, Problem | None]:
    from ..pdf.portraits import LARGEST, UnfitPicture, check_portrait

    file, place = portrait.file, place_of(portrait.file, person.place)
    remedy = f"Put a JPEG or PNG picture of “{person.id}” there, or remove “portrait”."
    try:
        data = read_regular(folder / file, LARGEST, inside=folder)
        check_portrait(data)
    except FileNotFoundError:
        message = f"the portrait “{file}” is missing from the data folder"
        return portrait, place.problem("missing-portrait", message, remedy)
    except UnfitPicture as unfit:
        return portrait, place.problem("unfit-portrait", f"the portrait “{file}” {unfit}", remedy)
    except OSError as error:
        message = f"the portrait “{file}” cannot be read: {error.strerror or error}"
        return portrait, place.problem("unreadable-file", message, remedy)
    return replace(portrait, data=data), None


def check_meeting(meeting: Meeting, library: Library) -> Iterator[Problem]:
    """The problems of a meeting's topics, texts and dates.

    The meeting need not be part of the library: users may keep it in a file of their own.
    """
    following = meeting.next_meeting
    place = place_of(meeting.title, NOWHERE)
    told = [text for text in (meeting.place, meeting.date_note, meeting.agenda_note) if text]
    timed = {id(text) for text in (*meeting.agenda_texts, *told)}
    texts = (text for text in meeting.texts if id(text) not in timed)
    yield from text_problems(library, texts, place)
    yield from text_problems(library, told, place, hours_and_rooms)
    yield from agenda_problems(meeting.agenda, library, place)
    for person in (*meeting.opposite, *meeting.delegation):
        if unknown := person_problem(library, person, place):
            yield unknown
    dates = [meeting.date, following.date if following else None]
    yield from odd_dates(dates, place, "the meeting")
    if meeting.marking and len(meeting.marking) > MARKING_LENGTH:
        message = f"the marking has {len(meeting.marking)} characters; {MARKING_LENGTH} have room"
        at = place_of(meeting.marking, place)
        yield at.problem("marking-too-long", message, "Say it in fewer words.")
    if len(meeting.title) > MEETING_TITLE_LENGTH:
        message = f"the title has {len(meeting.title)} characters; {MEETING_TITLE_LENGTH} have room"
        yield place.problem("title-too-long", message, "It stands at the head of every page.")
    met: set[str] = set()
    for topic in meeting.topics:
        at = place_of(topic, place)
        if topic not in library.topics:
            hint = did_you_mean(topic, library.topics).strip()
            hint = hint or "The command “topics” lists them."
            yield at.problem("unknown-topic", f"there is no topic “{topic}”", hint)
        elif topic in met:
            message = f"the topic “{topic}” is named twice"
            yield at.problem("topic-twice", message, "Keep it where its brief should stand.")
        met.add(topic)
    yield from _check_left_out(meeting)


def _check_left_out(meeting: Meeting) -> Iterator[Problem]:
    for one in meeting.left_out:
        place = place_of(one.topic, place_of(meeting.title, NOWHERE))
        if one.topic not in meeting.topics:
            message = f"“{one.topic}” is no topic of this meeting, so that nothing can be left out"
            remedy = f"{did_you_mean(one.topic, meeting.topics)}Name one of its topics."
            yield place.problem("unknown-topic", message, remedy)
        for kind in one.kinds:
            if kind not in KINDS:
                message = f"there is no block kind “{kind}”"
                remedy = f"{did_you_mean(kind, KINDS)}Use one of: {', '.join(KINDS)}."
                yield place_of(kind, place).problem("unknown-kind", message, remedy)
