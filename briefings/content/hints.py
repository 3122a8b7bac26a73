"""Everything that ``check`` hints at in topics: what is sound, and could be said better.

A hint is a problem of the level “note”: it refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..arabic import Arabic
from ..arabic.numbers import in_words
from ..errors import Problem
from ..facts.references import fact_references, place_in
from ..facts.selection import Selection
from ..model import Library, Place, Topic, When
from ..model.leaves import texts_of
from .blocks import Composer
from .blocks.closing import Caveats
from .blocks.prose import Lines, Prose, Questions
from .repetition import repetition_hints
from .speech import speech_hints


def hints(library: Library, day: date) -> Iterator[Problem]:
    """The hints on all topics, whose texts and figures are taken as they are printed on a day."""
    selection = Selection(library, day)
    for topic in library.topics.values():
        composer = Composer(selection, Arabic(), day)
        yield from _of_request(topic)
        yield from _of_digits(topic, composer)
        yield from speech_hints(topic, composer)
        yield from repetition_hints(topic, composer)


def _of_request(topic: Topic) -> Iterator[Problem]:
    if topic.wanted is None:
        message = f"the topic “{topic.id}” does not say what is wanted of its reader"
        remedy = "Add “wanted:” with its “text:”, and “proposed: true” where nobody decided it."
        yield topic.place.hint("no-request", message, remedy)


def _prose(topic: Topic) -> Iterator[tuple[str, Place]]:
    """The running text of a topic, without tables and charts, and the place of each if unknown."""
    yield from ((text, topic.place) for text in topic.bottom_line)
    yield from ((text, topic.place) for text in (topic.wanted.text if topic.wanted else ()))
    for block in topic.blocks:
        if isinstance(block, Prose | Lines | Questions | Caveats):
            yield from ((text, block.place) for text in texts_of(block))


def _of_digits(topic: Topic, composer: Composer) -> Iterator[Problem]:
    """Numbers from three to ten that ``{fact|number}`` prints as digits among words."""
    selection = composer.selection
    for text, fallback in _prose(topic):
        for offset, ref in fact_references(text):
            if ref.form != "number":
                continue
            when = When.parse(ref.at) if ref.at and ref.at != "first" else None
            claim = selection.at(ref.name, when) if when else selection.current(ref.name)
            if claim and claim.value is not None and in_words(claim.value, feminine=False):
                message = f"“{{{ref.name}|number}}” prints a number under eleven in digits"
                remedy = "Write {fact} or {fact|of}, which say it in words with its noun."
                yield place_in(text, offset, fallback).hint("digits-in-prose", message, remedy)
