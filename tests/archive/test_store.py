"""Editions are stored whole or not at all, are never replaced, and are removed on record."""

from __future__ import annotations

import os
import pickle
import sys
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from briefings.archive import Archive, Edition, EditionId, editions_to_prune, verify
from briefings.archive.bags import digest
from briefings.archive.incoming import Incoming
from briefings.errors import ArchiveError, EditionTaken

from ..conftest import CHECKOUT
from .samples import ID, INFO, README, numbered, payload, store, tree

NAME = "africa-2026-11-24-1"
DAYS = ((2025, 1, 31), (2025, 12, 31), (2026, 1, 1))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_an_edition_is_a_folder_of_the_archive(archive: Archive) -> None:
    assert store(archive, sign=lambda manifest: b"signed " + manifest[:4])
    files = tree(archive.root)
    manifest = "".join(
        f"{digest(data)}  data/{name}\n" for name, data in sorted(payload().items())
    ).encode()
    bag = f"africa/{NAME}"
    assert set(files) == {
        "README.txt",
        *(f"{bag}/data/{name}" for name in payload()),
        f"{bag}/bagit.txt",
        f"{bag}/bag-info.txt",
        f"{bag}/README.txt",
        f"{bag}/manifest-sha256.txt",
        f"{bag}/manifest-sha256.txt.minisig",
        f"{bag}/tagmanifest-sha256.txt",
    }
    assert files[f"{bag}/manifest-sha256.txt"] == manifest
    assert files[f"{bag}/manifest-sha256.txt.minisig"] == b"signed " + manifest[:4]
    assert files[f"{bag}/README.txt"] == README
    size = sum(map(len, payload().values()))
    assert files[f"{bag}/bag-info.txt"].decode() == (
        f"Bagging-Date: 2026-11-24\nExternal-Description: أفريقيا\nPayload-Oxum: {size}.5\n"
    )
    assert b"sha256sum --check" in files["README.txt"]
    assert "أرشيف" in files["README.txt"].decode()


def test_others_find_the_bag_valid(archive: Archive) -> None:
    store(archive)
    folder = archive.folder(ID)
    judged = run(
        [sys.executable, "-m", "bagit", "--validate", str(folder)], check=False, capture_output=True
    )
    assert judged.returncode == 0, judged.stderr
    checked = run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt", "tagmanifest-sha256.txt"],  # noqa: S607
        cwd=folder,
        check=False,
        capture_output=True,
    )
    assert checked.returncode == 0, checked.stderr
    assert len(checked.stdout.splitlines()) == 9


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = Archive(tmp_path / "one"), Archive(tmp_path / "two")
    backwards = dict(reversed(payload().items()))
    one.store(ID, payload(), readme=README, info=INFO)
    two.store(ID, backwards, readme=README, info=dict(reversed(INFO.items())))
    assert tree(one.root) == tree(two.root)


