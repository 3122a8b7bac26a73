"""``--no-cache``, and the folder of the cache."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import message

if TYPE_CHECKING:
    from ..build.cache import Cache
    from ..build.pipeline import Task
    from ..build.render import Printed

FOLDER = "BRIEFINGS_CACHE"
"""The environment variable that names another folder."""


cache_option = click.option(
    "--no-cache/--cache",
    "no_cache",
    help="Make everything anew, and keep nothing for the next time.  "
    f"[{FOLDER} names another folder for it]",
)


def cache_of(*, refused: bool) -> Cache | None:
    """The cache in the folder of the environment or the platform; None if refused."""
    if refused:
        return None
    from ..build.cache import Cache

    given = os.environ.get(FOLDER)
    if given:
        try:
            return Cache(Path(given).expanduser().absolute())
        except (RuntimeError, OSError) as error:  # no such user, or no working folder
            return Cache(Path(given), refused=f"{FOLDER} names no folder: {error}")
    from platformdirs import user_cache_path

    folder = user_cache_path("briefings", appauthor=False)
    # Without a home there is no cache.
    return Cache(folder) if folder.is_absolute() else None


def warn_cache(cache: Cache | None) -> None:
    """Warn that the cache is disabled, and why."""
    for remark in cache.remarks if cache else ():
        message(f"{remark}; nothing is kept for the next time")


def perform_cached(task: Task) -> Printed:
    """Print a task on another machine, with the cache of that machine."""
    from ..build.pipeline import perform

    return perform(task, cache_of(refused=False))
