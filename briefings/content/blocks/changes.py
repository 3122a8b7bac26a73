"""The block of changes since an earlier edition: a table of facts, or a sentence if none changed.

No topic holds it: a brief that is compared with an edition adds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...arabic import is_country, isolate_latin
from ...arabic.phrases import briefs
from ...arabic.phrases import changes as phrases
from ...arabic.phrases.sources import source_title
from ...facts.selection import Selection
from ...model import (
    Cite,
    Claim,
    EntityKind,
    Fact,
    Figure,
    Inline,
    Origin,
    Rich,
    Words,
    marked,
)
from ..diff import ChangeKind, FactChange, State, statement
from .composer import Composer

MOST_ROWS = 12
"""Most rows of the table in a brief; a sentence counts the changes beyond."""
_LONG, _LONGEST = 4, 8
"""Most names in a list of objects, and in a list of those added or dropped; longer ones are cut."""


class Saying(NamedTuple):
    """The value or the objects of a fact in one edition; ``below`` is their date, or the source."""

    said: Rich = ()
    below: str = ""


class ChangeRow(NamedTuple):
    """One change: the fact, what either edition says of it, and a label for the kind of change."""

    stated: Rich
    before: Saying
    now: Saying
    kind: str


class ChangesView(NamedTuple):
    """A table with a column for each edition, or a sentence; ``rest`` counts the rows left out."""

    kind: str
    title: Rich
    heads: tuple[Rich, Rich]
    rows: tuple[ChangeRow, ...]
    rest: Rich
    sentence: Rich


def changes_view(
    found: Sequence[FactChange],
    composer: Composer,
    before: State,
    after: State,
    *,
    most: int = MOST_ROWS,
) -> ChangesView:
    """The changes of the facts since ``before``, in at most ``most`` rows.

    ``composer`` is the brief's, whose state is ``after``.
    """
    arabic = composer.arabic
    edition = briefs.edition(arabic, before.named)
    told = [one for one in found if one.kind is not ChangeKind.WORDING]
    teller = _Teller(composer, before, after)
    rows = tuple(teller.row(one) for one in told[:most])
    title: Rich = (Words(phrases.TITLE),)
    sentence: Rich = ()
    if told:
        title = (Words(phrases.SINCE), *edition)
    elif found:
        start = phrases.ONLY_REWORDED + briefs.UNCHANGED_SINCE
        sentence = (Words(start), *edition, Words("."))
    else:
        sentence = (Words(briefs.UNCHANGED_SINCE), *edition, Words("."))
    heads: tuple[Rich, Rich] = (Words(phrases.IN_THAT_EDITION),), (Words(phrases.NOW),)
    rest = phrases.rest(arabic, len(told) - len(rows))
    return ChangesView("changes", title, heads, rows, rest, sentence)


class _Teller:
    """Words each change, with one composer for either edition's library."""

    def __init__(self, composer: Composer, before: State, after: State) -> None:
        assert before.id, "the figures of an earlier edition name it"
        self._now = composer
        self._then = Composer(
            Selection(before.library, before.as_of),
            composer.arabic,
            before.named[0],
            earlier=before.id,
        )
        self._printed = after.printed

    def row(self, change: FactChange) -> ChangeRow:
        old, new = change.before, change.after
        composer = self._now if new else self._then
        fact = composer.library.facts[change.fact]
        # What is said now comes first, since it numbers the sources that both may have.
        now = self._saying(self._now, change, new)
        before = self._saying(self._then, change, old)
        if fact.is_relation and old and new and change.kind is not ChangeKind.SOURCE:
            now = self._list(change, now)
        if change.kind is ChangeKind.SOURCE and not _same_source(old, new):
            before = before._replace(below=self._titles(old))
        stated = Words(_stated(fact, new or old), origin=Origin.NAME)
        return ChangeRow((stated,), before, now, self._label(change))

    def _saying(self, composer: Composer, change: FactChange, claims: tuple[Claim, ...]) -> Saying:
        if not claims:
            return Saying()
        fact = composer.library.facts[change.fact]
        if fact.is_relation:
            said: list[Inline] = [_listed(composer, fact, claims)]
        else:
            scopes = {claim.scope for claim in (*change.before, *change.after)}
            said = list(_quantities(composer, fact, claims, scoped=len(scopes) > 1))
        said += self._marks(composer, fact, claims)
        return Saying(tuple(said), composer.dated(fact, *claims))

    def _list(self, change: FactChange, whole: Saying) -> Saying:
        """The objects of a relation; if the list is long, only those added and dropped."""
        old, new = change.before, change.after
        had, has = {one.object for one in old}, {one.object for one in new}
        printed = {statement(claim) for claim in self._printed.get(change.fact, ())}
        # Objects of an earlier date that are still printed are events, which a new one keeps.
        stay = old[0].when != new[0].when and {statement(one) for one in old} <= printed
        if had == has or len(had | has) <= _LONG or stay:
            return whole
        parts: list[Inline] = []
        come = tuple(one for one in new if one.object not in had)
        gone = tuple(one for one in old if one.object not in has)
        fact = self._now.library.facts[change.fact]
        if come:
            parts += [Words(phrases.ADDED), _listed(self._now, fact, come, most=_LONGEST)]
        if gone:
            was = self._then.library.facts[change.fact]
            start = phrases.AND_DROPPED if come else phrases.DROPPED
            parts += [Words(start), _listed(self._then, was, gone, most=_LONGEST)]
        return Saying((*parts, *self._marks(self._now, fact, new)), whole.below)

    def _marks(self, composer: Composer, fact: Fact, claims: tuple[Claim, ...]) -> list[Cite]:
        """The marks of the sources; of an earlier edition, only those that the brief cites too."""
        if composer is self._now:
            return list(composer.cite(*claims, fact=fact.id))
        library = self._now.library
        cited = {source.id for source in self._now.sources}
        same = dict.fromkeys(
            claim.source
            for claim in claims
            if claim.source in cited
            and library.sources[claim.source].sha256
            == self._then.library.sources[claim.source].sha256
        )
        return sorted(map(self._now.mark, same), key=lambda mark: mark.number)

    def _titles(self, claims: Iterable[Claim]) -> str:
        sources = self._then.library.sources
        names = dict.fromkeys(claim.source for claim in claims)
        titles = [
            marked(f"«{isolate_latin(source_title(sources[name]))}»", Origin.NAME, name)
            for name in names
        ]
        return phrases.AND.join(titles)

    def _label(self, change: FactChange) -> str:
        old, new = change.before, change.after
        if change.kind is ChangeKind.SOURCE and _same_source(old, new):
            return phrases.OTHER_COPY
        if not (old and new) or change.kind is ChangeKind.SOURCE:
            return phrases.LABELS[change.kind]
        was, now = {statement(one) for one in old}, {statement(one) for one in new}
        differing = self._now.selection.together(change.fact, new[-1])
        differed = self._then.selection.together(change.fact, old[-1])
        if was < now and len(differing) > 1:
            return phrases.SOURCES_DIFFER
        if now < was and len(differed) > 1:
            return phrases.SOURCES_AGREE
        if was != now and {one[:-1] for one in was} == {one[:-1] for one in now}:
            return phrases.CONFIRMED if change.kind is ChangeKind.SUPERSEDED else phrases.REDATED
        return phrases.LABELS[change.kind]


