"""The texts of a topic: prose in which figures, dates and names are references to facts.

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

A sentence that refers to a fact without a claim by the day of the brief is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from .errors import Problem
from .locales import is_country
from .model import Fact, Library, Place, Text, Unit, UnitKind, When

_REFERENCE = re.compile(r"\{([^{}]*)\}|(\*\*)")
_PARTS = re.compile(r"(?P<name>=?[A-Za-z0-9-]+)(?:@(?P<at>[0-9a-z/-]+))?(?:\|(?P<form>[a-z:-]+))?")
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
        """Whether it stands for the name of a country or an entity."""
        return self.name.startswith("=")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A ``**``: emphasis begins or ends."""


Piece = str | Reference | Emphasis


def pieces(text: str) -> Iterator[Piece]:
    """Split a text into prose, references and emphasis marks.

    Raises ValueError, with a sentence for the user, on braces that are no reference.
    """
    position = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > position:
            yield _prose(text[position : match.start()])
        yield Emphasis() if match[2] else reference(match[1])
        position = match.end()
    if position < len(text):
        yield _prose(text[position:])


def reference(inside: str) -> Reference:
    """Read what stands between two braces; raises ValueError with a sentence for the user."""
    parts = _PARTS.fullmatch(inside)
    if not parts:
        raise ValueError(
            f"“{{{inside}}}” is not a reference: write {{fact-id}} or {{fact-id|form}}"
        )
    form, _, argument = (parts["form"] or "").partition(":")
    return Reference(parts["name"], parts["at"] or "", form, argument)


def _prose(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError("a brace is opened or closed without its partner")
    return text


def facts_named(text: str) -> Iterator[str]:
    """The ids of the facts that a sound text refers to."""
    for piece in pieces(text):
        if isinstance(piece, Reference) and not piece.is_name and piece.name not in OWN_DATES:
            yield piece.name


def problems(library: Library, texts: Iterable[str], fallback: Place) -> Iterator[Problem]:
    """What is wrong with the references of some texts, each at its own place where known."""
    for text in texts:
        place = text.place if isinstance(text, Text) else fallback
        try:
            found = list(pieces(text))
        except ValueError as error:
            yield _problem(place, "text-reference", str(error), "Correct the braces of this text.")
            continue
        if sum(isinstance(piece, Emphasis) for piece in found) % 2:
            yield _problem(
                place,
                "text-emphasis",
                "an emphasis (**) is opened and not closed",
                "Put ** on both sides of the emphasised words.",
            )
        for piece in found:
            if isinstance(piece, Reference):
                yield from _reference_problems(library, piece, place)


def fact_problem(library: Library, fact_id: str, place: Place) -> Problem | None:
    """The problem of naming a fact that does not exist, with the nearest that does."""
    if fact_id in library.facts:
        return None
    near = get_close_matches(fact_id, library.facts, n=1)
    remedy = f"Did you mean “{near[0]}”?" if near else "List the facts with: make_brief.py facts."
    return _problem(place, "unknown-fact", f"there is no fact “{fact_id}”", remedy)


def date_problem(library: Library, fact_id: str, at: When | None, place: Place) -> Problem | None:
    """The problem of naming a date for which a fact has no claim."""
    fact = library.facts.get(fact_id)
    if fact is None or at is None or any(claim.when == at for claim in fact.claims):
        return None
    return _no_claim(fact, at.iso, place)


def _no_claim(fact: Fact, at: str, place: Place) -> Problem:
    dates = ", ".join(dict.fromkeys(claim.when.iso for claim in fact.claims))
    message = f"the fact “{fact.id}” has no claim for “{at}”"
    return _problem(place, "text-date", message, f"Use one of: {dates}.")


def _reference_problems(library: Library, found: Reference, place: Place) -> Iterator[Problem]:
    if found.name in OWN_DATES:
        return
    if found.is_name:
        code = found.name[1:]
        if code not in library.entities and not is_country(code):
            yield _problem(
                place,
                "unknown-entity",
                f"“{code}” is neither a country code nor an entity",
                "Use an ISO 3166-1 code, or add it to data/entities.yaml.",
            )
        return
    unknown = fact_problem(library, found.name, place)
    if unknown:
        yield unknown
        return
    fact = library.facts[found.name]
    forms = _RELATION_FORMS if fact.is_relation else _QUANTITY_FORMS
    if found.form not in forms:
        yield _problem(
            place,
            "text-form",
            f"“{found.form}” is not a form that the fact “{fact.id}” can take",
            "Use one of: " + ", ".join(form for form in forms if form) + ".",
        )
    if found.form == "count" and not _counts(library.units.get(found.argument)):
        yield _problem(
            place,
            "text-form",
            f"“{found.argument}” is not a unit that can be counted",
            "Write the id of a unit of kind count after the colon: {fact|count:state}.",
        )
    if found.at and found.at != "first" and not _has_claim(fact, found.at):
        yield _no_claim(fact, found.at, place)


def _counts(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is UnitKind.COUNT


def _has_claim(fact: Fact, at: str) -> bool:
    try:
        when = When.parse(at)
    except ValueError:
        return False
    return any(claim.when == when for claim in fact.claims)


def _problem(place: Place, rule: str, message: str, remedy: str) -> Problem:
    return Problem(place.file, place.line, place.column, rule, message, remedy)
