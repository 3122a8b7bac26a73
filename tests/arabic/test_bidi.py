"""Isolation: what is wrapped, what is not, and in which order it then stands on a line."""

from __future__ import annotations

import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from briefings.arabic import Arabic, Digits, isolate, isolate_latin, plain
from briefings.arabic.bidi import isolate_name, percent, read_marks, write_marks

LRI, RLI, PDI, ALM = "\u2066", "\u2067", "\u2069", "\u061c"


def shown(text: str) -> str:
    """Marks made visible: [UNDP] is isolated, ~ is the Arabic letter mark."""
    return text.replace(LRI, "[").replace(PDI, "]").replace(ALM, "~")


def on_the_line(text: str) -> str:
    """The characters as the eye meets them from left to right in an Arabic paragraph."""
    return plain(str(get_display(text, base_dir="R")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("برنامج UNDP في العراق", "برنامج [UNDP] في العراق"),
        ("برنامج الأمم المتحدة وUNICEF.", "برنامج الأمم المتحدة و[UNICEF]."),
        ("تابعوا @UKagainstDaesh الآن", "تابعوا [@UKagainstDaesh] الآن"),
        ("على https://www.gov.uk/daesh، ثم", "على [https://www.gov.uk/daesh]، ثم"),
        ("اكتبوا إلى a.b@fcdo.gov.uk.", "اكتبوا إلى [a.b@fcdo.gov.uk]."),
        ("الفقرة B-12 وطائرة F-16", "الفقرة [B-12] وطائرة [F-16]"),
        ("في الساعة 14:30 تمامًا", "في الساعة [14:30] تمامًا"),
        ("يوم 2024-09-30 في واشنطن", "يوم [2024-09-30] في واشنطن"),
        ("بين 2014–2024 فقط", "بين [2014–2024] فقط"),
        ("النتيجة 2 / 5 فقط", "النتيجة [2 / 5] فقط"),
        ("هبط إلى -5 درجات", "هبط إلى [-5] درجات"),
        ("بين 3 و-5", "بين 3 و[-5]"),
        ("بلغ $1,234.50 أو 5€", "بلغ [$1,234.50] أو [5€]"),
        ("«Global Coalition» هو", "«[Global Coalition]» هو"),
        ("قوة Global Coalition (GC) against Daesh", "قوة [Global Coalition (GC) against Daesh]"),
        ("القرار Resolution 2178 of the Council", "القرار [Resolution 2178 of the Council]"),
        ("الهاتف +44 20 7008 1500", "الهاتف [+44 20 7008 1500]"),
        ("نسبة 90٪ من", "نسبة ~90٪ من"),
        ("نسبة -5% من", "نسبة ~[-5]% من"),
        ("نسبة 3–5٪ من", "نسبة ~[3–5]٪ من"),
    ],
)
def test_whole_tokens_are_isolated(text: str, expected: str) -> None:
    assert shown(isolate_latin(text)).replace("[", "⟦") == expected.replace("[", "⟦")


@pytest.mark.parametrize("inner", ["UNDP", "£140m", "US$5m", "@Daesh", "2014–2024", "-5"])
def test_brackets_that_hold_one_token_belong_to_it(inner: str) -> None:
    assert isolate_latin(f"نص ({inner}) آخر") == f"نص {LRI}({inner}){PDI} آخر"


def test_brackets_around_arabic_stay_outside() -> None:
    assert isolate_latin("(انظر UNDP)") == f"(انظر {LRI}UNDP{PDI})"


@pytest.mark.parametrize(
    "text",
    [
        "في 30 سبتمبر 2024 قُتل 120,000 عنصر",
        "القرار 2178 (2014) و4.3 مليار",
        "العدد ١٢٠٬٠٠٠ في ٣٠ سبتمبر ٢٠٢٤",
        "أيلول/سبتمبر – كانون الأول/ديسمبر",
        "",
    ],
)
def test_what_needs_no_isolation_is_left_alone(text: str) -> None:
    assert isolate_latin(text) == text


@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        ("سنة -5 هنا", "انه -5 ةنس"),
        ("سنة 2024-09-30 هنا", "انه 2024-09-30 ةنس"),
        ("سنة (UNDP) هنا", "انه (UNDP) ةنس"),
        ("سنة £1.5m هنا", "انه £1.5m ةنس"),
        ("سنة 2 / 5 هنا", "انه 2 / 5 ةنس"),
        ("سنة 120,000+ هنا", "انه 120,000+ ةنس"),
        ("سنة @UKagainstDaesh هنا", "انه @UKagainstDaesh ةنس"),
        ("90٪", "٪90"),
        ("٩٠٪", "٪٩٠"),
        ("UNDP 90٪", "٪90 UNDP"),
        ("سنة -5٪ هنا", "انه ٪-5 ةنس"),
    ],
)
def test_order_on_the_line(text: str, left_to_right: str) -> None:
    assert on_the_line(isolate_latin(text)) == left_to_right


def test_isolated_parts_are_left_alone() -> None:
    text = f"نص {RLI}عربي UNDP{PDI} ثم {LRI}a {LRI}b{PDI} c{PDI}"
    assert isolate_latin(text) == text


