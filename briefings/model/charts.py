"""The specification of a chart: plain values, already worded in Arabic; and its colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from .facts import key


class AxisDirection(StrEnum):
    """Which way a category or time axis runs."""

    RTL = "rtl"
    LTR = "ltr"


class Ink(StrEnum):
    """The inks that a page is printed with."""

    COLOUR = "colour"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, point, part or event; also a tick of an axis, with its ``label`` and its place.

    ``value`` is in base units (None for events); ``label`` is the text at the mark (value with
    qualifier and scale, or the event's wording); ``category`` is its place on the category axis
    (a date, a country, a part). ``said`` is the value with its unit, for the text alternative, if
    the label lacks it. ``low`` is the other end of a range that ends at ``value``. ``series`` is
    what a mark shares with others of its colour. ``span`` has the first and the last day that an
    estimated ``day`` may be.

    Texts may hold Unicode isolates (U+2066 to U+2069) and marks of origin
    (:func:`briefings.model.marked`).
    """

    label: str
    category: str
    value: float | None = None
    day: date | None = None
    emphasis: bool = False
    said: str = ""
    low: float | None = None
    series: str = ""
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn.

    ``kind`` names a class of :data:`briefings.content.blocks.chart_spec.KINDS`.
    ``marks`` are in reading order. ``rows``, ``columns`` and ``cells`` serve the matrix alone:
    ``cells[r][c]`` says whether row r (a country) has a mark in column c (a group).
    ``whole`` is the total that the parts of a share belong to, in the marks' unit.
    ``days`` and ``levels`` are the ticks of a time axis and of an axis of values, ``events`` what
    is noted on a time axis. ``until`` is the day that a time axis runs to without a newer mark, and
    ``gap`` the words in what is empty, ``gap_short`` those for little room. ``detail`` is what one
    kind alone needs.
    Sizes are in millimetres. ``alternative`` is the text alternative, in Arabic.
    """

    kind: str
    title: str
    alternative: str
    unit_name: str = ""
    marks: tuple[Mark, ...] = ()
    whole: float | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[bool, ...], ...] = ()
    direction: AxisDirection = AxisDirection.RTL
    width_mm: float = 84.0
    height_mm: float = 52.0
    days: tuple[Mark, ...] = ()
    levels: tuple[Mark, ...] = ()
    events: tuple[Mark, ...] = ()
    until: date | None = None
    gap: str = ""
    gap_short: str = ""
    detail: Any = None

    @property
    def name(self) -> str:
        """The name that pages know its picture by: the same for equal charts."""
        return f"chart-{sha256(repr(self).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text over a picture; places and sizes in points from its top left corner.

    ``x`` is where the line begins, has its middle or ends, by ``anchor`` (``left``, ``middle``,
    ``right``); ``y`` is its baseline, ``width`` the room that was kept for it. ``halo`` is the
    colour around its letters, if they stand on something. ``text`` is that of a :class:`Mark`.
    """

    text: str
    x: float
    y: float
    width: float
    anchor: str
    size: float
    bold: bool
    colour: str
    halo: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture without text, as SVG, and the labels over it; sizes in points."""

    svg: bytes
    width: float
    height: float
    labels: tuple[Label, ...] = ()


def charts_in(value: object) -> Iterator[Chart]:
    """The charts in a value, however deep they stand in its tuples and dataclasses."""
    if isinstance(value, Chart):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from charts_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from charts_in(getattr(value, each.name))


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The part of a theme that charts use: colours as ``#rrggbb``, fonts, and the size of text.

    ``series`` holds up to four colours, the first for the emphasised mark, the second for the rest.
    ``fonts`` are paths of font files; a later one supplies the characters that the earlier lack.
    In mono ``ink`` the first of ``series`` is solid, and hatching distinguishes the others.
    """

    text: str = "#1b2a33"
    muted: str = "#5b6770"
    rule: str = "#c9d1d6"
    paper: str = "#ffffff"
    series: tuple[str, ...] = ("#0a4a5f", "#84919a", "#c4722d", "#3c3f58")
    fonts: tuple[str, ...] = field(default=(), metadata=key("regular weight"))
    bold_fonts: tuple[str, ...] = field(default=(), metadata=key("bold weight"))
    size_pt: float = 9.0
    ink: Ink = Ink.COLOUR

    @property
    def tick_pt(self) -> float:
        """The size of the text of axes, never under what is still read on paper."""
        return max(7.5, self.size_pt - 1)

    @property
    def strong_pt(self) -> float:
        """The size of the value that carries the point."""
        return 1.45 * self.size_pt


def mono(style: ChartStyle) -> ChartStyle:
    """The same style for one black ink on white paper, with its fonts and size.

    Text and lines are black: a printer halftones greys, which breaks a thin grey line into dots.
    """
    black, white = "#000000", "#ffffff"
    return replace(
        style,
        text=black,
        muted=black,
        rule=black,
        paper=white,
        series=(black, *[white] * (len(style.series) - 1)),
        ink=Ink.MONO,
    )


TEXT_CONTRAST = 4.5
"""Minimum ratio of text to its background (WCAG 1.4.3, level AA)."""
MARK_CONTRAST = 3.0
"""Minimum ratio of two adjacent marks, or of a mark to the paper (WCAG 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours (WCAG 2.2), 1 to 21.

    It compares luminance alone: two colours that pass also differ in greyscale.
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