def _same_source(old: Iterable[Claim], new: Iterable[Claim]) -> bool:
    return {claim.source for claim in old} == {claim.source for claim in new}


def _stated(fact: Fact, claims: Sequence[Claim]) -> str:
    """What the fact states; three dots stand where a relation names its objects."""
    text = fact.wording if fact.is_relation else claims[-1].wording or fact.wording
    return isolate_latin(text.replace("{object}", "…"))


def _quantities(
    composer: Composer, fact: Fact, claims: Iterable[Claim], *, scoped: bool
) -> Iterator[Inline]:
    """The values, each once; those that disagree as the range that they make."""
    said: set[Claim] = set()
    texts: set[str] = set()
    for claim in claims:
        text = composer.quantity(fact, claim)
        if claim in said or text in texts:
            continue
        said.update(composer.selection.together(fact.id, claim))
        if texts:
            yield Words(phrases.SEMICOLON)
        texts.add(text)
        yield Figure(text, composer.ref(fact, claim))
        if scoped and claim.scope:
            yield Words(f" ({isolate_latin(claim.scope)})", origin=Origin.NAME)


def _listed(
    composer: Composer, fact: Fact, claims: Sequence[Claim], *, most: int = _LONG
) -> Figure:
    """The names of a relation's objects; of more than ``most``, the first ones."""
    codes = [claim.object or "" for claim in claims]
    names = [composer.name(code, short=is_country(code)) for code in codes]
    if len(names) <= most:
        return Figure(composer.arabic.joined(names), composer.ref(fact, *claims))
    entities = composer.library.entities
    people = all(code in entities and entities[code].kind is EntityKind.PERSON for code in codes)
    told = composer.arabic.joined(names[: most - 1])
    told += phrases.PEOPLE_MORE if people else phrases.MORE
    return Figure(told, composer.ref(fact, *claims))
