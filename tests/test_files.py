"""A file is seen whole or not at all, and what killed writers left is cleared away."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.files import written_beside


def put(target: Path, data: bytes = b"new") -> None:
    with written_beside(target, data) as aside:
        aside.replace(target)


def killed(work: Callable[[], None]) -> None:
    """Do some work in a process of its own, which is killed at its end, or ends before."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def killed_beside(target: Path) -> None:
    def work() -> None:
        with written_beside(target, b"unfinished"):
            os.kill(os.getpid(), signal.SIGKILL)

    killed(work)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_a_killed_writer_left_goes_with_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "africa.pdf"
    target.write_bytes(b"old")
    killed_beside(target)
    killed_beside(target)
    assert len(names(tmp_path)) == 2  # the second one swept what the first had left
    assert target.read_bytes() == b"old"
    put(target)
    assert names(tmp_path) == ["africa.pdf"]
    assert target.read_bytes() == b"new"


def test_what_a_living_writer_holds_stays(tmp_path: Path) -> None:
    target = tmp_path / "africa.pdf"
    with written_beside(target, b"mine") as aside:
        put(target, b"other")
        assert aside.read_bytes() == b"mine"
        aside.replace(target)
        put(target, b"third")
    assert target.read_bytes() == b"third"
    assert names(tmp_path) == ["africa.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        ".other.pdf.abcdefgh.part",
        ".africa.pdf.abcdefgh",
        ".africa.pdf.part",
        ".africa.pdf.a.b.part",
        "africa.pdf.abcdefgh.part",
        ".africa.pdf.other.pdf.abcdefgh.part",
    ],
)
def test_what_is_not_beside_this_target_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    put(tmp_path / "africa.pdf")
    assert names(tmp_path) == sorted([name, "africa.pdf"])


def test_a_pipe_or_a_folder_of_such_a_name_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".africa.pdf.abcdefgh.part")
    (tmp_path / ".africa.pdf.ijklmnop.part").mkdir()
    put(tmp_path / "africa.pdf")
    assert (tmp_path / "africa.pdf").read_bytes() == b"new"


def test_what_is_not_moved_is_removed(tmp_path: Path) -> None:
    with pytest.raises(KeyError), written_beside(tmp_path / "africa.pdf", b"new"):
        raise KeyError
    assert names(tmp_path) == []


def test_the_rights_of_the_target_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "africa.pdf"
    put(target)
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~mask
    target.chmod(0o640)
    put(target)
    assert target.stat().st_mode & 0o777 == 0o640
