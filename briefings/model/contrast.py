"""The contrast of two colours, on screen and in greyscale.

The contrast ratio of WCAG 2.2 compares luminance alone; two colours that pass it therefore also
differ in greyscale.
"""

from __future__ import annotations

TEXT_CONTRAST = 4.5
"""Minimum ratio of text to its background (WCAG 1.4.3, level AA)."""

MARK_CONTRAST = 3.0
"""Minimum ratio of two adjacent marks, or of a mark to the paper (WCAG 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
