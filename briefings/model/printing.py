"""How a document is printed: its format, its paper and what stands on every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from .charts import Ink


class Format(StrEnum):
    """What is made of the topics asked for."""

    SHEET = "sheet"
    """One page of one topic, always."""
    BRIEF = "brief"
    """Two to five pages of one topic."""
    PACK = "pack"
    """Several topics under one cover."""


class Paper(StrEnum):
    """The sizes of paper that documents are laid out for."""

    A4 = "a4"
    LETTER = "letter"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one size of paper, in millimetres.

    ``outer`` and ``inner`` are the side margins away from and at the binding; they differ only
    where pages are printed on both sides. ``foot`` and ``head`` hold the running lines. ``gutter``
    is the space between two columns, or None where the page is too narrow for two.
    """

    width: float
    height: float
    head: float
    foot: float
    outer: float
    inner: float
    gutter: float | None

    @property
    def measure(self) -> float:
        """Width between the margins."""
        return self.width - self.outer - self.inner


_SHEETS = {
    Paper.A4: Sheet(210, 297, 19, 19, 18, 18, 6),
    Paper.LETTER: Sheet(215.9, 279.4, 18, 18, 18, 18, 6),
    Paper.A5: Sheet(148, 210, 16, 16, 14, 14, None),
}
_BINDING = 4.0  # millimetres that the binding takes from the outer margin
MARKING_LENGTH = 60
"""Characters of a marking that have room between the other running lines."""
RECIPIENT_LENGTH = 60
"""Characters of a recipient's name that have room in the head of a page."""
BLEED = 3.5
"""Millimetres that what touches the edge is printed beyond it, for a print shop to cut off."""
MARKS = 9.0
"""Millimetres around the page that crop marks take; they stand outside the bleed."""


COPY = r"[1-9][0-9]{0,3}/[1-9][0-9]{0,3}"
"""How the number of a copy and their total are written: ``7/90``."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One of several copies of a document: for whom it is, and its number among them.

    ``number`` counts from 1 to ``total``; both are 0 where copies are not numbered.
    """

    recipient: str = ""
    number: int = 0
    total: int = 0

    @property
    def name(self) -> str:
        """What it is called in names of files: ``copy-07`` of 90; empty without a number."""
        return f"copy-{self.number:0{len(str(self.total))}}" if self.number else ""

    @property
    def written(self) -> str:
        """Its number and the total, as :data:`COPY` has them; empty without a number."""
        return f"{self.number}/{self.total}" if self.number else ""


SHARED = Copy()
"""Stands for a document that is nobody's own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The choices that shape the page.

    ``marking`` stands at the top and the foot of every page. ``crop`` adds bleed and crop marks;
    ``duplex`` mirrors the margins and begins each brief of a pack on the front of a sheet. ``copy``
    stands on the cover, or in the head.
    """

    format: Format = Format.BRIEF
    paper: Paper = Paper.A4
    marking: str = ""
    crop: bool = False
    duplex: bool = False
    copy: Copy = SHARED

    @property
    def sheet(self) -> Sheet:
        """The measures of the paper, with a binding edge where both sides are printed."""
        sheet = _SHEETS[self.paper]
        if not self.duplex:
            return sheet
        return Sheet(
            sheet.width,
            sheet.height,
            sheet.head,
            sheet.foot,
            sheet.outer - _BINDING,
            sheet.inner + _BINDING,
            sheet.gutter,
        )

    @property
    def marks(self) -> float:
        """Millimetres around the page for crop marks."""
        return MARKS if self.crop else 0.0

    @property
    def bleed(self) -> float:
        """Millimetres beyond the edge of the page."""
        return BLEED if self.crop else 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """What a document looks like: the folder of templates, the theme, the ink and the setting."""

    templates: Path
    theme: str = "default"
    ink: Ink = Ink.COLOUR
    setting: Setting = field(default_factory=Setting)
