"""The marks, ticks and words of charts, made of claims; each figure with a mark of its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import floor, log10

from ...arabic.phrases.blocks import COMMA, ESTIMATED
from ...model import (
    Claim,
    Fact,
    Mark,
    Origin,
    Precision,
    Qualifier,
    UnitKind,
    When,
    marked,
    marked_text,
)
from .chart_data import NO_BREAK, ChartData
from .chart_spec import ChartItem, Panel
from .composer import Composer

Chosen = list[tuple[ChartItem, Claim]]
_MONTHLY_DAYS = 800
"""The longest time of which an axis names months."""
_MOST_LEVELS = 3


def over_time(panel: Panel, composer: Composer) -> ChartData | None:
    """One quantity over time; a chart needs two dates."""
    fact = composer.library.facts[panel.of[0].fact]
    claims = composer.selection.series(fact.id)
    if len(claims) < 2:
        return None
    shared = shared_qualifier(claims, fact, composer)
    marks = tuple(
        Mark(
            value_of(fact, claim, composer, bare=shared is not None),
            date_of(fact, claim, composer),
            drawn_of(fact.id, claim, composer),
            middle(claim.when),
            claim is claims[-1],
            composer.quantity(fact, claim),
            span=span_of(claim, composer),
        )
        for claim in claims
    )
    used = tuple((fact.id, claim) for claim in claims)
    return ChartData(used, unit_name(fact, composer), marks, qualifier=shared)


def side_by_side(panel: Panel, composer: Composer) -> ChartData | None:
    """Several quantities of one unit, the largest emphasised."""
    claims = labelled(panel.of, composer)
    if len(claims) < 2:
        return None
    drawn = [drawn_of(item.fact, claim, composer) for item, claim in claims]
    largest = max(value or 0 for value in drawn)
    facts = composer.library.facts
    marks = tuple(
        Mark(
            value_of(facts[item.fact], claim, composer),
            label_of(item, composer),
            value,
            middle(claim.when),
            value == largest,
            composer.quantity(facts[item.fact], claim),
            series=item.series or "",
        )
        for (item, claim), value in zip(claims, drawn, strict=True)
    )
    unit = unit_name(facts[panel.of[0].fact], composer)
    return ChartData(tuple((item.fact, claim) for item, claim in claims), unit, marks)


def labelled(items: Iterable[ChartItem], composer: Composer) -> Chosen:
    """The items that have a claim, each with the one that is drawn."""
    chosen = []
    for item in items:
        selection = composer.selection
        claim = selection.at(item.fact, item.at) if item.at else selection.current(item.fact)
        if claim:
            chosen.append((item, claim))
    return chosen


def events_of(panel: Panel, composer: Composer) -> Iterator[tuple[Mark, str, Claim]]:
    """What a time axis notes, each with its fact and its claim."""
    for item, claim in labelled(panel.events, composer):
        fact = composer.library.facts[item.fact]
        ref = composer.ref(fact, claim)
        words = label_of(item, composer)
        if not item.label:
            words = marked(composer.wording(fact, claim), Origin.FIGURE, ref)
        day = marked(composer.arabic.short_date(claim.when), Origin.DATE, ref)
        text = f"{words}{COMMA}{day}"
        yield Mark(text, "", day=middle(claim.when)), item.fact, claim


def shared_qualifier(claims: Sequence[Claim], fact: Fact, composer: Composer) -> Qualifier | None:
    """The qualifier that all values have, which the subtitle then says once; exact is none."""
    kinds = {claim.qualifier for claim in claims}
    differ = any(len(composer.selection.together(fact.id, claim)) > 1 for claim in claims)
    if len(kinds) > 1 or differ or kinds & {Qualifier.EXACT, Qualifier.ORDER}:
        return None
    return kinds.pop()


def unit_name(fact: Fact, composer: Composer) -> str:
    """The unit for the subtitle; percentages have their sign at each value."""
    unit = composer.unit(fact)
    return unit.name if unit.kind in (UnitKind.CURRENCY, UnitKind.COUNT) else ""


def date_of(fact: Fact, claim: Claim, composer: Composer) -> str:
    """The date of a point as its source gives it, and whether it is an estimate."""
    day = marked(composer.arabic.short_date(claim.when), Origin.DATE, composer.ref(fact, claim))
    return f"{day} ({ESTIMATED})" if composer.selection.is_inferred(claim) else day


def span_of(claim: Claim, composer: Composer) -> tuple[date, date] | None:
    """The days that an estimated date may be."""
    return (claim.when.start, claim.when.end) if composer.selection.is_inferred(claim) else None


def month_of(fact: Fact, claim: Claim, composer: Composer) -> str:
    """The date of an event, to the month: a line of time has no room for days."""
    when = claim.when
    if when.precision is Precision.DAY and not when.is_period:
        when = When.parse(when.iso[: len("2024-09")])
    return marked(composer.arabic.short_date(when), Origin.DATE, composer.ref(fact, claim))


def drawn_of(fact_id: str, claim: Claim, composer: Composer) -> float | None:
    """The value to draw: if sources differ, the lowest, which none of them denies."""
    return composer.selection.together(fact_id, claim)[0].value


def value_of(fact: Fact, claim: Claim, composer: Composer, *, bare: bool = False) -> str:
    """The label of a value, its figure on one line; ``bare`` is without its qualifier."""
    ref = composer.ref(fact, claim)
    if bare:
        amount = composer.amount(fact, claim)
        figure = amount.figure or amount.noun
        return marked(figure.replace(" ", NO_BREAK), Origin.FIGURE, ref)
    text = composer.number(fact, claim)
    if len(composer.selection.together(fact.id, claim)) == 1:
        figure = composer.amount(fact, claim).figure
        text = text.replace(figure, figure.replace(" ", NO_BREAK)) if figure else text
    return marked(text, Origin.FIGURE, ref)


def middle(when: When) -> date:
    """Where a date stands on an axis: of a month, a year or a period, the middle."""
    return when.start + (when.end - when.start) / 2


def label_of(item: ChartItem, composer: Composer) -> str:
    """The name of a mark, with marks of origin at its figures."""
    text = item.label or composer.library.facts[item.fact].wording
    return marked_text(composer.sentence(text) or ())


def days_between(first: date, last: date, composer: Composer) -> Iterator[Mark]:
    """The ticks of a time axis: the beginnings of months, or of years."""
    monthly = (last - first).days <= _MONTHLY_DAYS
    for year in range(first.year, last.year + 1):
        for month in range(1, 13) if monthly else (1,):
            day = date(year, month, 1)
            if monthly and not first <= day <= last:
                continue
            written = f"{year}-{month:02}" if monthly else str(year)
            text = composer.arabic.short_date(When.parse(written))
            yield Mark(marked(text, Origin.SCALE), "", day=day)


def levels_below(most: float, fact: Fact, composer: Composer) -> Iterator[Mark]:
    """The ticks of an axis of values that begins at zero: one to three round numbers."""
    if most <= 0:
        return
    decade = 10.0 ** floor(log10(most))
    steps = (decade * part for part in (0.2, 0.5, 1, 2, 5))
    step = next(step for step in steps if most / step < _MOST_LEVELS + 1)
    unit = composer.unit(fact)
    for number in range(1, int(most / step) + 1):
        value = round(number * step, 10)
        if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
            text = composer.arabic.quantity(value, unit)
        else:
            text = composer.arabic.compact(value)
        yield Mark(marked(text, Origin.SCALE), "", value)
