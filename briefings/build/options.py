"""The options of print and wording, each declared once.

A field of :class:`Options` is a flag of a build, a column of a batch, a part of the identity of a
document, a line in the record of an edition and a row of the docs; all of these iterate over
:func:`options`. It has its effect through the field of ``Setting``, ``Style`` or ``Arabic`` of the
same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, make_dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from ..arabic import Arabic, Calendar, Digits, Months
from ..arabic.phrases import messages
from ..errors import ThemeError
from ..html.themes import find_theme
from ..model import (
    CONTACT_LENGTH,
    COPY,
    ISSUER_LENGTH,
    MARKING_LENGTH,
    RECIPIENT_LENGTH,
    Copy,
    Format,
    Ink,
    Paper,
    Setting,
    Style,
    key,
)
from ..model.review import REVIEW
from .exporters import EXPORTERS, formats_beside

Record = TypeVar("Record")


class Heading(StrEnum):
    """The headings in help that options of print and wording stand under."""

    READS = "How it reads"
    LOOKS = "How it looks"


@dataclass(frozen=True, slots=True)
class Option:
    """The description of an option.

    ``flag`` is the help of its flag where that says more than ``doc``; ``room`` the most characters
    of a text, or 0. An option that ``is_of_copy`` belongs to a single document, one that
    ``is_of_house`` says who issues it; both are recorded only where they are given.
    """

    default: Any
    doc: str
    heading: Heading = Heading.LOOKS
    flag: str = ""
    metavar: str = "TEXT"
    room: int = 0
    is_of_copy: bool = False
    is_of_house: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Constraints on its values in the file of a batch; see :func:`briefings.model.key`."""
    words: Mapping[Any, str] | Callable[[Any, Path], str] = field(default_factory=dict)
    """Its words in names of files, by value, or from the value and the folder of templates."""
    in_series: bool = False
    """Whether its word is in the names of series too."""
    identity: tuple[str, int] | None = None
    """The key that it shares with others in an identity, and its place there; else its name."""
    is_identity: bool = True
    is_recorded: bool = True
    to_record: Callable[[Any], Any] = lambda value: value
    from_record: Callable[[Any], Any] = lambda value: value
    """Its form in the record of an edition and in identities, where that is not the value."""
    name: str = ""

    @property
    def kind(self) -> type[Any]:
        """An enum of choices, ``bool`` or ``str``."""
        return type(self.default)

    @property
    def is_sparse(self) -> bool:
        """Whether records lack it where it is not given."""
        return self.is_of_copy or self.is_of_house

    @property
    def choices(self) -> list[str]:
        """The values that may be chosen, where they are listed."""
        return [str(one) for one in self.kind] if issubclass(self.kind, StrEnum) else []

    def typed(self, value: Any) -> Any:
        """Convert a value of a command line or a record; raises ValueError if it does not fit."""
        if self.choices:
            return self.kind(value)
        if not isinstance(value, self.kind) or (self.room and len(value) > self.room):
            raise ValueError(f"“{self.name}” is not what it should be")
        return value

    def word(self, value: Any, templates: Path) -> str:
        """Its word in names of files; empty for the default and for free text."""
        if value == self.default:
            return ""
        if callable(self.words):
            return self.words(value, templates)
        usual = {bool: self.name, str: ""}.get(self.kind, str(value))
        return self.words.get(value, usual)


def option(default: Any, doc: str, **particulars: Any) -> Any:
    """A dataclass field for an option, None by default; see :class:`Option`."""
    one = Option(default, doc, **particulars)
    return field(default=None, metadata=key(doc, option=one, **one.rules))


def _theme_word(name: str, templates: Path) -> str:
    """The name of a theme in names of files; that of a user's folder has a digest of its path."""
    shipped = templates / "themes"
    with suppress(ThemeError, OSError):
        folder = find_theme(shipped, name)
        where = folder.resolve()
        if where.parent == shipped.resolve():
            return "" if where.name == "default" else where.name
        slug = re.sub("[^a-z0-9]+", "-", where.name.lower()).strip("-")[:20].strip("-")
        return "-".join(filter(None, (slug or "theme", sha256(bytes(where)).hexdigest()[:4])))
    return ""  # printing reports what is wrong


