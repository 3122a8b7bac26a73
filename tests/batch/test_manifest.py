"""What a manifest remembers, and when it is not believed."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefings.arabic import Arabic, Digits
from briefings.batch import digests_of, open_manifest, read_manifest
from briefings.batch.manifest import NAME
from briefings.errors import RenderError
from briefings.model import Copy, Library, Setting
from tests.tiny import TRAINED

from .test_running import LIBRARY, jobs_to

LINE: dict[str, object] = {
    "job": "a",
    "path": "a.pdf",
    "sha256": sha256(b"one").hexdigest(),
    "pages": 2,
    "seconds": 1.5,
}


def written(folder: Path, *lines: dict[str, object]) -> None:
    with open_manifest(folder, resume=False) as manifest:
        for line in lines:
            manifest.add(line)
    (folder / "a.pdf").write_bytes(b"one")


def test_a_finished_job_is_known_again(tmp_path: Path) -> None:
    written(tmp_path, LINE)
    with open_manifest(tmp_path, resume=True) as manifest:
        assert manifest.finished("a") == LINE
        assert manifest.finished("b") is None
    with open_manifest(tmp_path, resume=False) as manifest:
        assert manifest.finished("a") is None


def test_who_breaks_off_before_anything_is_made_can_still_go_on(tmp_path: Path) -> None:
    written(tmp_path, LINE)
    with open_manifest(tmp_path, resume=False) as manifest:
        pass
    assert read_manifest(tmp_path).finished("a") == LINE
    with open_manifest(tmp_path, resume=False) as manifest:
        manifest.add({**LINE, "job": "b"})
    assert list(read_manifest(tmp_path).lines) == ["b"]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda folder: (folder / "a.pdf").unlink(), id="deleted"),
        pytest.param(lambda folder: (folder / "a.pdf").write_bytes(b"two"), id="altered"),
        pytest.param(lambda folder: (folder / NAME).unlink(), id="no-manifest"),
        pytest.param(lambda folder: (folder / NAME).write_bytes(b"\xff\n[]\n"), id="spoilt"),
    ],
)
def test_what_is_not_there_is_made_again(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    written(tmp_path, LINE)
    spoil(tmp_path)
    assert read_manifest(tmp_path).finished("a") is None
    with open_manifest(tmp_path, resume=True) as manifest:
        assert manifest.finished("a") is None


def changed(**values: object) -> bytes:
    line = {**LINE, **values}
    return json.dumps({k: v for k, v in line.items() if v is not ...}).encode()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(changed(pages=...), id="no-pages"),
        pytest.param(changed(pages="2"), id="pages-in-words"),
        pytest.param(changed(pages=[[]]), id="pages-as-a-list"),
        pytest.param(changed(seconds=...), id="no-seconds"),
        pytest.param(changed(seconds=float("nan")), id="nan"),
        pytest.param(changed(seconds=float("inf")), id="infinite"),
        pytest.param(changed(seconds=0.25).replace(b"0.25", b"1e999"), id="beyond-all-numbers"),
        pytest.param(changed(path=5), id="path-is-a-number"),
        pytest.param(changed(path="/etc/passwd"), id="path-elsewhere"),
        pytest.param(changed(path="../a.pdf"), id="path-above"),
        pytest.param(changed(html=["a"]), id="html-is-a-list"),
        pytest.param(changed(remarks="none"), id="remarks-are-a-text"),
        pytest.param(changed(edition=5), id="edition-is-a-number"),
        pytest.param(changed(remarks=["\ud800"]), id="half-a-character"),
        pytest.param(changed(job=5), id="job-is-a-number"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"job": ' * 3_000 + b"1" + b"}" * 3_000, id="deep-groups"),
        pytest.param(b"9" * 5_000, id="endless-number"),
        pytest.param(b'{"job": "\xff"}', id="not-utf8"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_damaged_line_is_counted_and_its_document_made_again(line: bytes, tmp_path: Path) -> None:
    written(tmp_path, {"job": "b"})
    with (tmp_path / NAME).open("ab") as file:
        file.write(line + b"\n")
    assert read_manifest(tmp_path).finished("a") is None
    with open_manifest(tmp_path, resume=True) as manifest:
        assert manifest.finished("a") is None
        assert manifest.spoilt == 1
        manifest.add(LINE)
        manifest.settle(["b", "a"])
    assert read_manifest(tmp_path).finished("a") == LINE
    assert read_manifest(tmp_path).spoilt == 0


def linked(path: Path) -> None:
    (path.parent / "precious.txt").write_bytes(b"precious\n")
    path.symlink_to("precious.txt")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(os.mkfifo, "it is not a file", id="pipe"),
        pytest.param(Path.mkdir, "Is a directory", id="folder"),
        pytest.param(linked, "it is a link, which is not followed", id="link"),
        pytest.param(sparse, "it has more than 200 MB", id="a-terabyte-of-nothing"),
    ],
)
def test_what_is_no_manifest_is_told_and_left_alone(
    *, make: Callable[[Path], object], says: str, resume: bool, tmp_path: Path
) -> None:
    make(tmp_path / NAME)
    with pytest.raises(RenderError, match=says), open_manifest(tmp_path, resume=resume):
        pass
    assert read_manifest(tmp_path).lines == {}
    if (tmp_path / "precious.txt").exists():
        assert (tmp_path / "precious.txt").read_bytes() == b"precious\n"


def test_a_file_of_that_name_that_is_no_manifest_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"name": "another program"}\n')
    with (
        pytest.raises(RenderError, match="it holds no line of a batch; move it away first"),
        open_manifest(tmp_path, resume=False),
    ):
        pass
    assert (tmp_path / NAME).read_text() == '{"name": "another program"}\n'


def test_a_document_that_has_become_a_pipe_is_made_again(tmp_path: Path) -> None:
    written(tmp_path, LINE)
    (tmp_path / "a.pdf").unlink()
    os.mkfifo(tmp_path / "a.pdf")
    assert read_manifest(tmp_path).finished("a") is None


def test_a_failed_job_is_not_finished(tmp_path: Path) -> None:
    written(tmp_path, LINE, {"job": "a", "error": "no"})
    assert read_manifest(tmp_path).finished("a") is None


def test_the_html_file_must_be_there_too(tmp_path: Path) -> None:
    line = {**LINE, "html": "a.html", "html_sha256": sha256(b"page").hexdigest()}
    written(tmp_path, line)
    assert read_manifest(tmp_path).finished("a") is None
    (tmp_path / "a.html").write_bytes(b"page")
    assert read_manifest(tmp_path).finished("a") == line


def test_a_line_cut_off_is_taken_away_and_the_next_is_whole(tmp_path: Path) -> None:
    written(tmp_path, LINE)
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"job": "b", "pa')
    with open_manifest(tmp_path, resume=True) as manifest:
        manifest.add({"job": "c"})
    lines = [json.loads(text) for text in (tmp_path / NAME).read_text("utf-8").splitlines()]
    assert lines == [LINE, {"job": "c"}]


def test_it_ends_with_one_line_a_job_in_the_order_of_the_rows(tmp_path: Path) -> None:
    with open_manifest(tmp_path, resume=False) as manifest:
        for job, error in (("b", "no"), ("a", ""), ("old", ""), ("b", "")):
            manifest.add({"job": job, "error": error})
        manifest.settle(["a", "b", "c"])
    lines = [json.loads(text) for text in (tmp_path / NAME).read_text("utf-8").splitlines()]
    assert lines == [{"job": "a", "error": ""}, {"job": "b", "error": ""}]


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    written(tmp_path, LINE)
    with (
        open_manifest(tmp_path, resume=True),
        pytest.raises(RenderError, match="another batch"),
        open_manifest(tmp_path, resume=False),
    ):
        pass
    assert read_manifest(tmp_path).finished("a") == LINE


def test_a_folder_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_file: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with (
        pytest.raises(RenderError, match=r"manifest\.jsonl cannot be written: No locks available"),
        open_manifest(tmp_path, resume=False),
    ):
        pass


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _file, data: len(data) // 2)
    with (
        open_manifest(tmp_path, resume=False) as manifest,
        pytest.raises(RenderError, match=r"manifest\.jsonl cannot be written: the disk took"),
    ):
        manifest.add(LINE)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(RenderError, match=r"manifest\.jsonl cannot be written"),
        open_manifest(tmp_path / "file" / "out", resume=False),
    ):
        pass


def digest(library: Library = LIBRARY, **change: object) -> str:
    (job,) = jobs_to(Path("out"), "t0")
    order = replace(job.order, **change)  # type: ignore[arg-type]
    return digests_of(library, [replace(job, order=order)], Path("out"))[0]


def with_fact(**change: object) -> Library:
    fact = replace(TRAINED, **change)  # type: ignore[arg-type]
    return replace(LIBRARY, facts={**LIBRARY.facts, "trained": fact})


def test_a_job_is_the_same_while_nothing_that_shapes_it_changes() -> None:
    (job,) = jobs_to(Path("out"), "t0")
    style = job.order.style
    same = digest()
    other = replace(LIBRARY, topics={"t0": LIBRARY.topics["t0"]})
    assert digest(other) == same  # what it does not use is of no concern
    copy = replace(style, setting=Setting(copy=Copy("السيد الوزير", 1, 2)))
    assert same not in {
        digest(with_fact(wording="عناصر أخرى")),
        digest(exports=frozenset({"html"})),
        digest(arabic=Arabic(Digits.ARAB)),
        digest(style=copy),
        digest(as_of=LIBRARY.sources["new-page"].date.end),
        digest(output=Path("out/other.pdf")),
    }
