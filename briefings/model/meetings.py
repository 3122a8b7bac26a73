"""A meeting: what the cover of a pack says, as written in ``data/meetings``."""

from __future__ import annotations

from dataclasses import dataclass, field

from .facts import ID, When, key, optional


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
    agenda: tuple[str, ...] = optional(
        "The agenda, one point to a list item; may refer to facts.", ()
    )
    marking: str | None = optional("Printed at the top and the foot of every page.")
    next_meeting: NextMeeting | None = optional("The meeting after this one.")

    @property
    def texts(self) -> tuple[str, ...]:
        """All its texts that may refer to facts."""
        following = self.next_meeting or NextMeeting()
        single = (self.title, self.date_note, self.place, self.host)
        texts = (*single, *self.participants, *self.agenda, following.title, following.place)
        return tuple(text for text in texts if text)
