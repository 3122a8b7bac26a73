"""An archive of somebody who means harm: nothing outside of it is read, changed or removed."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path

import pytest

from briefings.archive import Archive, Edition, Index, verify
from briefings.archive.bags import digest, manifest_text, read_manifest
from briefings.archive.index import FILE
from briefings.archive.inside import files_below, open_inside, read_inside
from briefings.errors import ArchiveError

from .samples import ID, numbered, payload, store, tree

DAY = date(2027, 1, 2)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive with two editions."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    archive = Archive(tmp_path / "archive")
    store(archive)
    store(archive, numbered(2))
    return archive


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """What the user has outside of the archive."""
    folder = tmp_path / "home"
    (folder / "letters").mkdir(parents=True)
    (folder / "letters" / "letter.txt").write_text("dear")
    (folder / "list.txt").write_text("milk\n")
    with sqlite3.connect(folder / "accounts.sqlite3") as database:
        database.execute("CREATE TABLE accounts (name TEXT)")
        database.execute("INSERT INTO accounts VALUES ('rent')")
    database.close()
    return folder


# What happens to an archive: a build stores, prune removes, list reads.
CALLS: dict[str, Callable[[Archive], object]] = {
    "store": lambda archive: store(archive, numbered(3)),
    "prune": lambda archive: archive.prune([ID], day=DAY, reason="old"),
    "list": lambda archive: Index(archive.root).close(),
    "number": lambda archive: archive.next_number("africa", ID.date),
    "verify": lambda archive: [verify(archive.folder(id_)) for id_ in archive.ids()],
}


def _link(place: str, target: str) -> Callable[[Archive, Path], None]:
    def put(archive: Archive, home: Path) -> None:
        path = archive.root / place
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(home / target)

    return put


def _hard_link(place: str, target: str) -> Callable[[Archive, Path], None]:
    def put(archive: Archive, home: Path) -> None:
        (archive.root / place).unlink(missing_ok=True)
        (archive.root / place).hardlink_to(home / target)

    return put


TRAPS = {
    "incoming": _link(".incoming", "letters"),
    "index": _link(FILE, "accounts.sqlite3"),
    "index-text": _link(FILE, "list.txt"),
    "index-nowhere": _link(FILE, "new.sqlite3"),
    "index-hard": _hard_link(FILE, "accounts.sqlite3"),
    "journal": _link(f"{FILE}-journal", "list.txt"),
    "wal": _link(f"{FILE}-wal", "list.txt"),
    "shm": _link(f"{FILE}-shm", "list.txt"),
    "pruned": _link("pruned.jsonl", "list.txt"),
    "pruned-nowhere": _link("pruned.jsonl", "new.txt"),
    "pruned-hard": _hard_link("pruned.jsonl", "list.txt"),
    "series": _link("africa", "letters"),
    "edition": _link(f"africa/{ID}", "letters"),
    "readme": _link("README.txt", "new.txt"),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("trap", TRAPS)
def test_no_link_leads_out_of_an_archive(
    archive: Archive, home: Path, trap: str, call: str
) -> None:
    before = tree(home)
    TRAPS[trap](archive, home)
    try:
        CALLS[call](archive)
    except ArchiveError as error:
        # It names the way in, never what it would have led to.
        assert "home" not in str(error)  # noqa: PT017
    assert tree(home) == before


def test_what_is_no_folder_of_an_archive_is_told(archive: Archive, home: Path) -> None:
    TRAPS["incoming"](archive, home)
    with pytest.raises(ArchiveError, match=r"it is a link, which is not followed \(.*\.incoming\)"):
        store(archive, numbered(3))
    (archive.root / ".incoming").unlink()
    TRAPS["pruned"](archive, home)
    with pytest.raises(ArchiveError, match=r"a link, which is not followed \(.*pruned\.jsonl\)"):
        archive.prune([ID], day=DAY, reason="old")
    assert archive.ids() == [ID, numbered(2)]


def test_what_may_not_be_written_is_told_by_its_whole_path(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str, *_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", path)  # as the system names it

    monkeypatch.setattr("briefings.archive.inside.folder_inside", lambda *_: nullcontext(0))
    monkeypatch.setattr("briefings.archive.inside._check", lambda *_, **__: None)
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PermissionError) as told:
        open_inside(archive.root, "pruned.jsonl", os.O_WRONLY | os.O_CREAT)
    assert told.value.filename == str(archive.root / "pruned.jsonl")


@pytest.mark.parametrize("held", [f".incoming/{ID}.lock", "pruned.jsonl"])
def test_a_file_that_somebody_locks_for_ever_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr("briefings.atomic.PATIENCE", 0.1)
    monkeypatch.setattr("briefings.atomic.TOLD_AFTER", 0.04)
    told: list[str] = []
    archive = Archive(archive.root, told.append)
    with (archive.root / held).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # whoever may read a file may lock it
        with pytest.raises(ArchiveError, match=rf"another process has it in use.*{held}"):
            archive.prune([ID], day=DAY, reason="old")
    assert archive.ids() == [ID, numbered(2)]
    where = archive.root / held
    assert told == [f"waiting up to 0.1 s for {where}, which another process has in use"]


def test_only_names_of_the_program_are_swept(archive: Archive, home: Path) -> None:
    incoming = archive.root / ".incoming"
    mine = {"notes.txt", "africa", "africa-2026-11-24-1.pdf", "africa-2026-11-24-01"}
    for name in mine:
        (incoming / name).write_text("mine")
    link = str(numbered(8))
    (incoming / link).symlink_to(home / "letters")
    (incoming / f"{numbered(9)}").mkdir()
    (incoming / f"{numbered(9)}.lock").touch()
    archive.prune([], day=DAY, reason="")
    left = {path.name for path in incoming.iterdir()} - {f"{link}.lock"}
    assert left == mine | {link}
    assert (home / "letters" / "letter.txt").exists()


def _deep(folder: Path) -> None:
    """Folders in each other, more than Python calls functions."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("in", dir_fd=here)
        inner = os.open("in", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("file", os.O_CREAT, dir_fd=here))
    os.close(here)


