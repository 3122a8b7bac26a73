"""What a call of the program in this process is, and the editions that most tests read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Run(NamedTuple):
    """How a run of the program ended, and what it said."""

    code: int
    out: str
    err: str


Call = Callable[..., Run]


IDS = [
    "uk-sheet-2026-11-25-1",
    "pack-talks-2026-11-25-1",
    "uk-2026-11-24-3",
    "uk-2026-11-24-2",
    "uk-2026-11-24-1",
    "uk-2026-11-23-1",
]
