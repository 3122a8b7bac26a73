"""The data folder: YAML files in, a checked :class:`~briefings.model.Library` out.

``reading`` makes nodes of a file, ``structure`` makes dataclasses of nodes, ``loading`` puts the
library together and has it checked, ``schema`` writes what editors complete from.
"""

from .loading import load_library, load_meeting
from .schema import schemas, write_schemas

__all__ = ["load_library", "load_meeting", "schemas", "write_schemas"]
