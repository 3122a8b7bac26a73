"""The index of an archive: what ``list`` and ``search`` ask. Derived from it, and disposable.

It is one SQLite file, ``.index.sqlite3`` in the folder of the archive. Editions never change, so
it is up to date if it has the names that the folders have. Whatever is wrong with it, it is made
anew; where it cannot be written, what is there is used, or a private one that lasts for the run.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from . import tables
from .finding import Hit, Within, find
from .syncing import differences, has_tables, renew
from .tables import ROW, Row, row_of

FILE = ".index.sqlite3"
_PATIENCE = 120.0  # seconds: another process may be making the index of a large archive
_NO_DAY = 2**62

_T = TypeVar("_T")
Progress = Callable[[int, int], None]


class Damaged(NamedTuple):
    """An edition that cannot be read, and why."""

    id: str
    reason: str


class Index:
    """The index of the archive at ``root``; see :meth:`open`. Close it, or use it with ``with``."""

    def __init__(
        self, root: Path, database: sqlite3.Connection, progress: Progress | None = None
    ) -> None:
        self.root = root
        self._database = database
        self._progress = progress

    @classmethod
    def open(cls, root: Path, progress: Progress | None = None) -> Index:
        """The index of an archive, made or brought up to date where it is not.

        ``progress`` is told how many of how many editions have been read. Raises ArchiveError if
        the archive cannot be read.
        """
        index = cls(root, sqlite3.connect(""), progress)
        try:
            index._reopen()
        except BaseException:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def editions(
        self,
        topic: str | None = None,
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
        meeting: str | None = None,
        series: str | None = None,
        format: str | None = None,  # noqa: A002 # the word of the project
        limit: int | None = None,
    ) -> list[Row]:
        """The editions, newest first, at most ``limit``; ``until`` is included.

        A pack is found under each of its topics.
        """
        given = {
            "h.topic =": topic,
            "e.date >=": since.isoformat() if since else None,
            "e.date <=": until.isoformat() if until else None,
            "e.meeting =": meeting,
            "e.series =": series,
            "e.format =": format,
        }
        return self._ask(lambda database: list(_rows(database, given, limit)))

    def before(self, topic: str, until: dt.date) -> Iterator[Row]:
        """The editions of a day or earlier that hold a topic, packs too, newest first, one by one.

        For whoever looks for the last edition of some kind, and stops there.
        """
        given = {"h.topic =": topic, "h.date <=": until.isoformat()}
        return self._ask(lambda database: _rows(database, given, None))

    def edition(self, id_: str) -> Row | None:
        """One edition by its id."""
        rows = self._ask(lambda database: list(_rows(database, {"e.id =": id_}, 1)))
        return rows[0] if rows else None

    def damaged(self) -> list[Damaged]:
        """The editions that cannot be read, wholly or in part, by name."""
        query = "SELECT id, reason FROM damaged ORDER BY id"
        return self._ask(lambda database: [Damaged(*row) for row in database.execute(query)])

    def search(
        self,
        text: str,
        topic: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """What has every word of ``text``, in whatever spelling: see :mod:`.finding`.

        Passages with all the words come first, then editions that have them in several; each by
        its newest edition. Only editions of ``topic`` between the days are looked at and counted.
        """
        within = Within(
            tables.first_key(since) if since else -_NO_DAY,
            tables.first_key(until) + tables.A_DAY if until else _NO_DAY,
            topic,
        )
        return self._ask(lambda database: find(database, text, within, limit))

    def _ask(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        """Answer from the index, made anew if the question shows that it is broken."""
        try:
            return question(self._database)
        except sqlite3.DatabaseError as error:
            if not _is_broken(error):
                self._private()
                return question(self._database)
            self._database.close()
            _discard(self.root / FILE, None)
            self._reopen()
            return question(self._database)

    def _reopen(self) -> None:
        self._database.close()
        path = self.root / FILE
        for _ in range(2):
            try:
                found = _inode(path)
                self._database = _connect(path)
                self._bring_up_to_date()
            except sqlite3.DatabaseError as error:
                if not _is_broken(error):  # it cannot be written, or is locked for too long
                    break
                self._database.close()
                _discard(path, found)
            else:
                return
        self._private()

    def _private(self) -> None:
        """An index of this run alone, begun with what the shared one has."""
        shared, self._database = self._database, _connect("")
        try:
            shared.backup(self._database)
            self._bring_up_to_date()
        except sqlite3.DatabaseError:
            self._database.close()
            self._database = _connect("")
            self._bring_up_to_date()
        finally:
            shared.close()

    def _bring_up_to_date(self) -> None:
        database = self._database
        if not differences(database, self.root):
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            if not has_tables(database):
                tables.create(database)
            # Once more: another process may have done it meanwhile.
            changed = differences(database, self.root)
            for done, (name, folder) in enumerate(changed.items()):
                if self._progress:
                    self._progress(done, len(changed))
                renew(database, name, folder)
            if self._progress and changed:
                self._progress(len(changed), len(changed))
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise


def _connect(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    database.execute("PRAGMA cache_size = -65536")  # 64 MB, of which little is used but to rebuild
    return database


def _is_broken(error: sqlite3.Error) -> bool:
    """Whether it says that a file is no index: no database, spoilt, or without its tables."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _discard(path: Path, inode: int | None) -> None:
    """Remove a broken index, unless another process has put a new one there."""
    try:
        if inode in (None, _inode(path)):
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
    except OSError:
        pass  # a private one will do


def _rows(
    database: sqlite3.Connection, given: Mapping[str, str | None], limit: int | None
) -> Iterator[Row]:
    asked = {column: value for column, value in given.items() if value is not None}
    of_topic = "h.topic =" in asked
    source = "holds h JOIN editions e ON e.key = h.edition" if of_topic else "editions e"
    where = " AND ".join(f"{column} ?" for column in asked) or "TRUE"
    order = "h" if of_topic else "e"
    query = f"""
        SELECT {ROW} FROM {source} WHERE {where}
        ORDER BY {order}.date DESC, {order}.series DESC, {order}.number DESC LIMIT ?"""
    values = [*asked.values(), -1 if limit is None else limit]
    return map(row_of, database.execute(query, values))
