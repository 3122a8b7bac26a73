"""Numbers in words and figures, with European digits; :mod:`.wording` converts the digits last.

Values are in base units. Only functions with a ``decimals`` argument and :func:`times` round.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from . import bidi
from .cldr import plural_category


class Case(StrEnum):
    """The grammatical case of a dual: nominative شخصان, oblique (after a preposition) شخصين."""

    NOMINATIVE = "nominative"
    OBLIQUE = "oblique"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale word in its number forms; ``construct`` forms precede a noun: مليونا شخص."""

    size: int
    one: str
    few: str
    definite: str

    @property
    def many(self) -> str:
        """After 11 to 99, without a noun: مليونًا."""
        return f"{self.one}ًا"

    def two(self, case: Case, *, construct: bool) -> str:
        """The dual, which replaces the number 2."""
        ending = "ا" if case is Case.NOMINATIVE else "ي"
        return self.one + ending + ("" if construct else "ن")


THOUSAND = Scale(10**3, "ألف", "آلاف", "الآلاف")
SCALES = (
    Scale(10**12, "تريليون", "تريليونات", "التريليونات"),
    Scale(10**9, "مليار", "مليارات", "المليارات"),
    Scale(10**6, "مليون", "ملايين", "الملايين"),
)
_MULTIPLES = ((100, "مئات"), (10, "عشرات"))
_LARGEST_COUNT = 999
_HUNDREDTHS = Decimal("0.01")

_TIMES = {"one": "مثل", "two": "مثلَي"}
_MULTIPLIED = {"few": "أمثال", "many": "مثلًا"}

_PARTS = {
    2: ("نصف", "أنصاف"),
    3: ("ثلث", "أثلاث"),
    4: ("ربع", "أرباع"),
    5: ("خُمس", "أخماس"),
    6: ("سُدس", "أسداس"),
    7: ("سُبع", "أسباع"),
    8: ("ثُمن", "أثمان"),
    9: ("تُسع", "أتساع"),
    10: ("عُشر", "أعشار"),
}
_COUNTS = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
"""The numbers from three to ten, as masculine nouns are counted."""
# Sources round fractions: 0.333 is a third, while 0.33 is 33%.
_PART_TOLERANCE = Decimal("0.0005")


def exact(value: float | Decimal) -> Decimal:
    """The value as the decimal number written; raises ValueError for infinity and NaN."""
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value} is not a number that can be printed")
    return number


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """``120,000``, ``3.8``; a negative number is isolated with its sign.

    Keeps every digit, or rounds half up to ``decimals``.
    """
    digits = exact(value)
    if decimals is not None:
        digits = digits.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    elif digits == digits.to_integral_value():
        digits = digits.to_integral_value()
    text = f"{digits.copy_abs():,f}"
    return bidi.isolate(f"-{text}") if digits < 0 else text


def in_words(value: float | Decimal, *, feminine: bool) -> str | None:
    """«ثمانية» or, before a feminine noun, «ثماني»: three to ten; None for any other number."""
    count = exact(value)
    if count not in range(3, 11):
        return None
    word = _COUNTS[int(count) - 3]
    return word.removesuffix("ة") if feminine else word


def compact(value: float | Decimal, case: Case, *, construct: bool = False) -> str:
    """«4.3 مليار», «40 مليونًا», «3 ملايين», «مليونان»; ``construct`` if a noun follows.

    Values below a million, and values that two decimals would round, are written out in full.
    """
    digits = exact(value)
    scale = scale_of(digits)
    if scale is None:
        return number(digits)
    count = digits / scale.size
    category = plural_category(abs(count))
    if count > 0 and category == "one":
        return scale.one
    if count > 0 and category == "two":
        return scale.two(case, construct=construct)
    if category == "many" and not construct:
        return f"{number(count)} {scale.many}"
    return f"{number(count)} {scale.few if category == 'few' else scale.one}"


def scale_of(value: Decimal) -> Scale | None:
    """The scale word with which :func:`compact` writes the value; None for a value in full."""
    for scale in SCALES:
        if abs(value) >= scale.size:
            count = value / scale.size
            short = abs(count) <= _LARGEST_COUNT and count == count.quantize(_HUNDREDTHS)
            return scale if short else None
    return None


def percentage(value: float | Decimal) -> str:
    """``90٪`` from 90, with the sign left of the digits in print."""
    return bidi.percent(number(value))


def part(value: float | Decimal, case: Case) -> str | None:
    """«الخُمس», «الثلثان», «ثلاثة أرباع» for halves to tenths; None for anything else."""
    share = exact(value)
    for lower, (one, plural) in _PARTS.items():
        upper = int((share * lower).to_integral_value(ROUND_HALF_UP))
        if 0 < upper < lower and abs(share - Decimal(upper) / lower) <= _PART_TOLERANCE:
            if upper > 2:
                return f"{_COUNTS[upper - 3]} {plural}"
            dual = "ان" if case is Case.NOMINATIVE else "ين"
            return f"ال{one}{dual if upper == 2 else ''}"
    return None


def order(value: float | Decimal) -> tuple[str, bool]:
    """«ملايين», «عشرات الملايين» for an order of magnitude, and whether «من» precedes the noun.

    Raises ValueError for values below ten, which have no such wording.
    """
    digits = exact(value)
    for scale in (*SCALES, THOUSAND):
        if digits >= scale.size:
            for multiple, word in _MULTIPLES:
                if digits >= multiple * scale.size:
                    return f"{word} {scale.definite}", True
            return scale.few, False
    for multiple, word in _MULTIPLES:
        if digits >= multiple:
            return word, False
    raise ValueError(f"{value} is too small to be named as an order of magnitude")


def times(ratio: float) -> str:
    """A ratio as a multiple, after a preposition: «مثلَي», «خمسة أمثال», «4.8 أمثال», «12 مثلًا».

    Rounds to one decimal. Raises ValueError unless the result is positive.
    """
    count = exact(ratio).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if count <= 0:
        raise ValueError(f"{ratio} times as much cannot be worded")
    whole = int(count)
    category = plural_category(whole)
    if whole == count and category in _TIMES:
        return _TIMES[category]
    # CLDR puts every fraction into `other`; usage goes by the whole part: 4.8 أمثال.
    return f"{in_words(count, feminine=False) or number(count)} {_MULTIPLIED.get(category, 'مثل')}"