def test_a_percentage_is_marked_once() -> None:
    for text in (percent("90"), f"نحو {percent('3.8')} منها"):
        assert isolate_latin(text) == text


@pytest.mark.parametrize("text", [f"{LRI}UNDP{PDI}", f"UN{PDI}", f"{RLI}UN", "\u202aUN\u202c"])
def test_isolating_twice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="direction marks"):
        isolate(text)


def test_nothing_is_isolated_as_nothing() -> None:
    assert isolate("") == ""


def test_plain_drops_every_direction_mark_and_keeps_joiners() -> None:
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert plain(f"a{marks}b\u200c\u200d") == "ab\u200c\u200d"


PIECES = st.sampled_from(
    [
        *("داعش", "سبتمبر", "و", "ب", "UNDP", "Global", "B-12", "@Daesh", "https://a.org/b"),
        *("5", "2024", "120,000", "4.3", "٣٫٨", "-", "+", "–", "/", ":", "%", "٪", "£", "$"),
        *("(", ")", "[", "]", ",", "،", ".", " ", " ", "\u00a0", f"{LRI}x{PDI}", ALM),
    ]
)
PROSE = st.lists(PIECES, max_size=14).map("".join)


@given(PROSE)
def test_isolating_prose_twice_changes_nothing(text: str) -> None:
    once = isolate_latin(text)
    assert isolate_latin(once) == once


@given(st.one_of(PROSE, st.text(max_size=40)))
def test_no_visible_character_is_lost(text: str) -> None:
    assert plain(isolate_latin(text)) == plain(text)


@given(PROSE)
def test_isolates_are_balanced_and_never_nested(text: str) -> None:
    depth = 0
    for char in isolate_latin(text):
        depth += {LRI: 1, PDI: -1}.get(char, 0)
        assert depth in (0, 1)
    assert depth == 0


@given(PROSE)
def test_every_latin_letter_is_isolated(text: str) -> None:
    outside = True
    for char in isolate_latin(text):
        if char in (LRI, PDI):
            outside = char == PDI
        assert not (outside and char.isascii() and char.isalpha()), char


@given(
    token=st.one_of(
        st.dates().map(lambda day: day.isoformat()),
        st.integers(-(10**9), -1).map(lambda n: f"{n:,}"),
        st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map(lambda ab: f"{ab[0]}–{ab[1]}"),
        st.integers(1, 999).map(lambda n: f"(£{n}m)"),
        st.from_regex(r"[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6}){0,2}", fullmatch=True),
        st.from_regex(r"\([A-Z]{2,6}\)", fullmatch=True),
        st.from_regex(r"[A-Z]-[0-9]{1,2}", fullmatch=True),
    )
)
def test_a_token_reads_the_same_on_the_line(token: str) -> None:
    assert on_the_line(isolate_latin(f"نص {token} نص")) == f"صن {token} صن"


@pytest.mark.parametrize(
    "text", ["1" * 20000, "1," * 10000, "a." * 9000, "(" * 9000, "a (b " * 4000]
)
def test_odd_text_does_not_take_forever(text: str) -> None:
    # A pattern that tries every way to cut such a text would not come back in any reasonable time.
    assert plain(isolate_latin(text)) == text


def test_a_phrase_that_the_author_marked_stays_as_typed() -> None:
    text = read_marks("نظام `Windows 11` الجديد في `7 أيام`")
    assert isolate_latin(text) == text
    assert on_the_line(isolate_latin(text)) == "مايأ 7 يف ديدجلا Windows 11 ماظن"
    arabic = Arabic(digits=Digits.ARAB)
    assert plain(arabic.digits_of(text + " 5")) == "نظام Windows 11 الجديد في 7 أيام ٥"
    assert isolate_name(read_marks("`Plan 9` Inc.")).count("\u2068") == 1


def test_marks_part_what_would_be_one_phrase() -> None:
    # Without marks “UNDP 2024” is one phrase.
    assert on_the_line(isolate_latin(read_marks("تقرير `UNDP` 2024"))) == "2024 UNDP ريرقت"


@pytest.mark.parametrize("text", ["", "نص", "`a`", "قبل `C 5` و`2 D` بعد"])
def test_marks_are_written_as_they_were_read(text: str) -> None:
    assert write_marks(read_marks(text)) == text
    assert len(read_marks(text)) == len(text)


@pytest.mark.parametrize("text", ["`", "a `b", "``", "`a` `"])
def test_a_mark_without_partner_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no partner"):
        read_marks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاتف 020 7008 1500", "هاتف 020 7008 1500"),
        ("هاتف +964-770-123-4567", "هاتف +964-770-123-4567"),
        ("نظام Windows 11 منذ 2021", "نظام Windows 11 منذ ٢٠٢١"),
        ("بين 14:30 و2024-09-30", "بين ١٤:٣٠ و2024-09-30"),
        ("نزح 120 000 شخص", "نزح ١٢٠\u00a0٠٠٠ شخص"),
    ],
)
def test_codes_keep_their_digits_whether_they_are_isolated_first_or_later(
    text: str, expected: str
) -> None:
    arabic = Arabic(digits=Digits.ARAB)
    assert plain(arabic.digits_of(isolate_latin(text))) == expected
    assert plain(isolate_latin(arabic.digits_of(text))) == expected
