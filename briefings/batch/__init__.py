"""Makes many documents from a file with one row for each.

``reading`` reads the rows, ``jobs`` checks them against the data;
``running`` makes the documents, in processes of this machine or on a ``cluster``, whose workers
answer a ``remote_call``; ``manifest`` records what is made, by the ``digests`` of its inputs.
"""

from .digests import digests_of
from .jobs import Base, Job, copies_of, read_batch
from .manifest import Manifest, open_manifest, read_manifest
from .reading import BatchRow
from .records import line_of, outcome_of
from .running import Outcome, executor_for, run

__all__ = [
    "Base",
    "BatchRow",
    "Job",
    "Manifest",
    "Outcome",
    "copies_of",
    "digests_of",
    "executor_for",
    "line_of",
    "open_manifest",
    "outcome_of",
    "read_batch",
    "read_manifest",
    "run",
]
