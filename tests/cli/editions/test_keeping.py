"""Builds whose documents are kept as editions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .calls import Call, Run


@pytest.mark.parametrize(
    ("options", "project", "where"),
    [
        pytest.param([], None, None, id="nothing"),
        pytest.param([], 'archive = "editions"', "editions", id="project"),
        pytest.param(["--archive"], None, "archive", id="default"),
        pytest.param(["--archive"], 'archive = "editions"', "editions", id="default-of-project"),
        pytest.param(["--archive", "here"], 'archive = "editions"', "here", id="named"),
        pytest.param(["--archive", "."], 'archive = "editions"', ".", id="this-folder"),
        pytest.param(["--no-archive"], 'archive = "editions"', None, id="refused"),
    ],
)
def test_where_an_edition_is_kept(
    build: Callable[..., Run],
    tmp_path: Path,
    options: list[str],
    project: str | None,
    where: str | None,
) -> None:
    folder = tmp_path / "working-folder"
    if project:
        (folder / "briefings.toml").write_text(project)
    code, _, err = build(*options)
    assert code == 0
    assert ("uk: kept as uk-2026-11-24-1\n" in err) == (where is not None)
    found = list(folder.rglob("uk-2026-11-24-1"))
    assert found == ([folder / where / "uk" / "uk-2026-11-24-1"] if where else [])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["--archive", ""], "it is empty; name a folder", id="empty"),
        pytest.param(["--archive", "x", "--no-archive"], "exclude each other", id="both"),
        pytest.param(["--sign", "key"], "--sign needs an archive", id="sign-alone"),
        pytest.param(["--archive", "key"], "is a file", id="file"),
    ],
)
def test_where_nothing_can_be_kept(
    build: Callable[..., Run], tmp_path: Path, options: list[str], told: str
) -> None:
    (tmp_path / "working-folder" / "key").touch()
    run = build(*options)
    assert run[:2] == (2, "")
    assert told in run.err


def test_a_second_build_says_that_nothing_changed(build: Callable[..., Run]) -> None:
    (row,) = json.loads(build("--archive", "--json").out)
    assert (row["edition"], row["is_new"]) == ("uk-2026-11-24-1", True)
    code, out, err = build("--archive")
    assert (code, out) == (0, f"{row['path']}\n")
    assert "uk: nothing has changed: it is uk-2026-11-24-1\n" in err
    (row,) = json.loads(build("--archive", "--json", "--quiet").out)
    assert (row["edition"], row["is_new"]) == ("uk-2026-11-24-1", False)
    (row,) = json.loads(build("--json").out)
    assert (row["edition"], row["is_new"]) == (None, False)


def test_the_project_file_names_the_key(
    build: Callable[..., Run], call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFINGS_KEY_PASSWORD", "")
    folder = tmp_path / "working-folder"
    call("editions", "new-key", "office.key")
    (folder / "briefings.toml").write_text('archive = "kept"\nsign = "office.key"')
    build()
    assert list((folder / "kept").glob("uk/*/manifest-sha256.txt.minisig"))
    (folder / "office.key").unlink()
    run = build()
    assert run[:2] == (1, "")
    assert "office.key: No such file" in run.err
    assert build("--no-archive").code == 0
