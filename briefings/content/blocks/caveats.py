"""Caveats derived from what a brief prints: conflicts, scopes, recorded notes, estimated dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import blocks as phrases
from ...arabic.phrases.sources import source_title
from ...facts.conflicts import disagree
from ...model import (
    Cite,
    Claim,
    Fact,
    Figure,
    Inline,
    Letter,
    Origin,
    Rank,
    Rich,
    Source,
    When,
    Words,
    plain_text,
)
from .composer import Composer


class Note(NamedTuple):
    """A caveat: its text, and the references to what it is about; none for a general one.

    A reference is the id of a fact, or of some of its claims: ``fact#0,2``. A note on something
    printed has a ``letter``, and the ``anchor`` that its letters on the page lead to.
    """

    text: Rich
    about: tuple[str, ...] = ()
    letter: str = ""
    anchor: str = ""

    @property
    def mark(self) -> Letter:
        """The letter that stands at what the note is about."""
        return Letter(self.letter, self.anchor)

    def is_on(self, ref: str) -> bool:
        """Whether it is about the claims of a reference, or some of them."""
        fact, _, places = ref.partition("#")
        for one in self.about:
            own, _, own_places = one.partition("#")
            if own == fact and (
                not own_places or not set(own_places.split(",")).isdisjoint(places.split(","))
            ):
                return True
        return False


_DATE = re.compile(r"\{([^{}]*)\}")


def differing(
    claims: Iterable[tuple[str, Claim]], composer: Composer, before: Rich = ()
) -> tuple[Words, ...]:
    """A sentence for the note of a chart that names the facts on which sources differ."""
    together = composer.selection.together
    facts = dict.fromkeys(fact for fact, claim in claims if len(together(fact, claim)) > 1)
    if not facts:
        return ()
    wordings = [isolate_latin(composer.library.facts[fact].wording) for fact in facts]
    start = f"{' ' if before else ''}{phrases.SOURCES_DIFFER}"
    return (Words(f"{start}{composer.arabic.joined(wordings)}."),)


def conflicts(composer: Composer) -> Iterator[Note]:
    """For each printed claim on which sources differ, what every source says."""
    groups: dict[frozenset[Claim], str] = {}
    for fact_id, claim in composer.used:
        rivals = _rivals(fact_id, claim, composer)
        if rivals:
            groups[frozenset((claim, *rivals))] = fact_id
    for group, fact_id in groups.items():
        if not any(group < other for other in groups):
            claims = sorted(group, key=lambda one: (one.rank is not Rank.PREFERRED, one.value or 0))
            fact = composer.library.facts[fact_id]
            about = composer.ref(fact, *claims, alone=True)
            yield Note(_conflict(fact, claims, composer), (about,))


def _rivals(fact_id: str, claim: Claim, composer: Composer) -> list[Claim]:
    """The claims that count and disagree with a claim, even where one of them is preferred."""
    return [one for one in composer.selection.claims(fact_id) if disagree(claim, one)]


def _conflict(fact: Fact, claims: list[Claim], composer: Composer) -> Rich:
    parts: list[Inline] = [Words(f"{phrases.SOURCES_DIFFER}{isolate_latin(fact.wording)}: ")]
    for position, claim in enumerate(claims):
        composer.cite(claim, fact=fact.id)
        title = isolate_latin(source_title(composer.library.sources[claim.source]))
        date = composer.date(claim).replace(f"({phrases.ESTIMATED})", phrases.ESTIMATED)
        ref = composer.ref(fact, claim, alone=True)
        parts += [
            Words(phrases.AND if position else ""),
            Figure(_alone(fact, claim, composer), ref),
            Words(phrases.BY_SOURCE),
            Words(title, origin=Origin.NAME),
            Words("» ("),
            Figure(date, ref, origin=Origin.DATE),
            Words(")"),
            composer.mark(claim.source),
        ]
    if reason := reason_preferred(claims):
        told = composer.arabic.prose(reason).removesuffix(".")
        parts.append(Words(phrases.PREFERRED + told, origin=Origin.NOTE))
    return (*parts, Words("."))


def reason_preferred(claims: Iterable[Claim]) -> str | None:
    """The reason for preferring a claim to the others, if exactly one is preferred."""
    reasons = [claim.note for claim in claims if claim.rank is Rank.PREFERRED]
    return reasons[0] if len(reasons) == 1 else None


def _alone(fact: Fact, claim: Claim, composer: Composer) -> str:
    """The value that one source gives, without its rivals; of a relation, its wording."""
    if claim.value is None:
        return composer.wording(fact, claim)
    return composer.arabic.quantity(claim.value, composer.unit(fact), claim.qualifier)


def scopes(composer: Composer) -> Iterator[Note]:
    """For each fact printed with claims of several scopes, that they must not be compared.

    The values stand where the letter of the note does. Nothing of facts whose own block says it.
    """
    printed: dict[str, dict[str | None, Claim]] = {}
    for fact_id, claim in composer.used:
        printed.setdefault(fact_id, {})[claim.scope] = claim
    for fact_id, by_scope in printed.items():
        if len(by_scope) > 1 and fact_id not in composer.told_apart:
            claims = sorted(by_scope.values(), key=lambda claim: claim.when.end, reverse=True)
            fact = composer.library.facts[fact_id]
            yield Note(tuple(_scopes(fact, claims, composer)), (fact_id,))


def _scopes(fact: Fact, claims: list[Claim], composer: Composer) -> Iterator[Inline]:
    before = phrases.NOT_COMPARED
    for claim in claims:
        date = composer.arabic.date(claim.when)
        yield Words(before)
        yield Figure(date, composer.ref(fact, claim, alone=True), origin=Origin.DATE)
        if claim.scope:
            yield Words(phrases.covers(isolate_latin(claim.scope)))
        yield composer.mark(claim.source)
        before = phrases.SEMICOLON
    yield Words(".")


def recorded(composer: Composer, owners: Iterable[str]) -> Iterator[Note]:
    """The recorded notes of the given facts and sources, if the brief prints them."""
    for owner in owners:
        if owner in composer.library.sources:
            yield from _of_source(composer.library.sources[owner], composer)
        else:
            yield from _of_fact(owner, composer.selection.claims(owner), composer)


def automatic(composer: Composer, without: Iterable[str] = ()) -> Iterator[Note]:
    """The recorded notes of all facts and claims printed so far, in the order of the page.

    Notes of sources are left out: most are oddities of a document that do not concern a brief. A
    topic names those that do.
    """
    printed: dict[str, list[Claim]] = {}
    for fact_id, claim in composer.used:
        printed.setdefault(fact_id, []).append(claim)
    for fact_id, claims in printed.items():
        if fact_id not in without:
            yield from _of_fact(fact_id, claims, composer)


def _of_source(source: Source, composer: Composer) -> Iterator[Note]:
    for note in source.notes if source in composer.sources else ():
        if _is_said_by(note, composer):
            yield Note(_noted(note, composer, composer.mark(source.id)))


def _of_fact(fact_id: str, claims: Iterable[Claim], composer: Composer) -> Iterator[Note]:
    # A note of a fact is about all its claims; before the last of them it would look ahead.
    claims = tuple(claims)
    fact = composer.library.facts[fact_id]
    if claims and composer.selection.is_complete(fact_id):
        for note in fact.notes:
            if not _is_said_by(note, composer):
                continue
            yield Note(_noted(note, composer, *composer.cite(*claims, fact=fact_id)), (fact_id,))
    for claim in claims:
        rivals = _rivals(fact_id, claim, composer)
        is_told = rivals and claim.note == reason_preferred((claim, *rivals))
        if claim.note and not is_told and _is_said_by(claim.note, composer):
            about = composer.ref(fact, claim, alone=True)
            yield Note(_noted(claim.note, composer, composer.mark(claim.source)), (about,))


def estimated(composer: Composer, *, reasons: bool) -> Iterator[Note]:
    """Why printed dates were estimated, and which cited sources are undated.

    Of sources one sentence says it; with ``reasons``, one of each tells how its date was found.
    """
    used = set(composer.used)
    for reason, claim in composer.estimates:
        about = [
            composer.ref(fact, one, alone=True)
            for fact in composer.library.facts.values()
            for one in fact.claims
            if one.inferred == reason and (one == claim or (fact.id, one) in used)
        ]
        yield Note(_noted(reason, composer, composer.mark(claim.source)), tuple(about))
    undated = [one for one in composer.sources if one.inferred and not composer.in_pack]
    if reasons:
        yield from (Note(_estimated(source, composer)) for source in undated)
    elif undated:
        before, after = phrases.undated_sources(len(undated))
        parts: list[Inline] = [Words(before)]
        for position, source in enumerate(undated):
            parts += [Words(phrases.AND_MARK if position else ""), composer.mark(source.id)]
        yield Note((*parts, Words(after)))


def _estimated(source: Source, composer: Composer) -> Rich:
    assert source.inferred is not None, "only undated sources are asked"
    date = composer.arabic.date(source.inferred.date)
    reason = source.inferred.reason
    if not _is_said_by(reason, composer):
        reason = phrases.UNDATED
    told = composer.arabic.prose(reason).removesuffix(".")
    said = phrases.estimated(told, date, source.inferred.date.precision)
    return (
        Words(phrases.SOURCE),
        composer.mark(source.id),
        Words(said, origin=Origin.NOTE, ref=source.id),
    )


def each_once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes without those that repeat the words of an earlier one, which is about both."""
    kept: dict[str, Note] = {}
    for note in notes:
        words = plain_text(note.text)
        known = kept.get(words)
        about = dict.fromkeys((*known.about, *note.about)) if known else note.about
        kept[words] = (known or note)._replace(about=tuple(about))
    return tuple(kept.values())


def _is_said_by(text: str, composer: Composer) -> bool:
    """Whether no date that a note names lies after the day of the facts."""
    dates = (When.parse(found[1]) for found in _DATE.finditer(text))
    return all(when.start <= composer.selection.as_of for when in dates)


def _noted(text: str, composer: Composer, *marks: Cite) -> Rich:
    """A recorded note with its source marks before its full stop."""
    words = composer.arabic.prose(text)
    stop = "." if words.endswith(".") else ""
    return (Words(words.removesuffix(stop), origin=Origin.NOTE), *marks, Words(stop))
