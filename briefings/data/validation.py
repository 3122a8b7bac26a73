"""Semantic checks of a library whose files are well-formed: pure functions, no input or output.

Each check yields problems; ``docs/data.md`` lists their rules, one line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Any

from ..arabic import is_country
from ..arabic.reading.typed_numbers import typed_numbers
from ..content.blocks import Sources
from ..errors import Problem
from ..facts.contradictions import excerpt_problems
from ..facts.freshness import last_day
from ..facts.references import country_meant, entity_problem, mark_problems, place_in
from ..facts.references import problems as text_problems
from ..facts.supersession import supersession_problems
from ..model import (
    NOWHERE,
    Block,
    Claim,
    Entity,
    EntityKind,
    Fact,
    Library,
    Place,
    Qualifier,
    Rank,
    Source,
    Topic,
    Unit,
    UnitKind,
    When,
    place_of,
)
from .people import check_meeting, check_person
from .remedies import did_you_mean, odd_dates

EXCERPT_WORDS = 10
_COUNTRY = re.compile(r"[A-Z]{2}")
_TOWN = re.compile(r"[A-Z]{5}")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def check_library(library: Library, orphans: Iterable[Any] = ()) -> list[Problem]:
    """Every problem of a library whose claims all have dates, in no particular order.

    ``orphans`` are valid parts of records that could not be converted: claims, blocks, and the
    valid values (by key) of facts and claims. They are checked as far as possible.
    """
    orphans = tuple(orphans)
    return [
        *chain.from_iterable(_check_source(one) for one in library.sources.values()),
        *chain.from_iterable(_check_entity(one, library) for one in library.entities.values()),
        *chain.from_iterable(_check_unit(one) for one in library.units.values()),
        *chain.from_iterable(_check_fact(one, library) for one in library.facts.values()),
        *chain.from_iterable(_check_topic(one, library) for one in library.topics.values()),
        *chain.from_iterable(check_meeting(one, library) for one in library.meetings.values()),
        *chain.from_iterable(_check_orphan(one, library) for one in orphans),
        *_unused_sources(library, orphans),
    ]


def _check_orphan(orphan: Any, library: Library) -> Iterator[Problem]:
    if isinstance(orphan, Claim):
        yield from _check_claim(orphan, library)
    elif isinstance(orphan, Block):
        yield from _check_block(orphan, library)
    else:
        for key in ("subject", "object", "unit", "source"):
            if isinstance(orphan.get(key), str):
                yield from _unknown_name(key, orphan[key], NOWHERE, library)


def _check_source(source: Source) -> Iterator[Problem]:
    name = f"the source “{source.id}”"
    if source.published is None and source.inferred is None:
        yield source.place.problem(
            "source-date",
            f"{name} has no date",
            "Add “published:” as the document states it, or “inferred:” with a date and a reason.",
        )
    elif source.published is not None and source.inferred is not None:
        message = f"{name} has a published and an inferred date"
        remedy = "Keep “published” if the document states its date; else keep “inferred”."
        yield source.place.problem("source-date", message, remedy)
    if source.publisher is None and not source.described:
        message = f"{name} has no “publisher”"
        remedy = (
            "Add “publisher:”; a document without a title and a publisher is “described: true”."
        )
        yield source.place.problem("missing-key", message, remedy)
    dates = [source.published, source.inferred.date if source.inferred else None]
    yield from odd_dates(dates, source.place, name)
    reason = source.inferred.reason if source.inferred else None
    yield from _check_notes([reason, *source.notes], source.place)


def _check_entity(entity: Entity, library: Library) -> Iterator[Problem]:
    yield from check_person(entity, library)
    if entity.location is not None and entity.kind is not EntityKind.PLACE:
        message = f"“{entity.id}” is a {entity.kind}, and has a “location”"
        remedy = "Only places have one: countries are known by their codes. Remove it."
        yield entity.place.problem("location-of-no-place", message, remedy)
    is_code = bool(_COUNTRY.fullmatch(entity.id))
    codes = [(entity.id, entity.place)] if is_code else []
    if _TOWN.fullmatch(entity.id):  # a UN/LOCODE: its country, then three letters of the town
        codes.append((entity.id[:2], entity.place))
    if entity.country is not None:
        codes.append((entity.country, place_of(entity.country, entity.place)))
    for code, place in codes:
        if not is_country(code):
            message = f"“{code}” is not the code of a country"
            meant = country_meant(code)
            hint = f"Did you mean “{meant}”? " if meant else ""
            remedy = f"{hint}Use the ISO 3166-1 code; an id of our own has small letters."
            yield place.problem("unknown-country", message, remedy)
    if is_code != (entity.kind is EntityKind.COUNTRY):
        message = f"“{entity.id}” has the kind “{entity.kind}”"
        remedy = "A country has its ISO 3166-1 code for an id, and nothing else has one."
        yield entity.place.problem("country-code", message, remedy)


def _check_unit(unit: Unit) -> Iterator[Problem]:
    needs_forms = unit.kind in (UnitKind.COUNT, UnitKind.CURRENCY)
    if needs_forms and unit.forms is None:
        message = f"the unit “{unit.id}” is a {unit.kind} and has no “forms”"
        remedy = "Add “forms:” with zero, one, two, few, many and other."
        yield unit.place.problem("unit-without-forms", message, remedy)
    if not needs_forms and unit.forms is not None:
        message = f"the unit “{unit.id}” is a {unit.kind}, which takes no “forms”"
        remedy = "Remove “forms”, or correct “kind”."
        yield unit.place.problem("unit-with-forms", message, remedy)


def _check_fact(fact: Fact, library: Library) -> Iterator[Problem]:
    yield from _unknown_name("subject", fact.subject, fact.place, library)
    yield from _check_notes(fact.notes, fact.place)
    if fact.unit is not None:
        yield from _unknown_name("unit", fact.unit, fact.place, library)
    yield from _check_wording(fact.wording, fact.place, is_relation=fact.is_relation)
    if all(claim.rank is Rank.DEPRECATED for claim in fact.claims):
        message = f"every claim of “{fact.id}” is deprecated, so it can never be printed"
        remedy = "Add a claim that holds, or remove the fact."
        yield fact.place.problem("only-deprecated", message, remedy)
    yield from _check_review(fact)
    first: dict[Claim, Claim] = {}
    for claim in fact.claims:
        if claim in first:
            message = f"“{fact.id}” has the same claim in line {first[claim].place.line}"
            remedy = "Remove one of the two."
            yield claim.place.problem("same-claim", message, remedy)
        first.setdefault(claim, claim)
    yield from supersession_problems(fact)
    for claim in fact.claims:
        yield from _check_claim(claim, library)
        yield from _check_content(claim, fact, library)


def _check_review(fact: Fact) -> Iterator[Problem]:
    if fact.review_by is None:
        return
    day, last = fact.review_by, last_day(fact)
    yield from odd_dates([day], fact.place, "this fact's review")
    if fact.settled:
        message = f"“{fact.id}” is settled, and yet has a day for its review"
        remedy = "Remove “review_by”, or “settled” if a later source may change it."
        yield fact.place.problem("settled-with-review", message, remedy)
    elif day.end < last:
        message = f"“{fact.id}” was to be reviewed by {day.iso}, before its last claim, of {last}"
        remedy = "The review is done: move “review_by” on, or remove it for the usual years."
        yield fact.place.problem("review-before-claim", message, remedy)


def _check_claim(claim: Claim, library: Library) -> Iterator[Problem]:
    """The problems of a claim that do not depend on its fact."""
    yield from _unknown_name("source", claim.source, claim.place, library)
    words = len(claim.excerpt.split())
    if words > EXCERPT_WORDS:
        message = f"the excerpt has {words} words; {EXCERPT_WORDS} are allowed"
        remedy = "Keep the words around the figure and leave out the rest."
        yield place_of(claim.excerpt, claim.place).problem("excerpt-too-long", message, remedy)
    if claim.rank is Rank.PREFERRED and claim.note is None:
        message = "a preferred claim does not say why it is preferred"
        remedy = "Add “note:” with the reason in Arabic, or remove “rank”."
        yield claim.place.problem("preferred-without-note", message, remedy)
    if claim.object is not None:
        yield from _unknown_name("object", claim.object, claim.place, library)
    yield from odd_dates([claim.as_of], claim.place, "this claim")
    yield from _check_notes([claim.note, claim.inferred], claim.place)


def _check_content(claim: Claim, fact: Fact, library: Library) -> Iterator[Problem]:
    """The problems of a claim's content: a value if the fact has a unit, else an object."""
    unit = "no unit" if fact.is_relation else "a unit"
    for key in ("object", "value"):
        is_wanted, is_given = fact.is_relation == (key == "object"), getattr(claim, key) is not None
        if is_wanted != is_given:
            rule, has = ("missing", "has no") if is_wanted else ("unwanted", "has")
            message = f"this claim {has} “{key}”, though “{fact.id}” has {unit}"
            rule = f"{rule}-{key}"
            yield claim.place.problem(rule, message, _CONTENT_REMEDIES[rule])
    if claim.value is not None and fact.unit is not None:
        yield from _check_value(claim.value, claim, fact, library)
    if claim.wording is not None:
        yield from _check_wording(claim.wording, claim.place, is_relation=fact.is_relation)


