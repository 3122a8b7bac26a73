"""Sources, facts and the claims that carry them.

The shape follows the statement model of Wikidata: a *fact* says what is measured or stated of a
subject; each of its *claims* gives one value (or, for a relation, one object) as one source had it,
with qualifier, date, rank and the place of the evidence.

:mod:`briefings.data` reads the metadata of the fields twice: to check the YAML, and to write the
JSON Schema from which editors complete. The first line of a class's docstring becomes its
description in that schema. Keys: ``doc`` (one sentence), ``pattern`` (regular expression that a
string must match in full), ``minimum`` and ``maximum`` (numbers allowed), ``hidden`` (not a key
of the file), ``code`` (an identifier: no prose, and without references to facts).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from ..errors import Problem

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
CODE = r"[A-Z]{2}([A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*"
"""An ISO 3166-1 code (``GB``), a UN/LOCODE without its space (``USWAS``), or an entity's id."""

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def key(doc: str, **rules: Any) -> dict[str, Any]:
    """Metadata of a dataclass field: its description, and the rules that its value must satisfy."""
    return {"doc": doc, **rules}


def optional(doc: str, default: Any = None, **rules: Any) -> Any:
    """A dataclass field with a default, which files may leave out; arguments as in :func:`key`."""
    return field(default=default, metadata=key(doc, **rules))


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day, month or year, or a period between two of them; both ends are included.

    ``precision`` is that of the points as written: ``2024-01/2024-06`` is known to the month.
    """

    start: date
    end: date
    precision: Precision
    is_period: bool = False

    @classmethod
    def parse(cls, text: str) -> When:
        """Read ``2024-09-30``, ``2024-09``, ``2024`` or two of these joined by ``/``.

        Raises ValueError, with a sentence for the user, on anything else and on impossible dates.
        """
        first, slash, last = text.partition("/")
        start, precision = _first_day(first)
        if not slash:
            return cls(start, _last_day(start, precision), precision)
        end, end_precision = _first_day(last)
        if end_precision is not precision:
            raise ValueError(f"“{text}” mixes two precisions")
        end = _last_day(end, end_precision)
        if end < start:
            raise ValueError(f"“{text}” ends before it starts")
        return cls(start, end, precision, is_period=True)

    @property
    def iso(self) -> str:
        """The text that :meth:`parse` reads back as this value."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        first = self.start.isoformat()[:length]
        return f"{first}/{self.end.isoformat()[:length]}" if self.is_period else first


def _first_day(text: str) -> tuple[date, Precision]:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” is not a date: write 2024-09-30, 2024-09 or 2024")
    year, month, day = match.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar") from None


def _last_day(first: date, precision: Precision) -> date:
    if precision is Precision.DAY:
        return first
    month = first.month if precision is Precision.MONTH else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in the data: file name, line and column from 1."""

    file: str = ""
    line: int = 0
    column: int = 0

    def problem(self, rule: str, message: str, remedy: str) -> Problem:
        """The problem that a rule finds here."""
        return Problem(self.file, self.line, self.column, rule, message, remedy)

    def hint(self, rule: str, message: str, remedy: str) -> Problem:
        """What is sound here and could be better: a problem that refuses nothing."""
        return Problem(self.file, self.line, self.column, rule, message, remedy, "note")


NOWHERE = Place()


class Text(str):
    """A string with its position in the data, so that problems inside it can be located."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place = NOWHERE) -> Self:
        """A string at a place."""
        self = super().__new__(cls, text)
        self.place = place
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[str, Place]]:
        return Text, (str(self), self.place)


def place_of(text: str | None, fallback: Place) -> Place:
    """The place of a text that was read from a file, else ``fallback``."""
    return getattr(text, "place", fallback)


class Qualifier(StrEnum):
    """How the source qualified its figure."""

    EXACT = "exact"
    MORE_THAN = "more-than"
    ABOUT = "about"
    UP_TO = "up-to"
    ORDER = "order"
    """Only the order of magnitude is named: 1000000 is “millions”, 10000000 “tens of millions”."""


class Rank(StrEnum):
    """Which of several claims of a fact to use."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class EntityKind(StrEnum):
    """What sort of thing an entity is."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"
    PERSON = "person"
    OPERATION = "operation"
    CAMPAIGN = "campaign"
    MEETING = "meeting"
    DOCUMENT = "document"


