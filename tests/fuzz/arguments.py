"""Argument vectors: the program in this process, with odd values; nothing is laid out."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from random import Random

import pytest

from briefings.build import executors, pipeline
from briefings.cli import UNEXPECTED, main
from tests.archive.editions.desk import Desk, plain_print
from tests.data.folder import write

from .damage import NASTY
from .running import Target

_SEPARATOR = b"\n"  # an argument cannot hold NUL, and inputs are damaged as texts
_VECTORS = (
    "topics --data DATA",
    "topics --json --visual --data DATA",
    "facts --topic uk --search عناصر --data DATA",
    "facts export OUT.csv --data DATA",
    "facts export OUT.xlsx --topic uk --data DATA",
    "check --data DATA --conflicts",
    "check --stale --as-of 2026-11-21 --topic uk --data DATA",
    "explain uk-trained --as-of 2026-11-21 --data DATA",
    "explain 120,000 --json --data DATA",
    "schema OUT",
    "editions list --topic uk --since 2026-01-01 --until 2027-01-01 --limit 3 --archive ARCHIVE",
    "editions show uk --archive ARCHIVE",
    "editions search عناصر --limit 3 --json --archive ARCHIVE",
    "editions diff uk --archive ARCHIVE",
    "editions prune --keep last=1 --keep since=2026-01-01 --dry-run --archive ARCHIVE",
    "--topic uk --date 2026-11-21 --as-of 2026-11-21 --output OUT --data DATA --no-cache",
    "--topic uk --marking رسمي --recipient السيد --copy 1/2 --output OUT --data DATA",
    "--all --digits arab --months dual --html --output OUT --data DATA --theme default",
    "--topic uk --format sheet --paper a5 --ink mono --archive OUT --output OUT --data DATA",
)
_ODD = (
    # Nothing that leads out of the folder of the target: the program writes where it is told to.
    *(one for one in NASTY if b"/" not in one),
    *(b"", b"-", b"--", b"--topic", b".", b"/proc", b"/dev/full", b"/proc/self/mem", b"~"),
    *(b"9" * 20, b"-9", b"1/0", b"0/9", b"2026-02-30", b"0000-00-00", b"\xd9\xa1/\xd9\xa2", b"con"),
    *(b"n" * 300, b"x" * 5000, b"uk.pdf", b"--json", b"--quiet", b"--visual", b"--help"),
)


def arguments(folder: Path) -> Target:
    """The whole command line on a small library and a small archive."""
    home = folder.parent / "given"
    home.mkdir()
    data, desk = write(home, {}), Desk(home / "desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "print_document", plain_print)
        desk.keep()
    names = {"DATA": str(data), "ARCHIVE": str(desk.archive.root), "OUT": str(folder / "out")}

    def vector(text: str) -> bytes:
        for name, path in names.items():
            text = text.replace(name, path)
        return "\n".join(text.split()).encode()

    return Target("arguments", folder, [vector(text) for text in _VECTORS], _run, damage=_damaged)


def _damaged(random: Random, sound: bytes, other: bytes) -> bytes:
    words = sound.split(_SEPARATOR)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(words) + 1)
        odd = random.choice((*_ODD, *other.split(_SEPARATOR))).replace(b"\0", b"")
        match random.randrange(4):
            case 0:
                words.insert(at, odd)
            case 1 if words:
                del words[at % len(words)]
            case 2 if words:
                words[at % len(words)] += odd
            case _ if words:
                words[at % len(words)] = odd
    return _SEPARATOR.join(words)


def _run(path: Path) -> None:
    os.chdir(path.parent)
    os.environ.pop("BRIEFINGS_TRACEBACK", None)
    setattr(pipeline, "print_document", plain_print)  # noqa: B010 — for this process alone
    executors.cores = lambda: 1
    words = path.read_bytes().split(_SEPARATOR)
    sys.argv = ["briefings", *map(os.fsdecode, words)]
    said = path.parent / "said"
    os.dup2(os.open(said, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), 2)
    try:
        main()
    except SystemExit as end:
        text = said.read_text("utf-8", "replace")
        if end.code == UNEXPECTED or re.search(r"unexpected \w+(Error|Exception|Exit)", text):
            raise AssertionError(f"{sys.argv!r:.2000} ended with {end.code}: {text}") from end