_CONTENT_REMEDIES = {
    "missing-value": "Add “value:”; if the fact states a relation, remove its “unit”.",
    "missing-object": "Add “object:”; if the fact states a figure, give it a “unit”.",
    "unwanted-value": "Give the fact a “unit”, or remove “value”.",
    "unwanted-object": "Remove it; a relation is a fact of its own, without a unit.",
}


def _check_value(value: float, claim: Claim, fact: Fact, library: Library) -> Iterator[Problem]:
    if unit := library.units.get(fact.unit or ""):
        allowed, wanted = {
            UnitKind.PERCENT: (0 <= value <= 100, "between 0 and 100"),
            UnitKind.FRACTION: (0 < value < 1, "between 0 and 1, as 0.75 for three quarters"),
        }.get(unit.kind, (value >= 0, "0 or more"))
        if not allowed:
            message = f"the value {value} cannot be a {unit.kind} (“{fact.id}”)"
            remedy = f"Write a number {wanted}, or correct the fact's “unit”."
            yield claim.place.problem("value-out-of-range", message, remedy)
        elif unit.kind is UnitKind.COUNT and value != int(value):
            message = f"the value {value} is not whole, though “{unit.id}” is counted"
            remedy = "Write the whole number, in full, or correct the fact's “unit”."
            yield claim.place.problem("not-whole", message, remedy)
        else:
            yield from excerpt_problems(claim, unit)
    if claim.qualifier is Qualifier.ORDER and not re.fullmatch(r"10+", str(value)):
        message = f"the value {value} is not an order of magnitude"
        remedy = "Write 1000 for thousands, 1000000 for millions, 10000000 for tens of millions."
        yield claim.place.problem("order-of-magnitude", message, remedy)


