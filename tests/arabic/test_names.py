"""Names of places, and names in a row."""

from __future__ import annotations

import re

import pytest

from briefings.arabic import Arabic, Digits, is_country
from briefings.arabic.cldr import territories
from briefings.model import Entity, EntityKind

ENTITIES = {
    "GB": Entity("GB", EntityKind.COUNTRY, "المملكة المتحدة", short="بريطانيا"),
    "undp": Entity("undp", EntityKind.ORGANISATION, "برنامج UNDP"),
}


def test_the_data_come_before_cldr() -> None:
    arabic = Arabic()
    assert arabic.place_name("GB", ENTITIES) == "المملكة المتحدة"
    assert arabic.place_name("GB", ENTITIES, short=True) == "بريطانيا"
    assert arabic.place_name("IQ", ENTITIES) == "العراق"
    assert arabic.place_name("IQ", ENTITIES, short=True) == "العراق"


def test_latin_words_in_a_name_are_isolated() -> None:
    assert Arabic().place_name("undp", ENTITIES) == "برنامج \u2066UNDP\u2069"


@pytest.mark.parametrize("code", ["ZZ", "EU", "nowhere"])
def test_an_unknown_code_is_named(code: str) -> None:
    with pytest.raises(KeyError, match=f"“{code}” is neither"):
        Arabic().place_name(code, ENTITIES)


def test_numbers_in_a_name_take_the_chosen_digits() -> None:
    name = {"b9": Entity("b9", EntityKind.OPERATION, "العملية 9")}
    assert Arabic(digits=Digits.ARAB).place_name("b9", name) == "العملية ٩"


@pytest.mark.parametrize("code", ["GB", "US", "IQ", "SY", "XK", "PS", "AE"])
def test_countries(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize(
    "code", ["ZZ", "EU", "UN", "XA", "XB", "EZ", "QO", "IC", "gb", "GBR", "USWAS", "001", "", "QQ"]
)
def test_no_countries(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["ألمانيا"], "ألمانيا"),
        (["الإمارات", "ألمانيا"], "الإمارات وألمانيا"),
        (["أ", "ب", "ج"], "أ وب وج"),
        (["{0}", "{1}", "ج"], "{0} و{1} وج"),
    ],
)
def test_names_in_a_row(items: list[str], expected: str) -> None:
    assert Arabic().joined(items) == expected


def test_the_countries_are_those_of_cldr() -> None:
    # What CLDR names by two letters though it is no country: unions and zones, test locales, and
    # parts of countries that ISO 3166-1 only reserves.
    others = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    named = {code for code in territories() if re.fullmatch("[A-Z]{2}", code)}
    assert {code for code in named if is_country(code)} == named - others
    assert not any(is_country(code) for code in ("", "gb", "GBR", "001", "QQ"))
