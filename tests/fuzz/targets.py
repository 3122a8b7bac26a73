"""All targets by name; each is made in a folder of its own when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from . import archives, intake, pdfs, themes
from .arguments import arguments
from .cached import cached
from .project import project
from .running import Target

TARGETS: Mapping[str, Callable[[Path], Target]] = {
    "arguments": arguments,
    "cache": cached,
    "yaml": intake.yaml,
    "workbook": intake.workbook,
    "csv": intake.csv,
    "batch": intake.batch,
    "batch-rows": intake.batch_rows,
    "manifest": intake.manifest,
    "meeting": intake.meeting,
    "theme": themes.theme,
    "logo": themes.logo,
    "font": themes.font,
    "pdf": pdfs.pdf,
    "project": project,
    "record": archives.record,
    "index": archives.index,
    "pruned": archives.pruned,
}
