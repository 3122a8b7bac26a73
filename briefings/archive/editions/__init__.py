"""Editions: documents as built on a day, stored with all that is needed to build them again.

``keeping`` stores a document as an edition, ``planning`` selects the earlier editions to compare it
with, ``contents`` and ``readme`` make its files, ``states`` reads its facts, ``comparing`` finds
the differences of two editions, ``comparison`` prints them, ``rebuilding`` builds an edition again,
``finding`` resolves what users type to editions.
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
