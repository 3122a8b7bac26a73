"""What makes builds quick: the cache on the disk, and other processes beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .output import message

if TYPE_CHECKING:
    from ..cache import Cache
    from ..pipeline import Means, Perform

Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = "BRIEFINGS_CACHE"


def cache_option(function: Function) -> Function:
    """``--no-cache``."""
    option = click.option(
        "--no-cache",
        is_flag=True,
        help="Make everything anew, and keep nothing for the next time.  "
        f"[{FOLDER} names another folder for it]",
    )
    return option(function)


def cache_of(*, refused: bool) -> Cache | None:
    """The cache in the folder of the environment or of the platform; None if it is not wanted."""
    if refused:
        return None
    from ..cache import Cache

    given = os.environ.get(FOLDER)
    if given:
        return Cache(Path(given).expanduser().absolute())
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
def helpers(
    cache: Cache | None,
    around: str | None,
    theme: Path | None,
    *,
    is_pack: bool = False,
    several: bool = False,
) -> Iterator[Means]:
    """What a build is done sooner with: ``cache``, ``around`` (see Means), and other processes.

    There are none where there is no second core for them. For a pack they make its parts, of
    ``several`` documents they print each. For one brief or sheet one draws charts and one does the
    typesetting with ``theme``; they get ready at once, while this one reads and composes, but no
    charts are expected where some were drawn before.
    """
    if cores() < 2 or theme is None:
        yield _means(cache, around)
        return
    if is_pack:
        from .workers import part_processes

        with part_processes(cores()) as parts:
            yield _means(cache, around, parts=parts)
        return
    if several:
        with _crew(cache) as elsewhere:
            yield _means(cache, around, elsewhere=elsewhere)
        return
    from ..beside import OtherProcess, call
    from ..typesetting import get_ready

    typesetting, drawing = OtherProcess(), OtherProcess()
    try:
        get_ready(typesetting, theme)
        if cache is None or not cache.has_any("chart"):
            drawing.submit(call, "briefings.charts", "prepare")
        yield _means(cache, around, drawing=drawing, typesetting=typesetting)
    finally:
        # Whatever was of use has been asked for.
        drawing.shutdown(cancel_futures=True)
        typesetting.shutdown(cancel_futures=True)


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
    from ..pipeline import Means

    return Means(cache, around, drawing, typesetting, parts, elsewhere)
