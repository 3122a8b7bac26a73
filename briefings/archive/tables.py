"""The tables of the index: schema, insertion and removal of editions.

Each passage is stored once, however many editions hold it. Keys of editions increase with their
dates, so that the newest edition of a passage, and the editions of a range of dates, are index
lookups.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..arabic.reading.folding import CLITICS, folded
from .edition import Edition, EditionId
from .passages import KINDS, IndexedPassage

VERSION = 3
"""Version of the tables and of their contents; an index of another version is rebuilt."""

_SCHEMA = (
    """CREATE TABLE editions (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, series TEXT NOT NULL,
        date TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, format TEXT NOT NULL,
        topics TEXT NOT NULL, as_of TEXT NOT NULL, meeting TEXT, pages INTEGER,
        code TEXT, digest TEXT)""",
    "CREATE INDEX by_date ON editions (date, series, number)",
    "CREATE INDEX by_meeting ON editions (meeting, date) WHERE meeting IS NOT NULL",
    "CREATE INDEX by_code ON editions (code) WHERE code IS NOT NULL",
    """CREATE TABLE holds (
        topic TEXT, date TEXT, series TEXT, number INTEGER, edition INTEGER,
        PRIMARY KEY (topic, date, series, number)) WITHOUT ROWID""",
    "CREATE TABLE damaged (id TEXT PRIMARY KEY, reason TEXT NOT NULL)",
    "CREATE TABLE contents (edition INTEGER PRIMARY KEY, passages BLOB NOT NULL)",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL,
        text TEXT NOT NULL, folded TEXT NOT NULL)""",
    """CREATE TABLE links (
        passage INTEGER, edition INTEGER, PRIMARY KEY (passage, edition)) WITHOUT ROWID""",
    """CREATE TABLE wholes (
        word TEXT, passage INTEGER, PRIMARY KEY (word, passage)) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE words USING fts5(
        folded, content='', columnsize=0, tokenize='trigram')""",
)
APPLICATION = 0x62726566
"""The SQLite application id of an index of this program: “bref”."""

_SHADOWS = frozenset(f"words_{name}" for name in ("config", "content", "data", "docsize", "idx"))
"""The shadow tables that SQLite may create for ``words``; which ones depends on its version."""

_TABLES = frozenset(re.findall(r"TABLE (\w+)", " ".join(_SCHEMA)))
_COLUMNS = "id, series, date, number, title, format, topics, as_of, meeting, pages, code, digest"
ROW = ", ".join(f"e.{name}" for name in _COLUMNS.split(", "))
"""The columns of a :class:`EditionRow`, from a table with the alias e."""

NUMBER = r"(?<!\d)(?<!\d\.)\d+(?:\.\d+)?(?!\d)(?!\.\d)"
"""Pattern of a whole number in a folded text."""

TRIGRAM = 3
"""Length of the shortest word that the trigram index finds inside others."""

_NUMBER = re.compile(NUMBER)
_WORD = re.compile(r"\b[^\W\d_]{1,6}\b")
A_DAY = 2**16
"""Distance of the first keys of two days; more than the editions of one day."""

_FIRST_DAY = dt.date(2000, 1, 1).toordinal()  # SQLite stores small keys in fewer bytes


class EditionRow(NamedTuple):
    """The metadata of an edition in the index; ``meeting`` is the id of a meeting.

    ``code`` and ``digest`` are those of the code on its pages, None where they have none.
    """

    id: str
    series: str
    date: dt.date
    number: int
    title: str
    format: str
    topics: tuple[str, ...]
    as_of: dt.date
    meeting: str | None
    pages: int | None
    code: str | None
    digest: str | None


def row_of(values: Sequence[Any]) -> EditionRow:
    """The row with the values of the columns :data:`ROW`; raises ValueError if they are invalid."""
    row = EditionRow(*values)._replace(
        date=dt.date.fromisoformat(values[2]),
        topics=tuple(json.loads(values[6])),
        as_of=dt.date.fromisoformat(values[7]),
    )
    is_named = row.id == f"{row.series}-{row.date}-{row.number}"
    codes = (row.code or "", row.digest or "")
    texts = (row.title, row.format, row.meeting or "", *codes, *row.topics)
    are_typed = isinstance(values[9], int | None) and all(isinstance(one, str) for one in texts)
    if not is_named or not are_typed:
        raise ValueError(f"odd values in the row of {row.id!r}")
    return row


def first_key(day: dt.date) -> int:
    """The smallest key that an edition of this day can have."""
    return (day.toordinal() - _FIRST_DAY) * A_DAY


def is_ours(database: sqlite3.Connection) -> bool:
    """Whether a database was created by this program, or is empty.

    The program never writes to other databases. The first indexes had no application id, and are
    recognised by their tables.
    """
    (application,) = database.execute("PRAGMA application_id").fetchone()
    names = {name for kind, name, _ in _schema(database) if kind == "table"} - _SHADOWS
    return application == APPLICATION or names in (set(), {*_TABLES})


def are_current(database: sqlite3.Connection) -> bool:
    """Whether the database has exactly the tables of this version, with the same definitions.

    In an untrusted file, a view could have the name of a table, and run endlessly.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    found = _schema(database)
    shadows = {(kind, name) for kind, name, _ in found if name in _SHADOWS}
    own = {sql for _, name, sql in found if name not in _SHADOWS}
    return bool(
        version == VERSION and own == {*_SCHEMA} and all(kind == "table" for kind, _ in shadows)
    )


def _schema(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Kind, name and SQL of all objects of a database but the automatic indexes."""
    query = (
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_auto%' ESCAPE '!'"
    )
    return database.execute(query).fetchall()


