"""Converts outcomes to lines of a manifest, and back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from ..build.exporters import formats_beside
from ..build.output import Document
from .jobs import Job
from .manifest import Line
from .running import Outcome


def line_of(outcome: Outcome, digest: str, folder: Path) -> dict[str, Any]:
    """The line of an outcome in the manifest of ``folder``; ``digest`` is that of its job."""
    job, document = outcome.job, outcome.document
    line: dict[str, Any] = {
        "row": job.row,
        "place": job.place,
        "job": digest,
        "topics": list(job.topics),
        "recipient": job.copy.recipient or None,
        "copy": f"{job.copy.number}/{job.copy.total}" if job.copy.number else None,
    }
    if document is None:
        return {**line, "error": outcome.error}
    line |= {
        "path": _inside(document.path, folder),
        "sha256": document.sha256,
        "pages": document.pages,
        "edition": document.edition,
        "seconds": round(outcome.seconds, 3),
    }
    if document.remarks:
        line["remarks"] = list(document.remarks)
    for name, file in document.beside.items():
        line[name] = _inside(file, folder)
        line[f"{name}_sha256"] = sha256(file.read_bytes()).hexdigest()
    return line


def outcome_of(job: Job, line: Line, folder: Path) -> Outcome:
    """The outcome in a line, for a job that is not run again."""
    files = {name: folder.absolute() / line[name] for name in formats_beside() if line.get(name)}
    document = Document(
        job.topics,
        job.order.style.setting.format,
        folder.absolute() / line["path"],
        line["pages"],
        line["sha256"],
        files,
        tuple(line.get("remarks", ())),
        edition=line.get("edition"),
    )
    return Outcome(job, document, seconds=line["seconds"], is_resumed=True)


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder.absolute()).as_posix()
