"""Editions at the command line: kept, listed, shown, searched, compared, verified, removed."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pikepdf
import pytest

from briefings import pipeline
from briefings.cli import main
from briefings.model import Format

from ..conftest import Program
from ..editions.desk import MONDAY, MORE, REWORDED, TUESDAY, WEDNESDAY, Desk, pack, plain_print
from ..editions.test_keeping import meeting_of


class Run(NamedTuple):
    """How a run of the program ended, and what it said."""

    code: int
    out: str
    err: str


Call = Callable[..., Run]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """``call("editions", "list")``: the program in this process, in an empty folder."""
    folder = tmp_path / "working-folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    before = signal.getsignal(signal.SIGTERM)

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["briefings", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, *capsys.readouterr())

    yield call
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Briefs of Monday and Tuesday, a second and a third of that day, a sheet, a pack."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "print_document", plain_print)
        desk.keep(day=MONDAY)
        desk.keep()
        desk.keep(MORE)
        desk.keep(REWORDED)
        desk.keep(day=WEDNESDAY, as_of=TUESDAY, format_=Format.SHEET)
        desk.keep(**pack(day=WEDNESDAY, meeting=meeting_of(desk.folder, "talks.yaml")))
    return desk


IDS = [
    "uk-sheet-2026-11-25-1",
    "pack-talks-2026-11-25-1",
    "uk-2026-11-24-3",
    "uk-2026-11-24-2",
    "uk-2026-11-24-1",
    "uk-2026-11-23-1",
]


@pytest.fixture
def archive(kept: Desk) -> str:
    return f"--archive={kept.archive.root}"


@pytest.fixture
def own(kept: Desk, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(kept.archive.root, tmp_path / "own"))


def test_a_list_for_people(call: Call, archive: str) -> None:
    code, out, err = call("editions", "list", archive)
    lines = out.splitlines()
    assert (code, [line.split()[0] for line in lines]) == (0, IDS)
    assert lines[0] == (
        "uk-sheet-2026-11-25-1      1 page  المملكة المتحدة  facts as of 2026-11-24"
    )
    assert lines[1] == "pack-talks-2026-11-25-1    1 page  محادثات الربيع"
    assert err == "6 editions\n"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], IDS),
        (["--topic", "sahel"], IDS[1:2]),
        (["--meeting", "talks"], IDS[1:2]),
        (["--since", "2026-11-25"], IDS[:2]),
        (["--until", "2026-11-23"], IDS[5:]),
        (["--since", "2026-11-24", "--until", "2026-11-24", "--limit", "2"], IDS[2:4]),
        (["--topic", "nothing"], []),
    ],
    ids=" ".join,
)
def test_a_list_for_machines(call: Call, archive: str, options: list[str], ids: list[str]) -> None:
    rows = json.loads(call("editions", "list", archive, "--json", *options).out)
    assert [row["edition"] for row in rows] == ids


def test_a_row_says_what_an_edition_is(call: Call, archive: str) -> None:
    (row,) = json.loads(call("--json", "editions", "list", archive, "--topic", "sahel").out)
    assert row == {
        "edition": "pack-talks-2026-11-25-1",
        "series": "pack-talks",
        "date": "2026-11-25",
        "number": 1,
        "title": "محادثات الربيع",
        "format": "pack",
        "topics": ["uk", "sahel"],
        "facts_as_of": "2026-11-25",
        "meeting": "talks",
        "pages": 1,
    }


def test_a_damaged_edition_is_told_by_a_list(call: Call, own: Path) -> None:
    (own / "uk/uk-2026-11-24-1/data/edition.json").write_text("{")
    (own / ".index.sqlite3").unlink(missing_ok=True)
    code, out, err = call("editions", "list", "--archive", own)
    assert (code, len(out.splitlines())) == (0, 5)
    assert "error: uk-2026-11-24-1: " in err
    assert "edition.json is not JSON" in err


def test_an_edition_is_shown(call: Call, archive: str, kept: Desk) -> None:
    code, out, _ = call("editions", "show", "uk", archive)
    assert code == 0
    lines = dict(line.split(maxsplit=1) for line in out.splitlines() if line[:5] != "facts")
    assert lines["edition"] == "uk-2026-11-24-3"
    assert lines["title"] == "المملكة المتحدة"
    assert lines["format"] == "brief, 1 page"
    assert lines["topic"] == (
        "uk: 2 claims, unchanged since uk-2026-11-24-2; compared with uk-2026-11-24-1"
    )
    assert lines["signed"] == "no"
    assert lines["folder"] == str(kept.archive.root / "uk" / "uk-2026-11-24-3")
    assert "\nfacts as of 2026-11-24\n" in out
    _, out, _ = call("editions", "show", "pack-talks", archive)
    assert "meeting     محادثات الربيع (talks, 2026-12-03)\n" in out
    assert "sahel: 1 claim, new; nothing to compare with\n" in out


def test_an_edition_is_shown_to_machines(call: Call, archive: str, kept: Desk) -> None:
    (record,) = json.loads(call("editions", "show", "uk-2026-11-24-1", archive, "--json").out)
    assert record == kept.edition("uk-2026-11-24-1").record


def test_a_record_that_is_not_whole_is_told(call: Call, own: Path) -> None:
    file = own / "uk/uk-2026-11-23-1/data/edition.json"
    record = json.loads(file.read_text("utf-8"))
    del record["options"]
    file.write_text(json.dumps(record), "utf-8")
    run = call("editions", "show", "uk-2026-11-23", "--archive", own)
    assert run[:2] == (1, "")
    assert "the record of uk-2026-11-23-1 is not whole: verify it" in run.err


@pytest.mark.parametrize(
    ("options", "name"),
    [([], "uk-2026-11-24-3/data/uk.pdf"), (["--folder"], "uk-2026-11-24-3")],
    ids=["pdf", "folder"],
)
def test_an_edition_is_opened(
    *,
    call: Call,
    archive: str,
    kept: Desk,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    name: str,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    code, out, _ = call("editions", "open", "uk", archive, *options)
    assert (code, out) == (0, f"{kept.archive.root}/uk/{name}\n")
    assert opened == [out.strip()]


def test_what_was_said_is_found(call: Call, archive: str) -> None:
    code, out, err = call("editions", "search", "شخص زيمبابوي", archive)
    assert (code, err) == (0, "0 passages found\n")
    code, out, err = call("editions", "search", "شخص 130,000", archive)
    assert code == 0
    assert out.splitlines()[1].strip().startswith(("uk-sheet-2026-11-25-1", "pack-talks"))
    assert "earlier edition" in out
    hits = json.loads(call("editions", "search", "النرويج", archive, "--json").out)
    assert [(hit["newest"], hit["editions"]) for hit in hits] == [("pack-talks-2026-11-25-1", 1)]
    limited = call("editions", "search", "شخص", archive, "--limit", "1", "--json")
    assert len(json.loads(limited.out)) == 1


def test_changes_for_people(call: Call, archive: str) -> None:
    code, out, err = call("editions", "diff", "uk-2026-11-23", "uk", archive)
    assert (code, err) == (0, "")
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "uk-2026-11-23-1 → uk-2026-11-24-3"
    assert "مصحَّح  القوات المدرَّبة" in lines
    assert "كان  120,000 شخص، يونيو 2023" in [line.replace("\xa0", " ") for line in lines]
    assert "صار  لقد درّبت 130,000 شخص." in [line.replace("\xa0", " ") for line in lines]


def test_changes_since_the_one_before(call: Call, archive: str) -> None:
    _, out, _ = call("editions", "diff", "uk-2026-11-24-2", archive, "--json")
    assert [row["kind"] for row in json.loads(out)] == ["revised"]
    code, out, err = call("editions", "diff", "uk-2026-11-24-1", archive)
    assert (code, out.splitlines()[0]) == (0, "uk-2026-11-23-1 → uk-2026-11-24-1")
    assert err == "nothing that a reader would see has changed\n"
    assert json.loads(call("editions", "diff", "uk-2026-11-24-1", archive, "--json").out) == []


def test_changes_on_a_page(call: Call, archive: str, tmp_path: Path) -> None:
    page = tmp_path / "changes.pdf"
    options = ["--topic", "uk", "--pdf", page]
    code, _, err = call("editions", "diff", "uk-2026-11-23", "pack-talks", archive, *options)
    assert (code, err) == (0, f"printed into {page}\n")
    with pikepdf.open(page) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["show", "ukk"], "did you mean “uk”?", id="near-series"),
        pytest.param(["show", "uk-2026-11-24-9"], "Is it uk-2026-11-24-", id="near-id"),
        pytest.param(["open", "nothing"], "has no edition “nothing”", id="nothing-near"),
        pytest.param(["diff", "uk-2026-11-23"], "is the first of its series", id="first"),
        pytest.param(["diff", "uk", "pack-talks", "--topic", "sahel"], "“sahel” in", id="topic"),
        pytest.param(["verify", "ukk"], "did you mean “uk”?", id="verify"),
        pytest.param(["rebuild", "ukk"], "did you mean “uk”?", id="rebuild"),
        pytest.param(
            ["prune", "--keep", "last=1", "--series", "ukk"], "has no series “ukk”", id="series"
        ),
        pytest.param(["prune", "--keep", "last=1"], "nobody can be asked here", id="not-asked"),
    ],
)
def test_what_cannot_be_done_is_told(
    call: Call, archive: str, kept: Desk, arguments: list[str], told: str
) -> None:
    run = call("editions", *arguments, archive)
    assert run.code == 1
    assert told in run.err
    assert len(kept.ids) == 6


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["prune"], "Missing option '--keep'", id="no-rule"),
        pytest.param(["prune", "--keep", "last=0"], "--keep last=0 is no rule", id="none"),
        pytest.param(["prune", "--keep", "last=٣"], "is no rule", id="digits"),
        pytest.param(["prune", "--keep", "since=2025"], "is no rule: write last=5", id="since"),
        pytest.param(["prune", "--keep", "yearly=1"], "is no rule", id="yearly"),
        pytest.param(["list", "--since", "24.11.2026"], "write it like 2026-11-21", id="day"),
        pytest.param(["list", "--limit", "0"], "0 is not in the range", id="limit"),
        pytest.param(["lsit"], "No such command 'lsit'", id="command"),
    ],
)
def test_wrong_calls_are_answered(call: Call, arguments: list[str], told: str) -> None:
    run = call("editions", *arguments)
    assert run[:2] == (2, "")
    assert told in run.err


def test_options_of_a_build_do_not_belong_to_editions(call: Call, archive: str) -> None:
    run = call(archive, "editions", "list")
    assert run[:2] == (2, "")
    assert "--archive must stand after “editions”" in run.err


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


def test_an_empty_archive_is_no_mistake(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("editions", "list", "--archive", empty) == (0, "", "0 editions\n")
    assert call("editions", "search", "شخص", "--archive", empty)[:2] == (0, "")
    assert call("editions", "verify", "--archive", empty).err == "sound: 0 editions\n"


@pytest.mark.parametrize("command", [["list"], ["show", "uk"], ["search", "x"], ["verify"]])
def test_an_archive_that_is_not_there_is_told(
    call: Call, tmp_path: Path, command: list[str]
) -> None:
    run = call("editions", *command)
    assert run[:2] == (1, "")
    assert "there is no archive archive: name its folder with --archive DIR" in run.err
    (tmp_path / "file").touch()
    (tmp_path / "working-folder" / "briefings.toml").write_text('archive = "../file"')
    run = call("editions", *command)
    assert run[:2] == (1, "")
    assert "there is no archive" in run.err
    run = call("editions", *command, "--archive", tmp_path / "file")
    assert run[:2] == (2, "")


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


def test_quiet_and_visual(call: Call, archive: str) -> None:
    assert call("editions", "list", archive, "--quiet").err == ""
    assert call("--quiet", "editions", "list", archive).err == ""
    shaped = call("editions", "list", archive, "--visual").out
    # Joined forms, last letter first: ﺔﻜﻠﻤﻤﻟﺍ reads المملكة on a terminal that goes left to right.
    assert "ﺔﻜﻠﻤﻤﻟﺍ" in shaped
    assert "المملكة" not in shaped


@pytest.fixture
def build(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Builds a brief of the small library, which is not laid out, in the working folder."""
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    data = Desk(tmp_path).write()

    def build(*arguments: str | Path) -> Run:
        asked = ["--topic", "uk", "--data", data, "--date", "2026-11-24", "--output", "out"]
        return call(*asked, *arguments)

    return build


