"""The script at the top of a checkout: it starts the program, or says how to get ready."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest


def start(script: Path, *arguments: str, flags: tuple[str, ...] = ()) -> CompletedProcess[str]:
    return run(
        [sys.executable, *flags, str(script), *arguments],
        cwd=script.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# -S leaves out the installed packages, as on a machine that was never set up.
BARE = ("-S", "-E")


def test_without_the_packages_it_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    script = shutil.copy(checkout / "make_brief.py", tmp_path)
    done = start(Path(script), "topics", flags=BARE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "make_brief: briefings is not installed here; run `make brief` once, then this works"
    ]


def test_it_finds_what_set_up_made_beside_it(checkout: Path, tmp_path: Path) -> None:
    if not (checkout / ".venv").is_dir():
        pytest.skip("this checkout was not set up by make")
    script = Path(shutil.copy(checkout / "make_brief.py", tmp_path))
    (tmp_path / "briefings").symlink_to(checkout / "briefings")
    # A Python of its own path stands for the system's, which has none of the packages.
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {checkout}/.venv/bin/python "$@"\n')
    python.chmod(0o755)
    done = start(script, "--help", flags=BARE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Examples:")


def test_it_starts_the_program_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    done = run(
        [sys.executable, str(checkout / "make_brief.py"), "--help"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Examples:")
