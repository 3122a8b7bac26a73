"""Hints on what is said aloud: too long, speaking of its source, or resting on nothing.

They are notes of ``check``, and refuse nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..arabic import plain
from ..arabic.reading.typed_numbers import sources_named
from ..errors import Problem
from ..facts.references import names_a_fact, place_in
from ..model import Place, Topic, place_of, plain_text
from .blocks import Composer
from .blocks.prose import Lines, Question, Questions

ANSWER_WORDS = 25
"""The most words of an answer that is said in one breath, figures and units included."""


def speech_hints(topic: Topic, composer: Composer) -> Iterator[Problem]:
    """The hints on the lines and the answers of a topic, which are counted as they are printed."""
    for block in topic.blocks:
        if isinstance(block, Questions):
            for item in block.questions:
                yield from _of_answer(item, composer, block.place)
        elif isinstance(block, Lines):
            texts = [text for text, _ in block.said]
            yield from _of_sources(texts, "source-in-line", block.place)


def _of_answer(item: Question, composer: Composer, fallback: Place) -> Iterator[Problem]:
    said = [("answer", "proposed", item.answer, item.proposed)]
    if item.pressed:
        said.append(("next sentence", "pressed_proposed", item.pressed, item.pressed_proposed))
    yield from _of_sources((item.question,), "source-in-answer", fallback)
    for what, key, texts, proposed in said:
        yield from _of_sources(texts, "source-in-answer", fallback)
        yield from _of_length(what, texts, composer, fallback)
        if not proposed and not any(map(names_a_fact, texts)):
            message = f"the {what} rests on no fact"
            remedy = f"Refer to the fact that supports it, or mark it as ours: “{key}: true”."
            yield place_of(texts[0], fallback).hint("unsupported-answer", message, remedy)


def _of_length(
    what: str, texts: Sequence[str], composer: Composer, fallback: Place
) -> Iterator[Problem]:
    printed = plain(plain_text(composer.paragraph(texts) or ()))
    words = sum(any(map(str.isalnum, word)) for word in printed.split())
    if words > ANSWER_WORDS:
        message = f"the {what} has {words} words; {ANSWER_WORDS} can be said in one breath"
        remedy = "Keep what is said first, and put the rest into a text or a table."
        yield place_of(texts[0], fallback).hint("long-answer", message, remedy)


def _of_sources(texts: Sequence[str], rule: str, fallback: Place) -> Iterator[Problem]:
    for text in texts:
        for offset, word in sources_named(text):
            message = f"“{word}” is what a paper says of its sources, and nobody aloud"
            remedy = "Say it as the speaker knows it; the source is named under it."
            yield place_in(text, offset, fallback).hint(rule, message, remedy)
