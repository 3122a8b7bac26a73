"""Whatever is changed in an edition is told, with the name of the file."""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from briefings.archive import Archive, PublicKey, new_keys, signer, verify, verify_all

from .samples import ID, numbered, payload, store, tree

TAG_FILES = (
    "bagit.txt",
    "bag-info.txt",
    "README.txt",
    "manifest-sha256.txt",
    "manifest-sha256.txt.minisig",
    "tagmanifest-sha256.txt",
)
MANIFESTS = {"manifest-sha256.txt", "tagmanifest-sha256.txt"}

Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PublicKey]:
    folder = tmp_path_factory.mktemp("keys")
    made = new_keys()
    (folder / "key").write_bytes(made.secret)
    (folder / "pub").write_bytes(made.public)
    return folder / "key", PublicKey.read(folder / "pub")


@pytest.fixture
def folder(tmp_path: Path, keys: tuple[Path, PublicKey]) -> Path:
    """A signed edition."""
    archive = Archive(tmp_path / "archive")
    store(archive, sign=signer(keys[0], comment="edition", password=str))
    return archive.folder(ID)


def test_an_edition_is_whole(folder: Path, keys: tuple[Path, PublicKey]) -> None:
    assert verify(folder) == ()
    assert verify(folder, keys[1]) == ()


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80], ids=["other", "capital", "not-ascii"])
@pytest.mark.parametrize("name", TAG_FILES)
def test_every_changed_byte_of_a_tag_file_is_told(folder: Path, name: str, mask: int) -> None:
    file = folder / name
    data = file.read_bytes()
    for place in range(len(data)):
        file.write_bytes(_flipped(data, place, mask))
        told = {flaw.file for flaw in verify(folder)}
        # A name changed in a manifest also tells that the file of this name is not listed.
        assert name in told if name in MANIFESTS else told == {name}, place


@pytest.mark.parametrize("name", sorted(payload()))
def test_a_changed_byte_of_the_payload_is_told(folder: Path, name: str) -> None:
    file = folder / "data" / name
    data = file.read_bytes()
    chance = random.Random(name)  # noqa: S311 — the same places in every run, no secret
    for place in {0, len(data) - 1, *chance.choices(range(len(data)), k=20)}:
        file.write_bytes(_flipped(data, place, 0x01))
        assert [flaw[:2] for flaw in verify(folder)] == [(f"data/{name}", "altered")], place


def test_a_changed_digit_of_a_digest_is_not_blamed_on_the_file(folder: Path) -> None:
    for name in sorted(MANIFESTS):
        file = folder / name
        data = file.read_bytes()
        file.write_bytes((b"1" if data[:1] == b"0" else b"0") + data[1:])
        assert [flaw[:2] for flaw in verify(folder)] == [(name, "altered")]
        file.write_bytes(data)


def _flipped(data: bytes, place: int, mask: int) -> bytes:
    return data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]


def _replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _replace_by_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def _replace_by_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _append(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


FOLDER, LINK, PIPE = _replace_by_folder, _replace_by_link, _replace_by_pipe


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        *(
            pytest.param(name, change, kind, id=f"{kind}-{change.__name__.strip('_')}-{name}")
            for name in (*TAG_FILES, "data/edition.json", "data/library/units.yaml")
            for change, kind in (
                (Path.unlink, "missing"),
                (_replace_by_folder, "unreadable"),
                (_replace_by_link, "unreadable"),
                (_replace_by_pipe, "unreadable"),
                (_append, "altered"),
            )
        ),
        *(
            pytest.param(name, change, "extra", id=f"extra-{change.__name__}-{name}")
            for name in ("extra", "data/extra", "data/library/extra")
            for change in (Path.touch, Path.mkdir, os.mkfifo)
        ),
        pytest.param("tagmanifest-sha512.txt", Path.touch, "extra", id="other-manifest"),
        pytest.param("data/link", lambda file: file.symlink_to("/"), "extra", id="link"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    folder: Path, name: str, change: Change, kind: str
) -> None:
    change(folder / name)
    assert [flaw[:2] for flaw in verify(folder)] == [(name, kind)]


def test_all_flaws_are_told_at_once(folder: Path) -> None:
    (folder / "README.txt").unlink()
    (folder / "data" / "africa.pdf").write_bytes(b"")
    (folder / "data" / "extra").touch()
    (folder / "data" / "facts.json").unlink()
    assert [flaw[:2] for flaw in verify(folder)] == [
        ("README.txt", "missing"),
        ("data/africa.pdf", "altered"),
        ("data/extra", "extra"),
        ("data/facts.json", "missing"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_told(folder: Path) -> None:
    (folder / "README.txt").chmod(0)
    assert [flaw[:2] for flaw in verify(folder)] == [("README.txt", "unreadable")]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [flaw[:2] for flaw in verify(tmp_path / "none")] == [(".", "unreadable")]
    assert verify(tmp_path) != ()


def test_a_renamed_edition_is_told(folder: Path) -> None:
    other = folder.rename(folder.parent / str(numbered(2)))
    assert [flaw[:2] for flaw in verify(other)] == [("data/edition.json", "altered")]


def test_a_signature_is_asked_for_by_a_key(
    folder: Path, tmp_path: Path, keys: tuple[Path, PublicKey]
) -> None:
    other = PublicKey.parse(new_keys().public.split()[-1].decode())
    (flaw,) = verify(folder, other)
    assert flaw[:2] == ("manifest-sha256.txt.minisig", "signature")
    assert keys[1].id in flaw.message
    assert other.id in flaw.message
    unsigned = Archive(tmp_path / "unsigned")
    store(unsigned)
    assert [flaw.kind for flaw in verify(unsigned.folder(ID), keys[1])] == ["signature"]


def test_a_forged_edition_is_told_by_its_signature(
    folder: Path, tmp_path: Path, keys: tuple[Path, PublicKey]
) -> None:
    forger = Archive(tmp_path / "forger")
    signature = (folder / "manifest-sha256.txt.minisig").read_bytes()
    store(forger, pdf=b"%PDF-1.7 forged", sign=lambda _: signature)
    assert verify(forger.folder(ID)) == ()
    assert [flaw.kind for flaw in verify(forger.folder(ID), keys[1])] == ["signature"]


def test_many_are_verified_in_other_processes(
    tmp_path: Path, folder: Path, keys: tuple[Path, PublicKey]
) -> None:
    folders = [tmp_path / str(number) / folder.name for number in range(5)]
    for each in folders:
        shutil.copytree(folder, each)
    (folders[3] / "README.txt").unlink()
    with ProcessPoolExecutor(2) as executor:
        told = dict(verify_all(folders, executor, keys[1]))
    assert set(told) == set(folders)
    assert [len(told[each]) for each in folders] == [0, 0, 0, 1, 0]
    assert pickle.loads(pickle.dumps(told)) == told


def test_few_are_under_way_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(ThreadPoolExecutor):
        submitted = 0

        def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
            self.submitted += 1
            return super().submit(*arguments, **named)

    monkeypatch.setattr("briefings.archive.verifying._AHEAD", 3)
    with Counting(2) as executor:
        counted: Executor = executor
        found = verify_all([folder] * 20, counted)
        next(found)
        assert executor.submitted <= 2 * 3
        assert len(list(found)) == 19


def test_verifying_changes_nothing(folder: Path) -> None:
    before = tree(folder)
    verify(folder)
    assert tree(folder) == before
