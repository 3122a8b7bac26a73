"""All targets by name; each is made in a folder of its own when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from . import intake
from .running import Target

TARGETS: Mapping[str, Callable[[Path], Target]] = {
    "yaml": intake.yaml,
    "workbook": intake.workbook,
    "csv": intake.csv,
    "batch": intake.batch,
    "batch-rows": intake.batch_rows,
    "manifest": intake.manifest,
    "meeting": intake.meeting,
}
