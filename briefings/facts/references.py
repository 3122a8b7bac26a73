"""References in the texts of topics: figures, dates and names are written as ids in braces.

    {uk-trained-forces}            the quantity with qualifier, unit and source mark;
                                   of a relation, the names of its objects
    {uk-trained-forces|of}         the same after a preposition (the dual changes its ending)
    {uk-trained-forces|number}     without its unit, for a cell whose column names the unit
    {uk-trained-forces|date}       the date that the claim holds for, without a mark
    {uk-trained-forces|dated}      the same, marked where it is our estimate; for cells of a table
    {uk-trained-forces|cite}       the source mark alone, after a statement in prose
    {uk-trained-forces|times}      how many times the oldest value the latest one is
    {small-group-members|count:state}   how many objects the relation has, in that unit
    {uk-trained-forces@2016-09}    the claim for that date; {…@first} the oldest of several
    {=GB}, {=GB|short}             the name of a country or an entity
    {as-of}, {edition}             the brief's own dates
    **words**                      emphasis
    {و}                            «و», if another sentence of the paragraph precedes it
    {أو}                           at the beginning: printed only if the text before it is left out

The composer leaves out a sentence that refers to a fact without a claim by the day of the brief.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self

from ..arabic import is_country
from ..arabic.reading.typed_numbers import AND, OR, latin_marks, typed_numbers
from ..errors import Problem
from ..model import NOWHERE, Entity, Fact, Library, Place, Text, UnitKind, When

_REFERENCE = re.compile(r"\{([^{}]*)\}|(\*\*)")
_PARTS = re.compile(r"(?P<name>=?[A-Za-z0-9-]+)(?:@(?P<at>[0-9a-z/-]+))?(?:\|(?P<form>[a-z:-]+))?")
_NAME_FORMS = ("", "short")
_QUANTITY_FORMS = ("", "of", "number", "date", "dated", "cite", "times")
_RELATION_FORMS = ("", "of", "date", "dated", "cite", "count")
OWN_DATES = ("as-of", "edition")


@dataclass(frozen=True, slots=True)
class Reference:
    """One pair of braces: what it names, for which date (``first`` or ISO), and in which form."""

    name: str
    at: str = ""
    form: str = ""
    argument: str = ""

    @property
    def is_name(self) -> bool:
        """Whether it refers to the name of a country or an entity."""
        return self.name.startswith("=")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A ``**``, which begins or ends emphasis."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """A conjunction that is printed only after another sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """The mark of a text that replaces the one before it when that one is left out."""


Typed = Callable[[str], Iterable[tuple[int, int]]]
"""Finds the spans of a text that may hold typed numbers."""


def nothing_typed(_text: str) -> Iterable[tuple[int, int]]:
    """No span: numbers come from facts."""
    return ()


Piece = str | Reference | Emphasis | Joiner | Alternative


class Line(Text):
    """A text written on one line of its file without escapes, so that offsets map to columns.

    ``inset`` is the number of characters between ``place`` and the first letter: 1 if the text is
    in quotation marks.
    """

    __slots__ = ("inset",)
    inset: int

    def __new__(cls, text: str, place: Place = NOWHERE, inset: int = 0) -> Self:
        """A string, its place, and the offset of its first letter from there."""
        self = super().__new__(cls, text, place)
        self.inset = inset
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[str, Place, int]]:  # type: ignore[override]
        return Line, (str(self), self.place, self.inset)


def place_in(text: str, offset: int, fallback: Place) -> Place:
    """The place of the character at an offset in a text.

    The beginning of the text, or ``fallback``, if no more is known.
    """
    place = text.place if isinstance(text, Text) else fallback
    if isinstance(text, Line):
        return Place(place.file, place.line, place.column + text.inset + offset)
    return place


def pieces(text: str) -> Iterator[Piece]:
    """Split a text into prose, references and emphasis marks.

    Raises ValueError, with a sentence for the user, for braces that hold no reference.
    """
    for _, passage in _passages(text):
        yield _piece(passage)


def _passages(text: str) -> Iterator[tuple[int, str]]:
    """The text as written, split into prose, braces and emphasis marks, each with its offset."""
    position = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > position:
            yield position, text[position : match.start()]
        yield match.start(), match[0]
        position = match.end()
    if position < len(text):
        yield position, text[position:]


