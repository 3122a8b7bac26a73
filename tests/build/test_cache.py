"""The store on the disk: nothing wrong comes out of it, and nothing ever fails because of it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefings.build.cache import Cache, fingerprint
from briefings.model import Chart, Ink, Mark, Setting

KEY, OTHER = "ab" * 32, "cd" * 32
DATA = bytes(range(256)) * 40
HEAD = len(b"briefings cache 1\n") + 32


def entry(cache: Cache, kind: str = "chart", key: str = KEY) -> Path:
    return cache.folder / "v1" / kind / key[:2] / key


def test_what_was_put_is_there_for_the_next_one_under_its_kind_and_key(tmp_path: Path) -> None:
    Cache(tmp_path / "new" / "cache").put("chart", KEY, DATA)
    cache = Cache(tmp_path / "new" / "cache")
    assert cache.get("chart", KEY) == DATA
    assert cache.get("chart", OTHER) is None
    assert cache.get("document", KEY) is None
    assert cache.remarks == ()


def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("chart", KEY, DATA)
    assert (cache.folder / "v1").stat().st_mode & 0o077 == 0
    assert entry(cache).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mask", [0, 0o077, 0o277])
def test_all_that_it_makes_is_for_this_user_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        cache = Cache(tmp_path / "new" / "cache")
        cache.put("chart", KEY, DATA)
    finally:
        os.umask(before)
    made = [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    assert {oct(path.stat().st_mode & 0o777) for path in made if path.is_dir()} == {"0o700"}
    assert entry(cache).stat().st_mode & 0o177 == 0
    assert not entry(cache).stat().st_mode & 0o077
    assert cache.get("chart", KEY) == DATA


def _open_to_others(folder: Path) -> None:
    folder.chmod(0o777)


def _a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


@pytest.mark.parametrize("which", ["v1", ".", "..", "../.."])
@pytest.mark.parametrize("change", [_open_to_others, _a_link])
def test_what_others_could_have_written_to_is_not_used(
    tmp_path: Path, which: str, change: Callable[[Path], None]
) -> None:
    cache = Cache(tmp_path / "a" / "b" / "cache")
    cache.put("chart", KEY, DATA)
    changed = Path(os.path.normpath(cache.folder / which))
    change(changed)
    cache = Cache(cache.folder)
    if change is _a_link and which.startswith(".."):  # by this user, who may lay out his folders
        assert cache.get("chart", KEY) == DATA
        return
    assert cache.get("chart", KEY) is None
    assert not cache.has_any("chart")
    cache.put("chart", OTHER, DATA)
    assert not entry(cache, key=OTHER).exists()
    reason = "is a link" if change is _a_link else "(chmod go-w would end that)"
    (remark,) = cache.remarks
    assert remark.startswith(f"the cache {cache.folder} is not used: ")
    assert str(changed) in remark
    assert remark.endswith(reason)


def test_what_belongs_to_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cache(tmp_path / "cache").put("chart", KEY, DATA)
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    cache = Cache(tmp_path / "cache")
    assert cache.get("chart", KEY) is None
    assert cache.remarks[0].endswith(" belongs to somebody else")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("chart", KEY, DATA)
    os.chown(entry(cache), 12345, -1)
    assert cache.get("chart", KEY) is None


def test_a_file_that_others_may_write_to_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("chart", KEY, DATA)
    entry(cache).chmod(0o666)
    assert cache.get("chart", KEY) is None


def test_a_folder_in_a_sticky_one_is_used_unless_it_is_anothers(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    cache = Cache(shared / "cache")
    cache.put("chart", KEY, DATA)
    assert cache.get("chart", KEY) == DATA
    shared.chmod(0o777)
    assert Cache(shared / "cache").get("chart", KEY) is None


@pytest.mark.parametrize(
    "plant", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")]
)
def test_what_is_no_file_holds_nobody_up(tmp_path: Path, plant: Callable[[Path], object]) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("chart", KEY, DATA)
    (cache.folder / "v1" / "tally").unlink()
    plant(cache.folder / "v1" / "tally")
    entry(cache).unlink()
    plant(entry(cache))
    assert cache.get("chart", KEY) is None
    cache.put("chart", OTHER, DATA)


def test_only_its_own_files_are_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=1)
    cache.put("chart", KEY, DATA)
    others = [
        tmp_path / "v1" / name for name in ("api.py", "chart/notes", "chart/ab/notes", "x/y/z")
    ]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    cache.trim()
    assert not entry(cache).exists()
    assert all(path.exists() for path in others)


@pytest.mark.parametrize("length", [0, 1, HEAD - 1, HEAD, HEAD + 1, HEAD + len(DATA) - 1])
def test_an_entry_that_is_cut_off_is_none(tmp_path: Path, length: int) -> None:
    _spoilt(tmp_path, lambda whole: whole[:length])


@pytest.mark.parametrize("place", [0, 5, 17, 18, 30, HEAD - 1, HEAD, HEAD + 1, HEAD + 9_999, -1])
def test_an_entry_with_an_altered_byte_is_none(tmp_path: Path, place: int) -> None:
    def altered(whole: bytes) -> bytes:
        changed = bytearray(whole)
        changed[place] ^= 1
        return bytes(changed)

    _spoilt(tmp_path, altered)


@pytest.mark.parametrize(
    "more", [pytest.param(b"\0", id="a byte"), pytest.param(DATA, id="another content")]
)
def test_an_entry_with_something_behind_it_is_none(tmp_path: Path, more: bytes) -> None:
    _spoilt(tmp_path, lambda whole: whole + more)


def _spoilt(folder: Path, change: Callable[[bytes], bytes]) -> None:
    cache = Cache(folder)
    cache.put("chart", KEY, DATA)
    path = entry(cache)
    path.write_bytes(change(path.read_bytes()))
    assert cache.get("chart", KEY) is None
    assert not path.exists()
    cache.put("chart", KEY, DATA)
    assert cache.get("chart", KEY) == DATA


@pytest.mark.parametrize(("kind", "key"), [("chart", OTHER), ("document", KEY)])
def test_an_entry_in_the_place_of_another_is_none(tmp_path: Path, kind: str, key: str) -> None:
    cache = Cache(tmp_path)
    cache.put("chart", KEY, DATA)
    cache.put(kind, key, b"another")
    entry(cache).replace(entry(cache, kind, key))
    assert cache.get(kind, key) is None


def test_a_folder_that_is_a_file_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    for _ in range(2):
        cache.put("chart", KEY, DATA)
        cache.put("chart", OTHER, DATA)
    assert cache.get("chart", KEY) is None
    (remark,) = cache.remarks
    assert remark == (
        f"the cache {tmp_path / 'file'} is not used: {tmp_path / 'file'} is no folder"
    )
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_full_disk_forgets_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put("chart", OTHER, DATA)

    def full(self: Path, target: Path) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(Path, "replace", full)
    cache.put("chart", KEY, DATA)
    monkeypatch.undo()
    cache.put("chart", KEY, DATA)  # it does not try again
    assert cache.get("chart", KEY) is None
    assert cache.get("chart", OTHER) == DATA
    assert cache.remarks == (f"the cache {tmp_path} cannot be written: No space left on device",)
    files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == [OTHER, "tally"]


def test_what_cannot_be_written_to_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cache(tmp_path).put("chart", KEY, DATA)

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    for owner, name in ((os, "utime"), (os, "mkdir"), (Path, "mkdir"), (Path, "unlink")):
        monkeypatch.setattr(owner, name, refused)
    cache = Cache(tmp_path)
    assert cache.get("chart", KEY) == DATA
    assert not cache.remarks
    cache.put("chart", OTHER, DATA)
    assert cache.remarks == (f"the cache {tmp_path} cannot be written: Read-only file system",)


def test_it_stays_within_its_size_and_keeps_what_is_used(tmp_path: Path) -> None:
    cache, size = Cache(tmp_path, most=1 << 20), 1 << 16
    used = fingerprint("used")
    for number in range(60):
        cache.put("chart", fingerprint(number), bytes(size))
        if number == 0:
            cache.put("chart", used, DATA)
        assert cache.get("chart", used) == DATA
        time.sleep(0.002)  # a disk's clock ticks slowly
        kept = [path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()]
        assert sum(kept) <= (1 << 20) + (1 << 17) + size
    assert cache.get("chart", fingerprint(0)) is None
    assert cache.get("chart", fingerprint(59)) == bytes(size)


def test_what_a_dead_process_left_beside_its_place_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("chart", KEY, DATA)
    old, new = entry(cache).with_name(".old"), entry(cache).with_name(".new")
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (1, 1))
    cache.trim()
    assert (old.exists(), new.exists()) == (False, True)
    assert cache.get("chart", KEY) == DATA


def test_trimming_breaks_no_reader(tmp_path: Path) -> None:
    keys = [fingerprint(number) for number in range(40)]
    contents = {key: key.encode() * 1000 for key in keys}

    def read(_: int) -> set[bool]:
        cache = Cache(tmp_path, most=1 << 20)
        seen = [(cache.get("chart", key), contents[key]) for _ in range(30) for key in keys]
        return {found in (None, right) for found, right in seen}

    def write(_: int) -> set[bool]:
        cache = Cache(tmp_path, most=1 << 20)
        for _ in range(10):
            for key in keys:
                cache.put("chart", key, contents[key])
            cache.trim()
        return {not cache.remarks}

    with ThreadPoolExecutor(4) as executor:
        tasks = [executor.submit(task, n) for n, task in enumerate((read, write, read, write))]
        found = [task.result() for task in tasks]
    assert found == [{True}] * 4


def test_two_processes_fill_it_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from briefings.build.cache import Cache, fingerprint\n"
        "cache = Cache(Path(sys.argv[1]), most=1 << 22)\n"
        "for number in range(300): cache.put('chart', fingerprint(number % 100), b'x' * 9999)\n"
        "sys.exit(len(cache.remarks))"
    )
    start = [sys.executable, "-c", code, str(tmp_path)]
    where = Path(__file__).parents[2]
    both = [subprocess.Popen(start, cwd=where) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    cache = Cache(tmp_path)
    assert {cache.get("chart", fingerprint(number)) for number in range(100)} == {b"x" * 9999}
    assert not list(tmp_path.rglob(".*"))


CHART = Chart("bars", "عنوان", "بديل", marks=(Mark("1", "أ", 1.0, date(2024, 9, 30)),))
UNLIKE: tuple[object, ...] = (
    *(
        None,
        "",
        "None",
        b"",
        b"None",
        0,
        0.0,
        -0.0,
        False,
        "0",
        "0.0",
        1,
        True,
        0.1,
        0.2 - 0.1 + 1e-16,
    ),
    *((), ("",), ("", ""), ((),), {}, {"": ""}, {"a": "b", "c": "d"}, ("a", "b", "c", "d"), "ab"),
    *(("ab", "c"), ("a", "bc"), date(2024, 9, 30), "2024-09-30", Path("a"), "a", Ink.MONO, "mono"),
    *(CHART, replace(CHART, title="عنوانٌ"), replace(CHART, width_mm=84.1), Setting()),
    *(Setting(duplex=True), replace(CHART, marks=(replace(CHART.marks[0], value=None),))),
)


def test_values_that_differ_have_different_fingerprints() -> None:
    alike = [
        (a, b)
        for number, a in enumerate(UNLIKE)
        for b in UNLIKE[:number]
        if fingerprint(a) == fingerprint(b)
    ]
    assert alike == []


def test_the_same_values_have_the_same_fingerprint_in_every_process() -> None:
    first = fingerprint({"b": 1.5, "a": ("أ", None)}, date(2024, 9, 30))
    assert first == fingerprint({"a": ["أ", None], "b": 1.5}, date(2024, 9, 30))
    code = (
        "from briefings.build.cache import fingerprint; from datetime import date\n"
        "print(fingerprint({'a': ('أ', None), 'b': 1.5}, date(2024, 9, 30)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == first


def test_what_has_no_fingerprint_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no fingerprint"):
        fingerprint(object())
