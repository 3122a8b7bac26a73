"""The same editions, whoever builds them and wherever; and what other tools say of them."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen, run
from sys import executable

import pytest

from ...conftest import CHECKOUT, Program
from ..samples import tree
from .desk import words_of

BUILDS = (
    "--topic africa --date 2026-11-20 --as-of 2018-06-30",
    "--topic africa --date 2026-11-24",
    "--topic africa --date 2026-11-24 --format sheet --ink mono --digits arab",
    "--meeting washington-2024 --topic africa --topic operations-2024 --date 2026-11-25",
)
NAMES = (
    "africa-2026-11-20-1",
    "africa-2026-11-24-1",
    "africa-sheet-mono-2026-11-24-1",
    "pack-washington-2024-2026-11-25-1",
)

# Builds several things one after another. The day on which they are bagged, which is another one in
# another time zone, is the only thing that may differ: it is fixed.
SCRIPT = f"""
import datetime, sys
import briefings.cli.archive_options as keeping
from briefings.cli import main

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls(2026, 11, 24)

keeping.date = Day
archive, output = sys.argv[1:]
for build in {BUILDS!r}:
    sys.argv = ["briefings", *build.split(), "--archive", archive, "--output", output]
    try:
        main()
    except SystemExit as exit_:
        if exit_.code:
            raise
"""


def _start(folder: Path, surroundings: Mapping[str, str]) -> Popen[str]:
    for name in ("home", "work"):
        (folder / name).mkdir(parents=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LC_")},
        **surroundings,
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(CHECKOUT),
    }
    arguments = [executable, "-c", SCRIPT, str(folder / "archive"), str(folder / "out")]
    return Popen(
        arguments, cwd=folder / "work", env=environment, stdout=PIPE, stderr=STDOUT, text=True
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same builds in two processes at the same time, each with surroundings of its own."""
    folders = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("the other")
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "4242",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "ar_IQ.UTF-8",
            "LANG": "ar_IQ.UTF-8",
            "SOURCE_DATE_EPOCH": "1",
            "COLUMNS": "40",
        },
    )
    running = [_start(*each) for each in zip(folders, surroundings, strict=True)]
    for process in running:
        told, _ = process.communicate(timeout=300)
        assert process.returncode == 0, told
    return folders


def test_the_whole_bags_are_the_same_bytes(twice: tuple[Path, Path]) -> None:
    one, other = (tree(folder / "archive") for folder in twice)
    for files in (one, other):
        files.pop(".index.sqlite3")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert {name.split("/")[1] for name in one if "/" in name} == set(NAMES)


def test_what_is_handed_out_is_what_is_kept(twice: tuple[Path, Path]) -> None:
    one, other = (tree(folder / "out") for folder in twice)
    assert one == other
    kept = {path.read_bytes() for path in (twice[0] / "archive").glob("*/*/data/*.pdf")}
    assert kept == set(one.values())
    assert len(one) == len(NAMES)


def test_they_were_compared_with_the_earlier_ones(twice: tuple[Path, Path]) -> None:
    for name, earlier, other in (
        ("africa-2026-11-24-1", "africa-2026-11-20-1", "ما تغيّر منذ إصدار 20 نوفمبر 2026"),
        ("pack-washington-2024-2026-11-25-1", "africa-2026-11-24-1", "لم تتغيّر الحقائق منذ"),
    ):
        (data,) = (twice[0] / "archive").glob(f"*/{name}/data")
        assert [path.name for path in (data / "earlier").iterdir()] == [earlier]
        assert other in words_of(data / "text.html")


@pytest.mark.parametrize("name", NAMES)
def test_bagit_accepts_every_edition(twice: tuple[Path, Path], name: str) -> None:
    (folder,) = (twice[0] / "archive").glob(f"*/{name}")
    # The command of the package, as the README of an edition gives it.
    done = run(
        [executable, "-W", "ignore", "-m", "bagit", "--validate", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "is valid" in done.stderr


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum here")
def test_sha256sum_accepts_every_edition(twice: tuple[Path, Path]) -> None:
    for folder in (twice[0] / "archive").glob("*/*/"):
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            command = ["sha256sum", "--check", "--strict", "--quiet", manifest]
            done = run(command, cwd=folder, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_one_flipped_byte_is_told_by_name(
    twice: tuple[Path, Path], program: Program, tmp_path: Path
) -> None:
    archive = shutil.copytree(twice[0] / "archive", tmp_path / "archive")
    assert program("editions", "verify", "--archive", str(archive)).returncode == 0
    chance = random.Random(24)  # noqa: S311 — the same places in every run, no secret
    told = set()
    for folder in sorted(archive.glob("*/*/")):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        for file in chance.sample(files, 3):
            data = bytearray(file.read_bytes())
            place = chance.randrange(len(data))
            data[place] ^= 1 << chance.randrange(8)
            file.write_bytes(data)
            told.add(f"{folder.name}/{file.relative_to(folder)}")
    done = program("editions", "verify", "--archive", str(archive))
    assert done.returncode == 1
    lines = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    assert told <= lines
    assert re.fullmatch(r"error: 4 editions of 4 not as kept\n", done.stderr)
