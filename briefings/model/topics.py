"""A topic: the declarative plan of a brief, as written in ``data/topics``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .bands import Column
from .facts import NOWHERE, Place, key, optional
from .review import REVIEW


@dataclass(frozen=True, slots=True)
class Block:
    """What every block kind has. The kinds themselves stand in :mod:`briefings.content.blocks`."""

    kind: ClassVar[str] = ""
    reworded_as: ClassVar[str] = ""
    """What a comparison of editions calls the texts of the kind, in Arabic."""
    names_countries: ClassVar[bool] = False
    """Whether the kind may print the names of countries that neither it nor its facts name."""

    title: str | None = field(
        default=None, kw_only=True, metadata=key("Heading of the block; may refer to facts.")
    )
    sheet: bool | None = field(
        default=None,
        kw_only=True,
        metadata=key("Whether the block stands on the one-page sheet; else its kind decides."),
    )
    column: Column | None = field(
        default=None,
        kw_only=True,
        metadata=key(
            "The column of the page that the block stands in; else its kind's.", code=True
        ),
    )
    place: Place = field(
        default=NOWHERE, compare=False, kw_only=True, metadata=key("", hidden=True)
    )


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader is asked to do or to decide."""

    text: tuple[str, ...] = field(metadata=key("Sentences, one to a list item."))
    proposed: bool = optional("Whether it is our proposal, and nobody's decision.", False)


@dataclass(frozen=True, slots=True)
class Topic:
    """The plan of one brief. Its texts refer to facts by id, in braces: ``{uk-trained-forces}``."""

    id: str = field(metadata=key("Set from the file's name.", hidden=True))
    title: str = field(metadata=key("Title on the page, in Arabic."))
    summary: str = field(metadata=key("One line for the list of topics, in Arabic."))
    bottom_line: tuple[str, ...] = field(
        metadata=key("Two or three sentences to read first, one to a list item.")
    )
    blocks: tuple[Block, ...] = field(metadata=key("The blocks in order."))
    subtitle: str | None = optional("A line under the title.")
    keywords: tuple[str, ...] = optional("For the PDF's properties.", ())
    wanted: Request | None = optional("What is wanted of the reader; stands below the bottom line.")
    review: str | None = optional(
        "When the brief is to be reviewed: a day, or a time after its edition (3 months); it goes "
        "before that of the build.",
        pattern=REVIEW,
        code=True,
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))

    @property
    def texts(self) -> tuple[str, ...]:
        """All its own texts that may refer to facts, without those of its blocks."""
        wanted = self.wanted.text if self.wanted else ()
        texts = (
            *(self.title, self.summary, self.subtitle),
            *(*self.keywords, *self.bottom_line, *wanted),
        )
        return tuple(text for text in texts if text)