def _check_wording(wording: str, fallback: Place, *, is_relation: bool) -> Iterator[Problem]:
    place = place_of(wording, fallback)
    for found in _BRACES.finditer(wording):
        brace, at = found[0], place_in(wording, found.start(), place)
        if brace != "{object}":
            message = f"“{brace}” stands in a wording"
            remedy = "Remove it; only {object} may stand in braces, for the name of the object."
            yield at.problem("wording-brace", message, remedy)
        elif not is_relation:
            message = "“{object}” stands in the wording of a figure, which has no object"
            remedy = "Remove it, or remove the fact's “unit” if it states a relation."
            yield at.problem("wording-brace", message, remedy)
    yield from mark_problems(wording, place)
    for offset, _ in typed_numbers(wording):
        yield place_in(wording, offset, place).problem(
            "digit-in-wording",
            "a figure is typed into a wording",
            "Take it out: figures belong to “value”, dates to “as_of”, where they have a source.",
        )


def _check_notes(texts: Iterable[str | None], fallback: Place) -> Iterator[Problem]:
    """The problems of notes and reasons, in which braces may hold dates only."""
    for text in filter(None, texts):
        yield from mark_problems(text, fallback)
        for found in _BRACES.finditer(text):
            message = "a brace is opened or closed without its partner"
            if found[1] is not None:
                try:
                    When.parse(found[1])
                    continue
                except ValueError as error:
                    message = str(error)
            place = place_in(text, found.start(), fallback)
            remedy = "In a note only a date may stand in braces, as {2022-12}; else remove them."
            yield place.problem("note-date", message, remedy)


def _check_topic(topic: Topic, library: Library) -> Iterator[Problem]:
    yield from text_problems(library, topic.texts, topic.place)
    if topic.blocks[-1:] and topic.blocks[-1].kind != Sources.kind:
        message = "the last block is not the list of sources"
        remedy = "End the topic with “- kind: sources”."
        yield topic.place.problem("sources-last", message, remedy)
    for block in topic.blocks:
        yield from _check_block(block, library)


def _check_block(block: Block, library: Library) -> Iterator[Problem]:
    """The problems that the block kind finds, which alone knows which of its keys name facts."""
    if find := getattr(block, "problems", None):
        yield from find(library)


def _unused_sources(library: Library, orphans: Iterable[Any]) -> Iterator[Problem]:
    used = {claim.source for fact in library.facts.values() for claim in fact.claims}
    for one in orphans:
        if isinstance(one, Claim):
            used.add(one.source)
        elif isinstance(one, Mapping):
            used.add(str(one.get("source")))
    # A misspelt id is reported once, as unknown: the source that it resembles is not unused.
    for unknown in used - library.sources.keys():
        used.update(get_close_matches(unknown, library.sources, n=1))
    for source in library.sources.values():
        if source.id not in used:
            message = f"no claim cites the source “{source.id}”"
            remedy = "Add the facts it states, or remove it."
            yield source.place.problem("unused-source", message, remedy)


def _unknown_name(key: str, name: str, fallback: Place, library: Library) -> Iterator[Problem]:
    """The problem of a key whose value is the name of nothing in the library."""
    place = place_of(name, fallback)
    if key in ("subject", "object"):
        if unknown := entity_problem(library, name, place):
            yield unknown
        return
    known: Mapping[str, object] = library.units if key == "unit" else library.sources
    if name not in known:
        remedy = f"{did_you_mean(name, known)}Correct it, or add it to data/{key}s.yaml."
        yield place.problem(f"unknown-{key}", f"there is no {key} “{name}”", remedy)