def test_folders_that_stand_deep_in_each_other_are_swept_and_pruned(archive: Archive) -> None:
    left = archive.root / ".incoming" / f"{numbered(9)}"
    left.mkdir()
    _deep(left)
    _deep(archive.folder(ID) / "data")
    assert store(archive, numbered(3))
    assert list((archive.root / ".incoming").iterdir()) == []
    archive.prune([ID], day=DAY, reason="old")
    assert list((archive.root / ".incoming").iterdir()) == []
    assert archive.ids() == [numbered(2), numbered(3)]


def test_a_record_without_end_of_what_was_removed_is_told_before_anything_goes(
    archive: Archive,
) -> None:
    with (archive.root / "pruned.jsonl").open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(ArchiveError, match=r"it has more than 67.* MB \(.*pruned\.jsonl\)"):
        archive.prune([ID], day=DAY, reason="old")
    assert archive.ids() == [ID, numbered(2)]


def test_the_folder_of_an_archive_may_itself_be_a_link(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(archive.root)
    linked = Archive(tmp_path / "link")
    assert linked.ids() == [ID, numbered(2)]
    assert store(linked, numbered(3))
    assert verify(linked.folder(ID)) == ()
    with Index(linked.root) as index:
        assert [row.number for row in index.editions()] == [3, 2, 1]
        assert index.remarks == []
    assert len(linked.prune([ID], day=DAY, reason="old")) == 1


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
@pytest.mark.parametrize(
    "name", ["manifest-sha256.txt", "data/edition.json", "data/africa.pdf", "data"]
)
def test_only_files_are_read(archive: Archive, home: Path, name: str, kind: str) -> None:
    path = archive.folder(ID) / name
    sound = Edition.read(archive.folder(ID))
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if kind == "link":
        path.symlink_to(home / "list.txt")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    if name != "data/edition.json":  # which was read before
        with pytest.raises(ArchiveError, match="cannot be read"):
            sound.checked("pdf")
    with suppress(ArchiveError):
        Edition.read(archive.folder(ID))  # nor does it wait
    assert verify(archive.folder(ID)) != ()


def test_an_endless_file_is_refused_at_once(archive: Archive, tmp_path: Path) -> None:
    with (archive.folder(ID) / "data" / "edition.json").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ArchiveError, match="it has more than 16"):
        Edition.read(archive.folder(ID))
    assert "data/edition.json" in {flaw.file for flaw in verify(archive.folder(ID))}
    with pytest.raises(OSError, match="not a regular file") as caught:
        read_inside(Path("/dev"), "zero")
    assert caught.value.errno == errno.EINVAL
    with pytest.raises(OSError, match="no file can have this name"):
        open_inside(tmp_path, "a\0b")


def test_everything_below_a_folder_is_listed_unless_it_leads_out(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "2").touch()
    (tmp_path / "a" / "1").touch()
    assert files_below(tmp_path, "a") == ["a/1", "a/b/2"]
    (tmp_path / "a" / "c").symlink_to("b")
    with pytest.raises(OSError, match="it is a link"):
        files_below(tmp_path, "a")
    (tmp_path / "a" / "c").unlink()
    (tmp_path / "a" / "/".join("d" * 40)).mkdir(parents=True)
    with pytest.raises(OSError, match="too deep"):
        files_below(tmp_path, "a")


def _reseal(folder: Path, name: str, data: bytes) -> None:
    """Change a file and both manifests with it, as a forger does."""
    (folder / name).write_bytes(data)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        listed, _ = read_manifest((folder / manifest).read_bytes())
        for each in listed:
            listed[each] = digest((folder / each).read_bytes())
        (folder / manifest).write_bytes(manifest_text(listed))


