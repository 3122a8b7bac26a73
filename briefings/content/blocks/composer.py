"""Resolves the references in the texts of a topic, and numbers the sources as they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ...arabic import Amount, Arabic, Case, isolate_latin
from ...arabic.phrases.blocks import ESTIMATED
from ...arabic.phrases.sources import source_title
from ...facts.references import (
    Emphasis,
    Joiner,
    Reference,
    Typed,
    facts_named,
    is_alternative,
    nothing_typed,
    pieces,
)
from ...facts.selection import Selection
from ...model import (
    Cite,
    Claim,
    EntityKind,
    Fact,
    Figure,
    Inline,
    Origin,
    Precision,
    Qualifier,
    Rich,
    Source,
    Unit,
    UnitKind,
    When,
    Words,
    marked,
)
from .chart_space import A4_ROOM, ChartRoom
from .sentences import set_whole

_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.PERSON})
"""What is called by its short name once it was named in full."""


class Composer:
    """Composes the texts of one brief from the selected claims, and records what it prints.

    It composes block after block, so that it numbers sources in the order of the page. The briefs
    of a pack share their ``numbers``, by source; which sources are undated is then left to the list
    at the end of the pack. ``room`` is the space that the page gives its charts. ``earlier`` is the
    id of the edition that the library belongs to, if it is not the current one.
    """

    def __init__(
        self,
        selection: Selection,
        arabic: Arabic,
        edition: date,
        *,
        numbers: dict[str, int] | None = None,
        room: ChartRoom = A4_ROOM,
        earlier: str = "",
    ) -> None:
        self.selection = selection
        self.library = selection.library
        self.arabic = arabic
        self.edition = edition
        self.in_pack = numbers is not None
        self.room = room
        self._earlier = f"@{earlier}" if earlier else ""
        self._numbers: dict[str, int] = {} if numbers is None else numbers
        self._cited: dict[str, None] = {}
        self._used: dict[tuple[str, Claim], None] = {}
        self._estimated: dict[str, Claim] = {}
        self._named: set[str] = set()
        self._is_label = False
        self.told_apart: set[str] = set()
        """Facts of which a block itself says that their values must not be compared."""
        self.is_sheet = False
        """Whether it composes a sheet, on which some kinds say less."""
        self.counted: set[str] = set()
        """Relations of which the number of objects was printed."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources cited so far, in the order of their numbers."""
        cited = sorted(self._cited, key=self._numbers.__getitem__)
        return tuple(self.library.sources[source] for source in cited)

    @property
    def used(self) -> tuple[tuple[str, Claim], ...]:
        """The claims printed or cited so far, each with its fact's id."""
        return tuple(self._used)

    @property
    def estimates(self) -> tuple[tuple[str, Claim], ...]:
        """The reasons for the estimated dates printed so far, each with its claim."""
        return tuple(self._estimated.items())

    def cite(self, *claims: Claim, fact: str) -> tuple[Cite, ...]:
        """Cite the sources of some claims, and of those in conflict with them.

        Returns their marks, each once, in the order of their numbers.
        """
        claims = tuple(one for claim in claims for one in self.selection.together(fact, claim))
        self._used.update(dict.fromkeys((fact, claim) for claim in claims))
        marks = {self.mark(claim.source) for claim in claims}
        return tuple(sorted(marks, key=lambda mark: mark.number))

    def ref(self, fact: Fact, *claims: Claim, alone: bool = False) -> str:
        """The reference of a printed passage to its claims, as :func:`marked` takes it.

        It includes the claims in conflict with them, unless each is printed ``alone``.
        """
        if not alone:
            together = self.selection.together
            claims = tuple(one for claim in claims for one in together(fact.id, claim))
        places = ",".join(str(fact.claims.index(claim)) for claim in claims)
        return f"{fact.id}{self._earlier}#{places}"

    def mark(self, source: str) -> Cite:
        """Cite a source; the first time it gets the next number."""
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        self._cited[source] = None
        title = isolate_latin(source_title(self.library.sources[source]))
        return Cite(number, self.arabic.digits_of(str(number)), title)

    def source_of(self, mark: Cite) -> Source:
        """The source that a mark stands for."""
        ids = {number: source for source, number in self._numbers.items()}
        return self.library.sources[ids[mark.number]]

    def sentence(
        self, text: str, *, follows: bool = False, typed: Typed = nothing_typed
    ) -> Rich | None:
        """Resolve the references of a text; None if one of them has no claim yet.

        ``follows`` says that another sentence precedes it in the same paragraph. ``typed`` finds
        the hours and rooms that a text of a meeting may hold. A body or a person is named in full
        the first time, then by the short name.
        """
        if any(not self.selection.claims(fact) for fact in facts_named(text)):
            return None
        strong = False
        parts: list[Inline] = []
        for piece in pieces(text):
            if isinstance(piece, Emphasis):
                strong = not strong
            elif isinstance(piece, Reference):
                resolved = self._resolve(piece, strong=strong)
                if resolved is None:
                    return None
                parts.extend(resolved)
            elif isinstance(piece, Joiner):
                parts.append(Words(piece.text if follows else ""))
            elif isinstance(piece, str):
                parts.extend(_with_typed(piece, strong, typed))
        return set_whole(parts, self.arabic)

    def label(self, text: str) -> Rich | None:
        """The same of a text that stands alone, as titles and heads of rows do: with full names."""
        self._is_label = True
        try:
            return self.sentence(text)
        finally:
            self._is_label = False

    def said(self, texts: Iterable[str], *, in_a_run: bool = False) -> Iterator[Rich]:
        """The texts whose references have claims, and the alternatives of the others.

        ``in_a_run`` says that they make one paragraph.
        """
        return (rich for _, rich in self.placed(texts, in_a_run=in_a_run))

    def placed(self, texts: Iterable[str], *, in_a_run: bool = False) -> Iterator[tuple[int, Rich]]:
        """The same, each with its index among the texts."""
        follows = known = False
        for index, text in enumerate(texts):
            if is_alternative(text) and known:
                continue
            rich = self.sentence(text, follows=follows and in_a_run)
            known = rich is not None  # for an alternative too: another may follow it
            if rich is not None:
                follows = True
                yield index, rich

    def paragraph(self, sentences: Iterable[str]) -> Rich | None:
        """The same as one paragraph; None if no text is left."""
        parts: list[Inline] = []
        for rich in self.said(sentences, in_a_run=True):
            if parts:
                parts.append(Words(" "))
            parts.extend(rich)
        return tuple(parts) or None

    def name(self, code: str, *, short: bool = False) -> str:
        """The Arabic name of a country or an entity."""
        return self.arabic.place_name(code, self.library.entities, short=short)

    def _mention(self, code: str) -> str:
        """The name of a country or an entity in running text."""
        entity = self.library.entities.get(code)
        if self._is_label or entity is None or entity.kind not in _BODIES:
            return self.name(code)
        is_known = code in self._named
        self._named.add(code)
        return self.name(code, short=is_known)

    def unit(self, fact: Fact) -> Unit:
        """The unit of a quantity."""
        assert fact.unit is not None, "only quantities have units"
        return self.library.units[fact.unit]

    def quantity(
        self, fact: Fact, claim: Claim, case: Case = Case.NOMINATIVE, *, in_words: bool = False
    ) -> str:
        """The claim's value with qualifier and unit; a range where sources differ."""
        assert claim.value is not None, "checked when the library is loaded"
        if said := self._differing(fact, claim):
            return self.arabic.between(said, self.unit(fact), case, in_words=in_words)
        unit = self.unit(fact)
        return self.arabic.quantity(claim.value, unit, claim.qualifier, case, in_words=in_words)

    def amount(self, fact: Fact, claim: Claim) -> Amount:
        """The same in parts, for tiles, which set the figure large."""
        assert claim.value is not None, "checked when the library is loaded"
        if said := self._differing(fact, claim):
            return self.arabic.between_amount(said, self.unit(fact))
        return self.arabic.amount(claim.value, self.unit(fact), claim.qualifier)

    def number(self, fact: Fact, claim: Claim) -> str:
        """The claim's value with its qualifier and a percent sign, but without a noun."""
        unit = self.unit(fact)
        if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
            return self.quantity(fact, claim)
        if said := self._differing(fact, claim):
            return self.arabic.between(said, unit, noun=False)
        amount = self.amount(fact, claim)
        return " ".join(filter(None, (amount.qualifier, amount.figure or amount.noun)))

    def _differing(self, fact: Fact, claim: Claim) -> list[tuple[float, Qualifier]]:
        """The values in conflict about a claim; empty if the sources agree."""
        claims = self.selection.together(fact.id, claim)
        said = [(one.value, one.qualifier) for one in claims if one.value is not None]
        return list(dict.fromkeys(said)) if len(said) > 1 else []

    def wording(self, fact: Fact, claim: Claim) -> str:
        """The wording of the fact or the claim, with the name of its object."""
        text = claim.wording or fact.wording
        if claim.object is None:
            return isolate_latin(text)
        return isolate_latin(text.replace("{object}", self.name(claim.object)))

    def date(self, claim: Claim) -> str:
        """The date of a claim, marked as estimated if the source does not state it."""
        text = self.arabic.date(claim.when)
        if claim.inferred:
            if claim.object is not None:  # an event of one day within the period
                text = self.arabic.date_within(claim.when)
            self._estimated.setdefault(claim.inferred, claim)
        return f"{text} ({ESTIMATED})" if self.selection.is_inferred(claim) else text

    def dated(self, fact: Fact, *claims: Claim) -> str:
        """The date of the last of some claims between marks of its origin."""
        return marked(self.date(claims[-1]), Origin.DATE, self.ref(fact, *claims))

    def _resolve(self, ref: Reference, *, strong: bool) -> tuple[Inline, ...] | None:
        if ref.is_name:
            code = ref.name[1:]
            name = self.name(code, short=True) if ref.form == "short" else self._mention(code)
            return (Words(name, strong, Origin.NAME),)
        if ref.name in ("as-of", "edition"):
            day = self.edition if ref.name == "edition" else self.selection.as_of
            date_ = self.arabic.date(When(day, day, Precision.DAY))
            return (Words(date_, strong, Origin.DATE),)
        fact = self.library.facts[ref.name]
        claims = self._claims(fact, ref.at)
        if not claims:
            return None
        text = self._form(fact, claims, ref)
        if text is None:
            return None
        if ref.form == "times":
            claims = (self.selection.series(fact.id)[0], *claims)
        place = self.ref(fact, *claims)
        if ref.form in ("date", "dated"):
            return (Figure(text, place, strong, Origin.DATE),)
        marks = self.cite(*claims, fact=fact.id)
        if not text:
            # The statement is in the prose; its marks name the claims.
            return tuple(replace(mark, ref=place) for mark in marks)
        return (Figure(text, place, strong), *marks)

    def _claims(self, fact: Fact, at: str) -> tuple[Claim, ...]:
        if at == "first":
            series = self.selection.series(fact.id)
            if len(series) < 2:
                return ()
            when = series[0].when
        elif at:
            when = When.parse(at)
        else:
            when = None
        if fact.is_relation:
            return self.selection.objects(fact.id, when)
        claim = self.selection.at(fact.id, when) if when else self.selection.current(fact.id)
        return (claim,) if claim else ()

    def _form(self, fact: Fact, claims: tuple[Claim, ...], ref: Reference) -> str | None:
        """The wording of a reference; empty for a mark alone, None if it has none."""
        claim = claims[-1]
        case = Case.OBLIQUE if ref.form == "of" else Case.NOMINATIVE
        match ref.form:
            case "cite":
                return ""
            case "date":
                return self.arabic.date(claim.when)
            case "dated":
                return self.date(claim)
            case "count":
                self.counted.add(fact.id)
                unit = self.library.units[ref.argument]
                return self.arabic.quantity(len(claims), unit, case=case, in_words=True)
            case "times":
                return self._times(fact, claim)
            case "number":
                return self.number(fact, claim)
        if fact.is_relation:
            return self.arabic.joined([self._mention(one.object or "") for one in claims])
        return self.quantity(fact, claim, case, in_words=True)

    def _times(self, fact: Fact, claim: Claim) -> str | None:
        oldest = self.selection.series(fact.id)[0]
        if oldest is claim or not oldest.value or claim.value is None:
            return None
        if oldest.scope != claim.scope or any(self._differing(fact, c) for c in (oldest, claim)):
            return None
        ratio = claim.value / oldest.value
        times = self.arabic.times(ratio)
        exact = {oldest.qualifier, claim.qualifier} == {Qualifier.EXACT}
        if exact and round(ratio, 1) == ratio:
            return times
        # A ratio of qualified or rounded values is approximate: a decimal would be too precise.
        if not exact and ratio >= 2:
            times = self.arabic.times(round(ratio))
        return f"{self.arabic.qualifier(Qualifier.ABOUT)} {times}"


def _with_typed(text: str, strong: bool, typed: Typed) -> Iterator[Words]:
    """The text in parts, of which hours and rooms are marked as such."""
    end = 0
    for start, stop in typed(text):
        if text[end:start]:
            yield Words(text[end:start], strong)
        yield Words(text[start:stop], strong, Origin.TIME)
        end = stop
    if text[end:]:
        yield Words(text[end:], strong)