def test_an_edition_is_stored_once_and_never_replaced(archive: Archive) -> None:
    assert store(archive)
    before = tree(archive.root)

    def never(manifest: bytes) -> bytes:
        raise AssertionError("signed what is there already")

    assert not store(archive, sign=never)
    with pytest.raises(EditionTaken, match=NAME) as caught:
        store(archive, pdf=b"%PDF-1.7 other", sign=never)
    assert isinstance(caught.value, ArchiveError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert tree(archive.root) == before


def test_an_empty_folder_in_the_way_is_not_replaced(archive: Archive) -> None:
    archive.folder(ID).mkdir(parents=True)
    with pytest.raises(ArchiveError, match="in the way"):
        store(archive)
    assert list(archive.folder(ID).iterdir()) == []


def test_the_working_folder_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, gone = tmp_path / "here", tmp_path / "gone"
    here.mkdir()
    gone.mkdir()
    monkeypatch.chdir(here)
    archive = Archive(Path("archive"))
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert store(archive)
    assert verify(here / "archive" / "africa" / NAME) == ()
    with pytest.raises(ArchiveError, match="cannot be found"):
        Archive(Path("archive"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("../facts.json", "name of a file", id="outside"),
        pytest.param("/facts.json", "name of a file", id="absolute"),
        pytest.param("a//b", "name of a file", id="empty-folder-name"),
        pytest.param("حقائق.json", "name of a file", id="arabic"),
        pytest.param("a\nb", "name of a file", id="two-lines"),
        pytest.param("africa.pdf/x", "both a file and a folder", id="file-and-folder"),
        pytest.param("Africa.pdf", "capital letters", id="capitals"),
    ],
)
def test_a_name_that_is_not_fit_is_refused(archive: Archive, name: str, message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        archive.store(ID, {**payload(), name: b""}, readme=README, info=INFO)
    assert not archive.root.exists()


def test_the_record_of_another_edition_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match=f"not of “{numbered(2)}”"):
        archive.store(numbered(2), payload(), readme=README, info=INFO)
    with pytest.raises(ArchiveError, match="Bagging-Date"):
        archive.store(ID, payload(), readme=README, info={})
    assert not archive.root.exists()


def test_an_archive_that_is_a_file_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "file")
    archive.root.touch()
    with pytest.raises(ArchiveError, match="Not a directory"):
        store(archive)
    with pytest.raises(ArchiveError, match="Not a directory"):
        archive.ids()


@pytest.mark.parametrize("call", ["fsync", "mkdir", "rename"])
def test_whenever_the_disk_is_full_nothing_is_left(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)
    for good in range(40):
        left = good

        def fail(*args: object, **kwargs: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(28, "No space left on device")
            return real(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail)
            try:
                store(archive)
            except ArchiveError as error:
                assert "No space left on device" in str(error)  # noqa: PT017
            else:
                break
        assert archive.ids() == []
        assert not (archive.root / ".incoming").exists() or _incoming(archive) == []
    assert good > 1
    assert verify(archive.folder(ID)) == ()


def test_editions_are_found_by_id_and_by_date(archive: Archive) -> None:
    assert archive.ids() == []
    sheet = EditionId("africa-sheet", date(2026, 11, 23), 1)
    for id_ in (numbered(10), ID, numbered(2), sheet):
        store(archive, id_)
    (archive.root / "africa" / "notes").mkdir()
    (archive.root / "Not a series").mkdir()
    (archive.root / "africa" / "asia-2026-11-24-1").mkdir()
    (archive.root / "africa" / "africa-2026-11-24-3").touch()
    assert archive.ids() == [sheet, ID, numbered(2), numbered(10)]
    found = archive.find("africa-2026-11-24-2")
    assert (found.id, found.title, found.meeting) == (numbered(2), "أفريقيا", "summit")
    assert found.pdf.read_bytes() == b"%PDF-1.7 tiny"
    assert found.as_of == date(2026, 11, 20)
    assert archive.ids_of("africa") == [ID, numbered(2), numbered(10)]
    with pytest.raises(ArchiveError, match=r"Is it africa-sheet-2026-11-23-1\?"):
        archive.find("afrika-sheet-2026-11-23-1")


@pytest.mark.parametrize(
    "text", ["africa", "africa-2026-02-30-1", "africa-2026-11-24-01", "Africa-2026-11-24-1", ""]
)
def test_what_is_no_id_is_told(text: str) -> None:
    with pytest.raises(ArchiveError, match="names no edition"):
        EditionId.parse(text)


def test_an_id_survives_its_text() -> None:
    id_ = EditionId("pack-2026-11-24-1", date(2026, 11, 24), 12)
    assert str(id_) == "pack-2026-11-24-1-2026-11-24-12"
    assert EditionId.parse(str(id_)) == id_


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(b'"format": ', b'"formal": ', "no “format”", id="key-gone"),
        pytest.param(b'"number": 1', b'"number": "1"', "“number”", id="wrong-kind"),
        pytest.param(b'"2026-11-20"', b'"2026-11-31"', "facts_as_of", id="no-day"),
        pytest.param(b"{", b"", "not JSON", id="not-json"),
    ],
)
def test_a_damaged_record_is_told(archive: Archive, old: bytes, new: bytes, message: str) -> None:
    store(archive)
    file = archive.folder(ID) / "data" / "edition.json"
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    with pytest.raises(ArchiveError, match=message):
        Edition.read(archive.folder(ID))


