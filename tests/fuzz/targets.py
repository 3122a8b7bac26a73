"""All targets by name; each is made in a folder of its own when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from . import archives
from .running import Target

TARGETS: Mapping[str, Callable[[Path], Target]] = {
    "record": archives.record,
    "index": archives.index,
    "pruned": archives.pruned,
}
