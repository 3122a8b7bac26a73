"""What makes builds quick: the cache on the disk, and other processes beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from .output import message

if TYPE_CHECKING:
    from ..build.beside import OtherProcess
    from ..build.cache import Cache
    from ..build.pipeline import Means, Perform

Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = "BRIEFINGS_CACHE"


class Two(NamedTuple):
    """The processes beside this one, where there are any."""

    drawing: OtherProcess | None = None
    typesetting: OtherProcess | None = None


def cache_option(function: Function) -> Function:
    """``--no-cache``."""
    option = click.option(
        "--no-cache/--cache",
        "no_cache",
        help="Make everything anew, and keep nothing for the next time.  "
        f"[{FOLDER} names another folder for it]",
    )
    return option(function)


def cache_of(*, refused: bool) -> Cache | None:
    """The cache in the folder of the environment or of the platform; None if it is not wanted."""
    if refused:
        return None
    from ..build.cache import Cache

    given = os.environ.get(FOLDER)
    if given:
        try:
            return Cache(Path(given).expanduser().absolute())
        except (RuntimeError, OSError) as error:  # nobody's home, or a working folder that is gone
            return Cache(Path(given), refused=f"{FOLDER} names no folder: {error}")
    from platformdirs import user_cache_path

    folder = user_cache_path("briefings", appauthor=False)
    # Who has no home has no place for a cache.
    return Cache(folder) if folder.is_absolute() else None


def tell_of(cache: Cache | None) -> None:
    """Say why nothing is kept, where that is so."""
    for remark in cache.remarks if cache else ():
        message(f"{remark}; nothing is kept for the next time")


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
    around: str | None,
    two: Two,
    *,
    is_pack: bool = False,
    several: bool = False,
) -> Iterator[Means]:
    """What a build is done sooner with: ``cache``, ``around`` (see Means), and other processes.

    For a pack they make its parts, of ``several`` documents they print each, one for each core.
    Raises RenderError where nothing could be printed, before anything is begun.
    """
    check_printing()
    if cores() > 1 and is_pack:
        from .workers import part_processes

        with part_processes(cores()) as parts:
            yield _means(cache, around, parts=parts)
    elif cores() > 1 and several:
        with _crew(cache) as elsewhere:
            yield _means(cache, around, elsewhere=elsewhere)
    else:
        yield _means(cache, around, drawing=two.drawing, typesetting=two.typesetting)


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
    around: str | None,
    *,
    drawing: Executor | None = None,
    typesetting: Executor | None = None,
    parts: Executor | None = None,
    elsewhere: Perform | None = None,
) -> Means:
    from ..build.pipeline import Means

    return Means(cache, around, drawing, typesetting, parts, elsewhere)
