"""Everything that ``check`` hints at in topics: what is sound, and could be said better.

A hint is a problem of the level “note”: it refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..arabic import Arabic
from ..errors import Problem
from ..facts.selection import Selection
from ..model import Library, Topic
from .blocks import Composer
from .repetition import repetition_hints
from .speech import speech_hints


def hints(library: Library, day: date) -> Iterator[Problem]:
    """The hints on all topics, whose texts and figures are taken as they are printed on a day."""
    selection = Selection(library, day)
    for topic in library.topics.values():
        composer = Composer(selection, Arabic(), day)
        yield from _of_request(topic)
        yield from speech_hints(topic, composer)
        yield from repetition_hints(topic, composer)


def _of_request(topic: Topic) -> Iterator[Problem]:
    if topic.wanted is None:
        message = f"the topic “{topic.id}” does not say what is wanted of its reader"
        remedy = "Add “wanted:” with its “text:”, and “proposed: true” where nobody decided it."
        yield topic.place.hint("no-request", message, remedy)
