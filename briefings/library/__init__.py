"""The data folder: YAML files in, a checked :class:`~briefings.model.Library` out.

``reading`` makes nodes of a file, ``structure`` makes dataclasses of nodes, ``loading`` puts the
library together and has it checked, ``schema`` writes what editors complete from. ``entries``
makes nodes of facts that were written elsewhere, ``writing`` puts facts into the text of files,
``placing`` puts files in their places.
"""

from .entries import Entry, Written
from .hints import Key, keys_of
from .loading import load_library, load_meeting, merge_facts
from .placing import replace_all
from .schema import schemas, write_schemas
from .writing import new_text, number_text

__all__ = [
    "Entry",
    "Key",
    "Written",
    "keys_of",
    "load_library",
    "load_meeting",
    "merge_facts",
    "new_text",
    "number_text",
    "replace_all",
    "schemas",
    "write_schemas",
]
