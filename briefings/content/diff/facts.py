"""Compares the facts of a topic in two editions.

What a fact *says* are its printed claims of the latest date and those in conflict with them, by
value, object, qualifier and date. The libraries decide what is news, not the page: a claim that the
earlier library had already, or that the later one still holds, was only added to the page or left
out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...facts.conflicts import disagree
from ...facts.selection import Selection
from ...model import Claim, Fact, Rank
from .rewordings import text_changes
from .states import State, statement


class ChangeKind(StrEnum):
    """How a fact changed."""

    ADDED = "added"
    """It was not printed before, or has a further value of the same date."""
    SUPERSEDED = "superseded"
    """A claim of a later date, or one that supersedes, has the same or another value."""
    REVISED = "revised"
    """The value of a date is corrected, or the date."""
    DROPPED = "dropped"
    """It is no longer printed, or its latest value is not."""
    SOURCE = "source"
    """Another source, or another document of the source, has the same value."""
    WORDING = "wording"
    """Only its wording changed; without a ``fact``, a text of the topic or a name did."""


_ORDER = {
    ChangeKind.SUPERSEDED: 0,
    ChangeKind.REVISED: 0,
    ChangeKind.ADDED: 1,
    ChangeKind.SOURCE: 2,
    ChangeKind.DROPPED: 3,
    ChangeKind.WORDING: 4,
}


@dataclass(frozen=True, slots=True)
class FactChange:
    """One change: the claims of a fact in the earlier library and in the later one; maybe none."""

    kind: ChangeKind
    fact: str
    before: tuple[Claim, ...]
    after: tuple[Claim, ...]


def changes(before: State, after: State) -> tuple[FactChange, ...]:
    """All changes: superseded and revised facts first, each kind in the order of the page."""
    facts = dict.fromkeys((*after.printed, *before.printed))
    found = [one for fact in facts for one in _of_fact(fact, before, after)]
    renamed = set(_renamed(found, before, after))
    found = [one for one in found if one.fact not in renamed]
    worded = dict.fromkeys(one.fact for one in text_changes(before, after))
    found += [
        FactChange(ChangeKind.WORDING, fact, _said(before, fact), _said(after, fact))
        for fact in worded
    ]
    return tuple(sorted(found, key=lambda one: _ORDER[one.kind]))


def is_new_state(found: Iterable[FactChange]) -> bool:
    """Whether any change is more than one of wording."""
    return any(one.kind is not ChangeKind.WORDING for one in found)


def _said(state: State, fact: str) -> tuple[Claim, ...]:
    """The printed claims of a fact's latest date, with those in conflict with them."""
    printed = state.printed.get(fact, ())
    if not printed:
        return ()
    newest = max(printed, key=lambda claim: (claim.when.end, claim.when.start)).when
    selection = Selection(state.library, state.as_of)
    latest = [claim for claim in printed if claim.when == newest]
    rivals = [one for claim in latest for one in selection.together(fact, claim)]
    return tuple(claim for claim in printed if claim in latest or claim in rivals)


def _of_fact(fact: str, before: State, after: State) -> Iterator[FactChange]:
    old, new = _said(before, fact), _said(after, fact)
    if not old:
        yield FactChange(ChangeKind.ADDED, fact, (), new)
    elif not new:
        yield FactChange(ChangeKind.DROPPED, fact, old, ())
    else:
        yield from _of_latest(fact, old, new, before, after)
        yield from _of_older(fact, old, new, before, after)


def _of_latest(
    fact: str, old: tuple[Claim, ...], new: tuple[Claim, ...], before: State, after: State
) -> Iterator[FactChange]:
    facts = before.library.facts[fact], after.library.facts[fact]
    if not _are_alike(facts[0], before, facts[1], after):
        yield FactChange(ChangeKind.REVISED, fact, old, new)
    elif _statements(old) == _statements(new):
        if _are_swapped(old, new):
            yield FactChange(ChangeKind.REVISED, fact, old, new)
        elif _documents(old, before) != _documents(new, after):
            yield FactChange(ChangeKind.SOURCE, fact, old, new)
    elif {claim.supersedes for claim in new} & {claim.id for claim in old if claim.id}:
        yield FactChange(ChangeKind.SUPERSEDED, fact, old, new)
    elif _end(new) > _end(old):
        later = [claim for claim in new if claim.when.end > _end(old)]
        # Another reading of the same words in the same document is a correction.
        is_reread = _evidence(later, after) <= _evidence(old, before)
        kind = ChangeKind.SUPERSEDED
        if is_reread and not any(_holds(claim, fact, before, after) for claim in old):
            kind = ChangeKind.REVISED
        yield FactChange(kind, fact, old, new)
    elif _end(new) < _end(old) and any(_holds(claim, fact, before, after) for claim in old):
        yield FactChange(ChangeKind.DROPPED, fact, old, ())
    elif _end(new) < _end(old):
        yield FactChange(ChangeKind.REVISED, fact, old, new)
    else:
        yield from _of_same_day(fact, old, new, before, after)