class UnitKind(StrEnum):
    """How a number with this unit is written."""

    COUNT = "count"
    CURRENCY = "currency"
    PERCENT = "percent"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class InferredDate:
    """A date that the document does not state, and why it is believed."""

    date: When = field(metadata=key("The inferred date: day, month or year."))
    reason: str = field(metadata=key("Why, in an Arabic sentence that a brief can print."))


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts were read from."""

    id: str = field(metadata=key("Set from the key.", hidden=True))
    title: str = field(metadata=key("Title in Arabic, as a reader would cite it."))
    document: str = field(metadata=key("File name of the document that was read."))
    sha256: str = field(metadata=key("SHA-256 of that file.", pattern=r"[0-9a-f]{64}"))
    publisher: str | None = optional("Who published it, in Arabic; none if unknown.")
    short: str | None = optional("Short name for the line of evidence under what is said aloud.")
    described: bool = optional(
        "Whether the document has no title and `title` describes it: printed in square brackets.",
        False,
    )
    language: str = optional("BCP 47 code.", "ar", pattern=r"[a-z]{2,3}")
    published: When | None = optional("Publication date as printed on the document.")
    inferred: InferredDate | None = optional(
        "Instead of `published`, when the document is undated."
    )
    notes: tuple[str, ...] = optional(
        "Oddities of the document, in Arabic; printed as caveats.", ()
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))

    @property
    def date(self) -> When:
        """The published date, or the inferred one where there is none."""
        if self.published is not None:
            return self.published
        assert self.inferred is not None, "checked when the library is loaded"
        return self.inferred.date


PICTURE_FILE = r"([A-Za-z0-9_-]+/)?[A-Za-z0-9_-][A-Za-z0-9._-]*\.([Jj][Pp][Ee]?[Gg]|[Pp][Nn][Gg])"
"""The path of a picture in the data folder: a name, in a folder or not."""


@dataclass(frozen=True, slots=True)
class Post:
    """An office that a person holds or held; that it is so rests on a fact."""

    title: str = field(metadata=key("The office in Arabic, as it stands under the name."))
    fact: str = field(metadata=key("Id of the fact that states it.", pattern=ID))
    since: When | None = optional("Day, month or year in which it began.")
    until: When | None = optional("Day, month or year in which it ended.")


@dataclass(frozen=True, slots=True)
class Portrait:
    """The picture of a person, with what its use rests on; ``data`` is filled in when loaded."""

    file: str = field(
        metadata=key("JPEG or PNG in the data folder: portraits/name.jpg.", pattern=PICTURE_FILE)
    )
    licence: str = field(metadata=key("Under which licence it is printed."))
    source: str = field(metadata=key("Who made it, or where it is from; printed beside it."))
    data: bytes = field(default=b"", compare=False, repr=False, metadata=key("", hidden=True))


@dataclass(frozen=True, slots=True)
class Location:
    """Where a place lies, for maps: decimal degrees, not minutes."""

    lat: float = field(metadata=key("Degrees north, negative south.", minimum=-90, maximum=90))
    lon: float = field(metadata=key("Degrees east, negative west.", minimum=-180, maximum=180))
    approximate: bool = optional("Whether maps say that it is not known exactly.", False)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something facts are about or point to. Countries need an entry only to change their name."""

    id: str = field(metadata=key("Set from the key.", hidden=True))
    kind: EntityKind = field(metadata=key("What sort of thing it is."))
    name: str = field(metadata=key("Name in Arabic, as briefs print it."))
    short: str | None = optional("Shorter name for narrow columns and charts.")
    country: str | None = optional("ISO 3166-1 code of the country it is in.", pattern=r"[A-Z]{2}")
    location: Location | None = optional("Of a place: where it lies, for maps.")
    latin: str | None = optional("Of a person: the name in Latin letters.")
    posts: tuple[Post, ...] = optional("Of a person: the offices, the latest first.", ())
    portrait: Portrait | None = optional("Of a person: a picture.")
    notes: tuple[str, ...] = optional(
        "Of a person: what to know, one sentence to an item; may refer to facts.", ()
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts that may refer to facts: titles of offices, and notes."""
        return (*(post.title for post in self.posts), *self.notes)


@dataclass(frozen=True, slots=True)
class UnitForms:
    """The Arabic noun in each CLDR plural category, as it stands with the number."""

    zero: str = field(metadata=key("With 0."))
    one: str = field(metadata=key("Instead of the number 1."))
    two: str = field(metadata=key("Instead of the number 2, nominative."))
    few: str = field(metadata=key("After 3 to 10."))
    many: str = field(metadata=key("After 11 to 99."))
    other: str = field(metadata=key("After 100 and after million, milliard."))
    two_oblique: str | None = optional("Instead of 2 after a preposition.")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement or the noun that is counted."""

    id: str = field(metadata=key("Set from the key.", hidden=True))
    kind: UnitKind = field(metadata=key("How numbers of this unit are written."))
    name: str = field(metadata=key("Name for captions and table heads."))
    forms: UnitForms | None = optional("All number forms; left out only for percent and fraction.")
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))


