"""The particulars of a meeting, for the cover of a pack or a brief made for it."""

from __future__ import annotations

from typing import NamedTuple

from ..arabic import Calendar
from ..arabic.phrases.briefs import DAYS
from ..model import Meeting, Origin, Precision, Rich, When, marked, marked_text
from .blocks import Composer


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
    agenda: tuple[Rich, ...]
    following: NextMeetingView | None

    @property
    def line(self) -> str:
        """Title, place and date in one line, without source marks."""
        return " · ".join(filter(None, (self.title, marked_text(self.place), self.date)))


def meeting_view(meeting: Meeting, composer: Composer) -> MeetingView:
    """Compose the particulars of a meeting."""

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
    """Days in the calendar of covers; a month or a year as dates of facts are worded."""
    arabic = composer.arabic
    if when.precision is not Precision.DAY or arabic.calendar is Calendar.GREGORIAN:
        text = arabic.date(when)
    elif when.is_period:
        text = DAYS.format(arabic.day(when.start), arabic.day(when.end))
    else:
        text = arabic.day(when.start)
    return marked(text, Origin.DATE)
