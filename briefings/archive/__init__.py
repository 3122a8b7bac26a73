"""The archive: a folder of editions, each of them a BagIt bag."""

from __future__ import annotations

from .edition import Edition, EditionId

__all__ = ["Edition", "EditionId"]