def _piece(passage: str) -> Piece:
    if passage == "**":
        return Emphasis()
    if not _REFERENCE.fullmatch(passage):
        if "{" in passage or "}" in passage:
            raise ValueError("a brace is opened or closed without its partner")
        return passage
    inside = passage[1:-1]
    if inside == AND:
        return Joiner(inside)
    return Alternative() if inside == OR else reference(inside)


def is_alternative(text: str) -> bool:
    """Whether a text is printed only if the one before it is left out."""
    return text.startswith(f"{{{OR}}}")


def reference(inside: str) -> Reference:
    """Parse the text between two braces; raises ValueError with a sentence for the user."""
    parts = _PARTS.fullmatch(inside)
    if not parts:
        raise ValueError(
            f"“{{{inside}}}” is not a reference: write {{fact-id}} or {{fact-id|form}}"
        )
    form, _, argument = (parts["form"] or "").partition(":")
    return Reference(parts["name"], parts["at"] or "", form, argument)


def facts_named(text: str) -> Iterator[str]:
    """The ids of the facts that a valid text refers to."""
    return (reference.name for _, reference in fact_references(text))


def names_a_fact(text: str) -> bool:
    """Whether a text refers to a fact, in whatever form; braces that are wrong count as none."""
    try:
        return any(True for _ in facts_named(text))
    except ValueError:
        return False


def person_facts(person: Entity) -> Iterator[str]:
    """The ids of the facts that the card of a person rests on."""
    for post in person.posts:
        yield post.fact
    for text in person.texts:
        yield from facts_named(text)


def fact_references(text: str) -> Iterator[tuple[int, Reference]]:
    """The references to facts in a valid text, each with its offset."""
    for offset, passage in _passages(text):
        piece = _piece(passage)
        if isinstance(piece, Reference) and not piece.is_name and piece.name not in OWN_DATES:
            yield offset, piece


def mark_problems(text: str, fallback: Place) -> Iterator[Problem]:
    """The Latin punctuation marks of a text for which Arabic has its own."""
    for offset, mark, arabic in latin_marks(text):
        message = f"“{mark}” stands in an Arabic text"
        place = place_in(text, offset, fallback)
        yield place.problem("latin-mark", message, f"Write {arabic} instead.")


def problems(
    library: Library, texts: Iterable[str], fallback: Place, typed: Typed = nothing_typed
) -> Iterator[Problem]:
    """The problems of the references, numbers and punctuation marks in some texts.

    Each has the most precise place that is known, else ``fallback``. ``typed`` finds what may be
    typed in them although it holds numbers: hours and rooms.
    """
    for text in texts:
        yield from mark_problems(text, fallback)
        yield from _typed_number_problems(text, fallback, typed)
        if "{" in text or "}" in text or "**" in text:
            yield from _text_problems(library, text, fallback)


def _typed_number_problems(text: str, fallback: Place, typed: Typed) -> Iterator[Problem]:
    """The numbers typed into the prose; a reference separates the words on its two sides."""
    prose = _REFERENCE.sub(lambda braces: "\N{BULLET}" * len(braces[0]), text)
    for start, end in typed(prose):
        prose = prose[:start] + "\N{BULLET}" * (end - start) + prose[end:]
    remedy = (
        "Refer to the fact that states it: {fact-id}. What is part of a name is declared in "
        "data/entities.yaml and written {=id}."
    )
    for offset, number in typed_numbers(prose):
        message = f"“{number}” is typed into a text, without a source"
        yield place_in(text, offset, fallback).problem("bare-number", message, remedy)


def _text_problems(library: Library, text: str, fallback: Place) -> Iterator[Problem]:
    last, emphases = 0, 0
    for offset, passage in _passages(text):
        try:
            piece = _piece(passage)
        except ValueError as error:
            if not _REFERENCE.fullmatch(passage):  # prose, with a brace somewhere in it
                offset += len(re.split("[{}]", passage, maxsplit=1)[0])  # noqa: PLW2901
            place = place_in(text, offset, fallback)
            yield place.problem("text-reference", str(error), "Correct the braces of this text.")
            continue
        if isinstance(piece, Emphasis):
            last, emphases = offset, emphases + 1
        elif isinstance(piece, Reference):
            # Nearly all references are valid, so only an invalid one has its place computed.
            for one in _reference_problems(library, piece, NOWHERE):
                place = place_in(text, offset, fallback)
                yield place.problem(one.rule, one.message, one.remedy)
    if emphases % 2:
        message = "an emphasis (**) is opened and not closed"
        remedy = "Put ** on both sides of the emphasised words."
        yield place_in(text, last, fallback).problem("text-emphasis", message, remedy)


