"""What is published works away from the checkout: sdist, the wheel made of it, and its contents."""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

# Starts the program of the wheel; opening a file of the checkout ends it.
GUARDED = """
import os, runpy, sys
checkout = sys.argv.pop(1) + os.sep
packages = checkout + ".venv" + os.sep
sys.path[:] = [folder for folder in sys.path if os.path.join(folder, "") != checkout]

def guard(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        path = os.path.abspath(os.fspath(arguments[0]))
        if path.startswith(checkout) and not path.startswith(packages):
            print(f"read from the checkout: {path}", file=sys.stderr, flush=True)
            os._exit(99)

sys.addaudithook(guard)
runpy.run_module("briefings", run_name="__main__", alter_sys=True)
"""


def _run(*arguments: str | Path, cwd: Path) -> CompletedProcess[str]:
    return run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def dist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the sdist, and with the wheel made from that sdist alone."""
    folder = tmp_path_factory.mktemp("dist")
    done = _run("-m", "build", "--no-isolation", "--outdir", folder, checkout, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def site(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder that the wheel is installed into."""
    folder = tmp_path_factory.mktemp("site")
    (wheel,) = dist.glob("briefings-*-py3-none-any.whl")
    install = ("-m", "pip", "install", "--no-index", "--no-deps", "--target")
    done = _run(*install, folder, wheel, cwd=dist)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def empty(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the installed wheel as the only extra import path."""
    monkeypatch.setenv("PYTHONPATH", str(site))
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_the_sdist_holds_what_a_developer_needs(dist: Path) -> None:
    (path,) = dist.glob("briefings-*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        ".ci/run",
        ".ci/setup",
        "LICENSE",
        "Makefile",
        "README.md",
        "constraints.txt",
        "make_brief.py",
        "templates/themes/default/fonts/OFL.txt",
        "tests/conftest.py",
    }
    assert wanted - names == set()
    assert not [name for name in names if "__pycache__" in name or name.startswith(".venv")]


def test_the_wheel_carries_templates_data_and_fonts(checkout: Path, site: Path) -> None:
    share = site / "briefings" / "share"
    for name in ("templates", "data"):
        assert _files(checkout / name) - _files(share / name) == set()
    assert (site / "briefings" / "py.typed").is_file()


def test_topics_are_listed_away_from_the_checkout(checkout: Path, empty: Path) -> None:
    done = _run("-c", GUARDED, checkout, "topics", "--json", cwd=empty)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == len(list((checkout / "data/topics").glob("*.yaml")))


def test_a_brief_is_made_away_from_the_checkout(checkout: Path, empty: Path) -> None:
    options = ("--topic", "uk-contributions", "--date", "2026-11-21", "--output", "out", "--json")
    done = _run("-c", GUARDED, checkout, *options, cwd=empty)
    assert done.returncode == 0, done.stderr
    (document,) = json.loads(done.stdout)
    made = [path for path in empty.rglob("*") if path.is_file()]
    assert made == [Path(document["path"])]
    assert hashlib.sha256(made[0].read_bytes()).hexdigest() == document["sha256"]


def test_reading_from_the_checkout_would_be_noticed(checkout: Path, empty: Path) -> None:
    options = ("topics", "--data", checkout / "data")
    done = _run("-c", GUARDED, checkout, *options, cwd=empty)
    assert done.returncode == 99
    assert "read from the checkout" in done.stderr


def test_the_console_script_runs(site: Path, empty: Path) -> None:
    done = _run(site / "bin" / "briefings", "--help", cwd=empty)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Examples:")
