"""The options for the archive and the key that signs editions."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ArchiveError
from .names import completes, given_folder, topic_names
from .options import json_option, speech_options, together
from .output import message
from .project import NAME, announced_project, data_folder_of

if TYPE_CHECKING:
    from ..archive import Archive
    from ..archive.editions import Keeping

Signer = Callable[[bytes], bytes]

DEFAULT = Path("archive")
PASSWORD = "BRIEFINGS_KEY_PASSWORD"  # noqa: S105  # the name of a variable, not a password
_UNNAMED = Path()
"""This object stands for ``--archive`` without a folder; ``--archive .`` gives an equal one."""


class _Folder(click.Path):
    """The folder of an archive; an empty text is refused, as it would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty text, as an unset variable of a script gives."""
        if value is _UNNAMED:
            return value
        if not str(value).strip():
            self.fail("it is empty; name a folder.", param, ctx)
        folder = Path(str(super().convert(value, param, ctx)))
        # pathlib drops the “./” that marks a folder.
        return folder.absolute() if str(value).startswith(f".{os.sep}") else folder


keeping_options = together(
    click.option(
        "--archive",
        "archive",
        metavar="[DIR]",
        is_flag=False,
        flag_value=_UNNAMED,
        type=_Folder(file_okay=False, path_type=Path),
        help="Keep what is built as an edition, in this folder.  "
        f"[default: as {NAME} says; without DIR: {DEFAULT}]",
    ),
    click.option("--no-archive", is_flag=True, help=f"Keep nothing, whatever {NAME} says."),
    click.option(
        "--sign",
        "key",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Secret key (minisign) to sign the edition with.  "
        f"[default: as {NAME} says; {PASSWORD} holds its password, else it is asked for]",
    ),
)
archive_option = click.option(
    "--archive",
    "archive",
    metavar="DIR",
    type=_Folder(file_okay=False, path_type=Path),
    help=f"Folder of the archive.  [default: as {NAME} says, else {DEFAULT}]",
)
archive_options = together(archive_option, json_option, speech_options)


def keeping_of(archive: Path | None, key: Path | None, *, refused: bool) -> Keeping | None:
    """The archive and the signer for a build; None if it is not kept."""
    if archive and refused:
        raise click.UsageError("--archive and --no-archive exclude each other.")
    project = announced_project()
    folder = archive or project.archive
    if archive is _UNNAMED:
        folder = project.archive or DEFAULT
    elif archive and (topic := _topic_meant(archive)):
        raise click.UsageError(
            f"--archive {topic}: there is no such folder, and “{topic}” is a topic. Write "
            f"--archive --topic {topic}; or --archive ./{topic} for a new folder of this name."
        )
    if refused or folder is None:
        if key:
            raise click.UsageError("--sign needs an archive to keep the edition in.")
        return None
    from ..archive import Archive
    from ..archive.editions import Keeping

    key = key or project.sign
    archive_ = Archive(folder.absolute(), message)
    return Keeping(archive_, date.today(), _signer_of(key) if key else None)


def archive_of(folder: Path | None) -> Archive:
    """The archive that a command reads; raises ArchiveError if there is none."""
    from ..archive import Archive

    chosen = folder or announced_project().archive or DEFAULT
    if not chosen.is_dir():
        if folder and (topic := _topic_meant(folder)):
            raise ArchiveError(
                f"there is no archive {topic}, which is a topic: --archive takes a folder"
            )
        raise ArchiveError(
            f"there is no archive {chosen}: name its folder with --archive DIR, or in {NAME}; "
            "a build with --archive makes one"
        )
    return Archive(chosen.absolute(), message)


@completes
def complete_editions(context: click.Context) -> Iterable[str]:
    """Complete editions and their series."""
    archive = archive_of(given_folder(context, "archive"))
    return [*archive.series(), *map(str, archive.ids())]


def _topic_meant(folder: Path) -> str:
    """The topic whose name was given instead of a folder; empty if it is none."""
    name = str(folder)
    context = click.get_current_context(silent=True)
    data = context.params.get("data_folder") if context else None
    topics = {*topic_names(data_folder_of(None)), *topic_names(data_folder_of(data))}
    return name if name in topics and not folder.exists() else ""


def _signer_of(key: Path) -> Signer:
    from ..archive import signer

    # The comment is signed too; it is constant, so that signing twice gives the same bytes.
    return signer(key, comment="an edition kept by briefings", password=_password)


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    _need_somebody()
    return str(click.prompt("Password of the key", hide_input=True, err=True))


def _need_somebody() -> None:
    """Raise ArchiveError without a terminal to ask for a password."""
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        raise ArchiveError(
            f"nobody can be asked for the password of the key here: put it into {PASSWORD}, "
            "empty for a key without one"
        ) from None


def new_password() -> str | None:
    """Ask twice for the password of a new key; None for a key without one."""
    given = os.environ.get(PASSWORD)
    if given is None:
        _need_somebody()
        given = click.prompt(
            "Password for the key (empty for none)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt=True,
            err=True,
        )
    return given or None
