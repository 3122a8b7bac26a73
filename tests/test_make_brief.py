"""The script at the top of a checkout: it starts the program, or says how to get ready."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run


def test_without_the_packages_it_says_what_to_do(checkout: Path) -> None:
    # -S leaves out the installed packages, as on a machine that was never set up.
    done = run(
        [sys.executable, "-S", "-E", str(checkout / "make_brief.py"), "topics"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "not installed here; run `make brief`" in done.stderr


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
