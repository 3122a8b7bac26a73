"""Caveats derived from what a brief prints: conflicts, scopes, recorded notes, estimated dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...arabic import Case, isolate_latin
from ...arabic.phrases import blocks as phrases
from ...arabic.phrases.sources import source_title
from ...facts.conflicts import disagree
from ...model import (
    Cite,
    Claim,
    Fact,
    Figure,
    Inline,
    Origin,
    Rank,
    Rich,
    Source,
    When,
    Words,
    plain_text,
)
from .composer import Composer

_DATE = re.compile(r"\{([^{}]*)\}")
_PAIR = 2


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


def conflicts(composer: Composer) -> Iterator[Rich]:
    """For each printed claim on which sources differ, what every source says."""
    groups: dict[frozenset[Claim], str] = {}
    for fact_id, claim in composer.used:
        rivals = _rivals(fact_id, claim, composer)
        if rivals:
            groups[frozenset((claim, *rivals))] = fact_id
    for group, fact_id in groups.items():
        if not any(group < other for other in groups):
            claims = sorted(group, key=lambda one: (one.rank is not Rank.PREFERRED, one.value or 0))
            yield _conflict(composer.library.facts[fact_id], claims, composer)


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


def _alone(fact: Fact, claim: Claim, composer: Composer, case: Case = Case.NOMINATIVE) -> str:
    """The value that one source gives, without its rivals; of a relation, its wording."""
    if claim.value is None:
        return composer.wording(fact, claim)
    return composer.arabic.quantity(claim.value, composer.unit(fact), claim.qualifier, case)


def scopes(composer: Composer) -> Iterator[Rich]:
    """For each fact printed with claims of several scopes, that they must not be compared."""
    printed: dict[str, dict[str | None, Claim]] = {}
    for fact_id, claim in composer.used:
        printed.setdefault(fact_id, {})[claim.scope] = claim
    for fact_id, by_scope in printed.items():
        if len(by_scope) > 1:
            claims = sorted(by_scope.values(), key=lambda claim: claim.when.end)
            yield _scopes(composer.library.facts[fact_id], claims, composer)


def _scopes(fact: Fact, claims: list[Claim], composer: Composer) -> Rich:
    is_pair = len(claims) == _PAIR
    parts: list[Inline] = [Words(phrases.PAIR_NOT_COMPARED if is_pair else phrases.NOT_COMPARED)]
    for position, claim in enumerate(claims):
        said = _alone(
            fact, claim, composer, Case.OBLIQUE if is_pair and position else Case.NOMINATIVE
        )
        covers = f" ({isolate_latin(claim.scope)})" if claim.scope else ""
        joiner = (phrases.compared_with(said) if is_pair else phrases.AND) if position else ""
        parts += [
            Words(joiner),
            Figure(said, composer.ref(fact, claim, alone=True)),
            Words(covers),
            composer.mark(claim.source),
        ]
    return (*parts, Words(phrases.SCOPES_DIFFER if is_pair else "."))


def recorded(composer: Composer, owners: Iterable[str]) -> Iterator[Rich]:
    """The recorded notes of the given facts and sources, if the brief prints them."""
    for owner in owners:
        if owner in composer.library.sources:
            yield from _of_source(composer.library.sources[owner], composer)
        else:
            yield from _of_fact(owner, composer.selection.claims(owner), composer)


def automatic(composer: Composer, without: Iterable[str] = ()) -> Iterator[Rich]:
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


def _of_source(source: Source, composer: Composer) -> Iterator[Rich]:
    for note in source.notes if source in composer.sources else ():
        if _is_said_by(note, composer):
            yield _noted(note, composer, composer.mark(source.id))


def _of_fact(fact_id: str, claims: Iterable[Claim], composer: Composer) -> Iterator[Rich]:
    # A note of a fact is about all its claims; before the last of them it would look ahead.
    claims = tuple(claims)
    fact = composer.library.facts[fact_id]
    if claims and composer.selection.is_complete(fact_id):
        for note in fact.notes:
            if not _is_said_by(note, composer):
                continue
            yield _noted(note, composer, *composer.cite(*claims, fact=fact_id))
    for claim in claims:
        rivals = _rivals(fact_id, claim, composer)
        is_told = rivals and claim.note == reason_preferred((claim, *rivals))
        if claim.note and not is_told and _is_said_by(claim.note, composer):
            yield _noted(claim.note, composer, composer.mark(claim.source))


def estimated(composer: Composer) -> Iterator[Rich]:
    """How the printed dates and those of cited sources were estimated, where they were."""
    for reason, claim in composer.estimates:
        yield _noted(reason, composer, composer.mark(claim.source))
    for source in composer.sources if not composer.in_pack else ():
        if source.inferred:
            date = composer.arabic.date(source.inferred.date)
            reason = source.inferred.reason
            if not _is_said_by(reason, composer):
                reason = phrases.UNDATED
            told = composer.arabic.prose(reason).removesuffix(".")
            yield (
                Words(phrases.SOURCE),
                composer.mark(source.id),
                Words(
                    phrases.estimated(told, date, source.inferred.date.precision),
                    origin=Origin.NOTE,
                    ref=source.id,
                ),
            )


def each_once(points: Iterable[Rich]) -> tuple[Rich, ...]:
    """The points without those that repeat the words of an earlier one."""
    return tuple({plain_text(point): point for point in reversed(list(points))}.values())[::-1]


def _is_said_by(text: str, composer: Composer) -> bool:
    """Whether no date that a note names lies after the day of the facts."""
    dates = (When.parse(found[1]) for found in _DATE.finditer(text))
    return all(when.start <= composer.selection.as_of for when in dates)


def _noted(text: str, composer: Composer, *marks: Cite) -> Rich:
    """A recorded note with its source marks before its full stop."""
    words = composer.arabic.prose(text)
    stop = "." if words.endswith(".") else ""
    return (Words(words.removesuffix(stop), origin=Origin.NOTE), *marks, Words(stop))
