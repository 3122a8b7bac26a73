"""The program in this process, and an archive for it."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.build import pipeline
from briefings.cli import main
from briefings.model import Format

from ...archive.editions.desk import (
    MONDAY,
    MORE,
    REWORDED,
    TUESDAY,
    WEDNESDAY,
    Desk,
    pack,
    plain_print,
)
from ...archive.editions.test_keeping import meeting_of
from .calls import Call, Run


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """``call("editions", "list")``: the program in this process, in an empty folder."""
    folder = tmp_path / "working-folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    before = signal.getsignal(signal.SIGTERM)

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["briefings", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, *capsys.readouterr())

    yield call
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Briefs of Monday and Tuesday, a second and a third of that day, a sheet, a pack."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "print_document", plain_print)
        desk.keep(day=MONDAY)
        desk.keep()
        desk.keep(MORE)
        desk.keep(REWORDED)
        desk.keep(day=WEDNESDAY, as_of=TUESDAY, format_=Format.SHEET)
        desk.keep(**pack(day=WEDNESDAY, meeting=meeting_of(desk.folder, "talks.yaml")))
    return desk


@pytest.fixture
def archive(kept: Desk) -> str:
    return f"--archive={kept.archive.root}"


@pytest.fixture
def own(kept: Desk, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(kept.archive.root, tmp_path / "own"))


@pytest.fixture
def build(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Builds a brief of the small library, which is not laid out, in the working folder."""
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    data = Desk(tmp_path).write()

    def build(*arguments: str | Path) -> Run:
        asked = ["--topic", "uk", "--data", data, "--date", "2026-11-24", "--output", "out"]
        return call(*asked, *arguments)

    return build
