"""The sizes of type on a page, in points, and the steps in which tables are set smaller.

Style sheets get them as variables, from ``styles/scale.css``; first guesses at widths use the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 7.5
"""Points of the smallest type anywhere on a page."""
TABLE_SIZES = (1.0, 0.91, 0.82)
"""The sizes of tables in steps, as parts of the usual one; classes ``smaller-1``, ``smaller-2``."""


@dataclass(frozen=True, slots=True)
class TypeScale:
    """The sizes of one format on one paper.

    ``sizes`` are fixed. ``less`` is what titles, headings and text have less than in the theme.
    """

    sizes: Mapping[str, float]
    less: Mapping[str, float]

    def with_theme(self, points: Mapping[str, float]) -> Mapping[str, float]:
        """All sizes by name, in a theme with these sizes of titles, headings and text."""
        of_theme = {
            name: points[f"{of}-size"] - self.less[of] + more for name, of, more in _OF_THEME
        }
        return {**of_theme, **self.sizes}


_OF_THEME = (
    ("body", "body", 0.0),
    ("answer", "body", 0.5),
    ("lead", "body", 1.5),
    ("wanted", "body", 1.0),
    ("head", "heading", 0.0),
    ("side-head", "heading", -2.5),
    ("title", "title", 0.0),
)

USUAL = TypeScale(
    {
        "number": 30.0,
        "word": 17.0,
        "subtitle": 13.0,
        "chart": 12.5,
        "note": 9.5,
        "table": 9.5,
        "caption": 9.0,
        "small": 8.0,
        "mark": SMALLEST,
    },
    {"title": 0.0, "heading": 0.0, "body": 0.0},
)
STEP_DOWN = TypeScale(
    {
        "number": 25.0,
        "word": 14.0,
        "subtitle": 11.5,
        "chart": 11.0,
        "note": 9.25,
        "table": 9.25,
        "caption": 8.5,
        "small": SMALLEST,
        "mark": SMALLEST,
    },
    {"title": 4.0, "heading": 2.5, "body": 1.0},
)
"""A sheet, and A5."""
