"""Editions: documents as they were made on a day, kept with all that it takes to make them again.

``keeping`` makes a document into an edition, ``planning`` finds what it is compared with,
``contents`` and ``readme`` say what it holds, ``states`` reads that back, ``comparing`` tells what
differs between two, ``rebuilding`` makes one anew, ``finding`` knows what people call them.
"""

from .comparing import Comparison, TopicChanges, compare, comparison_rows
from .contents import look_of
from .finding import find_edition, find_id, one_before
from .keeping import Keeping
from .rebuilding import Rebuilt, rebuild

__all__ = [
    "Comparison",
    "Keeping",
    "Rebuilt",
    "TopicChanges",
    "compare",
    "comparison_rows",
    "find_edition",
    "find_id",
    "look_of",
    "one_before",
    "rebuild",
]