def editions_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*-1"))


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


@pytest.mark.parametrize(
    ("name", "there", "told"),
    [
        ("office.key", "office.key", "office.key is there already"),
        ("office.key", "office.pub", "office.pub is there already"),
        ("office.pub", "", "office.pub is a name for the public key"),
        ("nowhere/office.key", "", "No such file or directory"),
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


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An edition that was laid out."""
    desk = Desk(tmp_path_factory.mktemp("printed"))
    desk.keep()
    return desk


def test_an_edition_is_made_again(call: Call, printed: Desk) -> None:
    archive = f"--archive={printed.archive.root}"
    assert call("editions", "rebuild", "uk", archive) == (
        0,
        "",
        "uk-2026-11-24-1: the same bytes\n",
    )
    code, out, _ = call("editions", "rebuild", "uk", archive, "--output", "again")
    path = Path.cwd() / "again" / "uk-2026-11-24-1.pdf"
    assert (code, out) == (0, f"{path}\n")
    assert path.read_bytes() == printed.edition("uk-2026-11-24-1").pdf.read_bytes()
    (row,) = json.loads(call("editions", "rebuild", "uk", archive, "--json").out)
    assert row == {"edition": "uk-2026-11-24-1", "path": None, "altered": [], "differences": []}


def test_what_comes_out_different_is_told_with_the_reasons(
    call: Call, printed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = f"--archive={printed.archive.root}"
    monkeypatch.setattr("briefings.recipe.package_versions", lambda all_: dict.fromkeys(all_, "0"))
    code, _, err = call("editions", "rebuild", "uk", archive)
    assert code == 0
    assert "although 22 components differ: arabic-reshaper: " in err
    code, _, err = call("editions", "rebuild", "uk", archive, "--theme", "diwan")
    assert code == 1
    first, *reasons = err.splitlines()
    assert first == "error: uk-2026-11-24-1 comes out different in uk.pdf, text.html"
    assert any(reason.startswith("error: theme/theme.css: ") for reason in reasons)
    assert any(reason.startswith("error: weasyprint: ") for reason in reasons)
