"""A file is seen whole or not at all, and what killed writers left is cleared away."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.atomic import distrust, read_regular, unsafe_name, written_beside


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
        ".africa.pdf.draft.part",
        ".africa.pdf.Chapters.part",
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


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


def without_size(path: Path) -> None:
    path.symlink_to("/proc/cpuinfo")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(pipe, "it is a pipe, not a file", id="pipe"),
        pytest.param(endless, "it is a device, not a file", id="endless-device"),
        pytest.param(Path.mkdir, "it is a folder, not a file", id="folder"),
        pytest.param(listening, "No such device or address", id="socket"),
        pytest.param(sparse, "it has more than 0.0001 MB", id="a-terabyte-of-nothing"),
        pytest.param(without_size, "it has more than 0.0001 MB", id="size-not-told"),
        pytest.param(lambda _: None, "No such file or directory", id="missing"),
    ],
)
def test_what_is_no_file_of_a_sane_size_is_refused_at_once(
    make: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "input"
    make(path)
    with pytest.raises(OSError, match=reason) as caught:
        read_regular(path, 100)
    assert caught.value.filename in (str(path), path)


def test_a_file_is_read_up_to_the_limit_itself(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(OSError, match="it has more than"):
        read_regular(path, 4)


@pytest.mark.parametrize("name", ["in\0put", "in\ud800put"])
def test_a_name_that_no_file_can_have_is_an_error_of_the_system(name: str, tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 — the reason depends on the system's encoding
        read_regular(tmp_path / name, 5)


def test_a_link_is_followed_inside_a_folder_and_not_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "facts").mkdir(parents=True)
    (tmp_path / "data-too.yaml").write_bytes(b"outside")
    (folder / "own.yaml").write_bytes(b"inside")
    (folder / "facts" / "in.yaml").symlink_to("../own.yaml")
    (folder / "facts" / "out.yaml").symlink_to("../../data-too.yaml")
    (folder / "other").symlink_to(tmp_path)
    assert read_regular(folder / "facts" / "in.yaml", 100, inside=folder) == b"inside"
    for name in ("facts/out.yaml", "other/data-too.yaml"):
        with pytest.raises(OSError, match="a link leads out of the folder data"):
            read_regular(folder / name, 100, inside=folder)
    # The folder itself may be a link: what matters is what lies below it.
    (tmp_path / "link").symlink_to(folder)
    assert read_regular(tmp_path / "link" / "own.yaml", 100, inside=tmp_path / "link") == b"inside"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("con", "device", id="con"),
        pytest.param("NUL.pdf", "device", id="nul-with-an-ending"),
        pytest.param("com1", "device", id="com1"),
        pytest.param("lpt9.tar.gz", "device", id="lpt9-with-endings"),
        pytest.param("aux .pdf", "device", id="aux-with-a-space"),
        pytest.param("africa.", "full stop", id="full-stop-at-the-end"),
        pytest.param("africa ", "space", id="space-at-the-end"),
        pytest.param("a" * 101, "101 characters", id="101-characters"),
        pytest.param("a:b", "':'", id="colon"),
        pytest.param("a\tb", "t'", id="tab"),
        pytest.param("a\ud800", "ud800", id="surrogate"),
    ],
)
def test_names_that_some_systems_cannot_hold_are_told_with_the_reason(
    name: str, reason: str
) -> None:
    assert reason in unsafe_name(name)


@pytest.mark.parametrize(
    "name", ["console", "com", "com10", "a" * 100, "منتدى أفريقيا.pdf", "x.con"]
)
def test_names_that_all_systems_hold_are_let_pass(name: str) -> None:
    assert unsafe_name(name) == ""


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