def copy_numbers(copy: str | None) -> list[int]:
    """The number of a copy, as 7/90, and how many there are; zeros without one."""
    number, _, total = (copy or "0/0").partition("/")
    return [int(number), int(total)]


def _written(numbers: Any) -> str | None:
    match numbers:
        case [int() as number, int() as total]:
            return Copy("", number, total).written
    return None


def _with_formats(record: type[Record]) -> type[Record]:
    """Give a record an option for each format beside the PDF, as its exporter describes it."""
    particulars = {"words": {True: ""}, "is_identity": False, "is_recorded": False}
    fields = [
        (
            name,
            bool | None,
            option(False, EXPORTERS[name].doc, flag=EXPORTERS[name].flag, **particulars),
        )
        for name in formats_beside()
    ]
    names = {"__module__": record.__module__, "__doc__": record.__doc__}
    return make_dataclass(
        record.__name__, fields, bases=(record,), namespace=names, frozen=True, slots=True
    )


@_with_formats
@dataclass(frozen=True, slots=True)
class PageOptions:
    """The options of the page and its wording, and those of the formats beside the PDF."""

    paper: Paper | None = option(
        Paper.A4, "Size of the paper.", in_series=True, identity=("print", 0)
    )
    ink: Ink | None = option(
        Ink.COLOUR,
        "Colour, or black alone.",
        flag="Colour, or black alone for any office printer.",
        in_series=True,
        identity=("print", 1),
    )
    theme: str | None = option(
        "default",
        "A shipped theme, or the folder of another.",
        metavar="NAME|DIR",
        rules={"code": True},
        words=_theme_word,
        is_identity=False,  # its files are
        to_record=lambda name: name.rstrip("/").rpartition("/")[2],
    )
    digits: Digits | None = option(
        Digits.LATN,
        messages.DIGITS,
        heading=Heading.READS,
        flag=f"Digits: {messages.DIGITS}",
        identity=("words", 0),
    )
    months: Months | None = option(
        Months.GREGORIAN,
        messages.MONTHS,
        heading=Heading.READS,
        flag=f"Months: {messages.MONTHS}",
        words={Months.DUAL: "dual-months"},
        identity=("words", 1),
    )
    calendar: Calendar | None = option(
        Calendar.GREGORIAN,
        "Calendar of covers and heads.",
        heading=Heading.READS,
        flag="Calendar of covers and heads; facts keep their own dates.",
        words={Calendar.BOTH: "both-calendars"},
        identity=("words", 2),
    )
    duplex: bool | None = option(
        default=False,
        doc="For both sides of the paper.",
        flag="For both sides of the paper: a binding edge, briefs begin on a front.",
        identity=("print", 3),
    )
    crop: bool | None = option(
        default=False,
        doc="With bleed and crop marks.",
        flag="Bleed and crop marks, for a print shop.",
        identity=("print", 2),
    )


