"""Amounts that must not be compared: a list with what each is, and no axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import charts as phrases
from ...errors import Problem
from ...facts.references import date_problem
from ...model import (
    Cite,
    Claim,
    Column,
    Fact,
    Library,
    Origin,
    Rich,
    UnitKind,
    When,
    Words,
    key,
    marked,
)
from .base import PlannedBlock
from .composer import Composer


@dataclass(frozen=True, slots=True)
class AmountItem:
    """One amount of the list."""

    fact: str = field(metadata=key("Id of the fact."))
    at: When | None = field(default=None, metadata=key("Only the claim of this date, as 2024-09."))
    label: str | None = field(
        default=None, metadata=key("What it is; else the wording of the claim or the fact.")
    )


class AmountRow(NamedTuple):
    """A number with its scale word, what it is, its date and its sources.

    ``scale`` and ``qualifier`` are empty where the note of the list says them for all.
    """

    number: str
    scale: str
    qualifier: str
    text: Rich
    date: str
    cites: tuple[Cite, ...]
    letters: Rich = ()


class AmountsView(NamedTuple):
    """The rows, and the unit and the scale that all have; ``note`` is the topic's own."""

    kind: str
    title: Rich | None
    rows: tuple[AmountRow, ...]
    unit: str
    note: Rich | None


@dataclass(frozen=True, slots=True)
class Amounts(PlannedBlock):
    """A list of amounts that must not be put on one axis: value, what it is, date and source."""

    kind: ClassVar[str] = "amounts"
    order: ClassVar[int] = 35
    reworded_as: ClassVar[str] = phrases.AMOUNTS
    usual_place: ClassVar[Column] = Column.SIDE
    other_places: ClassVar[tuple[Column, ...]] = (Column.MAIN, Column.FULL)

    items: tuple[AmountItem, ...] = field(metadata=key("The amounts in order."))
    note: str | None = field(default=None, metadata=key("A line under the list."))

    def view(self, composer: Composer) -> AmountsView | None:
        """The amounts that have a claim."""
        title = self.heading(composer)
        found = [(item, claim) for item in self.items if (claim := _claim(item, composer))]
        if not found:
            return None
        facts = [composer.library.facts[item.fact] for item, _ in found]
        figures = [
            _figure(fact, claim, composer) for fact, (_, claim) in zip(facts, found, strict=True)
        ]
        words = [
            composer.amount(fact, claim).qualifier
            for fact, (_, claim) in zip(facts, found, strict=True)
        ]
        scales = {figure.partition(" ")[2] for figure in figures}
        shared = scales.pop() if len(scales) == 1 else ""
        said = words[0] if len(set(words)) == 1 else ""
        rows = []
        for (item, claim), fact, figure, word in zip(found, facts, figures, words, strict=True):
            number, _, scale = figure.partition(" ")
            text = composer.sentence(item.label) if item.label else None
            ref = composer.ref(fact, claim)
            own = (Words(isolate_latin(claim.wording or fact.wording), origin=Origin.NAME),)
            rows.append(
                AmountRow(
                    marked(number, Origin.FIGURE, ref),
                    "" if shared else scale,
                    "" if said else word,
                    text or own,
                    composer.dated(fact, claim),
                    composer.cite(claim, fact=fact.id),
                )
            )
        names = dict.fromkeys(composer.unit(fact).name for fact in facts)
        unit = phrases.in_scale(names, shared)
        if said:
            unit += phrases.all_qualified(said)
        note = composer.sentence(self.note) if self.note else None
        if note:
            composer.told_apart.update(fact.id for fact in facts)
        return AmountsView(self.kind, title, tuple(rows), unit, note)

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also dates that a fact has no claim of, and relations."""
        yield from PlannedBlock.problems(self, library)
        for item in self.items:
            place = getattr(item.fact, "place", self.place)
            if wrong := date_problem(library, item.fact, item.at, place):
                yield wrong
            fact = library.facts.get(item.fact)
            if fact is not None and fact.is_relation:
                yield place.problem(
                    "amount-without-value",
                    f"the relation “{fact.id}” has no value to list",
                    "Name a fact with a unit, or write a table.",
                )


def _figure(fact: Fact, claim: Claim, composer: Composer) -> str:
    """The number with its scale word, for which no noun follows."""
    counts = composer.unit(fact).kind in (UnitKind.COUNT, UnitKind.CURRENCY)
    if counts and claim.value is not None and composer.selection.together(fact.id, claim)[1:] == ():
        return composer.arabic.compact(claim.value)
    return composer.amount(fact, claim).figure or composer.quantity(fact, claim)


def _claim(item: AmountItem, composer: Composer) -> Claim | None:
    selection = composer.selection
    return selection.at(item.fact, item.at) if item.at else selection.current(item.fact)
