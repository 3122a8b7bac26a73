"""``doctor``: checks everything that a build needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ..build.doctor import Check, basic_checks
from ..errors import BriefingError
from .options import common_options, json_option, library_of
from .output import counted, result, result_json


@click.command()
@json_option
@common_options
@click.pass_context
def doctor(context: click.Context, data_folder: Path | None, as_json: bool) -> None:
    """Check what a build needs, and say what to do.

    Looks at Python, packages, system libraries, fonts, data, cache, archive and write access; ends
    with 1 if something would keep briefs from being made.
    """
    checks = list(_checks(data_folder))
    if as_json:
        result_json(
            [
                {
                    "check": one.name,
                    "level": one.level or "ok",
                    "found": one.found,
                    "remedy": one.remedy or None,
                }
                for one in checks
            ]
        )
    else:
        for check in checks:
            result(str(check), lines=True)
    if any(check.level == "error" for check in checks):
        context.exit(BriefingError.exit_code)


def _checks(data_folder: Path | None) -> Iterator[Check]:
    yield from basic_checks()
    yield _guarded("fonts", _fonts, "install the program again: its themes are damaged")
    yield _guarded("data", lambda: _data(data_folder), "“check” lists every problem with its place")
    yield _guarded("cache", _cache, "name another folder with BRIEFINGS_CACHE, or use --no-cache")
    yield _guarded("archive", _archive, "“editions verify” looks into every edition")
    yield _folder()


def _guarded(name: str, look: Callable[[], Check], remedy: str) -> Check:
    """The result of a check; known failures and those of the system are results too."""
    try:
        return look()
    except (BriefingError, OSError) as error:
        return Check(name, str(error).partition("\n")[0], remedy, "error")


def _fonts() -> Check:
    from ..html.theme import audit_theme
    from ..html.themes import shipped_themes
    from ..resources import templates_folder

    themes = shipped_themes(templates_folder())
    for name, folder in themes.items():
        bad = [one for one in audit_theme(folder) if one.level == "error"]
        if bad:
            remedy = "install the program again: its themes are damaged"
            return Check("fonts", f"theme {name}: {bad[0].message}", remedy, "error")
    return Check("fonts", f"those of the shipped themes are sound ({', '.join(themes)})")


def _data(folder: Path | None) -> Check:
    library = library_of(folder)
    found = f"{counted(len(library.facts), 'fact')}, {counted(len(library.topics), 'topic')}"
    return Check("data", f"{found}, no problems")


def _folder() -> Check:
    here = Path.cwd()
    if os.access(here, os.W_OK | os.X_OK):
        return Check("this folder", f"{here} can be written to")
    remedy = "go to a folder of yours, or name one with --output"
    return Check("this folder", f"{here} cannot be written to", remedy, "warning")


def _cache() -> Check:
    from .cache_option import cache_of

    cache = cache_of(refused=False)
    remedy = "name another folder with BRIEFINGS_CACHE; briefs are made without it, more slowly"
    if cache is None:
        return Check("cache", "there is no home folder to keep it in", remedy, "warning")
    cache.put("doctor", "0" * 64, b"kept")
    if cache.get("doctor", "0" * 64) != b"kept":
        found = "; ".join(cache.remarks) or f"nothing can be kept in {cache.folder}"
        return Check("cache", found, remedy, "warning")
    return Check("cache", f"{cache.folder} keeps what was made")


def _archive() -> Check:
    from ..archive import Archive
    from .archive_options import DEFAULT
    from .project import NAME, read_project

    program = click.get_current_context().find_root().command
    chosen = read_project(Path.cwd(), program).archive
    folder = chosen or DEFAULT
    if not folder.exists():
        said = f"{folder}, as {NAME} says, is not there yet" if chosen else "none here"
        return Check("archive", f"{said}; a build with --archive begins one")
    archive = Archive(folder)
    found = f"{counted(len(archive.ids()), 'edition')} in {archive.root}"
    if not os.access(folder, os.W_OK | os.X_OK):
        remedy = "no edition can be added: ask its owner for the right to write there"
        return Check("archive", f"{found}, which cannot be written to", remedy, "warning")
    return Check("archive", found)
