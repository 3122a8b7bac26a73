"""The upkeep of an archive: verified, pruned, and the keys that sign it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ArchiveError, BriefingError
from .days import Day
from .keeping import archive_of, archive_options, new_password
from .names import complete_editions
from .options import speech_options
from .output import complain, counted, message, result, result_json
from .progress import progress
from .quick import cores

if TYPE_CHECKING:
    from ..archive import Archive, EditionId


@click.command()
@click.argument("chosen", metavar="[EDITION]...", nargs=-1, shell_complete=complete_editions)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Public key (minisign) that must have signed them.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes at work.  [default: the cores that this one may use]",
)
@archive_options
@click.pass_context
def verify(
    context: click.Context,
    *,
    chosen: tuple[str, ...],
    key: Path | None,
    jobs: int | None,
    archive: Path | None,
    as_json: bool,
) -> None:
    """Read every byte of the editions and tell what is missing, altered, extra or unreadable."""
    from ..archive import PublicKey, verify_all
    from ..editions import find_id

    kept = archive_of(archive)
    ids = [find_id(kept, text) for text in dict.fromkeys(chosen)] or kept.ids()
    public = PublicKey.read(key) if key else None
    folders = [kept.folder(id_) for id_ in ids]
    found: list[dict[str, Any]] = []
    with _workers(jobs, len(ids)) as executor, progress("verifying editions") as told:
        for done, (folder, flaws) in enumerate(verify_all(folders, executor, public), start=1):
            found += [{"edition": folder.name, **flaw._asdict()} for flaw in flaws]
            told(done, len(folders))
    found += [_misplaced(path) for path in kept.strangers()] if not chosen else []
    found.sort(key=lambda row: (row["edition"], row["file"]))
    if as_json:
        result_json(found)
    else:
        for row in found:
            result(f"{row['edition']}/{row['file']}: {row['kind']}: {row['message']}")
    if found:
        broken = len({row["edition"] for row in found})
        complain(
            f"{counted(broken, 'edition')} of {len(ids)} not as kept"
            if ids
            else f"{kept.root} holds no edition: is it the folder of an archive?"
        )
        context.exit(BriefingError.exit_code)
    signed = ", all signed by the key" if key else ""
    message(f"sound: {counted(len(ids), 'edition')}{signed}")


def _workers(jobs: int | None, editions: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    wanted = min(jobs or cores(), max(editions, 1))
    # Forked workers would inherit whatever threads hold at that moment.
    return ProcessPoolExecutor(wanted, mp_context=get_context("forkserver"))


def _misplaced(path: Path) -> dict[str, str]:
    message_ = "no edition has this name: move it away"
    return {"edition": path.parent.name, "file": path.name, "kind": "extra", "message": message_}


@click.command()
@click.option(
    "--keep",
    "rules",
    multiple=True,
    required=True,
    metavar="RULE",
    help="What stays: last=N of each series, since=DAY, yearly (the last of each year of "
    "each series). Editions as of an earlier day are counted by themselves. What any rule keeps "
    "stays; repeatable.",
)
@click.option("--series", metavar="SERIES", help="Remove from this series alone.")
@click.option("--reason", default="", metavar="TEXT", help="For the record of what was removed.")
@click.option("--dry-run", is_flag=True, help="Only list what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@archive_options
@click.pass_context
def prune(
    context: click.Context,
    *,
    rules: tuple[str, ...],
    series: str | None,
    reason: str,
    dry_run: bool,
    yes: bool,
    archive: Path | None,
    as_json: bool,
) -> None:
    """Remove the editions that no rule keeps, once that is confirmed."""
    from ..archive import let_go

    wanted = _rules(context, rules)
    kept = archive_of(archive)
    ids = [id_ for id_ in kept.ids() if series in (None, id_.series)]
    if not ids and series:
        raise ArchiveError(f"the archive {kept.root} has no series “{series}”")
    early = _as_of_an_earlier_day(kept)
    # Neither stands in for the other: what was known then is no edition of today's facts.
    gone = let_go([id_ for id_ in ids if str(id_) not in early], **wanted)
    gone += let_go([id_ for id_ in ids if str(id_) in early], **wanted)
    gone.sort(key=lambda id_: id_.order)
    if as_json:
        result_json([{"edition": str(id_)} for id_ in gone])
    else:
        for id_ in gone:
            result(str(id_))
    if not gone or dry_run:
        message(f"{counted(len(gone), 'edition')} of {len(ids)} would go")
        return
    if not yes and not _confirmed(gone):
        raise ArchiveError("nothing was removed")
    removed = kept.prune(gone, day=date.today(), reason=reason)
    message(f"{counted(len(removed), 'edition')} removed, recorded in {kept.root / 'pruned.jsonl'}")


def _as_of_an_earlier_day(kept: Archive) -> set[str]:
    """The names of the editions whose facts are of a day before their own."""
    from ..archive import Index

    with progress("reading editions") as told, Index.open(kept.root, told) as index:
        return {row.id for row in index.editions() if row.as_of < row.date}


def _rules(context: click.Context, rules: Sequence[str]) -> dict[str, Any]:
    """The rules as :func:`briefings.archive.let_go` takes them."""
    read: dict[str, Any] = {}
    for rule in rules:
        name, _, value = rule.partition("=")
        if name == "last" and value.isascii() and value.isdigit() and int(value) > 0:
            read["last"] = max(int(value), read.get("last", 0))
        elif name == "since" and (day := _day(value)):
            read["since"] = min(day, read.get("since", day))
        elif rule == "yearly":
            read["yearly"] = True
        else:
            context.fail(f"--keep {rule} is no rule: write last=5, since=2025-01-01 or yearly.")
    return read


def _day(text: str) -> date | None:
    try:
        return Day().convert(text, None, None)
    except click.BadParameter:
        return None


def _confirmed(gone: Sequence[EditionId]) -> bool:
    if not sys.stdin.isatty():
        raise ArchiveError("nobody can be asked here; --yes removes without asking")
    what = f"Remove {counted(len(gone), 'edition')} for good? Write the number to confirm"
    return bool(click.prompt(what, err=True, default="", show_default=False) == str(len(gone)))


@click.command(name="new-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@speech_options
def new_key(*, file: Path) -> None:
    """Make a pair of keys to sign editions with: FILE, which is secret, and one ending in .pub."""
    from ..archive import new_keys

    public = file.with_suffix(".pub")
    if public == file:
        raise ArchiveError(
            f"{file} is a name for the public key: give the secret one another ending"
        )
    for path in (file, public):
        if path.exists():
            raise ArchiveError(f"{path} is there already: signatures may depend on it")
    keys = new_keys(new_password())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as secret:
        secret.write(keys.secret)
    public.write_bytes(keys.public)
    result(str(file.absolute()))
    result(str(public.absolute()))
    message(f"keep {file} to yourself; give {public} to whoever verifies")
