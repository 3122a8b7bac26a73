"""Whose project file is obeyed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.cli.project import Project

from ..conftest import Program
from .test_project import read_project, write


def chowned(path: Path) -> None:
    os.chown(path, 12345, 12345)


def shared(file: Path) -> None:
    os.chown(file, -1, 1)
    file.chmod(0o664)


def linked(file: Path) -> None:
    file.rename(file.with_name("real.toml"))
    file.symlink_to("real.toml")


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        pytest.param(chowned, "it belongs to another user", id="owner", marks=root_only),
        pytest.param(
            lambda file: chowned(file.parent), "its folder belongs", id="folder", marks=root_only
        ),
        pytest.param(lambda file: file.chmod(0o666), "can be written by everybody", id="file-mode"),
        pytest.param(
            lambda file: file.parent.chmod(0o1777),
            "its folder can be written by everybody",
            id="tmp",
        ),
        pytest.param(
            shared,
            "can be written by its group",
            id="group",
            marks=root_only,
        ),
        pytest.param(linked, "it is a link", id="link"),
        pytest.param(lambda _file: None, "", id="sound"),
        pytest.param(a_pipe, "it is no regular file", id="pipe"),
    ],
)
def test_a_file_that_somebody_else_may_have_written_is_ignored_and_told(
    spoil: Callable[[Path], object], why: str, tmp_path: Path
) -> None:
    write(tmp_path, 'archive = "good"\n')
    near = tmp_path / "near"
    near.mkdir()
    file = write(near, 'archive = "evil"\n')
    spoil(file)
    project = read_project(near)
    if not why:
        assert (project.archive, project.ignored) == (near / "evil", ())
        return
    # What lies above a folder of another user is not looked for.
    assert project.archive in (None, tmp_path / "good")
    (told,) = project.ignored
    assert told.startswith(f"{file} is ignored: ")
    assert why in told


def test_the_search_ends_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, below = tmp_path / "home", tmp_path / "home" / "a"
    below.mkdir(parents=True)
    write(tmp_path, 'archive = "above"\n')
    monkeypatch.setenv("HOME", str(home))
    assert read_project(below) == Project()
    write(home, 'archive = "at home"\n')
    assert read_project(below).archive == home / "at home"


@root_only
def test_the_search_ends_at_a_folder_of_another_user(tmp_path: Path) -> None:
    write(tmp_path, 'archive = "above"\n')
    theirs = tmp_path / "theirs"
    mine = theirs / "mine"
    mine.mkdir(parents=True)
    chowned(theirs)
    assert read_project(mine) == Project()


@root_only
def test_an_ignored_file_keeps_nothing_from_being_done(program: Program, tmp_path: Path) -> None:
    file = write(tmp_path / "working-folder", "archive = 1\n")
    chowned(file)
    run = program("topics")
    assert run.returncode == 0
    assert run.stderr == f"{file} is ignored: it belongs to another user\n"
    assert program("topics", "--quiet").stderr == ""
