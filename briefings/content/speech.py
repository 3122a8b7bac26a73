"""Hints on answers that are hard to say aloud: too long, or speaking of their source.

A hint is a problem of the level “note”: it is told by ``check``, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..arabic import Arabic, plain
from ..arabic.reading.typed_numbers import sources_named
from ..errors import Problem
from ..facts.references import place_in
from ..facts.selection import Selection
from ..model import Library, Place, place_of, plain_text
from .blocks import Composer
from .blocks.prose import Question, Questions

ANSWER_WORDS = 25
"""The most words of an answer that is said in one breath, figures and units included."""


def speech_hints(library: Library, day: date) -> Iterator[Problem]:
    """The hints on the answers of all topics, which are counted as printed on a day."""
    composer = Composer(Selection(library, day), Arabic(), day)
    for topic in library.topics.values():
        for block in topic.blocks:
            if isinstance(block, Questions):
                for item in block.questions:
                    yield from _of_length(item, composer, block.place)
                    yield from _of_sources(item, block.place)


def _of_length(item: Question, composer: Composer, fallback: Place) -> Iterator[Problem]:
    answer = plain(plain_text(composer.paragraph(item.answer) or ()))
    words = sum(any(map(str.isalnum, word)) for word in answer.split())
    if words > ANSWER_WORDS:
        message = f"the answer has {words} words; {ANSWER_WORDS} can be said in one breath"
        remedy = "Keep what is said first, and put the rest into a text or a table."
        yield _hint(place_of(item.answer[0], fallback), "long-answer", message, remedy)


def _of_sources(item: Question, fallback: Place) -> Iterator[Problem]:
    for text in (item.question, *item.answer):
        for offset, word in sources_named(text):
            message = f"“{word}” is what a paper says of its sources, and nobody aloud"
            remedy = "Say it as the speaker knows it; the mark of the source stands beside it."
            yield _hint(place_in(text, offset, fallback), "source-in-answer", message, remedy)


def _hint(place: Place, rule: str, message: str, remedy: str) -> Problem:
    return Problem(place.file, place.line, place.column, rule, message, remedy, "note")
