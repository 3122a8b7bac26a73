"""The fills of marks: colours, or in one ink solid, hatched and open areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefings.errors import ChartError
from briefings.model import ChartStyle, Ink, Mark

OUTLINE_WIDTH = 0.7
DOT_OUTLINE = 1.1

HATCHES = ("////", "xxx", "|||")
"""From the lightest on, as Matplotlib writes them: lines 4.2, 5.7 and 4 points apart.

Closer ones run together on a printer.
"""


@dataclass(frozen=True, slots=True)
class Fill:
    """The fill of an area or a dot; its outline and hatch have the colour ``ink``."""

    colour: str
    ink: str | None = None
    hatch: str | None = None

    @property
    def of_area(self) -> Mapping[str, Any]:
        """What Matplotlib's patches take."""
        return {
            "facecolor": self.colour,
            "edgecolor": self.ink or "none",
            "linewidth": OUTLINE_WIDTH if self.ink else 0,
            "hatch": self.hatch,
        }

    @property
    def of_dot(self) -> Mapping[str, Any]:
        """What Matplotlib's markers take; they are too small to be hatched."""
        return {
            "markerfacecolor": self.colour,
            "markeredgecolor": self.ink or "none",
            "markeredgewidth": DOT_OUTLINE if self.ink else 0,
        }


def fills_of(marks: Sequence[Mark], style: ChartStyle, *, touching: bool = False) -> list[Fill]:
    """The first series colour for emphasised marks, or for all when none is; else the second.

    In mono the others are hatched, each its own way where they are ``touching``; a mark without a
    label, the rest of a whole, is left open.
    """
    none = not any(mark.emphasis for mark in marks)
    fills, hatched = [], 0
    for mark in marks:
        if mark.emphasis or none:
            fills.append(Fill(style.series[0]))
        elif style.ink == Ink.COLOUR:
            fills.append(Fill(style.series[1]))
        elif not mark.label:
            fills.append(open_fill(style))
        else:
            fills.append(Fill(style.paper, style.text, HATCHES[hatched % len(HATCHES)]))
            hatched += touching
    return fills


def series_fills(names: Sequence[str], style: ChartStyle) -> dict[str, Fill]:
    """A fill for each series, in their order; raises ChartError for more than it has."""
    if len(names) > len(style.series):
        raise ChartError(
            f"The chart has {len(names)} series, and its style {len(style.series)} colours. "
            "Show fewer series."
        )
    if style.ink == Ink.COLOUR:
        return {name: Fill(colour) for name, colour in zip(names, style.series, strict=False)}
    mono = [Fill(style.text), *(Fill(style.paper, style.text, hatch) for hatch in HATCHES)]
    mono[2:2] = [Fill(style.paper, style.text)]
    return dict(zip(names, mono, strict=False))


def open_fill(style: ChartStyle) -> Fill:
    """The fill of the rest of a whole."""
    if style.ink == Ink.MONO:
        return Fill(style.paper, style.text)
    return Fill(style.rule, style.muted)


def point_fills_of(marks: Sequence[Mark], style: ChartStyle) -> list[Fill]:
    """The fills of points on a time axis: open where the day is estimated."""
    colours = [style.series[0] for _ in marks]
    if style.ink == Ink.COLOUR and len(style.series) > 2 and any(m.emphasis for m in marks):
        colours = [style.series[2] if mark.emphasis else style.series[0] for mark in marks]
    return [
        Fill(style.paper, colour) if mark.span else Fill(colour)
        for mark, colour in zip(marks, colours, strict=True)
    ]
