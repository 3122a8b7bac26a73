"""Documents are built one after another, and each is told of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import BriefingError
from .output import complain, message

if TYPE_CHECKING:
    from ..finished import Document

    Job = tuple[str, Callable[[], Document]]
    """The name of a document in messages, and what builds it and puts it in its place."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished document, its name in messages, and its seconds of wall clock time."""

    name: str
    document: Document
    seconds: float


def run_each(jobs: Iterable[Job]) -> tuple[list[Done], int]:
    """Do each of the jobs, tell of it, and count those that fail."""
    done, failed = [], 0
    for name, job in jobs:
        started = time.perf_counter()
        try:
            made = job()
        except BriefingError as error:
            failed += 1
            complain(f"{name}: {error}")
            continue
        seconds = time.perf_counter() - started
        noun = "page" if made.pages == 1 else "pages"
        message(f"{name}: {made.pages} {noun}, {seconds:.1f} s")
        if made.edition:
            state = "kept as" if made.is_new else "nothing has changed: it is"
            message(f"{name}: {state} {made.edition}")
        for remark in made.remarks:
            message(f"{name}: {remark}")
        done.append(Done(name, made, seconds))
    return done, failed


def row_of(done: Done) -> dict[str, Any]:
    """A finished document as ``--json`` shows it."""
    made = done.document
    return {
        "topic": ",".join(made.topics),
        "topics": made.topics,
        "format": str(made.format),
        "path": str(made.path),
        "html": str(made.html) if made.html else None,
        "pages": made.pages,
        "sha256": made.sha256,
        "seconds": round(done.seconds, 3),
        "edition": made.edition,
        "is_new": made.is_new,
    }
