"""Whether a theme's chart colours can be told apart, on screen and in black and white."""

from __future__ import annotations

import re

from briefings.contrast import MARK_CONTRAST, TEXT_CONTRAST, contrast
from briefings.errors import ChartError
from briefings.model import ChartStyle

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def check_colours(style: ChartStyle) -> None:
    """Raise ChartError that names every pair of colours too close to each other.

    The first two series colours stand for “the mark that matters” and “the others”, so they must
    differ from one another as well as from the paper; the rest only ever meet the paper.
    """
    if not 2 <= len(style.series) <= 4:
        raise ChartError(f"A chart style has two to four series colours, not {len(style.series)}.")
    named = {"text": style.text, "muted": style.muted, "rule": style.rule, "paper": style.paper}
    named |= {f"series {i}": colour for i, colour in enumerate(style.series, 1)}
    wrong = [f"{name} “{colour}”" for name, colour in named.items() if not _HEX.fullmatch(colour)]
    if wrong:
        raise ChartError(f"Not a colour of the form #rrggbb: {', '.join(wrong)}.")

    needed = {("text", "paper"): TEXT_CONTRAST, ("muted", "paper"): TEXT_CONTRAST}
    needed |= {(f"series {i}", "paper"): MARK_CONTRAST for i in range(1, len(style.series) + 1)}
    needed["series 1", "series 2"] = MARK_CONTRAST
    close = [
        f"{a} {named[a]} and {b} {named[b]} have {ratio:.2f}:1, need {least}:1"
        for (a, b), least in needed.items()
        if (ratio := contrast(named[a], named[b])) < least
    ]
    if close:
        raise ChartError(f"Chart colours are too close: {'; '.join(close)}.")
