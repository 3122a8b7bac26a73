"""A row of a batch: what one document is to be, as far as the row says it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..arabic import Calendar, Digits, Months
from ..model import COPY, ID, Format, Ink, Paper, When, key


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a batch. What is left out is taken from the defaults."""

    topics: tuple[str, ...] = field(
        default=(),
        metadata=key("Ids of the topics; those of the meeting if left out.", pattern=ID, code=True),
    )
    meeting: str | None = field(
        default=None,
        metadata=key("The meeting it is for: a name in the data folder, or a file.", code=True),
    )
    date: When | None = field(default=None, metadata=key("Date of the edition, a day."))
    as_of: When | None = field(
        default=None, metadata=key("Day up to which facts count; the edition's if left out.")
    )
    format: Format | None = field(
        default=None, metadata=key("A pack of several topics, a brief of one, if left out.")
    )
    paper: Paper | None = field(default=None, metadata=key("Size of the paper."))
    ink: Ink | None = field(default=None, metadata=key("Colour, or black alone."))
    digits: Digits | None = field(default=None, metadata=key("123 or ١٢٣."))
    months: Months | None = field(default=None, metadata=key("سبتمبر, أيلول or both."))
    calendar: Calendar | None = field(default=None, metadata=key("Calendar of covers and heads."))
    theme: str | None = field(
        default=None, metadata=key("A shipped theme, or the folder of another.", code=True)
    )
    marking: str | None = field(
        default=None, metadata=key("At the top and the foot of every page: رسمي.")
    )
    duplex: bool | None = field(default=None, metadata=key("For both sides of the paper."))
    crop: bool | None = field(default=None, metadata=key("With bleed and crop marks."))
    html: bool | None = field(default=None, metadata=key("Also one HTML file."))
    output: str | None = field(
        default=None,
        metadata=key("Name of the file, ending in .pdf, inside the output folder.", code=True),
    )
    recipient: str | None = field(default=None, metadata=key("For whom this copy is."))
    copy: str | None = field(
        default=None,
        metadata=key("Number of this copy and how many there are: 7/90.", pattern=COPY, code=True),
    )

    def over(self, other: Row) -> Row:
        """This row, with what it leaves out taken from another."""
        return replace(other, **self.given())

    def given(self) -> dict[str, Any]:
        """What the row says, by key."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}
