"""Names the printed figures whose review is overdue on the day of the facts."""

from __future__ import annotations

from collections.abc import Iterator

from ...arabic.phrases import blocks as phrases
from ...facts.freshness import is_fresh, is_stale, span
from ...model import Claim, Fact, Figure, Inline, Origin, Rich, Words
from .composer import Composer


def due(fact: Fact, composer: Composer) -> str:
    """The line below a tile whose fact is stale; empty for others."""
    return phrases.DUE if is_stale(fact, composer.selection) else ""


def overdue(composer: Composer) -> Iterator[Rich]:
    """One caveat that names the stale figures among those printed so far, by date.

    If every figure that can age is stale, it says that instead. Nothing where even the newest is a
    year old: the head of the document says so of all.
    """
    newest = span(composer.library, composer.used, composer.counted).newest
    if newest is None or not is_fresh(newest, composer.selection.as_of):
        return
    facts = composer.library.facts
    printed = [facts[fact] for fact in dict.fromkeys(fact for fact, _ in composer.used)]
    figures = [fact for fact in printed if not fact.is_relation or fact.id in composer.counted]
    ageing = [fact for fact in figures if not fact.settled]
    stale = [fact for fact in ageing if is_stale(fact, composer.selection)]
    if len(stale) > 1 and stale == ageing:
        settled = any(fact.settled for fact in figures)
        yield (Words(phrases.ALL_AGEING_OVERDUE if settled else phrases.ALL_OVERDUE),)
    elif stale:
        yield tuple(_listed(stale, composer))


def _listed(stale: list[Fact], composer: Composer) -> Iterator[Inline]:
    groups: dict[str, list[tuple[Fact, Claim]]] = {}
    for fact in stale:
        claim = composer.selection.current(fact.id)
        assert claim is not None, "what is stale has a claim that counts"
        groups.setdefault(composer.arabic.date(claim.when), []).append((fact, claim))
    before = phrases.ONE_OVERDUE if len(stale) == 1 else phrases.SOME_OVERDUE
    for date, figures in groups.items():
        for fact, claim in figures:
            yield Words(before)
            yield Figure(composer.wording(fact, claim), composer.ref(fact, claim))
            yield from composer.cite(claim, fact=fact.id)
            before = phrases.COMMA
        yield Words(f" ({date})", origin=Origin.DATE)
        before = phrases.SEMICOLON
    yield Words(".")
