"""A file is seen whole or not at all, and what killed writers left is cleared away."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.files import distrust, read_regular, written_beside


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


def test_a_regular_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_regular(tmp_path / "file") == b"12345"
    assert read_regular(tmp_path / "file", 5) == b"12345"
    with pytest.raises(OSError, match="larger than the 4 bytes") as caught:
        read_regular(tmp_path / "file", 4)
    assert caught.value.filename == str(tmp_path / "file")


@pytest.mark.parametrize(
    ("plant", "reason"),
    [
        pytest.param(os.mkfifo, "no regular file", id="pipe"),
        pytest.param(Path.mkdir, "Is a directory", id="folder"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "no regular file", id="device"),
        pytest.param(lambda _: None, "No such file", id="nothing"),
    ],
)
def test_what_is_no_regular_file_is_not_read(
    plant: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    plant(tmp_path / "file")
    with pytest.raises(OSError, match=reason) as caught:
        read_regular(tmp_path / "file")
    assert caught.value.filename is not None


def test_a_link_is_followed_only_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "link").symlink_to("file")
    assert read_regular(tmp_path / "link") == b"1"
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(tmp_path / "link", follow=False)


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert distrust(tmp_path / "a" / "cache") is not None
    assert distrust(tmp_path / "new" / "cache") is None


def test_a_link_through_a_folder_that_others_write_to_is_seen(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    for folder in (shared, own):
        folder.mkdir()
    shared.chmod(0o777)
    (shared / "hop").symlink_to("../own")
    (tmp_path / "way").symlink_to("shared/hop")
    assert distrust(own) is None
    assert f"write to {shared}" in str(distrust(tmp_path / "way" / "cache"))
    assert f"write to {shared}" in str(distrust(tmp_path / "own" / ".." / "shared" / "cache"))


def test_what_is_no_path_is_told() -> None:
    assert distrust(Path("/a\0b")) == "/a\0b is no path"
