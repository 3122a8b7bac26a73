"""The lexicon of Arabic number words, in all genders, cases and spellings that texts use.

Words are looked up after :func:`normalise`: no vowel marks, no tatweel, one alef, ya for alef
maqsura, ha for ta marbuta. The lexicon is built on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction
from functools import cache

_FIFTH = re.compile("[خسثعت]\u064f")
"""A damma on the first letter: خُمس is a fifth, not five."""


class Kind(Enum):
    """The grammatical category of a token in the grammar of numbers."""

    OTHER = auto()
    DIGITS = auto()
    PERCENT = auto()
    UNIT = auto()
    COMPOUND_ONLY = auto()
    """A unit that alone means “one of”: أحد عشر is eleven, أحد المجالات is no figure."""
    TEN = auto()
    TENS = auto()
    HUNDRED = auto()
    SCALE = auto()
    SCALE_OR_DUAL = auto()
    """ألفا: a thousand in the accusative, or two thousand before a noun."""
    SCALE_DUAL = auto()
    PLURAL = auto()
    VAGUE = auto()
    FRACTION = auto()
    PARTS = auto()
    DUAL = auto()
    DECADES = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """The meaning of a number word; ``prefix`` holds the attached particles but the article."""

    kind: Kind
    readings: tuple[Fraction, ...]
    weak: bool = False
    prefix: str = ""
    definite: bool = False


def is_ordinal(word: str) -> bool:
    """Whether a normalised word is an ordinal with its article: الأول, والثانية."""
    return word.removeprefix("و") in _ordinals()


def lookup(original: str, word: str) -> Entry | None:
    """The number that ``word`` (the normalised ``original``) means; None if it is no number."""
    for prefix, definite, stem in _splits(word):
        entry = _lexicon().get(stem)
        if entry is None:
            continue
        if (stem in _NEED_ARTICLE and not definite) or (stem == "ست" and prefix == "ل"):
            continue  # “ثانية” is a second of time, “لست” is “I am not”
        if stem in ("احد", "اثنين") and definite:  # Sunday, Monday
            entry = replace(entry, weak=True)
        if stem in ("مئه", "مائه") and definite and prefix == "ب":
            return Entry(Kind.PERCENT, ())  # بالمئة
        if len(entry.readings) > 1 and _FIFTH.match(original[original.find(stem[0]) :]):
            entry = Entry(Kind.FRACTION, entry.readings[1:])
        return replace(entry, prefix=prefix, definite=definite)
    return None


def _splits(word: str) -> list[tuple[str, bool, str]]:
    """The possible (prefix, has article, stem) of a word, the shortest prefix first."""
    found = [("", False, word)]
    for match in (re.match(r"([وف]?)([بلك]?)", word), re.match("([وف])", word)):
        prefix = match[0] if match else ""
        rest = word[len(prefix) :]
        if prefix:
            found.append((prefix, False, rest))
        if rest.startswith("ال"):
            found.append((prefix, True, rest[2:]))
        if prefix.endswith("ل") and rest.startswith("ل"):  # للمليون
            found.append((prefix, True, rest[1:]))
    return found


_UNIT_STEMS = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
_ORDINAL_STEMS = {3: "ثالث", 4: "رابع", 5: "خامس", 6: "سادس", 7: "سابع", 8: "ثامن", 9: "تاسع"}
_FRACTIONS = {"نصف": 2, "ثلث": 3, "ربع": 4, "سدس": 6}
_PARTS = ("اثلاث", "ارباع", "اخماس", "اسداس", "اسباع", "اثمان", "اتساع", "اعشار")
"""The plurals of the fractions from a third to a tenth."""
_SCALES = {
    10**3: (("الف",), ("الاف", "الوف")),
    10**6: (("مليون",), ("ملايين", "مليونات")),
    10**9: (("مليار", "بليون"), ("مليارات", "بلايين", "بليونات")),
    10**12: (("تريليون", "ترليون"), ("تريليونات", "ترليونات")),
}
# Only nouns of time: on other nouns a dual ending is ambiguous (يومي is “daily”).
_TIMES = ("عام", "سنت", "شهر", "يوم", "اسبوع", "ساعت", "دقيقت", "مرت", "قرن")


_NEED_ARTICLE = frozenset({"اول", "اولي", "ثاني", "ثانيه", "حادي", "حاديه", "عقد"})


@cache
def _ordinals() -> frozenset[str]:
    stems = [*_ORDINAL_STEMS.values(), "عاشر"]
    regular = {"ال" + stem + end for stem in stems for end in ("", "ه")}
    return frozenset(regular | {"الاول", "الاولي", "الثاني", "الثانيه", "الاخره", "الاخير"})


@cache
def _lexicon() -> dict[str, Entry]:
    table: dict[str, Entry] = {}

    def add(kind: Kind, value: Fraction | int, *words: str, weak: bool = False) -> None:
        for word in words:
            table[word] = Entry(kind, (Fraction(value),), weak)

    add(Kind.UNIT, 1, "واحد", "واحده", "اول", "اولي", weak=True)
    add(Kind.COMPOUND_ONLY, 1, "احد", "احدي", "حادي", "حاديه")
    add(Kind.UNIT, 2, "اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي")
    add(Kind.UNIT, 2, "ثاني", "ثانيه", weak=True)
    add(Kind.UNIT, 8, "ثماني", "ثمانيه")
    for number, stem in _UNIT_STEMS.items():
        add(Kind.UNIT, number, stem, stem + "ه")
        add(Kind.UNIT, number, _ORDINAL_STEMS[number], _ORDINAL_STEMS[number] + "ه")
        add(Kind.TENS, number * 10, stem + "ون", stem + "ين")
        for hundred in ("مئه", "مائه"):
            add(Kind.HUNDRED, number * 100, stem + hundred, stem + "ي" + hundred)
    add(Kind.TEN, 10, "عشر", "عشره", "عاشر", "عاشره")
    add(Kind.TENS, 20, "عشرون", "عشرين")
    add(Kind.HUNDRED, 100, "مئه", "مائه")
    for stem in ("مئت", "مائت"):
        add(Kind.HUNDRED, 200, *(stem + end for end in ("ان", "ين", "ا", "ي")))
    for word, parts in _FRACTIONS.items():
        add(Kind.FRACTION, Fraction(1, parts), word)
    add(Kind.FRACTION, Fraction(1, 8), "ثمن", weak=True)  # also “price”
    add(Kind.FRACTION, Fraction(2, 3), "ثلثا", "ثلثي", "ثلثان", "ثلثين")
    for parts, word in enumerate(_PARTS, start=3):
        add(Kind.PARTS, parts, word)
    # Without vowel marks these are a number or the fraction of the same name.
    for word, kind, number in (
        ("خمس", Kind.UNIT, 5),
        ("سبع", Kind.UNIT, 7),
        ("تسع", Kind.UNIT, 9),
        ("عشر", Kind.TEN, 10),
    ):
        table[word] = Entry(kind, (Fraction(number), Fraction(1, number)))
    for size, (singulars, plurals) in _SCALES.items():
        for word in singulars:
            add(Kind.SCALE, size, word)
            add(Kind.SCALE_DUAL, 2 * size, word + "ان", word + "ين", word + "ي")
            table[word + "ا"] = Entry(Kind.SCALE_OR_DUAL, (Fraction(size), Fraction(2 * size)))
        add(Kind.PLURAL, size, *plurals)
    add(Kind.VAGUE, 10, "عشرات")
    add(Kind.VAGUE, 100, "مئات", "مائات")
    for stem in _TIMES:
        add(Kind.DUAL, 2, stem + "ان", stem + "ين")
    for word in ("عقدان", "عقدين"):  # two decades: 2, or 20 years
        table[word] = Entry(Kind.DUAL, (Fraction(2), Fraction(20)))
    add(Kind.DUAL, 10, "عقد")  # with the article alone: bare, it is “held” or “contract”
    add(Kind.DECADES, 10, "عقود")
    return table
