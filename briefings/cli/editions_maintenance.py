"""``editions verify``, ``prune`` and ``new-key``."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ArchiveError, BriefingError
from .archive_options import archive_of, archive_options, complete_editions, new_password
from .arguments import Day
from .editions_code import verify_code
from .options import collected, speech_options
from .output import complain, counted, message, result, result_json
from .progress import progress

if TYPE_CHECKING:
    from ..archive import Archive, EditionId, PublicKey


@dataclass(frozen=True, slots=True)
class _VerifyOptions:
    chosen: tuple[str, ...]
    code: str | None
    key: Path | None
    jobs: int | None
    archive: Path | None
    as_json: bool


@click.command()
@click.argument("chosen", metavar="[EDITION]...", nargs=-1, shell_complete=complete_editions)
@click.option(
    "--code",
    metavar="CODE",
    help="Check paper instead: what its QR code says, or what is printed beside it.",
)
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
@collected(_VerifyOptions)
def verify(asked: _VerifyOptions) -> None:
    """Read every byte of the editions and tell what is missing, altered, extra or unreadable.

    With --code, tell whether a printed page is of an edition that is kept, and unaltered.
    """
    from ..archive import PublicKey

    context, chosen = click.get_current_context(), asked.chosen
    kept = archive_of(asked.archive)
    public = PublicKey.read(asked.key) if asked.key else None
    if asked.code is not None:
        if chosen:
            context.fail("--code and names of editions exclude each other.")
        verify_code(kept, asked.code, public, as_json=asked.as_json)
        return
    _verify(kept, asked, public)


def _verify(kept: Archive, asked: _VerifyOptions, public: PublicKey | None) -> None:
    from ..archive import verify_all
    from ..archive.editions import find_id
    from ..build.executors import Processes, cores

    chosen = asked.chosen
    ids = [find_id(kept, text) for text in dict.fromkeys(chosen)] or kept.ids()
    folders = [kept.folder(id_) for id_ in ids]
    found: list[dict[str, Any]] = []
    count = min(asked.jobs or cores(), max(len(ids), 1))
    with Processes(count) as executor, progress("verifying editions") as report:
        for done, (folder, flaws) in enumerate(verify_all(folders, executor, public), start=1):
            found += [{"edition": folder.name, **flaw._asdict()} for flaw in flaws]
            report(done, len(folders))
    if not chosen:
        # Another process may have removed some meanwhile.
        gone = {str(id_) for id_ in ids if not os.path.lexists(kept.folder(id_))}
        found = [row for row in found if row["edition"] not in gone]
        ids = [id_ for id_ in ids if str(id_) not in gone]
        found += [_misplaced(path) for path in kept.strangers()]
        found += [_hidden(path) for path in kept.unreadable()]
    found.sort(key=lambda row: (row["edition"], row["file"]))
    if asked.as_json:
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
        click.get_current_context().exit(BriefingError.exit_code)
    signed = ", all signed by the key" if public else ""
    message(f"sound: {counted(len(ids), 'edition')}{signed}")


def _misplaced(path: Path) -> dict[str, str]:
    message_ = "no edition has this name: move it away"
    if path.is_symlink():
        message_ = "it is a link, which is not followed: put the folder itself there"
    return {"edition": path.parent.name, "file": path.name, "kind": "extra", "message": message_}


def _hidden(path: Path) -> dict[str, str]:
    message_ = "its editions cannot be read: see to the rights of the folder"
    return {"edition": path.name, "file": ".", "kind": "unreadable", "message": message_}


@dataclass(frozen=True, slots=True)
class _PruneOptions:
    rules: tuple[str, ...]
    series: str | None
    reason: str
    dry_run: bool
    yes: bool
    archive: Path | None
    as_json: bool


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
@collected(_PruneOptions)
def prune(asked: _PruneOptions) -> None:
    """Remove the editions that no rule keeps, once that is confirmed."""
    from ..archive import editions_to_prune

    wanted, series = _rules(asked.rules), asked.series
    kept = archive_of(asked.archive)
    ids = [id_ for id_ in kept.ids() if series in (None, id_.series)]
    if not ids and series:
        near = get_close_matches(series, kept.series(), n=1)
        hint = f"; did you mean “{near[0]}”?" if near else ""
        raise ArchiveError(f"the archive {kept.root} has no series “{series}”{hint}")
    early, unread = _read_days(kept, ids)
    ids = [id_ for id_ in ids if id_ not in unread]
    # Editions as of an earlier day are counted by themselves.
    gone = editions_to_prune([id_ for id_ in ids if id_ not in early], **wanted)
    gone += editions_to_prune([id_ for id_ in ids if id_ in early], **wanted)
    gone.sort(key=lambda id_: id_.order)
    if asked.as_json:
        result_json([{"edition": str(id_)} for id_ in gone])
    else:
        for id_ in gone:
            result(str(id_))
    for told in unread.values():
        complain(f"{told} It stays, and counts for no rule.")
    if not gone or asked.dry_run:
        message(f"{counted(len(gone), 'edition')} of {len(ids)} would go")
        return
    if not asked.yes and not _confirmed(gone):
        raise ArchiveError("nothing was removed")
    removed = kept.prune(gone, day=date.today(), reason=asked.reason)
    message(f"{counted(len(removed), 'edition')} removed, recorded in {kept.root / 'pruned.jsonl'}")


def _read_days(
    kept: Archive, ids: Sequence[EditionId]
) -> tuple[set[EditionId], dict[EditionId, str]]:
    """The editions as of an earlier day, and the errors of those that cannot be read.

    It reads the records themselves, not the index, since pruning is final.
    """
    from ..archive import Edition

    early, unread = set(), {}
    with progress("reading editions") as report:
        for done, id_ in enumerate(ids, start=1):
            try:
                if Edition.read(kept.folder(id_)).as_of < id_.date:
                    early.add(id_)
            except ArchiveError as error:
                unread[id_] = str(error)
            report(done, len(ids))
    return early, unread


def _rules(rules: Sequence[str]) -> dict[str, Any]:
    """The rules as :func:`briefings.archive.editions_to_prune` takes them."""
    read: dict[str, Any] = {}
    for rule in rules:
        name, _, value = rule.partition("=")
        if name == "last" and re.fullmatch("0*[1-9][0-9]{0,8}", value):
            read["last"] = max(int(value), read.get("last", 0))
        elif name == "since" and (day := _day(value)):
            read["since"] = min(day, read.get("since", day))
        elif rule == "yearly":
            read["yearly"] = True
        else:
            said = f"--keep {rule} is no rule: write last=5, since=2025-01-01 or yearly."
            click.get_current_context().fail(said)
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
@click.option("--dry-run", is_flag=True, help="Only tell the files that would be made.")
@speech_options
def new_key(*, file: Path, dry_run: bool) -> None:
    """Make a pair of keys to sign editions with: FILE, which is secret, and one ending in .pub."""
    from ..archive import new_keys

    if not file.name:
        raise ArchiveError("a key needs the name of a file, which is empty here")
    public = file.with_suffix(".pub")
    if public == file:
        raise ArchiveError(
            f"{file} is a name for the public key: give the secret one another ending"
        )
    for path in (file, public):
        if os.path.lexists(path):
            raise ArchiveError(f"{path} is there already: signatures may depend on it")
    if not dry_run:
        keys = new_keys(new_password())
        for path, data, rights in ((file, keys.secret, 0o600), (public, keys.public, 0o666)):
            # O_EXCL does not follow a link made meanwhile.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(path, flags, rights), "wb") as stream:
                stream.write(data)
    result(str(file.absolute()))
    result(str(public.absolute()))
    if dry_run:
        message("nothing was made")
        return
    message(f"keep {file} to yourself; give {public} to whoever verifies")
