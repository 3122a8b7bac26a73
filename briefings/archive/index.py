"""The index of an archive, which ``list`` and ``search`` query. Derived data, safe to delete.

It is one SQLite file, ``.index.sqlite3`` in the folder of the archive. Editions never change, so
the index is up to date if its names are those of the folders. A broken index is rebuilt. If the
file cannot be written, an in-memory copy is updated instead, for this run alone. A foreign file in
its place (a link, another database) is never touched, and is reported in ``remarks``.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ..atomic import TOLD_AFTER, Told, waiting_for
from . import foreign, tables
from .finding import Hit, Within, find
from .syncing import differences, reindex
from .tables import ROW, EditionRow, row_of

FILE = ".index.sqlite3"
_PATIENCE = 120.0  # seconds: another process may index a large archive
_PATIENCE_WITH_READERS = 10.0  # a reader takes much less, unless it is stopped
_NO_DAY = 2**62
_CHUNK = 64

_BROKEN = (sqlite3.DatabaseError, ValueError, TypeError, LookupError, OverflowError)
"""The exceptions that a broken index causes: those of SQLite, and those for invalid values."""

# 64 MB of memory, which only a rebuild needs; the file is untrusted.
_SETTINGS = """
    PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"""

# SQLite errors for a file that cannot be read or written now. Any other means a broken index.
_ELSEWHERE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)

_T = TypeVar("_T")
Progress = Callable[[int, int], None]


class Index(AbstractContextManager["Index"]):
    """The index of the archive at ``root``, made or brought up to date when it is opened.

    ``remarks`` are messages about a foreign file in the place of the index. ``progress`` gets the
    number of editions read and of those to read; ``told`` gets a message if a lock takes long.
    Raises ArchiveError if the archive cannot be read. Close it, or use it with ``with``.
    """

    def __init__(
        self, root: Path, progress: Progress | None = None, told: Told | None = None
    ) -> None:
        self.root = root
        self.remarks: list[str] = []
        self._database = sqlite3.connect("")
        self._progress = progress
        self._told = told
        try:
            self._reopen()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def editions(
        self,
        topic: str | None = None,
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
        meeting: str | None = None,
        limit: int | None = None,
    ) -> list[EditionRow]:
        """At most ``limit`` editions, newest first; ``since`` and ``until`` are inclusive.

        A pack matches each of its topics.
        """
        given = {
            "h.topic =": topic,
            "e.date >=": since.isoformat() if since else None,
            "e.date <=": until.isoformat() if until else None,
            "e.meeting =": meeting,
        }
        return self._query(partial(_rows, given=given, limit=limit))

    def before(self, topic: str, until: dt.date) -> Iterator[EditionRow]:
        """Iterate over the editions of a topic up to a day, packs too, newest first.

        Reads them in chunks, for callers that stop at the first suitable one.
        """
        given = {"h.topic =": topic, "h.date <=": until.isoformat()}
        start = 0
        while True:
            rows = self._query(partial(_rows, given=given, limit=_CHUNK, start=start))
            yield from rows
            if len(rows) < _CHUNK:
                return
            start += _CHUNK

    def edition(self, id_: str) -> EditionRow | None:
        """The edition with an id, if the index has it."""
        rows = self._query(partial(_rows, given={"e.id =": id_}, limit=1))
        return rows[0] if rows else None

    def with_code(self, code: str) -> list[EditionRow]:
        """The editions whose pages name them so: all copies of a document, or one edition."""
        return self._query(partial(_rows, given={"e.code =": code}, limit=None))

    def with_digest(self, start: str) -> list[EditionRow]:
        """The editions the digest of whose contents begins with these hexadecimal digits."""
        return self._query(partial(_rows, given={"e.digest GLOB": f"{start}*"}, limit=None))

    def damaged(self) -> dict[str, str]:
        """The reasons why editions cannot be read, wholly or in part, by name."""
        return dict(self._texts("SELECT id, reason FROM damaged ORDER BY id"))

    def topics(self) -> list[str]:
        """The topics that editions hold."""
        return [one for (one,) in self._texts("SELECT DISTINCT topic FROM holds ORDER BY topic")]

    def meetings(self) -> list[str]:
        """The meetings that editions were made for."""
        query = "SELECT DISTINCT meeting FROM editions WHERE meeting IS NOT NULL ORDER BY meeting"
        return [one for (one,) in self._texts(query)]

    def _texts(self, query: str) -> list[Any]:
        def read(database: sqlite3.Connection) -> list[Any]:
            rows = database.execute(query).fetchall()
            if not all(isinstance(text, str) for row in rows for text in row):
                raise ValueError("odd values where texts should be")
            return rows

        return self._query(read)

    def search(
        self,
        text: str,
        topic: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """The results with every word of ``text``, spelling variants ignored: see :mod:`.finding`.

        Passages with all words come first, then editions with the words in several passages, each
        sorted by its newest edition. Searches and counts only editions of ``topic`` between the
        days.
        """
        within = Within(
            tables.first_key(since) if since else -_NO_DAY,
            tables.first_key(until) + tables.A_DAY if until else _NO_DAY,
            topic,
        )
        return self._query(lambda database: find(database, text, within, limit))

    def _query(self, query: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run a query; rebuilds the index if the query shows that it is broken."""
        try:
            return self._waiting(lambda: query(self._database), _PATIENCE)
        except _BROKEN as error:
            if not _is_broken(error):
                self._use_private()
                return query(self._database)
            self._database.close()
            if not self.remarks:  # else the index is a private one
                _discard(self.root / FILE, None)
            self._reopen()
        try:
            return query(self._database)
        except _BROKEN:  # the broken file could not be removed
            self._use_private(is_empty=True)
            return query(self._database)

    def _reopen(self) -> None:
        self._database.close()
        path = self.root / FILE
        for _ in range(2):
            if reason := foreign.obstacle(path):
                self._leave_alone(reason)
                return
            try:
                found = _inode(path)
                self._connect(path)
                if not self._waiting(lambda: tables.is_ours(self._database), _PATIENCE):
                    self._leave_alone("is a database of something else")
                    return
                self._bring_up_to_date()
            except _BROKEN as error:
                if not _is_broken(error):  # the file is read-only, or locked for too long
                    break
                self._database.close()
                _discard(path, found, is_database=_code(error) != sqlite3.SQLITE_NOTADB)
            else:
                return
        self._use_private()

    def _leave_alone(self, reason: str) -> None:
        """Use a private index because of a foreign file."""
        remark = f"{self.root / FILE} {reason}, and is left alone: move it away; "
        self.remarks = [remark + "until then every command reads all editions anew"]
        self._use_private(is_empty=True)

    def _use_private(self, *, is_empty: bool = False) -> None:
        """Use a private index for this run, copied from the shared one unless ``is_empty``."""
        shared = self._database
        try:
            self._connect("")
            if not is_empty:
                _copy(shared, self._database)
            self._bring_up_to_date()
        except _BROKEN:
            self._database.close()
            self._connect("")
            self._bring_up_to_date()
        finally:
            shared.close()

    def _bring_up_to_date(self) -> None:
        database = self._database
        if not self._waiting(lambda: differences(database, self.root), _PATIENCE):
            return
        self._waiting(lambda: database.execute("BEGIN IMMEDIATE"), _PATIENCE)
        try:
            if not tables.are_current(database):
                tables.create(database)
            # Compare again: another process may have updated the index meanwhile.
            changed = differences(database, self.root)
            for done, (name, folder) in enumerate(changed.items()):
                if self._progress:
                    self._progress(done, len(changed))
                reindex(database, name, folder)
            if self._progress and changed:
                self._progress(len(changed), len(changed))
            self._waiting(lambda: database.execute("COMMIT"), _PATIENCE_WITH_READERS)
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise

    def _connect(self, path: Path | str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._waiting(lambda: self._database.executescript(_SETTINGS), _PATIENCE)

    def _waiting(self, step: Callable[[], _T], most: float) -> _T:
        """Run a step, for at most that many seconds; reports a wait for another process."""
        self._be_patient(min(TOLD_AFTER, most))
        try:
            return step()
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or most <= TOLD_AFTER:
                raise
        if self._told:
            self._told(waiting_for(self.root / FILE, most))
        self._be_patient(most - TOLD_AFTER)
        return step()

    def _be_patient(self, seconds: float) -> None:
        self._database.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy an index; raises OperationalError where another process has it locked.

    Connection.backup waits for that without end.
    """

    def check(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite3.OperationalError("it is locked")

    source.execute("PRAGMA busy_timeout = 100")
    source.backup(target, pages=-1, progress=check)


def _is_broken(error: Exception) -> bool:
    """Whether an error means a broken index: no database, damaged, or with invalid values."""
    return _code(error) not in _ELSEWHERE


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def _inode(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except OSError:
        return None


def _discard(path: Path, inode: int | None, *, is_database: bool = True) -> None:
    """Remove a broken index, unless another process has replaced it meanwhile.

    A file that is no database may be one of the user: it is renamed instead.
    """
    with suppress(OSError):  # the caller then uses a private index
        if inode not in (None, _inode(path)):
            return
        foreign.journal_of(path).unlink(missing_ok=True)
        aside = path.with_name(f"{path.name}.not-an-index")
        if is_database:
            path.unlink(missing_ok=True)
        elif not os.path.lexists(aside):
            path.rename(aside)


def _rows(
    database: sqlite3.Connection,
    given: Mapping[str, str | None],
    limit: int | None,
    start: int = 0,
) -> list[EditionRow]:
    asked = {column: value for column, value in given.items() if value is not None}
    of_topic = "h.topic =" in asked
    source = "holds h JOIN editions e ON e.key = h.edition" if of_topic else "editions e"
    where = " AND ".join(f"{column} ?" for column in asked) or "TRUE"
    order = "h" if of_topic else "e"
    query = f"""
        SELECT {ROW} FROM {source} WHERE {where}
        ORDER BY {order}.date DESC, {order}.series DESC, {order}.number DESC LIMIT ? OFFSET ?"""
    values = [*asked.values(), -1 if limit is None else limit, start]
    return list(map(row_of, database.execute(query, values)))
