"""Runs the jobs of a build and prints a message on each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import BriefingError
from .output import complain, message, result

if TYPE_CHECKING:
    from ..build.output import Document

    Job = tuple[str, Callable[[], Document]]
    """The name of a document in messages, and the function that builds and writes it."""
    Timed = tuple[Document, float]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished document, its name in messages, and its seconds of wall-clock time."""

    name: str
    document: Document
    seconds: float


def run_each(jobs: Iterable[Job], beside: int = 1) -> tuple[list[Done], int]:
    """Run jobs, ``beside`` of them at a time; returns finished documents and failures.

    Messages appear in the order of the jobs.
    """
    if beside == 1:
        return _finished((name, partial(_timed, job)) for name, job in jobs)
    threads = ThreadPoolExecutor(beside)
    try:
        begun = [(name, threads.submit(_timed, job)) for name, job in jobs]
        return _finished((name, future.result) for name, future in begun)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _finished(
    jobs: Iterable[tuple[str, Callable[[], tuple[Document, float]]]],
) -> tuple[list[Done], int]:
    done, failed = [], 0
    for name, job in jobs:
        try:
            made, seconds = job()
        except BriefingError as error:
            failed += 1
            complain(f"{name}: {error}")
            continue
        noun = "page" if made.pages == 1 else "pages"
        message(f"{name}: {made.pages} {noun}, {seconds:.1f} s")
        if made.edition:
            state = "kept as" if made.is_new else "nothing has changed: it is"
            message(f"{name}: {state} {made.edition}")
        for remark in made.remarks:
            message(f"{name}: {remark}")
        done.append(Done(name, made, seconds))
    return done, failed


def _timed(job: Callable[[], Document]) -> Timed:
    started = time.perf_counter()
    made = job()
    return made, time.perf_counter() - started


def print_files(documents: Iterable[Document]) -> None:
    """Print the paths of finished documents, each with those of its other formats."""
    for one in documents:
        for path in (one.path, *one.beside.values()):
            result(str(path))


def row_of(done: Done) -> dict[str, Any]:
    """A finished document as a row of ``--json``."""
    from ..build.exporters import shown

    made = done.document
    return {
        "topic": ",".join(made.topics),
        "topics": made.topics,
        "format": str(made.format),
        "path": str(made.path),
        **shown(made.beside),
        "pages": made.pages,
        "sha256": made.sha256,
        "seconds": round(done.seconds, 3),
        "edition": made.edition,
        "is_new": made.is_new,
        "remarks": list(made.remarks),
    }