def fact_problem(library: Library, fact_id: str, place: Place) -> Problem | None:
    """The problem of an id that no fact has, with the most similar one; None if there is one."""
    if fact_id in library.facts:
        return None
    near = get_close_matches(fact_id, library.facts, n=1)
    remedy = f"Did you mean “{near[0]}”?" if near else "The command “facts” lists those there are."
    return place.problem("unknown-fact", f"there is no fact “{fact_id}”", remedy)


_WRONG_CODES = {"UK": "GB", "EL": "GR"}
"""Codes in common use that ISO 3166-1 does not assign to these countries."""


def country_meant(code: str) -> str:
    """The code of the country that a wrong code probably means: GB for UK, US for us; or empty."""
    capitals = code.upper()
    meant = _WRONG_CODES.get(capitals, capitals)
    return meant if meant != code and is_country(meant) else ""


def entity_problem(library: Library, code: str, place: Place) -> Problem | None:
    """The problem of a code that is neither a country nor an entity, with the probable one."""
    if code in library.entities or is_country(code):
        return None
    near = country_meant(code) or "".join(get_close_matches(code, library.entities, n=1))
    hint = f"Did you mean “{near}”? " if near else ""
    message = f"“{code}” is neither the code of a country nor an entity"
    remedy = f"{hint}Use an ISO 3166-1 code, or add it to data/entities.yaml."
    return place.problem("unknown-entity", message, remedy)


def counted_problem(library: Library, unit_id: str, place: Place) -> Problem | None:
    """The problem of counting objects in a unit that does not exist or is not of kind count."""
    unit = library.units.get(unit_id)
    if unit is not None and unit.kind is UnitKind.COUNT:
        return None
    counting = [one.id for one in library.units.values() if one.kind is UnitKind.COUNT]
    if unit is not None:
        message = f"objects cannot be counted in “{unit_id}”, which is a {unit.kind}"
        remedy = "Name a unit of kind count, as in {fact|count:state} or “count: state”."
        return place.problem("unit-cannot-count", message, remedy)
    near = get_close_matches(unit_id, counting, n=1)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    remedy = f"{hint}Name a unit of kind count, or add it to data/units.yaml."
    return place.problem("unknown-unit", f"there is no unit “{unit_id}”", remedy)


def date_problem(library: Library, fact_id: str, at: When | None, place: Place) -> Problem | None:
    """The problem of a date for which a fact has no claim."""
    fact = library.facts.get(fact_id)
    if fact is None or at is None or any(claim.when == at for claim in fact.claims):
        return None
    return _no_claim(fact, at.iso, place)


def _no_claim(fact: Fact, at: str, place: Place) -> Problem:
    dates = ", ".join(dict.fromkeys(claim.when.iso for claim in fact.claims))
    message = f"the fact “{fact.id}” has no claim for “{at}”"
    return place.problem("text-date", message, f"Use one of: {dates}.")


def _reference_problems(library: Library, found: Reference, place: Place) -> Iterator[Problem]:
    if found.name in OWN_DATES:
        return
    if found.is_name:
        if unknown := entity_problem(library, found.name[1:], place):
            yield unknown
        if found.form not in _NAME_FORMS:
            message = f"“{found.form}” is not a form that a name can take"
            yield place.problem("text-form", message, "Write {=GB} or {=GB|short}.")
        return
    if unknown := fact_problem(library, found.name, place):
        yield unknown
        return
    fact = library.facts[found.name]
    forms = _RELATION_FORMS if fact.is_relation else _QUANTITY_FORMS
    if found.form not in forms:
        message = f"“{found.form}” is not a form that the fact “{fact.id}” can take"
        remedy = f"Use one of: {', '.join(filter(None, forms))}."
        yield place.problem("text-form", message, remedy)
    elif found.form == "count" and not found.argument:
        message = f"“{found.name}” is counted, but not said in which unit"
        remedy = "Write the id of a unit of kind count after a colon: {fact|count:state}."
        yield place.problem("text-form", message, remedy)
    elif found.form == "count" and (wrong := counted_problem(library, found.argument, place)):
        yield wrong
    if found.at and found.at != "first":
        try:
            when = When.parse(found.at)
        except ValueError as error:
            remedy = "Write a day, a month, a year, or “first” after the @."
            yield place.problem("text-reference", str(error), remedy)
        else:
            if all(claim.when != when for claim in fact.claims):
                yield _no_claim(fact, found.at, place)
