"""How far two colours are apart, on screen and in black and white.

The measure is the contrast ratio of WCAG 2.2, which looks at luminance alone; colours that pass it
therefore also differ in greyscale.
"""

from __future__ import annotations

TEXT_CONTRAST = 4.5
"""What text needs against the ground it stands on."""

MARK_CONTRAST = 3.0
"""What two marks side by side need, or a mark and the paper."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
