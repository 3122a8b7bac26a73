"""The page setup of a document: format, paper, marking, duplex, crop marks and copy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from .charts import Ink
from .scale import STEP_DOWN, USUAL, TypeScale


class Format(StrEnum):
    """The kinds of document."""

    SHEET = "sheet"
    """One page of one topic, always."""
    BRIEF = "brief"
    """Two to five pages of one topic."""
    PACK = "pack"
    """Several topics under one cover."""


class Paper(StrEnum):
    """The supported paper sizes."""

    A4 = "a4"
    LETTER = "letter"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one paper size, in millimetres.

    ``outer`` and ``inner`` are the side margins away from and at the binding; they differ only
    in duplex printing. ``foot`` and ``head`` are the margins that hold the running lines.
    ``gutter`` is the space between two columns, or None if the page is too narrow for two;
    ``side`` is the width of a column of notes beside the main one, or None in the same case.
    """

    width: float
    height: float
    head: float
    foot: float
    outer: float
    inner: float
    gutter: float | None
    side: float | None

    @property
    def measure(self) -> float:
        """Width between the side margins."""
        return self.width - self.outer - self.inner


_SHEETS = {
    Paper.A4: Sheet(210, 297, 18, 27, 15, 15, 6, 50),
    Paper.LETTER: Sheet(215.9, 279.4, 18, 27, 17.95, 17.95, 6, 50),
    Paper.A5: Sheet(148, 210, 16, 25, 14, 14, None, None),
}
_BINDING = 4.0  # millimetres that duplex printing moves from the outer to the inner margin
_SPARED = 6.0  # millimetres that the foot of a one-page sheet is lower by
MARKING_LENGTH = 60
"""Longest marking, in characters, that fits between the other running lines."""
RECIPIENT_LENGTH = 60
"""Longest name of a recipient, in characters, that fits into the head of a page."""
ISSUER_LENGTH = 80
"""Longest name of an issuer, in characters, that the band at the head holds."""
CONTACT_LENGTH = 120
"""Longest address to turn to, in characters, that the table at the head holds."""
BLEED = 3.5
"""Bleed in millimetres: how far colour runs beyond the edge that the print shop trims."""
MARKS = 9.0
"""Width in millimetres of the area around the page for crop marks, which includes the bleed."""


COPY = r"[1-9][0-9]{0,3}/[1-9][0-9]{0,3}"
"""Pattern of a copy's number and the total: ``7/90``."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One of several copies of a document: its recipient, and its number.

    ``number`` counts from 1 to ``total``; both are 0 if copies are not numbered.
    """

    recipient: str = ""
    number: int = 0
    total: int = 0

    @property
    def name(self) -> str:
        """The part of a file name for this copy: ``copy-07`` of 90; empty without a number."""
        return f"copy-{self.number:0{len(str(self.total))}}" if self.number else ""

    @property
    def written(self) -> str:
        """Its number and the total, as :data:`COPY` has them; empty without a number."""
        return f"{self.number}/{self.total}" if self.number else ""


SHARED = Copy()
"""Placeholder for a copy without recipient and number."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The page setup that a user chooses.

    ``marking`` is printed at the top and the foot of every page. ``crop`` adds bleed and crop
    marks; ``duplex`` mirrors the margins and begins each brief of a pack on the front of a sheet.
    ``copy`` is printed on the cover, or in the head of documents without one. ``issuer`` and
    ``contact`` say who issues the document and where to turn to; ``review`` is the day on which it
    is to be reviewed, or how long after its edition, as :mod:`.review` reads it.
    """

    format: Format = Format.BRIEF
    paper: Paper = Paper.A4
    marking: str = ""
    crop: bool = False
    duplex: bool = False
    copy: Copy = SHARED
    issuer: str = ""
    contact: str = ""
    review: str = ""

    @property
    def sheet(self) -> Sheet:
        """The measures of the paper, with a binding margin in duplex printing."""
        sheet = _SHEETS[self.paper]
        shift = _BINDING if self.duplex else 0
        foot = sheet.foot - (_SPARED if self.format is Format.SHEET else 0)
        return replace(sheet, outer=sheet.outer - shift, inner=sheet.inner + shift, foot=foot)

    @property
    def scale(self) -> TypeScale:
        """The sizes of type."""
        is_small = self.format is Format.SHEET or self.paper is Paper.A5
        return STEP_DOWN if is_small else USUAL

    @property
    def marks(self) -> float:
        """Millimetres around the page for crop marks; 0 without them."""
        return MARKS if self.crop else 0.0

    @property
    def bleed(self) -> float:
        """Millimetres of bleed beyond the edge of the page; 0 without crop marks."""
        return BLEED if self.crop else 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """The appearance of a document: folder of templates, theme, ink and page setup."""

    templates: Path
    theme: str = "default"
    ink: Ink = Ink.COLOUR
    setting: Setting = field(default_factory=Setting)
