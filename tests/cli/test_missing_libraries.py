"""Without the system's libraries every way of building ends in the same sentence, told once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefings.build import pipeline
from briefings.pdf.libraries import how_to_install
from tests.archive.editions.desk import Desk, plain_print
from tests.conftest import Program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="libraries are hidden as on Linux")

DAY = ("--date", "2026-11-21")
SENTENCE = (
    "error: libraries of the system that set text are missing here: pango-1.0, pangoft2-1.0; "
    f"{how_to_install()} (the command “doctor” looks at all parts)"
)


@pytest.fixture
def no_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the loader finds first under the name of Pango is no library."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / "libpango-1.0.so.0").write_bytes(b"no library\n" * 1000)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(folder))


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(("--topic", "africa"), id="brief"),
        pytest.param(("--all",), id="all"),
        pytest.param(("--topic", "africa", "--format", "pack"), id="pack"),
        pytest.param(("batch", "rows.csv", "--jobs", "1"), id="batch-here"),
        pytest.param(("batch", "rows.csv", "--jobs", "2"), id="batch"),
    ],
)
def test_a_build_says_what_to_install(
    program: Program, tmp_path: Path, no_pango: None, build: tuple[str, ...]
) -> None:
    rows = tmp_path / "working-folder" / "rows.csv"
    rows.write_text("topics\nafrica\ncoalition\n", "utf-8")
    done = program(*build, *DAY)
    told = [line for line in done.stderr.splitlines() if "stopped after 0 of 2" not in line]
    assert (done.returncode, done.stdout, told) == (1, "", [SENTENCE])


def test_an_edition_is_not_rebuilt_without_them(
    program: Program, no_pango: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    desk = Desk(tmp_path / "desk")
    desk.keep()
    done = program("editions", "rebuild", "uk", "--archive", str(desk.archive.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [SENTENCE]


def test_a_worker_without_them_says_so(no_pango: None, program: Program, tmp_path: Path) -> None:
    code = """if 1:
        from briefings.build.executors import Processes
        from briefings.errors import RenderError
        from briefings.pdf.loading import load_weasyprint
        with Processes() as other:
            try:
                other.submit(load_weasyprint).result()
            except RenderError as error:
                print("error:", error)
        """
    assert program(code=code).stdout.splitlines() == [SENTENCE]
