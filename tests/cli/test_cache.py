"""The cache as people meet it: the same results and messages, only sooner."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.cli.cache_option import cache_of, warn_cache
from tests.conftest import CHECKOUT, Program

DAY = ("--date", "2026-11-21")


@pytest.fixture
def cache() -> Path:
    return Path(os.environ["BRIEFINGS_CACHE"], "v1")


def said(text: str) -> str:
    return re.sub(r"\d+\.\d s", "… s", text)


def lines(text: str) -> list[str]:
    """The messages of a build, without what is due in the shipped data on the day of the test."""
    return [line for line in text.splitlines() if "due" not in line]


def test_an_unchanged_build_says_and_writes_the_same(program: Program, tmp_path: Path) -> None:
    pack = ("--meeting", "washington-2024", "--topic", "africa")
    build = (*pack, *DAY, "--as-of", "2024-06-30", "--html")
    fresh = program(*build, "--no-cache", "--output", str(tmp_path / "briefs"))
    (tmp_path / "briefs").rename(tmp_path / "fresh")
    for _ in range(2):
        done = program(*build, "--output", str(tmp_path / "briefs"))
        assert (done.returncode, done.stdout) == (0, fresh.stdout)
        assert said(done.stderr) == said(fresh.stderr)
        names = sorted(path.name for path in (tmp_path / "briefs").iterdir())
        assert names == sorted(path.name for path in (tmp_path / "fresh").iterdir())
        for name in names:
            made = (tmp_path / "briefs" / name).read_bytes()
            assert made == (tmp_path / "fresh" / name).read_bytes()
        shutil.rmtree(tmp_path / "briefs")


def test_one_file_is_not_for_several_documents_that_are_known(program: Program) -> None:
    build = ("--topic", "africa", "--topic", "working-groups", *DAY, "--format", "sheet")
    assert program(*build).returncode == 0
    done = program(*build, "--output", "one.pdf")
    assert done.returncode == 2
    assert "--output must be a folder" in done.stderr


def test_machines_are_told_the_same(program: Program, tmp_path: Path) -> None:
    build = ("--topic", "africa", *DAY, "--json", "--output", str(tmp_path / "one.pdf"))
    rows = [json.loads(program(*build).stdout)[0] for _ in range(2)]
    for row in rows:
        del row["seconds"]
    assert rows[0] == rows[1]


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _altered(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("kind", ["build", "document", "chart"])
@pytest.mark.parametrize("spoil", [_cut, _altered])
def test_a_spoilt_entry_is_made_anew(
    program: Program,
    tmp_path: Path,
    cache: Path,
    kind: str,
    spoil: Callable[[bytes], bytes],
) -> None:
    build = ("--topic", "working-groups", *DAY, "--output", str(tmp_path / "one.pdf"))
    program(*build)
    first = (tmp_path / "one.pdf").read_bytes()
    entries = [path for path in (cache / kind).rglob("*") if path.is_file()]
    assert entries
    for entry in entries:
        entry.write_bytes(spoil(entry.read_bytes()))
    if kind == "chart":  # is looked for only where the document is not there
        shutil.rmtree(cache / "document")
    done = program(*build)
    assert (done.returncode, len(lines(done.stderr))) == (0, 1)
    assert (tmp_path / "one.pdf").read_bytes() == first
    assert all(entry.is_file() for entry in entries)


def test_a_cache_that_cannot_be_used_is_told_in_one_line(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    build = ("--topic", "africa", *DAY, "--output", str(tmp_path / "one.pdf"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFINGS_CACHE", str(file))
        done = program(*build)
        quiet = program(*build, "--quiet")
    assert (done.returncode, quiet.returncode, quiet.stderr) == (0, 0, "")
    _, line = lines(done.stderr)
    assert line == (
        f"the cache {file} is not used: {file} is no folder; nothing is kept for the next time"
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param("~no-such-user/x", "is not used: BRIEFINGS_CACHE names no folder", id="home"),
        pytest.param("file", "file is no folder", id="file"),
        pytest.param("file/below", "file is no folder", id="below-a-file"),
        pytest.param("pipe", "pipe is no folder", id="pipe"),
        pytest.param("link", "link is a link", id="link"),
        pytest.param("circle/x", "Too many levels of symbolic links", id="circle"),
        pytest.param("n" * 300, "File name too long", id="long-name"),
        pytest.param("/dev/null/x", "/dev/null is no folder", id="device"),
        pytest.param("/proc/x", "cannot be written: ", id="system"),
        pytest.param("relative/new", None, id="relative"),
        pytest.param("caf\udce9", None, id="no-utf8"),
        pytest.param("a\nb\x1b[31m", None, id="odd-letters"),
    ],
)
def test_a_cache_anywhere_is_used_or_told_of_in_one_line(
    value: str,
    told: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(".")
    (tmp_path / "circle").symlink_to("circle")
    monkeypatch.setenv("BRIEFINGS_CACHE", value)
    cache = cache_of(refused=False)
    assert cache is not None
    assert cache.get("chart", "ab" * 32) is None
    cache.put("chart", "ab" * 32, b"data")
    assert cache.get("chart", "ab" * 32) == (b"data" if told is None else None)
    warn_cache(cache)
    said = capsys.readouterr().err
    assert said.count("\n") == (told is not None)
    assert (told or "") in said


def test_without_a_cache_nothing_is_kept(program: Program, cache: Path) -> None:
    assert program("--topic", "africa", *DAY, "--no-cache").returncode == 0
    assert not cache.exists()


def test_what_an_archive_keeps_is_not_taken_from_the_cache(program: Program, cache: Path) -> None:
    build = ("--topic", "africa", *DAY)
    assert program(*build).returncode == 0
    done = program(*build, "--archive", "editions")
    assert "kept as africa-2026-11-21-1" in done.stderr
    assert "nothing has changed" in program(*build, "--archive", "editions").stderr


def test_two_builds_at_once_fill_it(tmp_path: Path) -> None:
    start = [sys.executable, "-m", "briefings", "--topic", "africa", *DAY, "--output"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    both = [
        subprocess.Popen(
            [*start, str(tmp_path / f"{number}.pdf")],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    messages = [one.communicate(timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert [len(lines(text)) for text in messages] == [1, 1]
    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
