"""A number with its noun and its qualifier: «أكثر من 4.3 مليار جنيه إسترليني»."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefings.model import Qualifier, Unit, UnitForms, UnitKind

from . import numbers
from .cldr import plural_category
from .numbers import Case

QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: "أكثر من",
    Qualifier.ABOUT: "نحو",
    Qualifier.UP_TO: "ما يصل إلى",
    Qualifier.ORDER: "",
}

_PREPOSITIONS = frozenset(("من", "في", "على", "إلى", "عن", "مع", "ضد", "لدى", "بين"))
_ADJECTIVE_ENDINGS = ("ة", "ين", "ون", "ات")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the parts that a key-figure tile sets in different sizes.

    ``figure`` is empty if the noun expresses the number («عمليتان», «عملية واحدة»); ``noun`` is
    empty for percentages and fractions; ``qualifier`` is empty for exact figures and orders of
    magnitude.
    """

    qualifier: str
    figure: str
    noun: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.qualifier, self.figure, self.noun)))


def amount(
    value: float, unit: Unit, qualifier: Qualifier, case: Case, *, in_words: bool = False
) -> Amount:
    """The parts of ``value`` (base units) with European digits; ``in_words`` for three to ten.

    Every qualifier but “exact” governs the oblique case. Raises ValueError for a counted unit
    without forms, and for an order of magnitude below ten or of a share.
    """
    if qualifier is not Qualifier.EXACT:
        case = Case.OBLIQUE
    word = QUALIFIERS[qualifier]
    if qualifier is Qualifier.ORDER:
        return Amount(word, *_order(value, unit))
    if unit.kind is UnitKind.PERCENT:
        return Amount(word, numbers.percentage(value), "")
    if unit.kind is UnitKind.FRACTION:
        share = numbers.part(value, case)
        return Amount(word, share or numbers.percentage(numbers.exact(value) * 100), "")
    forms = _forms(unit)
    figure, noun = _counted(numbers.exact(value), forms, case)
    if in_words:
        is_feminine = forms.one.endswith("واحدة")
        figure = numbers.in_words(value, feminine=is_feminine) or figure
    return Amount(word, figure, noun)


def definite(phrase: str) -> str:
    """An indefinite plural made definite: «الأشخاص», «الجنيهات الإسترلينية», «رحلات الاستطلاع».

    An adjective takes the article with its noun; in a genitive construction the last word alone
    takes it. The ending distinguishes the two: plurals take adjectives in ة, ين, ون or ات. A
    preposition and the words after it never change.
    """
    words = phrase.split(" ")
    end = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
    noun, rest = words[:end], words[end:]
    if len(noun) > 1 and noun[-1].startswith("ال"):
        return phrase
    if all(word.endswith(_ADJECTIVE_ENDINGS) for word in noun[1:]):
        noun = [f"ال{word}" for word in noun]
    else:
        noun[-1] = f"ال{noun[-1]}"
    return " ".join(noun + rest)


def _forms(unit: Unit) -> UnitForms:
    if unit.forms is None:
        raise ValueError(f"unit “{unit.id}” needs its number forms to be counted with")
    return unit.forms


def _order(value: float, unit: Unit) -> tuple[str, str]:
    if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
        raise ValueError(f"unit “{unit.id}” is a share and has no order of magnitude")
    figure, with_of = numbers.order(value)
    noun = definite(_forms(unit).few)
    return figure, f"من {noun}" if with_of else noun


def _counted(value: Decimal, forms: UnitForms, case: Case) -> tuple[str, str]:
    if numbers.scale_of(value) is not None:
        return numbers.compact(value, case, construct=True), forms.other
    category = plural_category(abs(value))
    if value >= 0 and category == "zero":
        return "", forms.zero
    if value >= 0 and category == "one":
        return "", forms.one
    if value >= 0 and category == "two":
        return "", forms.two if case is Case.NOMINATIVE else _two_oblique(forms)
    nouns = {"few": forms.few, "many": forms.many}
    return numbers.number(value), nouns.get(category, forms.other)


def _two_oblique(forms: UnitForms) -> str:
    if forms.two_oblique is not None:
        return forms.two_oblique
    # A dual and its adjective inflect alike: جنيهان إسترلينيان, جنيهين إسترلينيين.
    words = forms.two.split(" ")
    return " ".join(f"{word[:-2]}ين" if word.endswith("ان") else word for word in words)
