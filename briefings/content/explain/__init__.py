"""Where a printed figure comes from, and whether it still counts.

``facts`` tells it from the data, ``uses`` finds the places that name a fact, ``printed`` reads it
from a finished PDF alone.
"""

from .facts import (
    ClaimStory,
    FactStory,
    Standing,
    explain_fact,
    explain_figure,
    is_fact_id,
    story_row,
)
from .printed import PrintedFigures, choose_figures, read_figures
from .uses import Use, uses_of

__all__ = [
    "ClaimStory",
    "FactStory",
    "PrintedFigures",
    "Standing",
    "Use",
    "choose_figures",
    "explain_fact",
    "explain_figure",
    "is_fact_id",
    "read_figures",
    "story_row",
    "uses_of",
]
