"""A row of a batch: what one document is to be, as far as the row says it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..build.options import Options
from ..model import ID, Format, When, key


@dataclass(frozen=True)  # with slots it could not be a base beside the options
class Wanted:
    """What a document is of, for which day, and where it goes."""

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
    output: str | None = field(
        default=None,
        metadata=key("Name of the file, ending in .pdf, inside the output folder.", code=True),
    )


@dataclass(frozen=True)
class Row(Options, Wanted):
    """One document of a batch. What is left out is taken from the defaults."""