@dataclass(frozen=True, slots=True)
class Claim:
    """One value, or one object, of a fact, as one source had it."""

    source: str = field(metadata=key("Id of the source.", pattern=ID))
    paragraph: int = field(
        metadata=key("Number of the paragraph, from 1: lines that are not blank.", minimum=1)
    )
    excerpt: str = field(metadata=key("The evidence as printed, at most ten words."))
    value: int | float | None = optional("Number in base units: 4300000000, not 4.3.")
    object: str | None = optional("For relations: ISO code or id of an entity.", pattern=CODE)
    qualifier: Qualifier = optional("How the source qualified it.", Qualifier.EXACT)
    as_of: When | None = optional("Day, month, year or period it holds for; or the source's date.")
    inferred: str | None = optional("Why `as_of` is believed, where the source does not state it.")
    rank: Rank = optional("Which claim to use among several.", Rank.NORMAL)
    id: str | None = optional(
        "Name of the claim within its fact, where another supersedes it.", pattern=ID
    )
    supersedes: str | None = optional(
        "`id` of the claim of the same fact that this one replaces.", pattern=ID
    )
    scope: str | None = optional(
        "What exactly it covers, in Arabic, where claims of the fact differ in that."
    )
    wording: str | None = optional("Arabic wording of this claim where the fact's does not fit.")
    note: str | None = optional("An oddity of this claim, in Arabic; printed as a caveat.")
    is_dated_by_source: bool = optional(
        "Whether the library filled `as_of` in.", False, hidden=True
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))

    @property
    def when(self) -> When:
        """The day, month, year or period that the claim holds for; the library fills it in."""
        assert self.as_of is not None, "filled from the source when the library is loaded"
        return self.as_of


@dataclass(frozen=True, slots=True)
class Fact:
    """What is measured, or stated, of a subject; its claims give the values over time."""

    id: str = field(metadata=key("Set from the key.", hidden=True))
    subject: str = field(metadata=key("ISO code or id of the entity it is about.", pattern=CODE))
    predicate: str = field(
        metadata=key("What is measured or stated, one word for machines.", pattern=ID)
    )
    wording: str = field(
        metadata=key("What is measured or stated, in Arabic; {object} stands for its object.")
    )
    claims: tuple[Claim, ...] = field(metadata=key("At least one."))
    unit: str | None = optional("Id of the unit; none for relations.", pattern=ID)
    notes: tuple[str, ...] = optional(
        "What the sources leave open, in Arabic; printed as caveats.", ()
    )
    review_by: When | None = optional(
        "Day by which to look at it again; else some years after its latest claim."
    )
    settled: bool = optional("Whether it is history, which no later source will change.", False)
    incomparable: tuple[str, ...] = optional(
        "Ids of facts that it must not share an axis with, though their unit is the same.", ()
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))

    @property
    def is_relation(self) -> bool:
        """Whether its claims have objects rather than values."""
        return self.unit is None


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that was loaded from one data folder, by id."""

    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    units: Mapping[str, Unit]
    facts: Mapping[str, Fact]
    topics: Mapping[str, Any]
    meetings: Mapping[str, Any] = field(default_factory=dict)
