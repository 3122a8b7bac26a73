"""What a meeting says on a cover or in a brief that is made for it."""

from __future__ import annotations

from typing import NamedTuple

from ..arabic import Calendar
from ..arabic.phrases.briefs import period
from ..model import Meeting, Origin, Precision, Rich, When, marked, marked_text
from .blocks import Composer


class NextMeetingView(NamedTuple):
    """The meeting after this one; each part is empty where it is not known."""

    title: Rich
    date: str
    place: Rich


class MeetingView(NamedTuple):
    """A meeting in words; what it does not say is empty, and what is not known yet is left out."""

    id: str
    title: str
    date: str
    date_note: Rich
    place: Rich
    host: Rich
    participants: tuple[Rich, ...]
    agenda: tuple[Rich, ...]
    following: NextMeetingView | None

    @property
    def line(self) -> str:
        """Title, place and date in one line, without source marks."""
        return " · ".join(filter(None, (self.title, marked_text(self.place), self.date)))


def meeting_view(meeting: Meeting, composer: Composer) -> MeetingView:
    """The meeting as far as it can be told by the composer's day."""

    def told(text: str | None) -> Rich:
        return composer.sentence(text) or () if text else ()

    following = meeting.next_meeting
    return MeetingView(
        meeting.id,
        marked_text(told(meeting.title)),
        _date(meeting.date, composer),
        told(meeting.date_note),
        told(meeting.place),
        told(meeting.host),
        tuple(filter(None, map(told, meeting.participants))),
        tuple(filter(None, map(told, meeting.agenda))),
        NextMeetingView(
            told(following.title),
            _date(following.date, composer) if following.date else "",
            told(following.place),
        )
        if following
        else None,
    )


def _date(when: When, composer: Composer) -> str:
    """Days in the calendar of covers; what is known to the month or year as facts are dated."""
    arabic = composer.arabic
    if when.precision is not Precision.DAY or arabic.calendar is Calendar.GREGORIAN:
        text = arabic.date(when)
    elif when.is_period:
        text = period(arabic.day(when.start), arabic.day(when.end))
    else:
        text = arabic.day(when.start)
    return marked(text, Origin.DATE)
