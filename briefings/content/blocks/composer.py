"""Turns the texts of a topic into rich text, and numbers the sources in the order they are met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ...arabic import Amount, Arabic, Case, isolate_latin
from ...arabic.phrases.caveats import ESTIMATED
from ...facts.references import Emphasis, Joiner, Reference, facts_named, is_alternative, pieces
from ...facts.selection import Selection
from ...model import (
    Cite,
    Claim,
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


class Composer:
    """What a block needs to become a view: the selection, the wording, and the marks so far.

    One composer serves one brief, block after block, so that sources are numbered in the order in
    which a reader meets them. The briefs of a pack share their ``numbers``, by source, and leave it
    to the list of sources at the end of the pack to say which of them are undated. ``room`` is what
    the page gives its charts. ``earlier`` is the id of the edition whose library this is, where it
    is an earlier one that a brief looks back to.
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
        """Why dates printed so far were estimated, where a claim has a reason of its own."""
        return tuple(self._estimated.items())

    def cite(self, *claims: Claim, fact: str) -> tuple[Cite, ...]:
        """The marks of the claims' sources, each once, in the order of their numbers.

        What disagrees with a claim is printed beside it, and has its mark too.
        """
        claims = tuple(one for claim in claims for one in self.selection.together(fact, claim))
        self._used.update(dict.fromkeys((fact, claim) for claim in claims))
        marks = {self.mark(claim.source) for claim in claims}
        return tuple(sorted(marks, key=lambda mark: mark.number))

    def ref(self, fact: Fact, *claims: Claim, alone: bool = False) -> str:
        """How a printed passage names the claims that it comes from.

        With them go those that disagree and are printed beside them, unless each stands ``alone``.
        """
        if not alone:
            together = self.selection.together
            claims = tuple(one for claim in claims for one in together(fact.id, claim))
        places = ",".join(str(fact.claims.index(claim)) for claim in claims)
        return f"{fact.id}{self._earlier}#{places}"

    def mark(self, source: str) -> Cite:
        """The mark of a source, which gets the next number when it is met for the first time."""
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        self._cited[source] = None
        title = isolate_latin(self.library.sources[source].title)
        return Cite(number, self.arabic.digits_of(str(number)), title)

    def sentence(self, text: str, *, follows: bool = False) -> Rich | None:
        """The text with its references resolved; None if one has no claim by the brief's day.

        ``follows`` says that another sentence comes before it in the same paragraph.
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
                parts.append(Words(isolate_latin(self.arabic.digits_of(piece)), strong))
        return tuple(parts)

    def said(self, texts: Iterable[str], *, in_a_run: bool = False) -> Iterator[Rich]:
        """The texts that can be said by the brief's day, alternatives where the others cannot.

        ``in_a_run`` says that they make one paragraph.
        """
        follows = known = False
        for text in texts:
            if is_alternative(text) and known:
                continue
            rich = self.sentence(text, follows=follows and in_a_run)
            known = rich is not None  # of an alternative too: another may follow it
            if rich is not None:
                follows = True
                yield rich

    def paragraph(self, sentences: Iterable[str]) -> Rich | None:
        """The sentences that can be said by the brief's day, in one run; None if there is none."""
        parts: list[Inline] = []
        for rich in self.said(sentences, in_a_run=True):
            if parts:
                parts.append(Words(" "))
            parts.extend(rich)
        return tuple(parts) or None

    def name(self, code: str, *, short: bool = False) -> str:
        """The Arabic name of a country or an entity."""
        return self.arabic.place_name(code, self.library.entities, short=short)

    def unit(self, fact: Fact) -> Unit:
        """The unit of a quantity."""
        assert fact.unit is not None, "only quantities have units"
        return self.library.units[fact.unit]

    def quantity(self, fact: Fact, claim: Claim, case: Case = Case.NOMINATIVE) -> str:
        """The claim's value with qualifier and unit; a range where sources differ."""
        assert claim.value is not None, "checked when the library is loaded"
        if said := self._differing(fact, claim):
            return self.arabic.between(said, self.unit(fact), case)
        return self.arabic.quantity(claim.value, self.unit(fact), claim.qualifier, case)

    def amount(self, fact: Fact, claim: Claim) -> Amount:
        """The same in parts, for a tile that sets the figure large."""
        assert claim.value is not None, "checked when the library is loaded"
        if said := self._differing(fact, claim):
            return self.arabic.between_amount(said, self.unit(fact))
        return self.arabic.amount(claim.value, self.unit(fact), claim.qualifier)

    def number(self, fact: Fact, claim: Claim) -> str:
        """The claim's value with its qualifier, without its noun unless it is a sign."""
        unit = self.unit(fact)
        if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
            return self.quantity(fact, claim)
        if said := self._differing(fact, claim):
            return self.arabic.between(said, unit, noun=False)
        amount = self.amount(fact, claim)
        return " ".join(filter(None, (amount.qualifier, amount.figure or amount.noun)))

    def _differing(self, fact: Fact, claim: Claim) -> list[tuple[float, Qualifier]]:
        """What the sources say that differ about a claim; nothing where they agree."""
        claims = self.selection.together(fact.id, claim)
        said = [(one.value, one.qualifier) for one in claims if one.value is not None]
        return list(dict.fromkeys(said)) if len(said) > 1 else []

    def wording(self, fact: Fact, claim: Claim) -> str:
        """What the fact states, with the name of the claim's object put in."""
        text = claim.wording or fact.wording
        if claim.object is None:
            return isolate_latin(text)
        return isolate_latin(text.replace("{object}", self.name(claim.object)))

    def date(self, claim: Claim) -> str:
        """The date a claim holds for; one that the source does not state is marked as estimated."""
        text = self.arabic.date(claim.when)
        if claim.inferred:
            if claim.object is not None:  # it happened once in the period
                text = self.arabic.date_within(claim.when)
            self._estimated.setdefault(claim.inferred, claim)
        return f"{text} ({ESTIMATED})" if self.selection.is_inferred(claim) else text

    def dated(self, fact: Fact, *claims: Claim) -> str:
        """The same of the last of some claims, marked as what it is; for parts of a view."""
        return marked(self.date(claims[-1]), Origin.DATE, self.ref(fact, *claims))

    def _resolve(self, ref: Reference, *, strong: bool) -> tuple[Inline, ...] | None:
        if ref.is_name:
            name = self.name(ref.name[1:], short=ref.form == "short")
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
            # The statement stands in prose: its marks say what it rests on.
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
        """The wording of a reference; empty for a mark alone, None if it cannot be said."""
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
                return self._count(len(claims), ref.argument, case)
            case "times":
                return self._times(fact, claim)
            case "number":
                return self.number(fact, claim)
        if fact.is_relation:
            return self.arabic.joined([self.name(one.object or "") for one in claims])
        return self.quantity(fact, claim, case)

    def _count(self, number: int, unit: str, case: Case) -> str:
        return self.arabic.quantity(number, self.library.units[unit], case=case)

    def _times(self, fact: Fact, claim: Claim) -> str | None:
        oldest = self.selection.series(fact.id)[0]
        if oldest is claim or not oldest.value or claim.value is None:
            return None
        if self._differing(fact, oldest) or self._differing(fact, claim):
            return None
        if oldest.scope != claim.scope:
            return None
        ratio = claim.value / oldest.value
        times = self.arabic.times(ratio)
        exact = {oldest.qualifier, claim.qualifier} == {Qualifier.EXACT}
        if exact and round(ratio, 1) == ratio:
            return times
        # What rests on “more than”, or is rounded, is about that much, and a decimal would claim
        # more than is known.
        if not exact and ratio >= 2:
            times = self.arabic.times(round(ratio))
        return f"{self.arabic.qualifier(Qualifier.ABOUT)} {times}"
