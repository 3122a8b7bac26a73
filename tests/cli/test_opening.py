"""Documents are opened in the viewer of the desktop, where there is one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefings.cli import open_file

SCRIPT = "#!/bin/sh\nprintf '%s\\n' \"$@\" >> {log}\n{then}\n"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the commands of a desktop that has a display."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path


def opener(folder: Path, then: str = "exit 0") -> Path:
    """An ``xdg-open`` that notes its arguments."""
    log = folder / "log"
    script = folder / "xdg-open"
    script.write_text(SCRIPT.format(log=log, then=then))
    script.chmod(0o755)
    return log


def test_the_opener_gets_the_whole_path_as_one_argument(
    desktop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = opener(desktop)
    monkeypatch.chdir(desktop)
    assert open_file.open_file(Path("-x; touch y 'z'.pdf"))
    assert log.read_text() == f"{desktop}/-x; touch y 'z'.pdf\n"
    assert capsys.readouterr() == ("", "")


def test_an_opener_that_waits_for_its_viewer_is_left_alone(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = opener(desktop, "exec /bin/sleep 1")
    monkeypatch.setattr(open_file, "_PATIENCE", 0.2)
    assert open_file.open_file(Path("a.pdf"))
    assert log.read_text().endswith("a.pdf\n")


@pytest.mark.parametrize("case", ["no-opener", "no-display", "refused", "not-a-program"])
def test_without_a_viewer_one_line_says_so(
    case: str,
    desktop: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if case != "no-opener":
        opener(desktop, "exit 3")
    if case == "no-display":
        monkeypatch.delenv("DISPLAY")
    if case == "not-a-program":
        (desktop / "xdg-open").write_bytes(b"\x00\x01")
    assert not open_file.open_file(Path("a.pdf"))
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "opens a.pdf" in told.err
    assert not (case == "no-display" and (desktop / "log").exists())
