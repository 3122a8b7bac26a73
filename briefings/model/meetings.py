"""A meeting: who meets when and where about what, as written in ``data/meetings``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from .facts import ID, When, key, optional

CLOCK = r"([01]?[0-9]|2[0-3]):[0-5][0-9]"
"""A time of day, as 9:00 or 14:30."""
_PERSON = re.compile(ID)


def person_in(speaker: str) -> str | None:
    """The id of the person that a speaker of an agenda names, if it is no text."""
    is_id = _PERSON.fullmatch(speaker) and not speaker.isdigit()
    return speaker if is_id else None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of an agenda. Hours and rooms are typed: they are no figures."""

    title: str = field(metadata=key("What it is about, in Arabic; may refer to facts."))
    time: str | None = optional("When it begins, as 9:00 or 14:30.", pattern=CLOCK)
    until: str | None = optional("When it ends, as 10:30.", pattern=CLOCK)
    text: str | None = optional("More on it, in one sentence; may refer to facts.")
    room: str | None = optional("Where in the house.")
    speakers: tuple[str, ...] = optional(
        "Who speaks: ids of people, or texts, which may refer to facts.", ()
    )
    ours: bool = optional("Whether our side takes part in it or speaks.", False)

    @property
    def texts(self) -> tuple[str, ...]:
        """All its texts that may refer to facts."""
        speakers = (one for one in self.speakers if person_in(one) is None)
        return tuple(filter(None, (self.title, self.text, self.room, *speakers)))


@dataclass(frozen=True, slots=True)
class Point:
    """An objective, or something to ask or to avoid, with what is to be known of it."""

    text: str = field(metadata=key("What it says, in Arabic; may refer to facts."))
    proposed: bool = optional("Whether it is our proposal, which needs approval.", False)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Blocks of a topic that the pack of a meeting does without."""

    topic: str = field(metadata=key("Id of one of its topics.", pattern=ID, code=True))
    kinds: tuple[str, ...] = field(
        metadata=key("Kinds of blocks, as text or charts.", pattern=ID, code=True)
    )


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting after this one, as far as it is known."""

    title: str | None = optional("Its title, where it differs; may refer to facts.")
    date: When | None = optional("Day, month, year or period.")
    place: str | None = optional("Where; may refer to facts.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that papers are made for. Its texts may refer to facts, as those of topics do."""

    id: str = field(metadata=key("Set from the file's name.", hidden=True))
    title: str = field(metadata=key("Title of the meeting, in Arabic; may refer to facts."))
    date: When = field(metadata=key("Day of the meeting, or the period it takes."))
    topics: tuple[str, ...] = field(
        metadata=key("Ids of the topics, in the order of the briefs.", pattern=ID, code=True)
    )
    date_note: str | None = optional("What must be known of the date, if anything.")
    place: str | None = optional("Where; may refer to facts.")
    host: str | None = optional("Who hosts it; may refer to facts.")
    participants: tuple[str, ...] = optional(
        "Who takes part, one to a list item; may refer to facts.", ()
    )
    agenda: tuple[str | AgendaItem, ...] = optional(
        "The agenda, one item to a list item: a text, or keys of its own.", ()
    )
    agenda_note: str | None = optional("What must be known of the agenda, if anything.")
    objectives: tuple[str | Point, ...] = optional("What we want to reach.", ())
    ask: tuple[str | Point, ...] = optional("What to ask the other side.", ())
    avoid: tuple[str | Point, ...] = optional("What not to say or do.", ())
    opposite: tuple[str, ...] = optional(
        "Ids of the people across the table, in the order of their cards.",
        (),
        pattern=ID,
        code=True,
    )
    delegation: tuple[str, ...] = optional(
        "Ids of our own people who have cards too, after the others.", (), pattern=ID, code=True
    )
    left_out: tuple[LeftOut, ...] = optional(
        "Blocks that the pack does without, as the meeting's own page or another brief says it.", ()
    )
    marking: str | None = optional("Printed at the top and the foot of every page.")
    next_meeting: NextMeeting | None = optional("The meeting after this one.")

    @property
    def texts(self) -> tuple[str, ...]:
        """All its texts that may refer to facts."""
        following = self.next_meeting or NextMeeting()
        single = (self.title, self.date_note, self.place, self.host, following.title)
        points = (*self.objectives, *self.ask, *self.avoid)
        listed = [one if isinstance(one, str) else one.text for one in points]
        texts = (*single, following.place, *self.participants, *self.agenda_texts, *listed)
        return tuple(text for text in texts if text)

    @property
    def agenda_texts(self) -> tuple[str, ...]:
        """The texts of the agenda, in which hours and rooms may be typed."""
        texts = ((one,) if isinstance(one, str) else one.texts for one in self.agenda)
        noted = (self.agenda_note,) if self.agenda_note else ()
        return (*chain.from_iterable(texts), *noted)

    def without(self, topic: str) -> frozenset[str]:
        """The kinds of blocks that the pack leaves out of the brief on a topic."""
        return frozenset(kind for one in self.left_out if one.topic == topic for kind in one.kinds)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of all people that it names, each once."""
        items = (one for one in self.agenda if isinstance(one, AgendaItem))
        speakers = filter(None, map(person_in, chain.from_iterable(one.speakers for one in items)))
        return tuple(dict.fromkeys((*self.opposite, *self.delegation, *speakers)))
