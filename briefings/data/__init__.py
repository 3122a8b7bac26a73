"""The data folder: YAML files in, a checked :class:`~briefings.model.Library` out.

``reading`` parses a file into YAML nodes, ``structure`` makes dataclasses of nodes, ``loading``
assembles the library and calls ``validation``, ``schema`` writes the JSON Schemas for editors.
``entries`` makes nodes of facts from other formats, ``row_files`` reads lists of other records,
``yaml_text`` serialises values and records, ``writing`` edits facts in existing files and writes a
whole library, ``places`` copies and replaces files. ``spreadsheet`` holds the exchange with
workbooks and CSV files.
"""

from .entries import Keys, Written, WrittenFact
from .field_hints import Key, keys_of
from .loading import load_library, load_meeting, merge_facts
from .places import copy_data, replace_all
from .remedies import did_you_mean
from .row_files import Listed, Listing, list_of, read_list
from .schema import schemas, write_schemas
from .writing import dump, new_text
from .yaml_text import is_left_out, number_text

__all__ = [
    "Key",
    "Keys",
    "Listed",
    "Listing",
    "Written",
    "WrittenFact",
    "copy_data",
    "did_you_mean",
    "dump",
    "is_left_out",
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
