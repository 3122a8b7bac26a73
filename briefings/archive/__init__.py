"""The archive: a folder of editions, each of them a BagIt bag, and the index of what they say."""

from __future__ import annotations

from .edition import Edition, EditionId, check_series
from .finding import Found, Hit
from .index import Damaged, Index
from .inside import files_below, read_inside
from .pruning import Pruned, let_go
from .shape import main_files
from .signing import Keys, PublicKey, new_keys, signer
from .store import Archive
from .tables import Row
from .verifying import Flaw, verify, verify_all

__all__ = [
    "Archive",
    "Damaged",
    "Edition",
    "EditionId",
    "Flaw",
    "Found",
    "Hit",
    "Index",
    "Keys",
    "Pruned",
    "PublicKey",
    "Row",
    "check_series",
    "files_below",
    "let_go",
    "main_files",
    "new_keys",
    "read_inside",
    "signer",
    "verify",
    "verify_all",
]
