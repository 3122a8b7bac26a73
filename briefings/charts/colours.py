"""Checks that the colours of charts can be told apart, on screen and in black and white."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefings.errors import ChartError
from briefings.model import ChartStyle, Ink
from briefings.model.charts import MARK_CONTRAST, TEXT_CONTRAST, contrast

MONO_CONTRAST = 12.0  # #333333 on white: lighter, and a printer breaks thin lines up into dots
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def check_colours(style: ChartStyle) -> None:
    """Raise ChartError that names every colour that is wrong for the ink, or lacks contrast.

    The first two series colours, of emphasised marks and of others, must differ from each other and
    from the paper, the rest from the paper alone. In mono all colours are greys, thin lines are as
    dark as text, and hatches lie on the colours of the other series.
    """
    if not 2 <= len(style.series) <= 4:
        raise ChartError(f"A chart style has two to four series colours, not {len(style.series)}.")
    named = {"text": style.text, "muted": style.muted, "rule": style.rule, "paper": style.paper}
    named |= {f"series {i}": colour for i, colour in enumerate(style.series, 1)}
    wrong = [f"{name} “{colour}”" for name, colour in named.items() if not _HEX.fullmatch(colour)]
    if wrong:
        raise ChartError(f"Not a colour of the form #rrggbb: {', '.join(wrong)}.")
    mono = style.ink == Ink.MONO
    if mono and (hues := [f"{name} {c}" for name, c in named.items() if len(_channels(c)) > 1]):
        raise ChartError(f"One ink has no hue, but these have: {', '.join(hues)}.")

    close = [
        f"{a} {named[a]} and {b} {named[b]} have {ratio:.2f}:1, need {least}:1"
        for (a, b), least in (_for_mono(named) if mono else _for_colour(named)).items()
        if (ratio := contrast(named[a], named[b])) < least
    ]
    if close:
        raise ChartError(f"Chart colours are too close: {'; '.join(close)}.")


def _for_colour(named: Mapping[str, str]) -> dict[tuple[str, str], float]:
    needed = {("text", "paper"): TEXT_CONTRAST, ("muted", "paper"): TEXT_CONTRAST}
    needed |= {(name, "paper"): MARK_CONTRAST for name in named if name.startswith("series")}
    return needed | {("series 1", "series 2"): MARK_CONTRAST}


def _for_mono(named: Mapping[str, str]) -> dict[tuple[str, str], float]:
    thin = ("text", "muted", "rule", "series 1")
    needed = {(name, "paper"): MONO_CONTRAST for name in thin}
    others = (name for name in named if name.startswith("series") and name != "series 1")
    return needed | {("text", name): MONO_CONTRAST for name in others}


def _channels(colour: str) -> set[str]:
    return {colour[i : i + 2].lower() for i in (1, 3, 5)}
