"""The index of an archive has what the folders have, whatever became of it meanwhile."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.archive.index import FILE, Index
from briefings.errors import ArchiveError

from .indexed import put_edition

FIRST, SECOND = "africa-2024-01-05-1", "africa-2024-02-05-1"
PACK, FUNDS = "pack-summit-2024-02-05-1", "funds-2024-01-20-1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of four editions, one of them a pack of two topics for a meeting."""
    put_edition(tmp_path, FIRST, "نص قديم", "نص مشترك")
    put_edition(tmp_path, SECOND, "نص جديد", "نص مشترك")
    put_edition(tmp_path, FUNDS, "تمويل", format="sheet", facts_as_of="2023-12-31")
    meeting = {"id": "summit", "title": "قمة", "date": "2024-02-06"}
    topics = ["africa", "funds"]
    put_edition(tmp_path, PACK, "حزمة", format="pack", topics=topics, meeting=meeting)
    return tmp_path


def ids(root: Path) -> list[str]:
    with Index(root) as index:
        return [row.id for row in index.editions()]


def found(root: Path, text: str) -> list[tuple[str, int]]:
    with Index(root) as index:
        return [(hit.newest.id, hit.editions) for hit in index.search(text)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({}, [PACK, SECOND, FUNDS, FIRST], id="all"),
        pytest.param({"limit": 2}, [PACK, SECOND], id="limit"),
        pytest.param({"topic": "funds"}, [PACK, FUNDS], id="topic-and-pack"),
        pytest.param({"topic": "africa", "limit": 1}, [PACK], id="topic-and-limit"),
        pytest.param({"since": dt.date(2024, 1, 20)}, [PACK, SECOND, FUNDS], id="since"),
        pytest.param({"until": dt.date(2024, 1, 20)}, [FUNDS, FIRST], id="until"),
        pytest.param({"meeting": "summit"}, [PACK], id="meeting"),
        pytest.param(
            {"topic": "africa", "until": dt.date(2024, 1, 20)}, [FIRST], id="topic-and-until"
        ),
        pytest.param({"topic": "other"}, [], id="none"),
    ],
)
def test_editions_are_listed_newest_first(
    root: Path, asked: dict[str, object], expected: list[str]
) -> None:
    with Index(root) as index:
        rows = index.editions(**asked)  # type: ignore[arg-type] # as the cases name them
    assert [row.id for row in rows] == expected


def test_a_row_tells_what_is_known_of_an_edition(root: Path) -> None:
    with Index(root) as index:
        pack, none = index.edition(PACK), index.edition("africa-2020-01-01-1")
    assert none is None
    assert pack is not None
    assert (pack.series, pack.date, pack.number) == ("pack-summit", dt.date(2024, 2, 5), 1)
    assert (pack.title, pack.format, pack.topics) == ("pack-summit", "pack", ("africa", "funds"))
    assert (pack.as_of, pack.meeting, pack.pages) == (dt.date(2024, 2, 5), "summit", 2)


def test_the_tenth_edition_of_a_day_is_newer_than_the_ninth(tmp_path: Path) -> None:
    names = [f"africa-2024-01-05-{number}" for number in (10, 9, 2)]
    for name in names:
        put_edition(tmp_path, name)
    assert ids(tmp_path) == names


def test_the_last_edition_of_a_topic_comes_first(root: Path) -> None:
    with Index(root) as index:
        rows = list(index.before("africa", dt.date(2024, 2, 5)))
        earlier = next(index.before("africa", dt.date(2024, 2, 4)))
    assert [(row.id, row.format) for row in rows] == [
        *((PACK, "pack"), (SECOND, "brief"), (FIRST, "brief")),
    ]
    assert earlier.id == FIRST


def test_an_edition_that_came_is_found_and_one_that_went_is_not(root: Path) -> None:
    assert found(root, "مشترك") == [(SECOND, 2)]
    put_edition(root, "africa-2024-03-05-1", "نص مشترك")
    shutil.rmtree(root / "africa" / FIRST)
    assert found(root, "مشترك") == [("africa-2024-03-05-1", 2)]
    assert found(root, "قديم") == []
    assert ids(root) == ["africa-2024-03-05-1", PACK, SECOND, FUNDS]
    shutil.rmtree(root / "pack-summit")
    with Index(root) as index:
        assert [row.id for row in index.editions(topic="funds")] == [FUNDS]


