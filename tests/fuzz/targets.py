"""All targets by name; each is made in a folder of its own when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from . import archives
from .arguments import arguments
from .cached import cached
from .running import Target

TARGETS: Mapping[str, Callable[[Path], Target]] = {
    "arguments": arguments,
    "cache": cached,
    "record": archives.record,
    "index": archives.index,
    "pruned": archives.pruned,
}
