"""What brings facts and orders in: YAML, workbooks, CSV, files of batches, manifests, meetings."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from briefings.batch import Base, open_manifest, read_batch, read_manifest
from briefings.data import dump, load_library, load_meeting
from briefings.data.spreadsheet.exchange import facts_sheet, import_facts
from briefings.resources import templates_folder
from tests.data.folder import SOUND, write

from .damage import damaged, damaged_words
from .running import Target

MEETING = """\
title: محادثات الشركاء
date: 2026-12-03
marking: رسمي
place: واشنطن
topics: [uk]
agenda:
  - افتتاح
"""
BATCH = """\
defaults: {date: 2026-11-21, ink: mono, digits: arab}
documents:
  - {topics: [uk], recipient: السيد الوزير, copy: 7/90, as_of: 2024-12-31}
  - {topics: [uk], output: for/uk.pdf, paper: a5, months: dual}
"""
ROWS = """\
topics,date,as_of,ink,digits,duplex,recipient,copy,output
uk,2026-11-21,2024-12-31,mono,,,السيد الوزير,7/90,
uk,21/11/2026,,,arab,TRUE,,,for/uk.pdf
"""
LINE = (
    b'{"row": 1, "job": "%b", "topics": ["uk"], "copy": "7/90", "path": "a.pdf", "sha256": "0", '
    b'"pages": 2, "edition": null, "seconds": 1.5, "remarks": ["one"], "html": "a.html"}\n'
)


def words_or_bytes(random: Random, sound: bytes, other: bytes) -> bytes:
    """Damage of either kind; words keep most of the syntax."""
    if random.random() < 0.5:
        return damaged(random, sound, other)
    text = damaged_words(random, sound.decode("utf-8"))
    return text.encode("utf-8", "surrogateescape")


def yaml(folder: Path) -> Target:
    """The files of a data folder; the first line of an input names the one that it replaces."""
    data = write(folder, {})
    inputs = [f"#{name}\n{text}".encode() for name, text in SOUND.items()]

    def put(_path: Path, content: bytes) -> None:
        write(folder, {})
        head, _, _ = content.partition(b"\n")
        name = head[1:].decode("utf-8", "replace")
        (data / (name if name in SOUND else "facts/uk.yaml")).write_bytes(content)

    def read(_path: Path) -> None:
        dump(load_library(data))

    return Target("yaml", folder, inputs, read, damage=words_or_bytes, write=put)


def workbook(folder: Path) -> Target:
    """A workbook of facts that is imported."""
    data = write(folder, {})
    sheet = facts_sheet(Path("a.xlsx"), load_library(data).facts.values())

    def damage(random: Random, sound: bytes, other: bytes) -> bytes:
        if random.random() < 0.3:
            return damaged(random, sound, other)
        out = io.BytesIO()
        with ZipFile(io.BytesIO(sound)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
            names = old.namelist()
            chosen = random.choice([*names, *[one for one in names if "sheet1" in one] * 5])
            for name in names:
                part = old.read(name)
                new.writestr(name, damaged(random, part) if name == chosen else part)
        return out.getvalue()

    def read(path: Path) -> None:
        import_facts(path, data, dry_run=True)

    return Target("workbook", folder, [sheet], read, file="input.xlsx", damage=damage)


def csv(folder: Path) -> Target:
    """A CSV file of facts that is imported."""
    data = write(folder, {})
    sheet = facts_sheet(Path("a.csv"), load_library(data).facts.values())

    def read(path: Path) -> None:
        import_facts(path, data, dry_run=True)

    return Target("csv", folder, [sheet], read, file="input.csv", damage=words_or_bytes)


def _base(folder: Path) -> Base:
    library = load_library(write(folder, {}))
    return Base(library, templates_folder(), folder / "out", date(2026, 11, 21))


def batch(folder: Path) -> Target:
    """A file of a batch in YAML."""
    base = _base(folder)

    def read(path: Path) -> None:
        read_batch(path, base)

    return Target("batch", folder, [BATCH.encode()], read, file="input.yaml", damage=words_or_bytes)


def batch_rows(folder: Path) -> Target:
    """A file of a batch in CSV."""
    base = _base(folder)

    def read(path: Path) -> None:
        read_batch(path, base)

    return Target(
        "batch-rows", folder, [ROWS.encode()], read, file="input.csv", damage=words_or_bytes
    )


def manifest(folder: Path) -> Target:
    """The manifest of a batch that is gone on with."""
    inputs = [
        b"".join(LINE % name for name in (b"a", b"b", b"c")),
        b'{"job": "a", "error": "no"}\n',
    ]
    (folder / "a.pdf").write_bytes(b"one")

    def read(path: Path) -> None:
        for job in read_manifest(path.parent).lines:
            read_manifest(path.parent).finished(job)
        with open_manifest(path.parent, resume=True) as one:
            one.settle(list(one.lines))

    return Target("manifest", folder, inputs, read, file="manifest.jsonl", damage=words_or_bytes)


def meeting(folder: Path) -> Target:
    """The file of a meeting."""
    library = load_library(write(folder, {}))

    def read(path: Path) -> None:
        load_meeting(path, library)

    return Target(
        "meeting", folder, [MEETING.encode()], read, file="input.yaml", damage=words_or_bytes
    )
