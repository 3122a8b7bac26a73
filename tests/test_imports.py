"""What answers at once must not wait for the libraries that draw and print."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefings.build import pipeline

from .archive.editions.desk import MORE, REWORDED, Desk, plain_print
from .conftest import Program
from .content.explain.figures import figures_pdf

HEAVY = ("weasyprint", "matplotlib", "numpy", "jinja2", "uharfbuzz", "pypdfium2", "openpyxl")

# Runs the program, then names the heavy modules that it has loaded, on a last line of its own.
REPORT = f"""
import sys
from briefings.cli import main
try:
    main()
finally:
    loaded = [name for name in {HEAVY!r} if name in sys.modules]
    print(file=sys.stderr)
    print("loaded:", *loaded, file=sys.stderr)
"""

# Charts are then drawn, if they have to be, by the program itself.
ONE_CORE = "import os; os.sched_getaffinity = lambda _: {0}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="help"),
        pytest.param(["topics"], id="topics"),
        pytest.param(["topics", "--json"], id="topics-json"),
        pytest.param(["facts", "--json"], id="facts-json"),
        pytest.param(["explain", "uk-trained-forces"], id="explain-fact"),
        pytest.param(["explain", "120,000", "--json"], id="explain-figure"),
        pytest.param(["facts", "--search", "أعضاء"], id="facts-search"),
        pytest.param(["facts", "export", "facts.csv"], id="facts-export-csv"),
        pytest.param(["check"], id="check"),
        pytest.param(["check", "--stale", "--topic", "africa"], id="check-stale"),
    ],
)
def test_a_quick_command_loads_nothing_heavy(program: Program, arguments: list[str]) -> None:
    done = program(*arguments, code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two editions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "print_document", plain_print)
        desk = Desk(tmp_path_factory.mktemp("desk"))
        desk.keep()
        desk.keep(MORE, REWORDED)
    return desk.archive.root


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["list"], id="list"),
        pytest.param(["show", "uk"], id="show"),
        pytest.param(["search", "شخص"], id="search"),
        pytest.param(["diff", "uk"], id="diff"),
        pytest.param(["verify"], id="verify"),
        pytest.param(["prune", "--keep", "last=1", "--dry-run"], id="prune"),
    ],
)
def test_editions_are_read_without_drawing_or_printing(
    program: Program, archive: Path, arguments: list[str]
) -> None:
    done = program("editions", *arguments, "--archive", str(archive), code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:"]


def test_a_batch_is_checked_without_drawing_or_printing(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("topics,theme,copy\nafrica,default,1/2\nafrica,,2/2\n", "utf-8")
    done = program("batch", str(file), "--dry-run", code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:"]


def test_a_pdf_is_explained_without_its_reader_in_this_process(
    program: Program, tmp_path: Path
) -> None:
    done = program("explain", str(figures_pdf(tmp_path / "brief.pdf")), code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:"]


def test_a_theme_is_checked_without_drawing_or_printing(program: Program) -> None:
    done = program("check", "--theme", "default", code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:", "uharfbuzz"]


def test_charts_that_were_drawn_before_need_nothing_that_draws(
    program: Program, tmp_path: Path
) -> None:
    # Of the same day: on another, the line that shows the age of the figures is another picture.
    build = ("--topic", "africa", "--output", str(tmp_path), "--date", "2026-11-21")
    program(*build, code=REPORT)
    other = (*build, "--recipient", "الوزير", "--force")
    done = program(*other, code=ONE_CORE + REPORT)
    assert done.returncode == 0, done.stderr
    assert not {"matplotlib", "numpy"}.intersection(done.stderr.splitlines()[-1].split())
    # That this test would notice:
    done = program(*other, "--no-cache", code=ONE_CORE + REPORT)
    assert {"matplotlib", "numpy"}.issubset(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("level", ["build", "document"])
def test_a_build_that_is_unchanged_loads_nothing_heavy(
    program: Program, tmp_path: Path, level: str
) -> None:
    build = ("--topic", "africa", "--date", "2026-11-21", "--html", "--output", str(tmp_path))
    program(*build, code=REPORT)
    if level == "document":
        shutil.rmtree(Path(os.environ["BRIEFINGS_CACHE"], "v1", "build"))
    done = program(*build, code=REPORT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].split() == ["loaded:"]


def test_a_build_that_is_unchanged_does_not_load_what_reads_facts(
    program: Program, tmp_path: Path
) -> None:
    build = ("--topic", "africa", "--date", "2026-11-21", "--output", str(tmp_path))
    code = (
        "import atexit, sys\n"
        "loaded = lambda: 'briefings.data' in sys.modules\n"
        "atexit.register(lambda: print(loaded(), file=sys.stderr))\n"
        "from briefings.cli import main; main()"
    )
    assert program(*build, code=code).stderr.splitlines()[-1] == "True"
    assert program(*build, code=code).stderr.splitlines()[-1] == "False"


def test_a_heavy_module_would_be_noticed(program: Program) -> None:
    done = program("topics", code="import jinja2" + REPORT)
    assert done.stderr.splitlines()[-1].split() == ["loaded:", "jinja2"]
