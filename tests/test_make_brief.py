"""The script at the top of a checkout: it starts the program, or says how to get ready."""

from __future__ import annotations

import os
import shutil
import sys
import venv
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest


def start(script: Path, *arguments: str, flags: tuple[str, ...] = ()) -> CompletedProcess[str]:
    return run(
        [sys.executable, *flags, str(script), *arguments],
        cwd=script.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# -S leaves out the installed packages, as on a machine that was never set up.
BARE = ("-S", "-E")


def python_here() -> str:
    """The interpreter as the program names it; from 3.14 on, -S does not hide an environment."""
    show = "import sys; print(sys.prefix if sys.prefix != sys.base_prefix else '')"
    done = run([sys.executable, *BARE, "-c", show], capture_output=True, text=True, check=True)
    active = done.stdout.strip()
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{version} in the active environment {active}" if active else version


def test_without_the_packages_it_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    script = shutil.copy(checkout / "make_brief.py", tmp_path)
    (tmp_path / "briefings").symlink_to(checkout / "briefings")
    done = start(Path(script), "topics", flags=BARE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"make_brief: click is not installed for Python {python_here()}; "
        "run `make brief` once, then this works\n"
    )


def test_the_doctor_answers_without_the_packages(checkout: Path, tmp_path: Path) -> None:
    script = shutil.copy(checkout / "make_brief.py", tmp_path)
    # A copy: through a link it would look into this checkout, which is set up.
    shutil.copytree(checkout / "briefings", tmp_path / "briefings")
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    done = start(Path(script), "doctor", flags=BARE)
    assert done.returncode == 1, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if " packages: " in line)
    assert line.startswith("error    packages: missing: arabic-reshaper, ")
    assert "weasyprint" in line


def test_another_active_environment_is_named_or_passed_over(checkout: Path, tmp_path: Path) -> None:
    script = Path(shutil.copy(checkout / "make_brief.py", tmp_path))
    (tmp_path / "briefings").symlink_to(checkout / "briefings")
    other = tmp_path / "other"
    venv.create(other, symlinks=True)
    command = [str(other / "bin" / "python"), "-E", str(script), "--help"]
    done = run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 1
    version = ".".join(map(str, sys.version_info[:3]))
    assert done.stderr == (
        f"make_brief: click is not installed for Python {version} in the active environment "
        f"{other}; run `make brief` once, then this works\n"
    )
    if not (checkout / ".venv").is_dir():
        pytest.skip("this checkout was not set up by make")
    (tmp_path / ".venv").symlink_to(checkout / ".venv")
    done = run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Examples:")


def test_where_its_python_has_gone_set_up_is_named(checkout: Path, tmp_path: Path) -> None:
    script = Path(shutil.copy(checkout / "make_brief.py", tmp_path))
    (tmp_path / "briefings").symlink_to(checkout / "briefings")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to("/nowhere/python3")
    done = start(script, "topics", flags=BARE)
    assert done.stderr.endswith("; run `make brief` once, then this works\n")


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


def test_an_environment_that_cannot_be_started_here_is_told(checkout: Path, tmp_path: Path) -> None:
    script = Path(shutil.copy(checkout / "make_brief.py", tmp_path))
    (tmp_path / "briefings").symlink_to(checkout / "briefings")
    ready = tmp_path / ".venv" / "bin" / "python"
    ready.parent.mkdir(parents=True)
    ready.touch(mode=0o644)  # as one of another user, who keeps it to himself
    done = start(script, "topics", flags=BARE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"make_brief: click is not installed for Python {python_here()}; {ready} cannot be started "
        "(Permission denied): copy the project into a folder of your own without its .venv, and "
        "run `make brief` there\n"
    )


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


def set_up(folder: Path, checkout: Path, python: str) -> str:
    """What `.ci/setup` says in a folder, with a Python that makes no environment."""
    for name in (".ci", "briefings", "pyproject.toml", "constraints.txt"):
        (folder / name).symlink_to(checkout / name)
    own = folder / ".ci"
    own.unlink()
    own.mkdir()
    shutil.copy(checkout / ".ci/setup", own)
    stub = folder / "python"
    stub.write_text(python)
    stub.chmod(0o755)
    done = run(
        [own / "setup"], env={**os.environ, "PYTHON": str(stub)}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    return done.stderr


NO_ENVIRONMENT = "#!/bin/sh\ncase \"$*\" in *'-m venv'*) exit 1 ;; *) exit 0 ;; esac\n"


def test_an_environment_of_an_older_python_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    old = tmp_path / ".venv/bin/python"
    old.write_text('#!/bin/sh\ncase "$*" in *version_info*) exit 1 ;; *) exit 0 ;; esac\n')
    old.chmod(0o755)
    said = set_up(tmp_path, checkout, NO_ENVIRONMENT)
    assert "setup: making .venv with" in said
    assert f"setup: {tmp_path}/.venv cannot be made: see that this folder can be written to" in said


def test_a_link_that_leads_to_no_environment_is_not_emptied(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / ".venv").symlink_to("mine")
    said = set_up(tmp_path, checkout, NO_ENVIRONMENT)
    assert f"{tmp_path}/.venv is a link, and leads to no environment of Python" in said
    assert "making" not in said