def _of_same_day(
    fact: str, old: tuple[Claim, ...], new: tuple[Claim, ...], before: State, after: State
) -> Iterator[FactChange]:
    lost = tuple(claim for claim in old if statement(claim) not in _statements(new))
    come = tuple(claim for claim in new if statement(claim) not in _statements(old))
    is_known = all(_holds(claim, fact, after, before) for claim in come)
    still_holds = all(_holds(claim, fact, before, after) for claim in lost)
    is_further = not (
        lost
        or after.library.facts[fact].is_relation
        or any(disagree(claim, one) for claim in come for one in new)
    )
    if (is_known and still_holds) or is_further:
        if come:
            yield FactChange(ChangeKind.ADDED, fact, (), come)
        if lost:
            yield FactChange(ChangeKind.DROPPED, fact, lost, ())
    else:
        yield FactChange(ChangeKind.REVISED, fact, old, new)


def _of_older(
    fact: str, old: tuple[Claim, ...], new: tuple[Claim, ...], before: State, after: State
) -> Iterator[FactChange]:
    """The changes of earlier values, which charts show; showing more of them is no change."""
    printed = before.printed[fact]
    dates = {claim.when for claim in printed}
    for when in dict.fromkeys(claim.when for claim in printed):
        was = tuple(claim for claim in printed if claim.when == when)
        now = tuple(claim for claim in after.printed[fact] if claim.when == when)
        if set(was) <= set(old) and set(now) <= set(new):
            continue
        lost = [claim for claim in was if not _holds(claim, fact, before, after)]
        come = [claim for claim in now if not _holds(claim, fact, after, before)]
        if now and (lost or come):
            yield FactChange(ChangeKind.REVISED, fact, was, now)
        elif not now and len(lost) == len(was) and not _is_history(was, fact, after):
            moved = tuple(
                claim
                for claim in after.printed[fact]
                if claim.when not in dates and _value(claim) in {_value(one) for one in was}
            )
            yield FactChange(ChangeKind.REVISED if moved else ChangeKind.DROPPED, fact, was, moved)


def _is_history(claims: Iterable[Claim], fact: str, after: State) -> bool:
    """Whether the later library keeps all claims, even if others supersede or overrule them."""
    kept = after.library.facts[fact].claims
    return _statements(claims) <= _statements(c for c in kept if c.rank is not Rank.DEPRECATED)


def _holds(claim: Claim, fact: str, own: State, other: State) -> bool:
    """Whether a claim of one state's library holds in the other's too, on the later day of both."""
    if fact not in other.library.facts:
        return False
    day = max(own.as_of, other.as_of)
    return statement(claim) in _statements(Selection(other.library, day).holding(fact))


def _renamed(found: Iterable[FactChange], before: State, after: State) -> Iterator[str]:
    """Both ids of the facts that changed in nothing but their id."""
    found = tuple(found)
    for gone in (one for one in found if one.kind is ChangeKind.DROPPED and not one.after):
        old = before.library.facts[gone.fact]
        for come in (one for one in found if one.kind is ChangeKind.ADDED and not one.before):
            new = after.library.facts[come.fact]
            if (
                old.id not in after.library.facts
                and (old.wording, old.predicate) == (new.wording, new.predicate)
                and _are_alike(old, before, new, after)
                and _statements(gone.before) == _statements(come.after)
                and _evidence(gone.before, before) == _evidence(come.after, after)
            ):
                yield from (old.id, new.id)


def _value(claim: Claim) -> tuple[object, ...]:
    return statement(claim)[:-1]


def _statements(claims: Iterable[Claim]) -> set[tuple[object, ...]]:
    return {statement(claim) for claim in claims}


def _are_swapped(old: Iterable[Claim], new: Iterable[Claim]) -> bool:
    """Whether the same scopes have other values; a new scope is only another wording."""
    was = {(statement(claim), claim.scope) for claim in old}
    now = {(statement(claim), claim.scope) for claim in new}
    return was != now and {scope for _, scope in was} == {scope for _, scope in now}


def _are_alike(one: Fact, before: State, other: Fact, after: State) -> bool:
    """Whether two facts have the same subject and unit, whatever the unit's id or words."""
    if one.subject != other.subject:
        return False
    if one.unit is None or other.unit is None:
        return one.unit is other.unit
    was, now = before.library.units[one.unit], after.library.units[other.unit]
    same = was.id == now.id or (was.name, was.forms) == (now.name, now.forms)
    return same and was.kind is now.kind


def _documents(claims: Iterable[Claim], state: State) -> set[tuple[str, str]]:
    return {(claim.source, state.library.sources[claim.source].sha256) for claim in claims}


def _evidence(claims: Iterable[Claim], state: State) -> set[tuple[object, ...]]:
    sources = state.library.sources
    return {(c.source, sources[c.source].sha256, c.paragraph, c.excerpt) for c in claims}


def _end(claims: Iterable[Claim]) -> date:
    return max(claim.when.end for claim in claims)
