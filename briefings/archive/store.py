"""The archive: stores editions atomically, finds them, and removes them with a record."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path

from ..atomic import Told
from ..errors import ArchiveError, EditionTaken
from .bags import README, bag, digest, judge, payload_manifest
from .edition import MANIFEST, RECORD, Edition, EditionId, is_series
from .incoming import Incoming, sync_folder, write_file, write_tree
from .inside import folder_inside, path_in_archive, read_of
from .pruning import PRUNED, Pruned, read_record, record
from .readme import ARCHIVE_README

_SERIES = ".series"
"""The ending of the claim on a whole series."""


class Archive:
    """The editions in a folder, which the first edition creates.

    ``told`` gets a message if a lock takes long.
    """

    def __init__(self, root: Path, told: Told | None = None) -> None:
        # Fixed now: neither another working folder nor a deleted one matters afterwards.
        with _as_archive_error(f"The archive {root} cannot be found"):
            self.root = root.absolute()
        self.told = told
        self._incoming = Incoming(self.root / ".incoming", _is_incoming, told)

    def folder(self, id_: EditionId) -> Path:
        """The folder of an edition, which need not exist."""
        return self.root / id_.series / str(id_)

    def series(self) -> list[str]:
        """The names of the series, sorted. Raises ArchiveError."""
        with _as_archive_error(f"The archive {self.root} cannot be read"):
            return sorted(name for name in _folders(self.root) if is_series(name))

    def unreadable(self) -> list[Path]:
        """The folders of series that this user may not read. Raises ArchiveError."""
        found = []
        for name in self.series():
            try:
                _folders(self.root, name)
            except PermissionError:
                found.append(self.root / name)
            except OSError:
                continue
        return found

    def ids_of(self, series: str) -> list[EditionId]:
        """The ids of a series, by date and number; none if ``series`` is no valid name."""
        if not is_series(series):
            return []
        with _as_archive_error(f"The archive {self.root} cannot be read"):
            named = map(_id, _folders(self.root, series))
            found = [id_ for id_ in named if id_ and id_.series == series]
        return sorted(found, key=lambda id_: id_.order)

    def ids(self) -> list[EditionId]:
        """The ids of all readable editions, by date, series and number.

        :meth:`unreadable` lists the folders left out. Raises ArchiveError.
        """
        hidden = {folder.name for folder in self.unreadable()}
        readable = (series for series in self.series() if series not in hidden)
        found = [id_ for series in readable for id_ in self.ids_of(series)]
        return sorted(found, key=lambda id_: id_.order)

    def strangers(self) -> list[Path]:
        """The paths among editions and series that are neither, links included, sorted."""
        own = {PRUNED, README}
        with _as_archive_error(f"The archive {self.root} cannot be read"):
            # Names that begin with a dot are the archive's own, or a file manager's.
            found = [path for path in self.root.glob("[!.]*") if path.name not in own]
            series = {name: self.root / name for name in self.series()}
            strange = [path for path in found if path.name not in series]
            for hidden in self.unreadable():
                del series[hidden.name]
            for name, folder in series.items():
                known = {str(id_) for id_ in self.ids_of(name)}
                strange += [path for path in folder.iterdir() if path.name not in known]
        return sorted(strange)

    def known(self, text: str) -> EditionId:
        """Parse the id of an existing edition, which may be damaged.

        Raises ArchiveError, with the nearest id, if there is none.
        """
        id_ = _id(text)
        with (
            _as_archive_error(f"The edition “{text}” cannot be looked up"),
            suppress(FileNotFoundError, NotADirectoryError),
        ):
            if id_ is not None:
                with folder_inside(self.root, path_in_archive(self.folder(id_))):
                    return id_
        near = get_close_matches(text, map(str, self.ids()), n=1)
        hint = f" Is it {near[0]}?" if near else ""
        raise ArchiveError(f"The archive {self.root} has no edition “{text}”.{hint}")

    def find(self, text: str) -> Edition:
        """The edition with an id; raises ArchiveError, with the nearest id, if there is none."""
        return Edition.read(self.folder(self.known(text)))

    def next_number(self, series: str, date: dt.date) -> int:
        """The number for the next edition of a day; never reuses that of a removed edition."""
        gone = (_id(one.edition) for one in self.pruned())
        ids = [*self.ids_of(series), *(id_ for id_ in gone if id_)]
        numbers = [id_.number for id_ in ids if (id_.series, id_.date) == (series, date)]
        return max(numbers, default=0) + 1

    def next_ordinal(self, series: str) -> int:
        """The number for the next edition of a series among all that it ever had, from 1."""
        gone = (_id(one.edition) for one in self.pruned())
        return (
            len({*self.ids_of(series), *(id_ for id_ in gone if id_ and id_.series == series)}) + 1
        )

    def store(
        self,
        id_: EditionId,
        payload: Mapping[str, bytes],
        *,
        readme: bytes,
        info: Mapping[str, str],
        sign: Callable[[bytes], bytes] | None = None,
    ) -> bool:
        """Store an edition; returns False if the archive already holds it with this payload.

        ``payload`` has the files below ``data`` by name, ``edition.json`` among them; ``readme`` is
        the README, ``info`` the lines of bag-info.txt with the Bagging-Date. ``sign`` returns the
        signature of a manifest; it is called only for a new edition.

        Raises EditionTaken if the edition exists with another payload, or if its ordinal is no
        longer the next one of its series, and ArchiveError if it cannot be stored; then no part of
        it remains.
        """
        edition = Edition.of(self.folder(id_), payload.get(RECORD, b""))
        manifest = payload_manifest(payload)
        if self._holds(id_, manifest):
            return False
        files = bag(payload, readme=readme, info=info, sign=sign)
        with _as_archive_error(f"The edition {id_} cannot be stored"):
            self._incoming.sweep()
            self._write_readme()
            # Two editions of a series would else get one ordinal, if their days differ.
            with (
                self._incoming.claim(f"{id_.series}{_SERIES}"),
                self._incoming.claim(str(id_)) as aside,
            ):
                # Every process that stores or prunes this edition holds this claim, so that the
                # result of this check stays valid, and the rename below, which could replace an
                # empty folder, replaces nothing.
                if self._holds(id_, manifest):
                    return False
                if edition.record.get("ordinal") not in (None, self.next_ordinal(id_.series)):
                    raise EditionTaken(str(id_))
                write_tree(aside, files)
                if wrong := judge(aside):
                    raise ArchiveError(f"The edition {id_} was not written right: {wrong}")
                self._move(aside, self.folder(id_))
        return True

    def prune(self, ids: Iterable[EditionId], *, day: dt.date, reason: str) -> list[Pruned]:
        """Remove editions, each after its line was added to pruned.jsonl, and unfinished files.

        If interrupted, each edition is either complete, and can be pruned again, or gone. Raises
        ArchiveError; if an edition does not exist, before any is removed.
        """
        wanted = [self.known(str(id_)) for id_ in ids]
        gone = []
        with _as_archive_error("The editions cannot be removed"):
            self._incoming.sweep()
            for id_ in wanted:
                with self._incoming.claim(str(id_)) as aside:
                    folder = self.folder(id_)
                    if not folder.exists():
                        continue  # another process was faster
                    pruned = Pruned(str(id_), _title(folder), _manifest(folder), day, reason)
                    record(self.root, pruned, self.told)
                    sync_folder(self.root)
                    self._move(folder, aside)
                    gone.append(pruned)
        return gone

    def pruned(self) -> list[Pruned]:
        """The record of removed editions, in order. Raises ArchiveError."""
        with _as_archive_error("The record of what was removed cannot be read"):
            return read_record(self.root)

    def _holds(self, id_: EditionId, manifest: bytes) -> bool:
        folder = self.folder(id_)
        if not os.path.lexists(folder):
            return False
        try:
            stored = read_of(folder, MANIFEST)
        except OSError as error:
            raise ArchiveError(
                f"{folder} is in the way and is no sound edition ({error.strerror}): move it away."
            ) from error
        if stored != manifest:
            raise EditionTaken(str(id_))
        return True

    def _write_readme(self) -> None:
        if os.path.lexists(self.root / README):
            return
        with self._incoming.claim(README) as aside:
            write_file(aside, ARCHIVE_README.encode())
            aside.rename(self.root / README)
            sync_folder(self.root)

    def _move(self, source: Path, target: Path) -> None:
        with suppress(FileExistsError):
            target.parent.mkdir()
        with folder_inside(self.root, target.parent.name):  # refuses a link to a folder elsewhere
            source.rename(target)
        try:
            for folder in (target.parent, source.parent, self.root):
                sync_folder(folder)
        except OSError:
            target.rename(source)
            raise


def _folders(root: Path, name: str = "") -> list[str]:
    """The names of the folders in a folder of the archive, without links to folders."""
    try:
        with folder_inside(root, name) as folder, os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []


def _is_incoming(name: str) -> bool:
    is_claim = name.endswith(_SERIES) and is_series(name.removesuffix(_SERIES))
    return name == README or is_claim or _id(name) is not None


def _id(text: str) -> EditionId | None:
    try:
        return EditionId.parse(text)
    except ArchiveError:
        return None


def _title(folder: Path) -> str | None:
    try:
        return Edition.read(folder).title
    except ArchiveError:
        return None


def _manifest(folder: Path) -> str | None:
    try:
        return digest(read_of(folder, MANIFEST))
    except OSError:
        return None


@contextmanager
def _as_archive_error(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise ArchiveError(f"{what}: {error.strerror or error}{where}.") from error
