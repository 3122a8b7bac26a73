"""The particulars of a meeting, for the cover of a pack or a brief made for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..arabic import Calendar
from ..arabic.phrases.briefs import DAYS
from ..arabic.reading.clock import hours_and_rooms
from ..errors import Problem
from ..facts.references import Typed, nothing_typed
from ..model import (
    NOWHERE,
    Library,
    Meeting,
    Origin,
    Precision,
    Rich,
    When,
    marked,
    marked_text,
    place_of,
)
from .blocks import Composer, View
from .blocks.agenda import Agenda, AgendaView, agenda_hints
from .blocks.biography import Biography, BiographyView
from .blocks.points import Asks, Avoids, Objectives, PointsView


class NextMeetingView(NamedTuple):
    """The meeting after this one; unknown parts are empty."""

    title: Rich
    date: str
    place: Rich


class MeetingView(NamedTuple):
    """The particulars in words; those that are not given or not known yet are empty."""

    id: str
    title: str
    date: str
    date_note: Rich
    place: Rich
    host: Rich
    participants: tuple[Rich, ...]
    agenda: AgendaView | None
    objectives: PointsView | None
    ask: PointsView | None
    avoid: PointsView | None
    people: BiographyView | None
    following: NextMeetingView | None

    @property
    def views(self) -> tuple[View, ...]:
        """What is printed of it as blocks are, in the order of the page."""
        views = (self.objectives, self.agenda, self.people, self.ask, self.avoid)
        return tuple(view for view in views if view is not None)

    @property
    def line(self) -> str:
        """Title, place and date in one line, without source marks."""
        return " · ".join(filter(None, (self.title, marked_text(self.place), self.date)))


def meeting_view(meeting: Meeting, composer: Composer) -> MeetingView:
    """Compose the particulars of a meeting."""

    def told(text: str | None, typed: Typed = nothing_typed) -> Rich:
        return composer.sentence(text, typed=typed) or () if text else ()

    following = meeting.next_meeting
    people = (*meeting.opposite, *meeting.delegation)
    return MeetingView(
        meeting.id,
        marked_text(told(meeting.title)),
        _date(meeting.date, composer),
        told(meeting.date_note, hours_and_rooms),
        told(meeting.place, hours_and_rooms),
        told(meeting.host),
        tuple(filter(None, map(told, meeting.participants))),
        Agenda(meeting.agenda, meeting.agenda_note).view(composer) if meeting.agenda else None,
        Objectives(meeting.objectives).view(composer) if meeting.objectives else None,
        Asks(meeting.ask).view(composer) if meeting.ask else None,
        Avoids(meeting.avoid).view(composer) if meeting.avoid else None,
        Biography(people).view(composer) if people else None,
        NextMeetingView(
            told(following.title),
            _date(following.date, composer) if following.date else "",
            told(following.place),
        )
        if following
        else None,
    )


def _date(when: When, composer: Composer) -> str:
    """Days in the calendar of covers; a month or a year as dates of facts are worded."""
    arabic = composer.arabic
    if when.precision is not Precision.DAY or arabic.calendar is Calendar.GREGORIAN:
        text = arabic.date(when)
    elif when.is_period:
        text = DAYS.format(arabic.day(when.start), arabic.day(when.end))
    else:
        text = arabic.day(when.start)
    return marked(text, Origin.DATE)


def meeting_hints(library: Library, meetings: Iterable[Meeting] = ()) -> Iterator[Problem]:
    """The hints on the agendas of the library's meetings, of its topics, and of other meetings."""
    for meeting in (*library.meetings.values(), *meetings):
        yield from agenda_hints(meeting.agenda, place_of(meeting.title, NOWHERE))
    for topic in library.topics.values():
        for block in topic.blocks:
            if isinstance(block, Agenda):
                yield from agenda_hints(block.items, block.place)