def _before_topics(more: bytes) -> tuple[bytes, bytes]:
    return b'"topics": [', more + b', "topics": ['


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param((b'"africa.pdf"', b'"run.desktop"'), "its pdf is called", id="starter"),
        pytest.param((b'"africa.pdf"', b'"../../x.pdf"'), "its pdf is called", id="outside"),
        pytest.param((b'"number": 1', b'"number": true'), "“number”", id="not-a-number"),
        pytest.param((b'"2026-11-20"', b'"20261120"'), "“facts_as_of”", id="day"),
        pytest.param((b'"title": "', b'"title": "\\ud800'), "surrogate", id="surrogate"),
        pytest.param((b'"title": "', b'"title": "\xff'), "UTF-8", id="encoding"),
        pytest.param((b'"title": "', b'"title": "' + b"x" * 10_001), "should be", id="long"),
        pytest.param(_before_topics(b'"versions": -1'), "“versions”", id="versions"),
        pytest.param(_before_topics(b'"pages": 1e9'), "“pages”", id="pages"),
        pytest.param(_before_topics(b'"pages": NaN'), "not JSON", id="nan"),
        pytest.param(_before_topics(b'"printed": {"a": {"f": [-1]}}'), "“printed”", id="place"),
        pytest.param(_before_topics(b'"previous": {"a": 5}'), "“previous”", id="previous"),
        pytest.param(_before_topics(b'"options": {"theme": {}}'), "“options”", id="option"),
        pytest.param(_before_topics(b'"x": ' + b"[" * 90 + b"]" * 90), "deep", id="deep"),
        pytest.param(_before_topics(b'"x": ' + b"9" * 5000), "number", id="digits"),
    ],
)
def test_a_record_with_odd_values_is_refused_by_name(
    archive: Archive, change: tuple[bytes, bytes], told: str
) -> None:
    folder = archive.folder(ID)
    file = folder / "data" / "edition.json"
    data = file.read_bytes()
    assert change[0] in data
    _reseal(folder, "data/edition.json", data.replace(*change, 1))
    for _ in range(2):
        with Index(archive.root) as index:
            damaged = index.damaged()[str(ID)]
            assert [row.number for row in index.editions()] == [2]
        assert str(file) in damaged
        assert told in damaged
        assert damaged.endswith("Verify the edition.")
        assert len(damaged) < 400
    assert ("data/edition.json", "altered") in [flaw[:2] for flaw in verify(folder)]
    assert archive.next_number("africa", ID.date) == 3


def test_a_bag_may_not_ask_to_be_read_in_another_way(archive: Archive) -> None:
    folder = archive.folder(ID)
    asked = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: hex\n"
    _reseal(folder, "bagit.txt", asked)
    assert [flaw[:2] for flaw in verify(folder)] == [("bagit.txt", "altered")]


@pytest.mark.parametrize("name", ["../../../home/list.txt", "/etc/hostname", "data/../x"])
def test_a_manifest_cannot_list_what_lies_outside(archive: Archive, name: str) -> None:
    folder = archive.folder(ID)
    manifest = folder / "manifest-sha256.txt"
    listed, _ = read_manifest(manifest.read_bytes())
    data = manifest_text({**listed, name: "0" * 64})
    manifest.write_bytes(data)
    listed, _ = read_manifest((folder / "tagmanifest-sha256.txt").read_bytes())
    listed[manifest.name] = digest(data)
    (folder / "tagmanifest-sha256.txt").write_bytes(manifest_text(listed))
    assert {flaw.kind for flaw in verify(folder)} <= {"altered", "missing"}
    assert verify(folder) != ()


def test_a_series_that_cannot_be_read_hides_no_other(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive.root / "closed" / "closed-2026-11-24-1").mkdir(parents=True)
    real = os.open

    def refuse(path: object, *rest: object, **named: object) -> object:
        if path == "closed" or str(path).endswith("/closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *rest, **named)  # type: ignore[arg-type]

    scan = os.scandir
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(
        os, "scandir", lambda path: refuse(path, 0) if str(path).endswith("closed") else scan(path)
    )
    assert archive.ids() == [ID, numbered(2)]
    assert archive.unreadable() == [archive.root / "closed"]
    with Index(archive.root) as index:
        assert len(index.editions()) == 2
        assert "Permission denied" in index.damaged()["closed"]


@pytest.mark.parametrize("name", ["library/con.yaml", "nul", "a/LPT1.txt", "x" * 101])
def test_a_name_that_some_systems_cannot_hold_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="cannot be the name of a file"):
        archive.store(
            numbered(3),
            {**payload(numbered(3)), name: b""},
            readme=b"",
            info={"Bagging-Date": "2026-11-24"},
        )


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b"{}",
        b'["a"]',
        b"5",
        b'{"edition": 5, "title": null, "manifest": null, "day": "2026-11-24", "reason": ""}',
        b'{"edition": "a", "title": 5, "manifest": null, "day": "2026-11-24", "reason": ""}',
        b'{"edition": "a", "title": "b", "manifest": null, "day": 5, "reason": ""}',
        b"\xff\xfe",
    ],
    ids=lambda line: line[:12].decode("ascii", "replace"),
)
def test_odd_lines_of_what_was_removed_stop_nothing(archive: Archive, line: bytes) -> None:
    (gone,) = archive.prune([numbered(2)], day=DAY, reason="old")
    record = archive.root / "pruned.jsonl"
    record.write_bytes(line + b"\n" + record.read_bytes())
    assert archive.pruned() == [gone]
    assert archive.next_number("africa", ID.date) == 3
