"""The archive: a folder of editions, each of them a BagIt bag."""

from __future__ import annotations

from .edition import Edition, EditionId
from .pruning import Pruned, let_go
from .signing import Keys, PublicKey, new_keys, signer
from .store import Archive
from .verifying import Flaw, verify, verify_all

__all__ = [
    "Archive",
    "Edition",
    "EditionId",
    "Flaw",
    "Keys",
    "Pruned",
    "PublicKey",
    "let_go",
    "new_keys",
    "signer",
    "verify",
    "verify_all",
]
