"""The colours of a map: of sea and land, of what stands out, and of words upon them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefings.model import ChartStyle, Ink
from briefings.model.charts import TEXT_CONTRAST, contrast

from .map_labels import SEA

_LAND, _SEA = 0.83, 0.96
"""How much of the paper is in the colours of land and sea."""


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a map: of the ground by group, 0 for land, and of what stands on it."""

    sea: str
    grounds: tuple[str, str, str]
    paper: str
    text: str
    stress: str
    is_mono: bool

    def ground(self, group: int) -> str:
        """The colour of the countries of a group, or of the sea."""
        return self.sea if group == SEA else self.grounds[group]

    def on(self, groups: Iterable[int], *, wanted: str = "") -> str:
        """The colour of words on some grounds: the wanted one if it can be read there."""
        below = [self.ground(one) for one in groups]
        fit = [wanted or self.text, self.text, self.paper]
        worst = [min(contrast(colour, one) for one in below) for colour in fit]
        for colour, ratio in zip(fit, worst, strict=True):
            if ratio >= TEXT_CONTRAST:
                return colour
        return fit[worst.index(max(worst))]


def inks_of(style: ChartStyle) -> Inks:
    """The colours of a map in those of a theme.

    The second group has the colour between the first and the land, as far from both.
    """
    first = style.series[0]
    if style.ink is Ink.MONO:
        sea, grounds = style.paper, (style.paper, first, style.paper)
    else:
        sea = _mixed(style.muted, style.paper, _SEA)
        land = _mixed(style.muted, style.paper, _LAND)
        steps = [_mixed(first, style.paper, share / 50) for share in range(10, 40)]
        second = min(steps, key=lambda one: abs(contrast(one, first) - contrast(one, land)))
        grounds = (land, first, second)
    stress = next(
        (one for one in style.series[2:] if contrast(one, grounds[0]) >= TEXT_CONTRAST), style.text
    )
    return Inks(sea, grounds, style.paper, style.text, stress, is_mono=style.ink is Ink.MONO)


def _mixed(colour: str, paper: str, share: float) -> str:
    """A colour with a share of paper in it."""
    pairs = ((int(one[i : i + 2], 16) for one in (colour, paper)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
