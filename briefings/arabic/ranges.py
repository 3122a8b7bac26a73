"""What sources that disagree say, in one phrase: «ما بين 67 و70 عضوًا»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefings.model import Qualifier, Unit, UnitKind

from . import amounts, numbers
from .amounts import Amount
from .cldr import plural_category
from .numbers import Case

Said = tuple[float, Qualifier]
"""A value in base units, and how its source qualified it."""

DIFFERING = "تتباين المصادر"


def phrase(said: Sequence[Said], unit: Unit, case: Case, *, noun: bool = True) -> str:
    """Values in ascending order, with European digits; the noun agrees with the last number.

    Where one is qualified, each is said in full: «67 عضوًا أو أكثر من 50 عضوًا». ``noun`` says
    whether the noun of what is counted is said at all; signs and fractions always are.
    """
    if any(qualifier is not Qualifier.EXACT for _, qualifier in said):
        return " أو ".join(
            _one(value, unit, word, case, noun=noun) for value, word in _bare_first(said)
        )
    (low, _), (high, _) = said[0], said[-1]
    last = _one(high, unit, Qualifier.EXACT, Case.OBLIQUE, noun=noun)
    return f"ما بين {_first(low, high, unit)} و{last}"


def parts(said: Sequence[Said], unit: Unit) -> Amount:
    """The same for a tile: «تتباين المصادر», «67 إلى 70», «عضوًا»."""
    qualifiers = {qualifier for _, qualifier in said}
    if len(qualifiers) > 1 or Qualifier.ORDER in qualifiers:
        figure = phrase(said, unit, Case.NOMINATIVE, noun=False)
        return Amount(DIFFERING, figure, _noun(_bare_first(said), unit))
    word = amounts.QUALIFIERS[qualifiers.pop()]
    (low, _), (high, _) = said[0], said[-1]
    last = amounts.amount(high, unit, Qualifier.EXACT, Case.OBLIQUE)
    figure = f"{_first(low, high, unit)} إلى {last.figure or last.noun}"
    return Amount(
        f"{DIFFERING}: {word}" if word else DIFFERING, figure, last.noun if last.figure else ""
    )


def _bare_first(said: Sequence[Said]) -> list[Said]:
    """Values without a qualifier first: one before them would be heard to govern them too."""
    return sorted(said, key=lambda one: bool(amounts.QUALIFIERS[one[1]]))


def _one(value: float, unit: Unit, qualifier: Qualifier, case: Case, *, noun: bool) -> str:
    amount = amounts.amount(value, unit, qualifier, case)
    if noun or not amount.figure:
        return str(amount)
    return " ".join(filter(None, (amount.qualifier, amount.figure)))


def _noun(said: Sequence[Said], unit: Unit) -> str:
    last = amounts.amount(said[-1][0], unit, said[-1][1], Case.OBLIQUE)
    return last.noun if last.figure else ""


def _first(low: float, high: float, unit: Unit) -> str:
    """The lower value before a higher one: without what the two of them share."""
    if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
        return str(amounts.amount(low, unit, Qualifier.EXACT, Case.OBLIQUE))
    value, most = numbers.exact(low), numbers.exact(high)
    scale = numbers.scale_of(value)
    if scale is None:
        one = amounts.amount(low, unit, Qualifier.EXACT, Case.OBLIQUE)
        # «لا عناصر» cannot stand between two numbers.
        return one.figure or (one.noun if value else numbers.number(value))
    shared = numbers.scale_of(most) is scale
    if shared and _is_figure(value / scale.size) and _is_figure(most / scale.size):
        return numbers.number(value / scale.size)
    return numbers.compact(value, Case.OBLIQUE)


def _is_figure(count: Decimal) -> bool:
    """Whether so many millions are said with a figure: 3 ملايين, but مليون, مليونان."""
    return plural_category(count) not in ("one", "two")