def test_removed_editions_are_on_record(archive: Archive) -> None:
    store(archive)
    store(archive, numbered(2))
    manifest = digest((archive.folder(ID) / "manifest-sha256.txt").read_bytes())
    day = date(2027, 1, 2)
    with pytest.raises(ArchiveError, match="no edition “africa-2026-11-24-3”"):
        archive.prune([ID, numbered(3)], day=day, reason="old")
    assert archive.ids() == [ID, numbered(2)]
    # As a kill in the middle of writing the record would leave it.
    (archive.root / "pruned.jsonl").write_bytes(b'{"edition": "afr')
    gone = archive.prune([ID], day=day, reason="قديم")
    assert archive.ids() == [numbered(2)]
    assert _incoming(archive) == []
    assert gone == archive.pruned() == [(NAME, "أفريقيا", manifest, day, "قديم")]


def test_a_rule_keeps_the_last_and_the_young() -> None:
    days = [EditionId(series, date(2026, 1, day), 1) for series in "ab" for day in (1, 2, 3)]
    a1, a2, a3, b1, b2, b3 = days
    assert editions_to_prune(days) == []
    assert editions_to_prune(days, last=1) == [a1, b1, a2, b2]
    assert editions_to_prune(days, last=9) == []
    assert editions_to_prune(days, since=date(2026, 1, 3)) == [a1, b1, a2, b2]
    assert editions_to_prune(reversed(days), last=2, since=date(2026, 1, 2), always=[b1]) == [a1]
    assert editions_to_prune([b3, a3], last=0) == [a3, b3]


def test_a_rule_keeps_the_last_of_each_year_and_series() -> None:
    early, late, a26 = [EditionId("a", date(*day), 1) for day in DAYS]
    b_early, b_late, b26 = [EditionId("b", date(*day), 1) for day in DAYS]
    again = EditionId("a", late.date, 2)
    whole = [a26, early, late, again, b26, b_early, b_late]
    assert editions_to_prune(whole, yearly=True) == [early, b_early, late]
    assert editions_to_prune(whole, yearly=True, since=late.date) == [early, b_early]


def test_the_folder_of_a_living_writer_is_not_swept(archive: Archive) -> None:
    mine, killed, other = map(str, (numbered(7), numbered(8), numbered(9)))
    incoming = Incoming(archive.root / ".incoming", lambda _: True)
    with incoming.claim(mine) as aside:
        aside.mkdir()
        (archive.root / ".incoming" / killed).mkdir()
        (archive.root / ".incoming" / killed / "file").touch()
        (archive.root / ".incoming" / f"{other}.lock").touch()
        archive.prune([], day=date(2026, 11, 24), reason="")
        assert _incoming(archive) == [mine, f"{mine}.lock"]
        assert store(archive)
        assert _incoming(archive) == [mine, f"{mine}.lock"]
    assert _incoming(archive) == []


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        pytest.param("same", ["False", "True"], id="same-edition"),
        pytest.param("other", ["EditionTaken", "True"], id="other-contents"),
        pytest.param("different", ["True", "True"], id="different-editions"),
    ],
)
def test_two_processes_store_at_once(archive: Archive, kind: str, answers: list[str]) -> None:
    command = [sys.executable, "-m", "tests.archive.samples", kind, str(archive.root)]
    processes = [
        Popen([*command, me], cwd=CHECKOUT, stdin=PIPE, stdout=PIPE, text=True) for me in "01"
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].split() for process in processes]
    assert [sorted(pair) for pair in zip(*told, strict=True)] == [answers] * 20
    assert [verify(archive.folder(id_)) for id_ in archive.ids()] == [()] * len(archive.ids())
    assert _incoming(archive) == []


def _incoming(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.root / ".incoming").iterdir())
