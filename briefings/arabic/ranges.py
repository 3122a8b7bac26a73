"""The differing values of several sources in one phrase: «ما بين 67 و70 عضوًا»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefings.model import Qualifier, Unit, UnitKind

from . import amounts, numbers
from .amounts import Amount
from .cldr import plural_category
from .numbers import Case

QualifiedValue = tuple[float, Qualifier]
"""A value in base units, and the qualifier that its source gives it."""

DIFFERING = "تتباين المصادر"
OR = " أو "


def phrase(
    values: Sequence[QualifiedValue],
    unit: Unit,
    case: Case,
    *,
    noun: bool = True,
    in_words: bool = False,
) -> str:
    """Values, given in ascending order, with European digits; the noun agrees with the last number.

    If one is qualified, each is worded in full: «67 عضوًا أو أكثر من 50 عضوًا». Without ``noun``
    the counted noun is left out; percent signs and fractions never are. ``in_words``: three to ten
    in words if all are, «ما بين ثلاث وخمس عمليات».
    """
    if in_words and all(numbers.in_words(one, feminine=False) for one, _ in values):
        return _in_words(values, unit, case)
    if any(qualifier is not Qualifier.EXACT for _, qualifier in values):
        return OR.join(
            _one(value, unit, word, case, noun=noun) for value, word in _unqualified_first(values)
        )
    (low, _), (high, _) = values[0], values[-1]
    last = _one(high, unit, Qualifier.EXACT, Case.OBLIQUE, noun=noun)
    return f"ما بين {_first(low, high, unit)} و{last}"


def _in_words(values: Sequence[QualifiedValue], unit: Unit, case: Case) -> str:
    said = [
        amounts.amount(value, unit, word, case, in_words=True)
        for value, word in _unqualified_first(values)
    ]
    if any(qualifier is not Qualifier.EXACT for _, qualifier in values):
        return OR.join(map(str, said))
    return f"ما بين {said[0].figure} و{said[-1]}"


def parts(values: Sequence[QualifiedValue], unit: Unit) -> Amount:
    """The parts of :func:`phrase` for a tile: «تتباين المصادر», «67 إلى 70», «عضوًا»."""
    qualifiers = {qualifier for _, qualifier in values}
    if len(qualifiers) > 1 or Qualifier.ORDER in qualifiers:
        figure = phrase(values, unit, Case.NOMINATIVE, noun=False)
        return Amount(DIFFERING, figure, _noun(_unqualified_first(values), unit))
    word = amounts.QUALIFIERS[qualifiers.pop()]
    (low, _), (high, _) = values[0], values[-1]
    last = amounts.amount(high, unit, Qualifier.EXACT, Case.OBLIQUE)
    figure = f"{_first(low, high, unit)} إلى {last.figure or last.noun}"
    return Amount(
        f"{DIFFERING}: {word}" if word else DIFFERING, figure, last.noun if last.figure else ""
    )


def _unqualified_first(values: Sequence[QualifiedValue]) -> list[QualifiedValue]:
    """Unqualified values first: a qualifier before them would seem to govern them too."""
    return sorted(values, key=lambda one: bool(amounts.QUALIFIERS[one[1]]))


def _one(value: float, unit: Unit, qualifier: Qualifier, case: Case, *, noun: bool) -> str:
    amount = amounts.amount(value, unit, qualifier, case)
    if noun or not amount.figure:
        return str(amount)
    return " ".join(filter(None, (amount.qualifier, amount.figure)))


def _noun(values: Sequence[QualifiedValue], unit: Unit) -> str:
    last = amounts.amount(values[-1][0], unit, values[-1][1], Case.OBLIQUE)
    return last.noun if last.figure else ""


def _first(low: float, high: float, unit: Unit) -> str:
    """The wording of the lower value, without the scale word or noun that the two share.

    «67» of 67 and 70 members, «3» of 3 and 5 million, but «مليونين» of 2 and 5 million.
    """
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
    """Whether a scale word takes this number as a figure: 3 ملايين, but مليون, مليونان."""
    return plural_category(count) not in ("one", "two")
