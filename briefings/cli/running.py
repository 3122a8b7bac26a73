"""Documents are built, one after another or beside each other, and each is told of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import BriefingError
from .output import complain, message

if TYPE_CHECKING:
    from ..build.output import Document

    Job = tuple[str, Callable[[], Document]]
    """The name of a document in messages, and what builds it and puts it in its place."""
    Timed = tuple[Document, float]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished document, its name in messages, and its seconds of wall clock time."""

    name: str
    document: Document
    seconds: float


def run_each(jobs: Iterable[Job], beside: int = 1) -> tuple[list[Done], int]:
    """Do each of the jobs, tell of it, and count those that fail.

    So many are done ``beside`` each other; they are told of in their order.
    """
    if beside == 1:
        return _told((name, partial(_timed, job)) for name, job in jobs)
    threads = ThreadPoolExecutor(beside)
    try:
        begun = [(name, threads.submit(_timed, job)) for name, job in jobs]
        return _told((name, future.result) for name, future in begun)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _told(
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


def row_of(done: Done) -> dict[str, Any]:
    """A finished document as ``--json`` shows it."""
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
