"""The archive: a folder of editions, each a BagIt bag, with a full-text index."""

from __future__ import annotations

from .codes import CodeState, PaperCode, Verdict, check_code
from .edition import Edition, EditionId, check_series
from .finding import Found, Hit
from .index import Index
from .inside import files_below, read_inside
from .pruning import Pruned, editions_to_prune
from .shape import main_files
from .signing import Keys, PublicKey, new_keys, signer
from .store import Archive
from .tables import EditionRow
from .verifying import Flaw, verify, verify_all

__all__ = [
    "Archive",
    "CodeState",
    "Edition",
    "EditionId",
    "EditionRow",
    "Flaw",
    "Found",
    "Hit",
    "Index",
    "Keys",
    "PaperCode",
    "Pruned",
    "PublicKey",
    "Verdict",
    "check_code",
    "check_series",
    "editions_to_prune",
    "files_below",
    "main_files",
    "new_keys",
    "read_inside",
    "signer",
    "verify",
    "verify_all",
]
