"""The data folder: YAML files in, a checked :class:`~briefings.model.Library` out.

``reading`` makes nodes of a file, ``structure`` makes dataclasses of nodes, ``loading`` puts the
library together and has it checked, ``schema`` writes what editors complete from. ``entries``
makes nodes of facts that were written elsewhere, ``listing`` reads lists of other records,
``values`` makes text of values and records, ``writing`` puts facts into the text of files,
``dumping`` makes all files of a library, ``placing`` puts files in their places.
"""

from .dumping import dump
from .entries import Entry, Keys, Written
from .field_hints import Key, keys_of
from .loading import load_library, load_meeting, merge_facts
from .places import copy_data, replace_all
from .row_files import Listed, Listing, list_of, read_list
from .schema import schemas, write_schemas
from .writing import new_text
from .yaml_text import number_text

__all__ = [
    "Entry",
    "Key",
    "Keys",
    "Listed",
    "Listing",
    "Written",
    "copy_data",
    "dump",
    "keys_of",
    "list_of",
    "load_library",
    "load_meeting",
    "merge_facts",
    "new_text",
    "number_text",
    "read_list",
    "replace_all",
    "schemas",
    "write_schemas",
]