def create(database: sqlite3.Connection) -> None:
    """Create the tables, after dropping all others."""
    names = database.execute(
        "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND type IN ('table', 'view') ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
    ).fetchall()
    for kind, name in names:
        quoted = name.replace('"', '""')
        database.execute(f'DROP {kind} IF EXISTS "{quoted}"')
    for statement in _SCHEMA:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def add(database: sqlite3.Connection, edition: Edition, passages: Sequence[IndexedPassage]) -> None:
    """Insert an edition that is not in the index."""
    id_ = edition.id
    day, start = id_.date.isoformat(), first_key(id_.date)
    query = "SELECT max(key) FROM editions WHERE key >= ? AND key < ?"
    (last,) = database.execute(query, (start, start + A_DAY)).fetchone()
    key = start if last is None else int(last) + 1
    database.execute(
        f"INSERT INTO editions (key, {_COLUMNS}) VALUES (?{', ?' * 12})",
        (
            *(key, str(id_), id_.series, day, id_.number, edition.title, edition.format),
            *(json.dumps(edition.topics), edition.as_of.isoformat(), edition.meeting),
            *(edition.record.get(name) for name in ("pages", "code", "digest")),
        ),
    )
    database.executemany(
        "INSERT INTO holds VALUES (?, ?, ?, ?, ?)",
        [(topic, day, id_.series, id_.number, key) for topic in dict.fromkeys(edition.topics)],
    )
    ids = [_passage_id(database, passage) for passage in passages]
    database.executemany("INSERT INTO links VALUES (?, ?)", [(one, key) for one in ids])
    database.execute("INSERT INTO contents VALUES (?, ?)", (key, array("I", ids).tobytes()))


def _passage_id(database: sqlite3.Connection, passage: IndexedPassage) -> int:
    """The id of a passage, which is inserted if it is new."""
    data = "\0".join(passage).encode("utf-8", "replace")
    digest = hashlib.blake2b(data, digest_size=12).digest()
    known = database.execute("SELECT id FROM passages WHERE digest = ?", (digest,)).fetchone()
    if known:
        return int(known[0])
    folded_text = search_text(passage.text)
    id_ = database.execute(
        "INSERT INTO passages (digest, kind, text, folded) VALUES (?, ?, ?, ?)",
        (digest, KINDS.index(passage.kind), passage.text, folded_text),
    ).lastrowid
    assert id_ is not None
    database.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (id_, folded_text))
    database.executemany(
        "INSERT INTO wholes VALUES (?, ?)", [(one, id_) for one in _exact_terms(folded_text)]
    )
    return id_


def search_text(text: str) -> str:
    """The text to index: one folded form, then the words that differ in the other forms."""
    first, *others = folded(text)
    words = set(first.split())
    return "\n".join(
        [first, *(word for one in others for word in one.split() if word not in words)]
    )


def _exact_terms(folded_text: str) -> set[str]:
    """The numbers of a folded text, and its words of one or two letters, without clitics."""
    short = {
        stem
        for word in set(_WORD.findall(folded_text))
        for clitic in CLITICS
        if word.startswith(clitic) and 0 < len(stem := word[len(clitic) :]) < TRIGRAM
    }
    return short.union(_NUMBER.findall(folded_text))


def remove(database: sqlite3.Connection, name: str) -> None:
    """Remove an edition, and the passages that no other edition holds."""
    database.execute("DELETE FROM damaged WHERE id = ?", (name,))
    found = database.execute("SELECT key, topics FROM editions WHERE id = ?", (name,)).fetchone()
    if not found:
        return
    key, topics = found
    id_ = EditionId.parse(name)
    for topic in json.loads(topics):
        place = (topic, id_.date.isoformat(), id_.series, id_.number)
        database.execute(
            "DELETE FROM holds WHERE (topic, date, series, number) = (?, ?, ?, ?)", place
        )
    for one in passage_ids(database, key):
        database.execute("DELETE FROM links WHERE passage = ? AND edition = ?", (one, key))
        if not database.execute("SELECT 1 FROM links WHERE passage = ? LIMIT 1", (one,)).fetchone():
            _remove_passage(database, one)
    database.execute("DELETE FROM contents WHERE edition = ?", (key,))
    database.execute("DELETE FROM editions WHERE key = ?", (key,))


def _remove_passage(database: sqlite3.Connection, passage: int) -> None:
    (folded_text,) = database.execute(
        "SELECT folded FROM passages WHERE id = ?", (passage,)
    ).fetchone()
    database.execute(
        "INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", (passage, folded_text)
    )
    database.executemany(
        "DELETE FROM wholes WHERE word = ? AND passage = ?",
        [(one, passage) for one in _exact_terms(folded_text)],
    )
    database.execute("DELETE FROM passages WHERE id = ?", (passage,))


def passage_ids(database: sqlite3.Connection, key: int) -> array[int]:
    """The ids of the passages of an edition, in order."""
    (blob,) = database.execute("SELECT passages FROM contents WHERE edition = ?", (key,)).fetchone()
    ids = array("I")
    ids.frombytes(blob)
    return ids
