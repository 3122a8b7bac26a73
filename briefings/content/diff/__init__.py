"""Compares a topic in two editions (``states``): its ``facts`` and its wording (``rewordings``)."""

from .facts import ChangeKind, FactChange, changes, is_new_state
from .rewordings import TextChange, text_changes
from .states import State, printed_places, state_from, statement, topic_state

__all__ = [
    "ChangeKind",
    "FactChange",
    "State",
    "TextChange",
    "changes",
    "is_new_state",
    "printed_places",
    "state_from",
    "statement",
    "text_changes",
    "topic_state",
]
