"""Targets: an archive whose editions, index or record of removals are damaged."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from briefings.archive import Archive, Edition, EditionId, Index, verify
from briefings.archive.editions.states import earlier_states, states_of
from briefings.archive.index import FILE
from briefings.errors import ArchiveError

from .running import Target

ID = EditionId("uk", date(2026, 11, 24), 1)
_FILES = (
    "data/edition.json",
    "data/text.html",
    "data/facts.json",
    "data/figures.json",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "bag-info.txt",
    "bagit.txt",
)
_RECORD = {
    "edition": str(ID),
    "series": "uk",
    "date": "2026-11-24",
    "number": 1,
    "title": "المملكة المتحدة",
    "format": "brief",
    "topics": ["uk"],
    "titles": {"uk": "المملكة المتحدة"},
    "meeting": {"id": "talks", "title": "محادثات", "date": "2026-11-30"},
    "facts_as_of": "2026-11-20",
    "facts_since": {"uk": str(ID)},
    "previous": {"uk": "uk-2026-11-23-1"},
    "pages": 2,
    "options": {"theme": "default", "copy": [1, 2], "crop": False, "marking": ""},
    "components": {"program": "ab"},
    "versions": {"briefings": "0.1.0"},
    "inputs": "ab",
    "files": {"pdf": "uk.pdf", "text": "text.html", "facts": "facts.json"},
    "printed": {"uk": {"uk-trained": [0, 1]}},
}
_TEXT = "<html><body><h1>عنوان</h1><p>نص <b>مشترك</b> 67%</p><table><tr><td>1</td></tr></table>"


def record(folder: Path) -> Target:
    """Any file of a bag: the first line of an input names it."""
    archive = _archive(folder)
    whole = archive.folder(ID)
    kept = folder / "kept"
    shutil.copytree(whole, kept)
    sound = [f"{name}\n".encode() + (kept / name).read_bytes() for name in _FILES]

    def write(path: Path, data: bytes) -> None:
        shutil.rmtree(whole)
        shutil.copytree(kept, whole)
        (archive.root / FILE).unlink(missing_ok=True)
        name, _, rest = data.partition(b"\n")
        file = name.decode("ascii", "replace")
        (whole / (file if file in _FILES else _FILES[0])).write_bytes(rest)
        path.touch()

    def read(_: Path) -> None:
        _list(archive)
        verify(whole)
        edition = Edition.read(whole)
        for step in (lambda: edition.checked("text"), lambda: states_of(edition)):
            try:
                step()
            except ArchiveError:
                continue
        earlier_states(edition)

    return Target("record", folder, sound, read, write=write, allowed=())


def index(folder: Path) -> Target:
    """The SQLite file, and the journal beside it."""
    archive = _archive(folder)
    _list(archive)
    file = archive.root / FILE

    def write(path: Path, data: bytes) -> None:
        for old in archive.root.glob(f"{FILE}*"):
            old.unlink()
        file.write_bytes(data)
        path.touch()

    return Target("index", folder, [file.read_bytes()], lambda _: _list(archive), write=write)


def pruned(folder: Path) -> Target:
    """The record of what was removed."""
    archive = _archive(folder)
    archive.prune([ID], day=date(2027, 1, 1), reason="قديم")
    data = (archive.root / "pruned.jsonl").read_bytes()

    def write(path: Path, data: bytes) -> None:
        (archive.root / "pruned.jsonl").write_bytes(data)
        path.touch()

    def read(_: Path) -> None:
        archive.next_number(ID.series, ID.date)

    return Target("pruned", folder, [data * 2], read, write=write)


def _archive(folder: Path) -> Archive:
    archive = Archive(folder / "archive")
    facts = [{"fact": "uk-trained", "value": 5, "unit": "person", "excerpt": "نص 5"}]
    archive.store(
        ID,
        {
            "edition.json": json.dumps(_RECORD, ensure_ascii=False, indent=1).encode(),
            "uk.pdf": b"%PDF-1.7",
            "text.html": _TEXT.encode(),
            "facts.json": json.dumps(facts).encode(),
            "figures.json": b'[{"printed": "5", "wording": "x"}]',
        },
        readme=b"one",
        info={"Bagging-Date": "2026-11-24"},
    )
    return archive


def _list(archive: Archive) -> None:
    with Index(archive.root) as opened:
        opened.editions()
        opened.damaged()
        opened.topics()
        opened.meetings()
        opened.search("مشترك 67")
        opened.search("نص عنوان")
        list(opened.before("uk", ID.date))
