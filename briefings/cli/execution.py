"""The other processes that a build is done sooner with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..build.beside import OtherProcess
    from ..build.cache import Cache
    from ..build.pipeline import ExecutionContext, Perform


class Two(NamedTuple):
    """The processes beside this one, where there are any."""

    drawing: OtherProcess | None = None
    typesetting: OtherProcess | None = None


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def two_processes(cache: Cache | None, theme: Path | None) -> Iterator[Two]:
    """What draws the charts of one brief or sheet, and what does the typesetting with ``theme``.

    They get ready at once, while this process finds out whether there is anything to do, reads and
    composes; no charts are expected where some were drawn before. There are none without a theme or
    without a second core for them.
    """
    if cores() < 2 or theme is None:
        yield Two()
        return
    from ..build.beside import OtherProcess, call

    drawing, typesetting = OtherProcess(), OtherProcess()
    try:
        typesetting.submit(call, "briefings.pdf.apart", "get_ready", theme / "fonts")
        if cache is None or not cache.has_any("chart"):
            drawing.submit(call, "briefings.charts", "prepare")
        yield Two(drawing, typesetting)
    finally:
        # Whatever was of use has been asked for.
        drawing.shutdown(cancel_futures=True)
        typesetting.shutdown(cancel_futures=True)


@contextmanager
def helpers(
    cache: Cache | None,
    environment: str | None,
    two: Two,
    *,
    is_pack: bool = False,
    several: bool = False,
) -> Iterator[ExecutionContext]:
    """What a build may use: ``cache``, ``environment`` (a digest, if known), other processes.

    For a pack they make its parts, of ``several`` documents they print each, one for each core.
    Raises RenderError where nothing could be printed, before anything is begun.
    """
    check_printing()
    if cores() > 1 and is_pack:
        from .workers import part_processes

        with part_processes(cores()) as parts:
            yield _means(cache, environment, parts=parts)
    elif cores() > 1 and several:
        with _crew(cache) as elsewhere:
            yield _means(cache, environment, elsewhere=elsewhere)
    else:
        yield _means(cache, environment, drawing=two.drawing, typesetting=two.typesetting)


def check_printing() -> None:
    """Raise RenderError, once for all documents, where the system has not what printing takes."""
    from ..pdf.loading import check_libraries

    check_libraries()


@contextmanager
def _crew(cache: Cache | None) -> Iterator[Perform]:
    """Workers that print documents for several threads, one for each core."""
    from ..batch import Crew
    from .workers import workers_of

    workers = workers_of(cores(), cache)
    assert workers is not None, "there is more than one core"
    crew = Crew(workers)
    crew.get_ready()
    is_done = False
    try:
        yield lambda task: crew(task)[0]
        is_done = True
    finally:
        crew.stop(at_once=not is_done)
        crew.clear()


def _means(
    cache: Cache | None,
    environment: str | None,
    *,
    drawing: Executor | None = None,
    typesetting: Executor | None = None,
    parts: Executor | None = None,
    elsewhere: Perform | None = None,
) -> ExecutionContext:
    from ..build.pipeline import ExecutionContext

    return ExecutionContext(cache, environment, drawing, typesetting, parts, elsewhere)
