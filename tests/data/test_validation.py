"""The rules of sound data, one at a time, on a library built in code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefings.data.validation import check_library
from briefings.errors import Problem
from briefings.model import (
    Claim,
    Entity,
    EntityKind,
    Fact,
    InferredDate,
    Library,
    Place,
    Qualifier,
    Rank,
    Source,
    Text,
    Topic,
    Unit,
    UnitForms,
    UnitKind,
    When,
)

from .bad import FILE, RULES, STRUCTURE

ROOT = Path(__file__).parents[2]
SPRING = When.parse("2024-03")
FORMS = UnitForms("لا أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص")
SOURCE = Source("page", "صفحة", "a.txt", "0" * 64, "ناشر", published=SPRING)
PERSON = Unit("person", UnitKind.COUNT, "أشخاص", FORMS)
PERCENT = Unit("percent", UnitKind.PERCENT, "نسبة مئوية")
FRACTION = Unit("fraction", UnitKind.FRACTION, "كسر")
GROUP = Entity("group", EntityKind.GROUP, "المجموعة")
VALUE = Claim("page", 1, "دليل", value=5, as_of=SPRING, place=Place("data/facts/a.yaml", 7, 7))
OBJECT = replace(VALUE, value=None, object="NO")
COUNT = Fact(
    "count", "GB", "counted", "عدد", (VALUE,), "person", place=Place("data/facts/a.yaml", 1, 1)
)
LEADS = Fact("leads", "group", "leads", "يقود {object}", (OBJECT,))


def library(
    *facts: Fact,
    sources: tuple[Source, ...] = (SOURCE,),
    entities: tuple[Entity, ...] = (GROUP,),
    units: tuple[Unit, ...] = (PERSON, PERCENT, FRACTION),
    topics: tuple[Topic, ...] = (),
) -> Library:
    def by_id(things: tuple[Any, ...]) -> Mapping[str, Any]:
        return {thing.id: thing for thing in things}

    return Library(
        by_id(sources), by_id(entities), by_id(units), by_id(facts or (COUNT, LEADS)), by_id(topics)
    )


def claims(fact: Fact, *changed: Claim) -> Library:
    other = LEADS if fact.id == "count" else COUNT
    return library(replace(fact, claims=changed), other)


def test_a_sound_library_has_no_problems() -> None:
    assert check_library(library()) == []


UNSOUND = {
    "source without a date": (
        library(sources=(replace(SOURCE, published=None),)),
        "source-date", "“page” has no date",
    ),
    "source with two dates": (
        library(sources=(replace(SOURCE, inferred=InferredDate(SPRING, "سبب")),)),
        "source-date", "“page” has a published and an inferred date",
    ),
    "source that nothing cites": (
        library(sources=(SOURCE, replace(SOURCE, id="spare"))),
        "unused-source", "“spare”",
    ),
    "year mistyped": (
        library(sources=(replace(SOURCE, published=When.parse("0204")),)),
        "odd-date", "0204",
    ),
    "claim in the far future": (
        claims(COUNT, replace(VALUE, as_of=When.parse("2204-01"))),
        "odd-date", "2204-01",
    ),
    "country that does not exist": (
        library(entities=(GROUP, Entity("XX", EntityKind.COUNTRY, "لا بلد"))),
        "unknown-country", "“XX”",
    ),
    "town in no country": (
        library(entities=(GROUP, Entity("XXABC", EntityKind.PLACE, "لا مدينة"))),
        "unknown-country", "“XX”",
    ),
    "entity in no country": (
        library(entities=(replace(GROUP, country="XX"),)),
        "unknown-country", "“XX”",
    ),
    "country under an id of our own": (
        library(entities=(GROUP, Entity("norway", EntityKind.COUNTRY, "النرويج"))),
        "country-code", "“norway” has the kind “country”",
    ),
    "group under a country's code": (
        library(entities=(GROUP, Entity("NO", EntityKind.GROUP, "النرويج"))),
        "country-code", "“NO” has the kind “group”",
    ),
    "noun without its forms": (
        library(units=(replace(PERSON, forms=None),)),
        "unit-without-forms", "“person” is a count",
    ),
    "percent with forms": (
        library(units=(PERSON, replace(PERCENT, forms=FORMS))),
        "unit-with-forms", "“percent” is a percent",
    ),
    "unit that does not exist": (
        library(replace(COUNT, unit="persons")), "unknown-unit", "“persons”",
    ),
    "subject that does not exist": (
        library(replace(COUNT, subject="UK")), "unknown-entity", "“UK”",
    ),
    "object that does not exist": (
        claims(LEADS, replace(OBJECT, object="groop")), "unknown-entity", "“groop”",
    ),
    "source that does not exist": (
        claims(COUNT, VALUE, replace(VALUE, source="pgae")), "unknown-source", "“pgae”",
    ),
    "excerpt of eleven words": (
        claims(COUNT, replace(VALUE, excerpt="1 2 3 4 5 6 7 8 9 10 11")),
        "excerpt-too-long", "11 words; 10 are allowed",
    ),
    "figure without a value": (
        claims(COUNT, replace(VALUE, value=None)), "missing-value", "“count” has a unit",
    ),
    "figure with an object": (
        claims(COUNT, replace(VALUE, object="NO")), "unwanted-object", "“count” has a unit",
    ),
    "relation without an object": (
        claims(LEADS, replace(OBJECT, object=None)), "missing-object", "“leads” has no unit",
    ),
    "relation with a value": (
        claims(LEADS, replace(OBJECT, value=3)), "unwanted-value", "“leads” has no unit",
    ),
    "percentage over a hundred": (
        claims(replace(COUNT, unit="percent"), replace(VALUE, value=101)),
        "value-out-of-range", "101 cannot be a percent",
    ),
    "percentage below nought": (
        claims(replace(COUNT, unit="percent"), replace(VALUE, value=-1)),
        "value-out-of-range", "-1 cannot be a percent",
    ),
    "fraction of one": (
        claims(replace(COUNT, unit="fraction"), replace(VALUE, value=1)),
        "value-out-of-range", "1 cannot be a fraction",
    ),
    "fraction of nought": (
        claims(replace(COUNT, unit="fraction"), replace(VALUE, value=0.0)),
        "value-out-of-range", "0.0 cannot be a fraction",
    ),
    "fewer than none": (
        claims(COUNT, replace(VALUE, value=-5)), "value-out-of-range", "-5 cannot be a count",
    ),
    "half a person": (
        claims(COUNT, replace(VALUE, value=2.5)), "not-whole", "2.5 is not whole",
    ),
    "word in the braces of a note": (
        claims(COUNT, replace(VALUE, note="في {x}")), "note-date", "“x” is not a date",
    ),
    "word in the braces of a fact's note": (
        library(replace(COUNT, notes=("في {x}",)), LEADS), "note-date", "“x” is not a date",
    ),
    "word in the braces of a reason for a claim's date": (
        claims(COUNT, replace(VALUE, inferred="في {x}")), "note-date", "“x” is not a date",
    ),
    "word in the braces of a source's note": (
        library(sources=(replace(SOURCE, notes=("في {x}",)),)), "note-date", "“x” is not a date",
    ),
    "brace alone in a reason": (
        library(sources=(
            replace(SOURCE, published=None, inferred=InferredDate(SPRING, "في 2022}")),
        )),
        "note-date", "without its partner",
    ),
    "order of magnitude of five": (
        claims(COUNT, replace(VALUE, qualifier=Qualifier.ORDER, value=5000)),
        "order-of-magnitude", "5000",
    ),
    "preference without a reason": (
        claims(COUNT, replace(VALUE, rank=Rank.PREFERRED)), "preferred-without-note", "why",
    ),
    "nothing but deprecated claims": (
        claims(COUNT, replace(VALUE, rank=Rank.DEPRECATED)), "only-deprecated", "“count”",
    ),
    "the same claim twice": (
        claims(COUNT, VALUE, replace(VALUE, place=Place("data/facts/a.yaml", 20, 7))),
        "same-claim", "line 7",
    ),
    "object in the wording of a figure": (
        library(replace(COUNT, wording="عدد {object}")), "wording-brace", "{object}",
    ),
    "another word in braces": (
        library(replace(COUNT, wording="عدد {subject}")), "wording-brace", "“{subject}”",
    ),
    "a brace alone": (library(replace(COUNT, wording="عدد {")), "wording-brace", "“{”"),
    "figure typed into a wording": (
        library(replace(COUNT, wording="أعداد 2024")), "digit-in-wording", "figure",
    ),
    "Arabic digits typed into a claim's wording": (
        claims(COUNT, replace(VALUE, wording="أعداد ٢٠٢٤")), "digit-in-wording", "figure",
    ),
    "unknown fact in a topic": (
        library(COUNT, topics=(Topic("t", "عنوان", "سطر", ("جملة {coutn}.",), ()),)),
        "unknown-fact", "“coutn”",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("unsound", "rule", "says"),
    [pytest.param(*case, id=name) for name, case in UNSOUND.items()],
)
def test_an_unsound_library_has_one_problem(unsound: Library, rule: str, says: str) -> None:
    [found] = check_library(unsound)
    assert found.rule == rule
    assert says in found.message
    assert found.remedy.endswith((".", "?")) or found.rule == "unknown-fact"


SOUND = {
    "nothing at all in percent": claims(replace(COUNT, unit="percent"), replace(VALUE, value=0)),
    "all of it in percent": claims(replace(COUNT, unit="percent"), replace(VALUE, value=100)),
    "three quarters": claims(replace(COUNT, unit="fraction"), replace(VALUE, value=0.75)),
    "millions": claims(COUNT, replace(VALUE, qualifier=Qualifier.ORDER, value=1000000)),
    "excerpt of ten words": claims(COUNT, replace(VALUE, excerpt="1 2 3 4 5 6 7 8 9 10")),
    "preference with a reason": claims(COUNT, replace(VALUE, rank=Rank.PREFERRED, note="سبب")),
    "one claim deprecated": claims(COUNT, VALUE, replace(VALUE, value=6, rank=Rank.DEPRECATED)),
    "dates in a note": claims(COUNT, replace(VALUE, note="في {2022-12} ثم {2014/2017}")),
    "persons without a fraction": claims(COUNT, replace(VALUE, value=5.0)),
    "digits in a note": claims(COUNT, replace(VALUE, note="كُتب 5 بدل 6")),
    "town in a country": library(entities=(GROUP, Entity("USWAS", EntityKind.PLACE, "واشنطن"))),
    "country with another name": library(entities=(GROUP, Entity("NO", EntityKind.COUNTRY, "ن"))),
}


@pytest.mark.parametrize("sound", SOUND.values(), ids=SOUND)
def test_what_is_just_allowed(sound: Library) -> None:
    assert check_library(sound) == []


def test_a_problem_stands_where_the_word_stands() -> None:
    source = Text("pgae", Place("data/facts/a.yaml", 9, 15))
    [found] = check_library(claims(COUNT, VALUE, replace(VALUE, source=source)))
    assert found == Problem(
        "data/facts/a.yaml",
        9,
        15,
        "unknown-source",
        "there is no source “pgae”",
        "Did you mean “page”? Correct it, or add it to data/sources.yaml.",
    )


def test_every_problem_comes_at_once() -> None:
    bad = replace(VALUE, source="pgae", value=None, object="XX", rank=Rank.PREFERRED)
    rules = sorted(one.rule for one in check_library(claims(COUNT, bad)))
    assert rules == [
        "missing-value",
        "preferred-without-note",
        "unknown-entity",
        "unknown-source",
        "unwanted-object",
    ]


def test_the_rules_are_documented_and_the_documented_rules_exist() -> None:
    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    _, _, tables = page.partition("## What `check` reports")
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", tables, re.MULTILINE))
    tested = {case[1] for case in UNSOUND.values()}
    tested |= {bad.rule for part in (STRUCTURE, FILE, RULES) for bad in part.values()}
    assert tested <= documented
    code = "".join(path.read_text("utf-8") for path in (ROOT / "briefings").rglob("*.py"))
    code = code.replace('f"unknown-{key}"', '"unknown-source" "unknown-unit"')
    code = code.replace('f"{option.name}-too-long"', '"marking-too-long" "recipient-too-long"')
    assert {rule for rule in documented if f'"{rule}"' not in code} == set()
    assert (
        set(re.findall(r'(?:_problem\(\s*[\w.]+,|\.problem\()\s*"([a-z0-9-]+)"', code))
        <= documented
    )
