"""``editions prune``, ``verify`` and ``new-key``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from briefings.build import pipeline

from ...archive.editions.desk import MONDAY, TUESDAY, WEDNESDAY, Desk, plain_print
from ...conftest import CHECKOUT, Program
from .calls import Call, Run


def test_editions_are_removed_on_record(call: Call, own: Path) -> None:
    prune = ["editions", "prune", "--keep", "last=1", "--series", "uk", "--archive", own]
    gone = "uk-2026-11-23-1\nuk-2026-11-24-1\nuk-2026-11-24-2\n"
    assert call(*prune, "--dry-run") == (0, gone, "3 editions of 4 would go\n")
    assert not (own / "pruned.jsonl").exists()
    code, out, err = call(*prune, "--yes", "--reason", "قديمة")
    assert (code, out) == (0, gone)
    assert err == f"3 editions removed, recorded in {own}/pruned.jsonl\n"
    assert sorted(path.name for path in (own / "uk").iterdir()) == ["uk-2026-11-24-3"]
    rows = [json.loads(line) for line in (own / "pruned.jsonl").read_text("utf-8").splitlines()]
    assert [(row["edition"], row["reason"]) for row in rows] == [
        (id_, "قديمة") for id_ in gone.split()
    ]
    assert call(*prune, "--yes") == (0, "", "0 editions of 1 would go\n")


@pytest.mark.parametrize(
    ("rules", "gone"),
    [
        (("yearly",), ["uk-2026-11-23-1", "uk-2026-11-24-1", "uk-2026-11-24-2"]),
        (("last=3", "last=1"), ["uk-2026-11-23-1"]),
        (("since=2026-11-24", "since=2026-11-25"), ["uk-2026-11-23-1"]),
        (("yearly", "since=2026-11-23"), []),
    ],
)
def test_what_any_rule_keeps_stays(
    call: Call, archive: str, rules: tuple[str, ...], gone: list[str]
) -> None:
    keep = [part for rule in rules for part in ("--keep", rule)]
    run = call("editions", "prune", *keep, "--series", "uk", archive, "--dry-run")
    assert (run.code, run.out.split()) == (0, gone)


@pytest.mark.parametrize(("answer", "is_gone"), [("3\n", True), ("y\n", False), ("\n", False)])
def test_on_a_terminal_the_number_is_asked_for(
    call: Call, own: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_gone: bool
) -> None:
    answers = iter([answer.strip()])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    run = call("editions", "prune", "--keep", "last=1", "--series", "uk", "--archive", own)
    assert run.code == (0 if is_gone else 1)
    assert ("nothing was removed" in run.err) != is_gone
    assert (own / "uk" / "uk-2026-11-23-1").exists() != is_gone


def test_a_flipped_byte_is_told_and_the_rest_is_sound(program: Program, own: Path) -> None:
    verify = ["editions", "verify", f"--archive={own}"]
    done = program(*verify)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "sound: 6 editions\n")
    record = own / "uk/uk-2026-11-24-1/data/edition.json"
    record.write_bytes(record.read_bytes()[:-2])
    (own / "uk" / "notes.txt").touch()
    # Its record is damaged: it is found by its name all the same.
    done = program(*verify, "uk-2026-11-24-1", "uk-2026-11-23")
    assert done.returncode == 1
    assert done.stdout.startswith("uk-2026-11-24-1/data/edition.json: altered: ")
    assert done.stderr == "error: 1 edition of 2 not as kept\n"
    rows = json.loads(program(*verify, "--json", "--jobs", "1").stdout)
    assert [(row["edition"], row["file"], row["kind"]) for row in rows] == [
        ("uk", "notes.txt", "extra"),
        ("uk-2026-11-24-1", "data/edition.json", "altered"),
    ]


@pytest.mark.parametrize("password", ["", "كلمة السر"], ids=["open", "encrypted"])
def test_signed_editions_are_verified_by_their_key(
    *,
    build: Callable[..., Run],
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
) -> None:
    monkeypatch.setenv("BRIEFINGS_KEY_PASSWORD", password)
    folder = tmp_path / "working-folder"
    code, out, _ = call("editions", "new-key", "office.key")
    assert (code, out) == (0, f"{folder}/office.key\n{folder}/office.pub\n")
    assert (folder / "office.key").stat().st_mode & 0o777 == 0o600
    assert build("--archive", "--sign", "office.key").code == 0
    assert "signed      yes\n" in call("editions", "show", "uk").out
    assert call("editions", "verify", "--key", "office.pub").err == (
        "sound: 1 edition, all signed by the key\n"
    )
    call("editions", "new-key", "other.key")
    code, out, err = call("editions", "verify", "--key", "other.pub")
    assert (code, err) == (1, "error: 1 edition of 1 not as kept\n")
    assert out.startswith("uk-2026-11-24-1/manifest-sha256.txt.minisig: signature: Signed with")
    if password:
        monkeypatch.setenv("BRIEFINGS_KEY_PASSWORD", "another")
        run = build("--archive", "--sign", "office.key", "--marking", "سري")
        assert run[:2] == (1, "")
        assert "office.key" in run.err
    # A public key is none to sign with, nor a secret one to verify with.
    assert "is a public key" in build("--archive", "--sign", "office.pub").err
    assert "is a secret key" in call("editions", "verify", "--key", "office.key").err


@pytest.mark.parametrize(
    ("name", "there", "told"),
    [
        ("office.key", "office.key", "office.key is there already"),
        ("office.key", "office.pub", "office.pub is there already"),
        ("office.pub", "", "office.pub is a name for the public key"),
        ("nowhere/office.key", "", "No such file or directory"),
        ("", "", "a key needs the name of a file"),
    ],
)
def test_no_key_is_overwritten(
    *,
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    there: str,
    told: str,
) -> None:
    monkeypatch.setenv("BRIEFINGS_KEY_PASSWORD", "")
    folder = tmp_path / "working-folder"
    if there:
        (folder / there).write_text("old")
    run = call("editions", "new-key", name)
    assert run[:2] == (1, "")
    assert told in run.err
    assert [path.name for path in folder.iterdir()] == ([there] if there else [])


def test_a_folder_that_is_no_archive_is_told_as_such(call: Call, tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "africa.pdf").write_bytes(b"%PDF")
    run = call("editions", "verify", f"--archive={tmp_path / 'briefs'}")
    assert run.code == 1
    assert run.err.endswith("briefs holds no edition: is it the folder of an archive?\n")


@pytest.mark.skipif(sys.platform == "win32", reason="has no sessions")
def test_where_nobody_can_be_asked_for_a_password_that_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefings", "editions", "new-key", str(tmp_path / "key")],
        cwd=CHECKOUT,
        env={name: value for name, value in os.environ.items() if "PASSWORD" not in name},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: nobody can be asked for the password of the key here: "
        "put it into BRIEFINGS_KEY_PASSWORD, empty for a key without one\n"
    )
    assert not list(tmp_path.iterdir())


def test_an_edition_as_of_an_earlier_day_is_kept_in_nobodys_place(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    desk = Desk(tmp_path / "desk")
    desk.keep(day=MONDAY)
    desk.keep(day=TUESDAY)
    desk.keep(day=WEDNESDAY, as_of=MONDAY)
    desk.keep(day=WEDNESDAY, as_of=TUESDAY)
    where = f"--archive={desk.archive.root}"
    run = call("editions", "prune", "--keep", "last=1", where, "--yes")
    assert (run.code, run.out) == (0, "uk-2026-11-23-1\nuk-2026-11-25-1\n")