def test_an_index_that_lost_its_editions_holds_nothing_of_them(root: Path) -> None:
    ids(root)
    for series in ("africa", "funds", "pack-summit"):
        shutil.rmtree(root / series)
    assert ids(root) == []
    tables = ("editions", "holds", "contents", "passages", "links", "wholes", "damaged")
    with sqlite3.connect(root / FILE) as database:
        for table in tables:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608
        words = database.execute("SELECT rowid FROM words WHERE words MATCH 'مشترك'")
        assert words.fetchall() == []
    database.close()


def test_nothing_is_read_twice(root: Path) -> None:
    told: list[tuple[int, int]] = []
    for _ in range(2):
        Index(root, progress=lambda done, total: told.append((done, total))).close()
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def _truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _spoil_middle(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * (size - 4096))


def _other_version(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE links")
        database.execute("PRAGMA user_version = 99")
    database.close()


def _lose_a_table(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE links")
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(Path.unlink, id="deleted"),
        pytest.param(lambda file: file.write_bytes(b"no database" * 999), id="no-database"),
        pytest.param(lambda file: file.write_bytes(b""), id="empty"),
        pytest.param(_truncate, id="truncated"),
        pytest.param(_spoil_middle, id="spoilt-within"),
        pytest.param(_other_version, id="another-version"),
        pytest.param(_lose_a_table, id="table-lost"),
    ],
)
def test_an_index_that_is_broken_is_made_anew(root: Path, spoil: Callable[[Path], None]) -> None:
    before = ids(root)
    spoil(root / FILE)
    assert found(root, "مشترك") == [(SECOND, 2)]
    assert ids(root) == before
    assert found(root, "تمويل") == [(FUNDS, 1)]
    told: list[int] = []
    Index(root, progress=lambda done, _: told.append(done)).close()
    assert told == []  # the new one stayed


def test_an_index_that_breaks_while_it_is_used_is_made_anew(root: Path) -> None:
    with Index(root) as index:
        _spoil_middle(root / FILE)
        assert len(index.editions()) == 4
        assert [hit.newest.id for hit in index.search("مشترك")] == [SECOND]


def test_a_rebuild_that_is_interrupted_leaves_the_index_as_it_was(root: Path) -> None:
    before = ids(root)
    put_edition(root, "africa-2024-03-05-1", "نص مشترك")
    data = (root / FILE).read_bytes()

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index(root, progress=interrupt)
    assert (root / FILE).read_bytes() == data
    assert ids(root) == ["africa-2024-03-05-1", *before]


@pytest.mark.parametrize(
    ("spoil", "listed", "reason"),
    [
        pytest.param("edition.json", False, "edition.json is not JSON", id="record"),
        pytest.param("facts.json", True, "facts.json is not JSON", id="facts"),
    ],
)
def test_a_damaged_edition_is_named_and_stops_nothing(
    root: Path, spoil: str, listed: bool, reason: str
) -> None:
    file = root / "africa" / SECOND / "data" / spoil
    whole = file.read_bytes()
    file.write_bytes(b"{")
    for _ in range(2):
        with Index(root) as index:
            damaged = index.damaged()
            assert [*damaged] == [SECOND]
            assert reason in damaged[SECOND]
            assert [row.id for row in index.editions()].count(SECOND) == listed
            assert [hit.newest.id for hit in index.search("مشترك")] == [FIRST]
    file.write_bytes(whole)  # mended from a copy
    with Index(root) as index:
        assert index.damaged() == {}
        assert [hit.newest.id for hit in index.search("مشترك")] == [SECOND]


