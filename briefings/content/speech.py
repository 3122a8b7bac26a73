"""Hints on what is said aloud: too long, speaking of its source, resting on nothing; and digits.

They are notes of ``check``, and refuse nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..arabic import plain
from ..arabic.numbers import in_words
from ..arabic.reading.typed_numbers import sources_named
from ..errors import Problem
from ..facts.references import fact_references, names_a_fact, place_in
from ..model import Place, Topic, When, place_of, plain_text
from .blocks import Composer
from .blocks.closing import Caveats
from .blocks.prose import Lines, Prose, Question, Questions

ANSWER_WORDS = 25
"""The most words of an answer that is said in one breath, figures and units included."""


def speech_hints(topic: Topic, composer: Composer) -> Iterator[Problem]:
    """The hints on the lines, the answers and the prose of a topic.

    Answers are counted as the composer prints them.
    """
    yield from _of_digits(topic.bottom_line, composer, topic.place)
    if topic.wanted:
        yield from _of_digits(topic.wanted.text, composer, topic.place)
    for block in topic.blocks:
        if isinstance(block, Questions):
            for item in block.questions:
                yield from _of_answer(item, composer, block.place)
        elif isinstance(block, Lines):
            texts = [text for text, _ in block.said]
            yield from _of_sources(texts, "source-in-line", block.place)
            yield from _of_digits(texts, composer, block.place)
        elif isinstance(block, Prose):
            yield from _of_digits(block.text, composer, block.place)
        elif isinstance(block, Caveats):
            points = [one if isinstance(one, str) else one.text for one in block.points]
            yield from _of_digits(points, composer, block.place)


def _of_answer(item: Question, composer: Composer, fallback: Place) -> Iterator[Problem]:
    said = [("answer", "proposed", item.answer, item.proposed)]
    if item.pressed:
        said.append(("next sentence", "pressed_proposed", item.pressed, item.pressed_proposed))
    yield from _of_sources((item.question,), "source-in-answer", fallback)
    for what, key, texts, proposed in said:
        yield from _of_sources(texts, "source-in-answer", fallback)
        yield from _of_digits(texts, composer, fallback)
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


def _of_digits(texts: Sequence[str], composer: Composer, fallback: Place) -> Iterator[Problem]:
    """Numbers from three to ten that ``{fact|number}`` prints as digits among words."""
    selection = composer.selection
    for text in texts:
        for offset, ref in fact_references(text):
            if ref.form != "number":
                continue
            when = When.parse(ref.at) if ref.at and ref.at != "first" else None
            claim = selection.at(ref.name, when) if when else selection.current(ref.name)
            if claim and claim.value is not None and in_words(claim.value, feminine=False):
                message = f"“{{{ref.name}|number}}” prints a number under eleven in digits"
                remedy = "Write {fact} or {fact|of}, which say it in words with its noun."
                yield place_in(text, offset, fallback).hint("digits-in-prose", message, remedy)
