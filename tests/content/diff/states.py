"""Small states: one topic on training, with facts whose claims are written in one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from briefings.content.blocks.prose import Lines, Prose
from briefings.content.diff import State, topic_state
from briefings.model import Claim, Fact, Library, Source, Topic, When
from tests.tiny import LIBRARY

DAY = date(2026, 11, 24)
TOPIC = Topic(
    "training",
    "التدريب",
    "ملخص",
    ("درّبت {trained}.", "وما زالت تدرّب."),
    (Prose(("نص أول عن البرنامج.", "نص ثانٍ عن التمويل.")), Lines(("نرحّب بذلك.",))),
)
PAPER = When.parse("2015-01-01")


def paper(name: str, **rest: Any) -> Source:
    """A source published before anything that is said here."""
    return Source(name, f"وثيقة {name}", f"{name}.txt", "a" * 64, "ناشر", published=PAPER, **rest)


def said(what: Any, at: str, source: str = "p", words: str = "", **rest: Any) -> Claim:
    """A claim of a value, or of an object where ``what`` is text; its excerpt says it all."""
    key = "object" if isinstance(what, str) else "value"
    excerpt = words or f"{what} {at}"
    return Claim(source, 1, excerpt, as_of=When.parse(at), **{key: what}, **rest)


def number(*claims: Claim, id: str = "trained", unit: str = "element", **rest: Any) -> Fact:  # noqa: A002
    """A quantity."""
    return Fact(id, "GB", "trained", rest.pop("wording", "عناصر دُرّبوا"), claims, unit, **rest)


def group(*claims: Claim, id: str = "leads", **rest: Any) -> Fact:  # noqa: A002
    """A relation."""
    return Fact(id, "group", "leads", "{object} في الرئاسة", claims, **rest)


def state(
    *facts: Fact,
    printed: dict[str, tuple[int, ...]] | None = None,
    topic: Topic = TOPIC,
    sources: tuple[Source, ...] = (),
    as_of: date = DAY,
    **rest: Any,
) -> State:
    """The state of a topic that prints all claims of its facts, or those of these places."""
    papers = {name: paper(name) for name in "pqr"} | {one.id: one for one in sources}
    library: Library = replace(
        LIBRARY,
        sources=papers,
        facts={fact.id: fact for fact in facts},
        units=rest.pop("units", LIBRARY.units),
        entities=rest.pop("entities", LIBRARY.entities),
    )
    claims = [
        (fact.id, fact.claims[place])
        for fact in facts
        for place in (printed or {}).get(fact.id, range(len(fact.claims)))
    ]
    return topic_state(library, topic, as_of, claims, **rest)