def test_what_is_no_edition_is_left_alone_or_named(root: Path) -> None:
    (root / ".incoming" / "africa-2024-09-09-1").mkdir(parents=True)
    (root / "africa" / ".new").mkdir()
    (root / "README.txt").write_text("archive", "utf-8")
    (root / "africa" / "notes").mkdir()
    shutil.copytree(root / "africa" / SECOND, root / "funds" / SECOND)
    (root / "africa" / FIRST).rename(root / "funds" / FIRST)
    with Index(root) as index:
        assert [row.id for row in index.editions()] == [PACK, SECOND, FUNDS]
        assert [*index.damaged()] == [FIRST, "notes"]


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        Index(tmp_path / "none")


def test_an_index_that_cannot_be_written_is_replaced_by_a_private_one(root: Path) -> None:
    (root / FILE).mkdir()
    assert ids(root) == [PACK, SECOND, FUNDS, FIRST]
    assert found(root, "مشترك") == [(SECOND, 2)]
    assert (root / FILE).is_dir()


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that others may look into; not so pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.parametrize("late", [False, True], ids=["in-sync", "behind"])
@pytest.mark.parametrize("indexed", [False, True], ids=["without-index", "with-index"])
def test_an_archive_that_is_read_only_answers(shelf: Path, indexed: bool, late: bool) -> None:
    put_edition(shelf, FIRST, "نص قديم")
    if indexed:
        ids(shelf)
    if late:
        put_edition(shelf, SECOND, "نص قديم")
    files = sorted(file.name for file in shelf.iterdir())
    shelf.chmod(0o555)
    ((listed, read),) = in_processes(1, shelf)
    assert listed == ([SECOND, FIRST] if late else [FIRST])
    assert read == (late if indexed else len(listed))
    assert sorted(file.name for file in shelf.iterdir()) == files


def test_an_index_that_is_locked_is_left_to_who_locks_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.archive.index._PATIENCE", 0.1)
    ids(root)
    put_edition(root, "africa-2024-03-05-1", "نص مشترك")
    other = sqlite3.connect(root / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert found(root, "مشترك") == [("africa-2024-03-05-1", 3)]
    other.execute("COMMIT")
    assert other.execute("SELECT count(*) FROM editions").fetchone() == (4,)
    other.close()


@pytest.mark.parametrize("held", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN"])
def test_what_an_index_is_waited_for_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr("briefings.archive.index.TOLD_AFTER", 0.1)
    monkeypatch.setattr("briefings.archive.index._PATIENCE", 0.3)
    monkeypatch.setattr("briefings.archive.index._PATIENCE_WITH_READERS", 0.3)
    ids(root)
    put_edition(root, "africa-2024-03-05-1", "نص مشترك")
    other = sqlite3.connect(root / FILE, isolation_level=None)
    other.execute(held)
    other.execute("SELECT count(*) FROM editions").fetchone()
    told: list[str] = []
    with Index(root, told=told.append) as index:
        assert len(index.editions()) == 5
    other.close()
    assert told == [f"waiting up to 0.3 s for {root / FILE}, which another process has in use"]


def test_two_processes_at_once_make_one_index(root: Path) -> None:
    for number in range(1, 30):
        put_edition(root, f"africa-2023-01-05-{number}", "نص مشترك")
    done = in_processes(3, root)
    assert [listed for listed, _ in done] == [ids(root)] * 3
    assert len(ids(root)) == 33
    assert sorted(read for _, read in done) == [0, 0, 33]  # one made it, the others found it made


def in_processes(number: int, root: Path) -> list[tuple[list[str], int]]:
    """What this many processes, begun at once, list, and how many editions each has read.

    If the archive is read-only, without any privilege.
    """
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.SimpleQueue[tuple[list[str], int]] = context.SimpleQueue()
    barrier = context.Barrier(number)
    # Root may write anywhere.
    read_only = os.geteuid() == 0 and not root.stat().st_mode & 0o200

    def look() -> None:
        if read_only:
            os.setuid(65534)
        barrier.wait()
        read: list[int] = []
        with Index(root, progress=lambda done, _: read.append(done)) as index:
            queue.put(([row.id for row in index.editions()], max(read, default=0)))

    processes = [context.Process(target=look) for _ in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    return [queue.get() for _ in processes]
