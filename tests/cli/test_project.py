"""The project file, which says once what would be said with every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings.cli.project import Project, read_project
from briefings.errors import BriefingError

from ..conftest import Program


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "briefings.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_there_need_be_none(tmp_path: Path) -> None:
    assert read_project(tmp_path) == Project()


def test_paths_are_seen_from_the_file_that_is_found_above(tmp_path: Path) -> None:
    write(tmp_path, 'archive = "editions"\nsign = "/keys/office.key"\n')
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    for folder in (tmp_path, deep):
        project = read_project(folder)
        assert project == Project(tmp_path / "editions", Path("/keys/office.key"))


def test_the_nearest_one_holds(tmp_path: Path) -> None:
    write(tmp_path, 'archive = "far"\nsign = "far.key"\n')
    near = tmp_path / "near"
    near.mkdir()
    write(near, 'archive = "here"\n')
    assert read_project(near) == Project(near / "here", None)


def test_a_home_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    write(tmp_path, 'archive = "~/editions"\nsign = "~nobody-at-all/key"\n')
    project = read_project(tmp_path)
    assert project.archive == Path("/home/someone/editions")
    assert project.sign == tmp_path / "~nobody-at-all" / "key"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_what_windows_saves_is_read(tmp_path: Path, start: bytes) -> None:
    write(tmp_path, start + '# الأرشيف\r\narchive = "أرشيف"\r\n'.encode())
    assert read_project(tmp_path).archive == tmp_path / "أرشيف"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            '# ours\narchiv = "editions"\n',
            ":2:1: there is no key “archiv” [unknown-key]\n    Did you mean “archive”?",
            id="near-key",
        ),
        pytest.param(
            "colour = 1\n", ":1:1: there is no key “colour” [unknown-key]", id="unknown-key"
        ),
        pytest.param(
            '[archive]\nfolder = "x"\n', ":1:1: “archive” is the folder in which", id="table"
        ),
        pytest.param(
            "sign = true\n",
            ":1:1: “sign” is the file of the secret key that signs them, a path [wrong-type]\n"
            '    Write it in quotes: sign = "…"',
            id="wrong-type",
        ),
        pytest.param('\n\narchive = " "\n', ":3:1: “archive” is the folder in which", id="empty"),
        pytest.param('archive = "a\\u0000b"\n', ":1:1: “archive” is the folder", id="nul"),
        pytest.param(
            "sign = 'a'\narchive = editions\n",
            ":2:11: it is not TOML: Invalid value [toml-syntax]\n"
            '    A line reads: archive = "folder"',
            id="no-quotes",
        ),
        pytest.param('archive = "a"\narchive = "b"\n', "it is not TOML: Cannot", id="twice"),
        pytest.param(
            b'sign = "a"\narchive = "\xe3"\n',
            ":2:1: it is not in UTF-8 [not-utf8]\n    Save it again with the encoding UTF-8.",
            id="not-utf8",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str | bytes, told: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(BriefingError, match=re.escape(told)) as caught:
        read_project(tmp_path)
    assert str(caught.value).startswith(str(file))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, 'archiv = "x"\nsign = 3\n')
    with pytest.raises(BriefingError) as caught:
        read_project(tmp_path)
    assert re.findall(r"toml:(\d)", str(caught.value)) == ["1", "2"]


@pytest.mark.parametrize(
    "arguments",
    [["editions", "list"], ["--topic", "africa"], ["editions", "verify", "--json"]],
    ids=" ".join,
)
def test_the_program_ends_plainly(program: Program, tmp_path: Path, arguments: list[str]) -> None:
    file = write(tmp_path / "working-folder", "archive = 1\n")
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {file}:1:1: “archive” is")
    assert "Traceback" not in done.stderr
