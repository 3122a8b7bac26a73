"""Isolated text against the Unicode Bidirectional Algorithm, which python-bidi carries out.

Where no rule of ours applies, the order on the line is the algorithm's. Where one does, the phrase
stands as it is typed, and everything around it as the algorithm places a single letter.
"""

from __future__ import annotations

import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.arabic import isolate_latin, plain


def uba(text: str) -> str:
    """The characters from left to right, as the algorithm orders them in an Arabic paragraph."""
    return plain(str(get_display(text, base_dir="R"))).replace("\u00a0", " ")


def ours(text: str) -> str:
    """The same of the text once its phrases are isolated."""
    return uba(isolate_latin(text))


ARABIC = ("داعش", "برنامج", "في", "وزارة الخارجية", "مؤتمر", "شكرًا", "لندن", "العراق", "٪")
LATIN = ("UNDP", "Global", "Index", "of", "the", "Smith", "état", "Ökonomie", "Россия", "İstanbul")
INNER = (" ", ", ", ": ", " – ", " & ", "/", " / ", "-", "; ", " 2023 ", " 11, ", " (2015) ", "'s ")

latin_words = st.lists(
    st.tuples(st.sampled_from(LATIN), st.sampled_from(INNER)), min_size=1, max_size=5
).map(lambda pairs: "".join(word + sep for word, sep in pairs[:-1]) + pairs[-1][0])
arabic_words = st.lists(st.sampled_from(ARABIC[:-1]), min_size=1, max_size=3).map(" ".join)
plain_numbers = st.sampled_from(["5", "2024", "120,000", "4.3", "٣٫٨", "30", "١٢"])
between = st.sampled_from([" ", "، ", " . ", ": ", "؛ ", " - ", " «", "» ", "! "])


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Arabic words, Latin phrases and plain numbers, of which no two stand side by side."""
    text = draw(arabic_words)
    for _ in range(draw(st.integers(1, 4))):
        text += draw(between) + draw(st.one_of(latin_words, plain_numbers))
        text += draw(between) + draw(arabic_words)
    return text


@settings(max_examples=1500)
@given(prose())
def test_where_no_rule_applies_the_order_is_the_algorithms(text: str) -> None:
    assert ours(text) == uba(text)


PHRASES = (
    *("Global Terrorism Index 2023: Measuring the Impact", "U.S. Department of Defense", "C++"),
    *("Mr. John Smith", "Windows 11", "ISO 9001:2015", "Boeing 737-800", "S/RES/2254 (2015)"),
    *(".NET", "C#", "CO₂", "km²", "@UKagainstDaesh", "#Daesh", "GMT+3", "25°C", "10 km/h"),
    *("Lancaster House, St. James's, London", "10 Downing Street, London", "US$ 5", "£140m"),
    *("120 000", "020 7008 1500", "+964-770-123-4567", "(020) 7008 1500", "10%-15%", "-5"),
    *("1920×1080", "2+3=5", "2 / 5", "14:30", "2024-09-30", "2014–2024", "120,000+", "5€"),
    *("۰۲۱-۸۸۷۷", "-۵", "https://www.gov.uk/daesh/?a=b", "a.b@fcdo.gov.uk", "(UNDP)", "“Daesh”"),
    *("The “Caliphate” (2014–2019)", "Médecins Sans Frontières", "Le Monde: «La guerre» 2015"),
    *("3M Company", "v2.0.1", "iOS 17", "F-16", "AT&T", "Yahoo! Inc.", "S/2023/95, para. 12"),
    *("30 June 2024 – 1 July 2024", "$1.5bn/yr", "No. 7", "Plan B", "R&D", "~5", "≈20", "+3"),
)


@settings(max_examples=1500)
@given(st.lists(st.tuples(arabic_words, st.sampled_from(PHRASES)), min_size=1, max_size=4))
def test_a_phrase_stands_as_it_is_typed_wherever_it_stands(parts: list[tuple[str, str]]) -> None:
    text = " ".join(f"{words} {phrase}" for words, phrase in parts) + " ثم"
    seen = "مث " + " ".join(f"{phrase} {words[::-1]}" for words, phrase in reversed(parts))
    assert ours(text) == seen


@given(
    st.sampled_from(["يناير", "كانون الأول", "مايو", "رمضان"]),
    st.integers(1, 31),
    st.integers(1990, 2030),
    st.sampled_from([" – ", " - ", " / ", "-", "/", "–"]),
)
@example("ديسمبر", 18, 2015, "-")
def test_a_dash_between_dates_joins_nothing(month: str, day: int, year: int, dash: str) -> None:
    text = f"من {day} {month} {year}{dash}{day} {month} {year}"
    one = f"{year} {month[::-1]} {day}"
    assert ours(text) == f"{one}{dash}{one} نم"


@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        # A number beside a Latin phrase goes to the Arabic that needs it …
        ("قدّمت UNDP 120 مليون دولار", "رالود نويلم 120 UNDP تمّدق"),
        ("تقرير UNICEF 15 مارس 2024", "2024 سرام 15 UNICEF ريرقت"),
        ("عام 2023 Reuters", "Reuters 2023 ماع"),
        ("الساعة 10:00 (GMT+3)", "(GMT+3) 10:00 ةعاسلا"),
        ("نسبة UNDP 90%", "%90 UNDP ةبسن"),
        ("العدد 1. UNDP", "UNDP .1 ددعلا"),
        # … and to the phrase where nothing else does.
        ("تقرير UNICEF 2024 هنا", "انه UNICEF 2024 ريرقت"),
        ("قدمت US$ 5 مليون", "نويلم US$ 5 تمدق"),
        ("العنوان: 10 Downing Street", "10 Downing Street :ناونعلا"),
        # Arabic commas and conjunctions part the members of a list.
        ("UNDP، UNICEF وWHO", "WHOو UNICEF ،UNDP"),
        # Brackets that hold Arabic too stay outside, as do full stops after a word.
        ("(انظر UN) ثم NATO (العراق)", ")قارعلا( NATO مث )UN رظنا("),
        ("انتهى في London. ثم", "مث .London يف ىهتنا"),
        ("انتهى.NET", "NET.ىهتنا"),
        ("داعش-B12", "B12-شعاد"),
        # Resolution number and date, days of a month, shares in Arabic signs.
        ("القرار 2254 - 18 ديسمبر 2015", "2015 ربمسيد 18 - 2254 رارقلا"),
        ("الأيام 15-20 مارس", "سرام 15-20 مايألا"),
        ("بين 10٪-15٪ و5% – 6%", "%6 – %5و ٪15-٪10 نيب"),
        ("أكثر من 120 000+ شخص", "صخش 120 000+ نم رثكأ"),
        ("بين ١٠%-١٥%", "%١٥-%١٠ نيب"),
        ("نزح ١٢٠ ٠٠٠ شخص", "صخش ١٢٠ ٠٠٠ حزن"),
    ],
)
def test_numbers_and_signs_at_the_edge_of_a_phrase(text: str, left_to_right: str) -> None:
    assert ours(text) == left_to_right