@dataclass(frozen=True, slots=True)
class Options(PageOptions):
    """The options of print and wording that were given; None for those that were not.

    Words in names of files, and options under a heading of help, have the order of the fields.
    """

    recipient: str | None = option(
        "",
        "For whom this copy is.",
        heading=Heading.READS,
        flag="For whom this copy is, for cover or head.",
        room=RECIPIENT_LENGTH,
        is_of_copy=True,
        identity=("copy", 0),
    )
    copy: str | None = option(
        "",
        "Number of this copy and how many there are: 7/90.",
        heading=Heading.READS,
        flag="Number of this copy and how many there are, for cover or head: 7/90.",
        is_of_copy=True,
        rules={"pattern": COPY, "code": True},
        words=lambda copy, _: Copy("", *copy_numbers(copy)).name,
        in_series=True,
        identity=("copy", 1),
        to_record=copy_numbers,
        from_record=_written,
    )
    marking: str | None = option(
        "",
        messages.MARKING,
        heading=Heading.READS,
        room=MARKING_LENGTH,
    )
    # A new telephone number makes no other document.
    issuer: str | None = option(
        "",
        "Who issues it, for the head.",
        heading=Heading.READS,
        room=ISSUER_LENGTH,
        is_of_house=True,
        is_identity=False,
    )
    contact: str | None = option(
        "",
        "Mail, telephone or address to turn to, for the head.",
        heading=Heading.READS,
        room=CONTACT_LENGTH,
        is_of_house=True,
        is_identity=False,
    )
    review: str | None = option(
        "",
        "When it is to be reviewed: a day, or a time after its date (3 months).",
        heading=Heading.READS,
        flag="Next review, for the head: 2027-02-28, or a time after the date (3 months).",
        metavar="DAY|TERM",
        is_of_house=True,
        is_identity=False,
        rules={"pattern": REVIEW, "code": True},
    )

    @classmethod
    def of(cls, style: Style, arabic: Arabic) -> Self:
        """The options that give a style and a wording, as far as records hold them."""
        parts = (arabic, style, style.setting)
        values = {one.name: getattr(part, one.name) for part in parts for one in fields(part)}
        copy = style.setting.copy
        values |= {"recipient": copy.recipient, "copy": copy.written}
        return cls(**{one.name: values[one.name] for one in options(cls) if one.is_recorded})

    @classmethod
    def from_record(cls, kept: Mapping[str, Any]) -> Self:
        """Read the options of an edition's record; raises KeyError or ValueError."""
        recorded = [one for one in options(cls) if one.is_recorded]
        there = [one for one in recorded if one.name in kept or not one.is_sparse]
        return cls(**{one.name: one.typed(one.from_record(kept[one.name])) for one in there})

    def over(self, other: Self) -> Self:
        """These options, with missing ones taken from ``other``."""
        return replace(other, **self.given())

    def given(self) -> dict[str, Any]:
        """The values that were given, by name."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}

    def chosen(self) -> Iterator[tuple[Option, Any]]:
        """Each option with its value or its default."""
        for one in options(type(self)):
            value = getattr(self, one.name)
            yield one, one.default if value is None else value

    def marked(self, *others: str | None) -> Self:
        """The same with the first marking that is not empty, of its own and ``others``."""
        return replace(self, marking=next(filter(None, (self.marking, *others)), ""))

    def style(self, templates: Path, format_: Format) -> Style:
        """The style of a document in that format."""
        values = self._values()
        copy = Copy(values["recipient"], *copy_numbers(values["copy"]))
        setting = _filled(Setting, {**values, "format": format_, "copy": copy})
        style: Style = _filled(Style, {**values, "templates": templates, "setting": setting})
        return style

    @property
    def arabic(self) -> Arabic:
        """The wording of a document."""
        arabic: Arabic = _filled(Arabic, self._values())
        return arabic

    @property
    def exports(self) -> frozenset[str]:
        """The formats to make beside the PDF."""
        return frozenset(name for name in formats_beside() if getattr(self, name, None))

    def words(self, templates: Path, *, of_series: bool = False) -> list[str]:
        """The words for options that are not at their default, in the name of a file or series."""
        among = [each for each in self.chosen() if each[0].in_series or not of_series]
        return [word for one, value in among if (word := one.word(value, templates))]

    def identity(self) -> dict[str, Any]:
        """The options in a document's identity; those that share a key form a list."""
        made: dict[str, Any] = {}
        for one, value in sorted(self.chosen(), key=lambda each: each[0].identity or ("", 0)):
            told = one.to_record(value)
            if one.identity:
                made.setdefault(one.identity[0], []).extend(
                    told if isinstance(told, list) else [told]
                )
            elif one.is_identity:
                made[one.name] = told
        return made

    def record(self) -> dict[str, Any]:
        """The options in the record of an edition; those of a copy only where there is one."""
        recorded = [each for each in self.chosen() if each[0].is_recorded]
        is_shared = all(value == one.default for one, value in recorded if one.is_of_copy)
        return {
            one.name: one.to_record(value)
            for one, value in recorded
            if not (one.is_of_copy and is_shared) and not (one.is_of_house and not value)
        }

    def _values(self) -> dict[str, Any]:
        return {one.name: value for one, value in self.chosen()}


def options(record: type[Options] = Options) -> tuple[Option, ...]:
    """The options of a record, in the order of its fields."""
    found = ((one.name, one.metadata.get("option")) for one in fields(record))
    return tuple(replace(option, name=name) for name, option in found if option)


def _filled(record: Any, values: Mapping[str, Any]) -> Any:
    return record(**{one.name: values[one.name] for one in fields(record)})
