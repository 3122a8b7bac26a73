"""Who types a part of a name, or types it wrong, is told which names there are like it."""

from __future__ import annotations

import pytest

from briefings.arabic.suggestions import hint, suggest
from briefings.facts.search import suggest_titled

TITLES = {
    "africa": "داعش في أفريقيا",
    "coalition": "التحالف الدولي",
    "uk-aid": "المساعدات البريطانية",
    "uk-contributions": "مساهمات المملكة المتحدة",
    "washington-2024": "اجتماع واشنطن",
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("uk", ["uk-aid", "uk-contributions"], id="all-that-begin-so"),
        pytest.param("uk-c", ["uk-contributions"], id="beginning"),
        pytest.param("contrib", ["uk-contributions"], id="second-part"),
        pytest.param("ashing", ["washington-2024"], id="middle"),
        pytest.param("aid uk", ["uk-aid"], id="words-in-any-order"),
        pytest.param("UK_Aid", ["uk-aid"], id="case-and-separators"),
        pytest.param("afrika", ["africa"], id="spelt-alike"),
        pytest.param("contributons", ["uk-contributions"], id="a-part-spelt-alike"),
        pytest.param("افريقيا", ["africa"], id="title-in-another-spelling"),
        pytest.param("المملكه", ["uk-contributions"], id="title-with-another-ending"),
        pytest.param("تحالف", ["coalition"], id="title-without-its-article"),
        pytest.param("c", ["coalition", "uk-contributions"], id="one-letter-begins"),
        pytest.param("ظظظ", [], id="nothing-alike"),
        pytest.param("--", [], id="no-word"),
        pytest.param("", [], id="empty"),
        pytest.param("x" * 1_000_000, [], id="endless"),
    ],
)
def test_what_may_have_been_meant(typed: str, meant: list[str]) -> None:
    assert suggest_titled(typed, TITLES) == meant


def test_the_nearest_spelling_comes_first() -> None:
    assert suggest("diwn", ["dawn", "default", "diwan"])[0] == "diwan"


def test_all_are_named_unless_they_are_many() -> None:
    assert hint([], "see there") == "see there"
    assert hint(["a"], "") == "did you mean “a”?"
    assert hint(["a", "b", "c"], "") == "did you mean “a”, “b” or “c”?"
    assert hint(map(str, range(30)), "").endswith("“6”, “7” or 22 more?")
