"""What makes builds quick: the cache on the disk, and a second process that draws."""

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
    cache: Cache | None, *, is_pack: bool
) -> Iterator[tuple[Executor | None, Executor | None]]:
    """What draws charts beside this process, and what makes the parts of packs.

    Neither where there is no second core for it. A process that will have charts to draw, since
    none were drawn before, gets ready at once.
    """
    if cores() < 2:
        yield None, None
        return
    if is_pack:
        from .workers import part_processes

        with part_processes(cores()) as parts:
            yield None, parts
        return
    from ..beside import OtherProcess
    from ..charts import prepare

    process = OtherProcess()
    try:
        if cache is None or not cache.has_any("chart"):
            process.submit(prepare)
        yield process, None
    finally:
        process.shutdown(cancel_futures=True)  # whatever was of use has been asked for
