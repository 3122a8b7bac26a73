"""A call for a worker on another machine, which compares its installation before it prints.

Requests and answers are bytes, so that the scheduler need not have this package.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..atomic import read_regular
from ..build.fingerprint import Recipe, recipe_of
from ..build.pipeline import Task
from ..errors import BriefingError, RenderError, ThemeError
from ..html.themes import find_theme
from ..model import Style
from ..resources import LARGEST_OF_THEME, templates_folder

_MOST_NAMED = 12
"""Components that an error names at most; a worker of another release differs in all."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a worker needs to print the same bytes: the theme and the recipe.

    ``own`` is a theme that is not shipped: the digest of a ZIP archive of its files, and its bytes.
    """

    theme: str
    recipe: Recipe
    own: tuple[str, bytes] | None = None


class ThemeMissing(Exception):  # noqa: N818 — an expected answer
    """The worker has not received the theme of that digest."""


@dataclass(frozen=True, slots=True)
class RemoteCall:
    """A call of ``work`` with ``before`` and ``task`` by a worker."""

    requirement: Requirement
    work: Callable[..., Any]
    before: tuple[Any, ...]
    task: Task

    def packed(self, *, with_theme: bool = False) -> bytes:
        """Bytes whose unpickling, where this package is installed, gives the answer's bytes.

        The worker unpickles the call itself only after comparing the program.
        """
        own = self.requirement.own
        theme = (own[0], own[1] if with_theme else b"") if own else None
        call = pickle.dumps((self.work, self.before, self.task))
        recipe = (dict(self.requirement.recipe.components), dict(self.requirement.recipe.versions))
        return pickle.dumps(_Packed((self.requirement.theme, theme, *recipe, call)))


@dataclass(frozen=True, slots=True)
class _Packed:
    arguments: tuple[Any, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return answer, self.arguments


def requirement_of(style: Style) -> Requirement:
    """The requirement of a style in this installation; raises ThemeError."""
    shipped = style.templates / "themes"
    folder = find_theme(shipped, style.theme)
    recipe = recipe_of(style)
    if folder.parent == shipped:
        return Requirement(style.theme, recipe)
    data = _packed(folder)
    return Requirement("", recipe, (sha256(data).hexdigest(), data))


def result_of(given: bytes) -> Any:
    """The result in an answer; raises what the call raised, or ThemeMissing."""
    result, error = pickle.loads(given)  # noqa: S301 — from a worker that we send programs to
    if error is not None:
        raise error
    return result


_one_at_a_time = Lock()
_unpacked: dict[str, TemporaryDirectory[str]] = {}


def answer(
    theme: str,
    own: tuple[str, bytes] | None,
    components: dict[str, str],
    versions: dict[str, str],
    call: bytes,
) -> bytes:
    """Print in this process, one document at a time, and give bytes for :func:`result_of`.

    They include known errors, so that Dask does not repeat calls that would fail again.
    """
    with _one_at_a_time:
        try:
            if own:
                theme = _own_theme(*own)
            _compare(Recipe(components, versions), theme)
            work, before, task = pickle.loads(call)  # noqa: S301 — as Dask itself does
            return pickle.dumps((work(*before, _relocated(task, theme)), None))
        except (BriefingError, ThemeMissing) as error:
            return pickle.dumps((None, error))


def _compare(asked: Recipe, theme: str) -> None:
    here = _recipe(theme)
    names = [
        name
        for name in sorted(asked.components.keys() | here.components.keys())
        if asked.components.get(name) != here.components.get(name)
    ]
    for name in sorted(asked.versions.keys() | here.versions.keys()):
        wanted, found = asked.versions.get(name, "none"), here.versions.get(name, "none")
        if wanted != found:
            names.append(f"{name} ({found}, not {wanted})")
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        raise RenderError(
            f"the worker on {platform.node()} would print it otherwise, and printed nothing; "
            f"it differs in {', '.join(names[:_MOST_NAMED])}{more}"
        )


@cache
def _recipe(theme: str) -> Recipe:
    return recipe_of(Style(templates_folder(), theme))


def _relocated(task: Task, theme: str) -> Task:
    """The same task with the templates of this installation."""
    style = replace(task.order.style, templates=templates_folder(), theme=theme)
    return replace(task, order=replace(task.order, style=style))


def _own_theme(digest: str, data: bytes) -> str:
    """The folder of a theme that was sent, which exists as long as this process."""
    if digest not in _unpacked:
        if not data:
            raise ThemeMissing(digest)
        folder = TemporaryDirectory(prefix="briefings-theme-", ignore_cleanup_errors=True)
        with ZipFile(BytesIO(data)) as archive:
            archive.extractall(folder.name)
        _unpacked[digest] = folder
    return _unpacked[digest].name


def _packed(folder: Path) -> bytes:
    """Pack the files of a theme into a ZIP archive; raises ThemeError."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in (folder / "theme.css", folder / "logo.svg", *sorted(folder.glob("fonts/*"))):
            if not file.is_file():
                continue
            try:
                data = read_regular(file, LARGEST_OF_THEME, inside=folder)
            except OSError as error:
                raise ThemeError(f"{file}: {error.strerror}") from error
            # Without the date of the file, so that the same theme gives the same bytes.
            archive.writestr(ZipInfo(file.relative_to(folder).as_posix()), data, ZIP_DEFLATED)
    return packed.getvalue()
