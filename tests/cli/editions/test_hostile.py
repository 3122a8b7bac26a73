"""Archives that are damaged, or made by somebody who means harm; and calls with a slip in them."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from .calls import IDS, Call, Run

FILE = ".index.sqlite3"
UK = "uk/uk-2026-11-24-3"


def _change(*statements: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with sqlite3.connect(file) as database:
            for statement in statements:
                database.execute(statement)
        database.close()

    return change


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(100, len(data), 4001):
        data[place] ^= 0x41
    file.write_bytes(data)


_ENDLESS = "WITH RECURSIVE c(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c) SELECT id FROM c"
ODD: dict[str, Callable[[Path], object]] = {
    "day": _change("UPDATE editions SET as_of = '9'"),
    "topics": _change("UPDATE editions SET topics = 5"),
    "topics-text": _change("UPDATE editions SET topics = '5'"),
    "title": _change("UPDATE editions SET title = x'ff00'"),
    "pages": _change("UPDATE editions SET pages = 'many'"),
    "id": _change("UPDATE editions SET id = 'uk-2026-11-24-9' WHERE number = 2"),
    "contents": _change("UPDATE contents SET passages = x'01'"),
    "no-contents": _change("DELETE FROM contents"),
    "no-passages": _change("DELETE FROM passages"),
    "kinds": _change("UPDATE passages SET kind = 99"),
    "texts": _change("UPDATE passages SET text = x'ff'"),
    "damaged": _change("INSERT INTO damaged VALUES (x'00', x'00')"),
    "no-table": _change("DROP TABLE editions"),
    "no-column": _change("ALTER TABLE editions DROP COLUMN pages"),
    "newer": _change("PRAGMA user_version = 99"),
    "view": _change("DROP TABLE editions", f"CREATE VIEW editions AS {_ENDLESS}"),
    "trigger": _change(
        "CREATE TRIGGER t BEFORE DELETE ON editions BEGIN SELECT RAISE(ABORT, 'no'); END"
    ),
    "flipped": _flip,
    "half": lambda file: file.write_bytes(file.read_bytes()[:20_000]),
    "empty": lambda file: file.write_bytes(b""),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_index_with_odd_values_stops_nothing(call: Call, own: Path, odd: str) -> None:
    where = f"--archive={own}"
    call("editions", "list", where)
    ODD[odd](own / FILE)
    found = call("editions", "search", "شخص 130,000", where)
    assert (found.code, "earlier edition" in found.out) == (0, True)
    ODD[odd](own / FILE)
    listed = call("editions", "list", where)
    assert [line.split()[0] for line in listed.out.splitlines()] == IDS
    assert (listed.code, listed.err) == (0, "6 editions\n")


def test_a_build_goes_on_whatever_the_index_holds(
    build: Callable[..., Run], call: Call, own: Path
) -> None:
    call("editions", "list", f"--archive={own}")
    ODD["day"](own / FILE)
    run = build("--archive", own, "--marking", "رسمي")
    assert run.code == 0, run.err
    assert "kept as uk-2026-11-24-4" in run.err


def test_the_database_of_somebody_else_is_left_alone(
    build: Callable[..., Run], call: Call, own: Path
) -> None:
    index = own / FILE
    index.unlink(missing_ok=True)
    _change("CREATE TABLE editions (name TEXT)", "INSERT INTO editions VALUES ('mine')")(index)
    before = index.read_bytes()
    run = call("editions", "list", f"--archive={own}")
    assert (run.code, len(run.out.splitlines())) == (0, 6)
    told = f"{index} is a database of something else, and is left alone: move it away"
    assert f"error: {told}" in run.err
    assert told in build("--archive", own, "--marking", "رسمي").err
    assert index.read_bytes() == before


def test_what_is_no_database_keeps_its_bytes(call: Call, own: Path) -> None:
    (own / FILE).write_bytes(b"a letter" * 99)
    assert call("editions", "list", f"--archive={own}").code == 0
    assert (own / f"{FILE}.not-an-index").read_bytes() == b"a letter" * 99


def test_a_journal_that_names_another_file_deletes_nothing(
    call: Call, own: Path, tmp_path: Path
) -> None:
    call("editions", "list", f"--archive={own}")
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    name = str(letter).encode()
    page = (own / FILE).read_bytes()[:4096]
    head = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (1, 0, 60, 512, 4096)
    )
    body = (1).to_bytes(4, "big") + page
    total = sum(page[place] for place in range(4096 - 200, 0, -200)).to_bytes(4, "big")
    tail = (2**30 // 4096 + 1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big")
    tail += sum(name).to_bytes(4, "big") + bytes.fromhex("d9d505f920a163d7")
    (own / f"{FILE}-journal").write_bytes(head.ljust(512, b"\0") + body + total + tail)
    run = call("editions", "list", f"--archive={own}")
    assert (run.code, letter.exists()) == (0, True)
    assert "which names another file to be deleted, and is left alone" in run.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("run.desktop", b"[Desktop Entry]\nExec=true\n"),
        ("../../x.pdf", b"%PDF"),
        ("uk.pdf", b"altered"),
    ],
)
def test_nothing_but_the_own_pdf_is_opened(
    call: Call, own: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("briefings.cli.editions.open_file", opened.append)
    folder = own / UK
    record = folder / "data/edition.json"
    fields = json.loads(record.read_bytes())
    fields["files"]["pdf"] = name
    record.write_text(json.dumps(fields))
    (folder / "data" / name).write_bytes(data)
    if name != "uk.pdf":  # its digest is right all the same
        with (folder / "manifest-sha256.txt").open("ab") as manifest:
            manifest.write(f"{sha256(data).hexdigest()}  data/{name}\n".encode())
    run = call("editions", "open", "uk", f"--archive={own}")
    assert (run.code, run.out, opened) == (1, "", [])
    assert "Verify the edition." in run.err


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_pdf_that_is_no_file_is_not_opened(
    call: Call, own: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("briefings.cli.editions.open_file", lambda _: pytest.fail("opened"))
    pdf = own / UK / "data/uk.pdf"
    elsewhere = pdf.rename(own.parent / "same.pdf")
    if kind == "link":
        pdf.symlink_to(elsewhere)
    else:
        os.mkfifo(pdf)
    assert call("editions", "open", "uk", f"--archive={own}").code == 1


@pytest.mark.parametrize("theme", ["..", "../themes/default", "/tmp", "", "."])  # noqa: S108
def test_a_theme_is_a_name_and_no_path(call: Call, own: Path, theme: str) -> None:
    record = own / UK / "data/edition.json"
    fields = json.loads(record.read_bytes())
    fields["options"]["theme"] = theme
    record.write_text(json.dumps(fields))
    run = call("editions", "rebuild", "uk", f"--archive={own}")
    assert run.code == 1
    assert "with a theme of its own" in run.err


def test_an_edition_that_cannot_be_read_stops_nothing(
    build: Callable[..., Run], call: Call, own: Path
) -> None:
    record = own / "uk/uk-2026-11-23-1/data/edition.json"
    fields = json.loads(record.read_bytes())
    record.write_text(json.dumps(fields | {"versions": -1}))
    (own / FILE).unlink(missing_ok=True)  # which would not look at it again
    where = f"--archive={own}"
    for command in (["list"], ["search", "شخص"], ["prune", "--keep", "last=1", "--dry-run"]):
        run = call("editions", *command, where)
        assert (run.code, run.err.count("uk-2026-11-23-1/data/edition.json: “versions”")) == (0, 1)
    assert run.out == "uk-2026-11-24-1\nuk-2026-11-24-2\n"
    run = build(where, "--marking", "رسمي")
    assert (run.code, run.err.count("uk-2026-11-23-1 was passed over")) == (0, 1)


def test_an_index_decides_nothing_that_is_removed(call: Call, own: Path) -> None:
    where = f"--archive={own}"
    call("editions", "list", where)
    _change("UPDATE editions SET as_of = '2020-01-01' WHERE id = 'uk-2026-11-24-3'")(own / FILE)
    run = call("editions", "prune", "--keep", "last=1", "--series", "uk", where, "--dry-run")
    assert run.out == "uk-2026-11-23-1\nuk-2026-11-24-1\nuk-2026-11-24-2\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "--topic", "sahell"], "no topic “sahell” in this archive; did you mean “sahel”?"),
        (["search", "شخص", "--topic", "ukk"], "no topic “ukk” in this archive; did you mean “uk”?"),
        (["list", "--topic", "zzz"], "the archive has: sahel, uk"),
        (["list", "--meeting", "talk"], "no meeting “talk” in this archive; did you mean “talks”?"),
        (["prune", "--keep", "last=1", "--series", "ukk"], "did you mean “uk”?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_in_a_name_is_told(
    call: Call, archive: str, arguments: list[str], told: str
) -> None:
    run = call("editions", *arguments, archive)
    assert (run.code, run.out) == (1, "")
    assert told in run.err


def test_a_topic_is_no_folder_of_an_archive(
    build: Callable[..., Run], call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "working-folder"
    for topic in ("africa", "uk"):  # shipped, and of --data
        run = build("--archive", topic)
        assert (run.code, run.out) == (2, "")
        assert f"“{topic}” is a topic. Write --archive --topic {topic}" in run.err
    assert not (folder / "uk").exists()
    assert "which is a topic" in call("editions", "list", "--archive", "africa").err
    assert build("--archive", "./uk").code == 0
    assert build("--archive", "uk").code == 0  # now it is there


def test_what_would_be_made_is_told_beforehand(call: Call, archive: str, tmp_path: Path) -> None:
    folder = tmp_path / "working-folder"
    run = call("editions", "new-key", "office.key", "--dry-run")
    assert run == (0, f"{folder}/office.key\n{folder}/office.pub\n", "nothing was made\n")
    asked = ["diff", "uk-2026-11-23", "uk", archive, "--pdf", "page.pdf", "--dry-run"]
    assert "would be printed into page.pdf" in call("editions", *asked).err
    assert list(folder.iterdir()) == []


def test_nothing_of_an_archive_reaches_a_terminal_raw(call: Call, own: Path) -> None:
    hostile = "\x1b]0;x\x07\x9b2J\u202e\nerror: gone"
    folder = own / UK
    record = folder / "data/edition.json"
    fields = json.loads(record.read_bytes())
    fields |= {"title": hostile, "meeting": {"id": hostile, "title": hostile, "date": hostile}}
    fields["versions"] = dict.fromkeys(("briefings", "weasyprint"), hostile)
    fields["options"]["recipient"] = hostile
    record.write_text(json.dumps(fields))
    (folder / "data" / "a\x1b[2J\nerror: b").touch()
    (folder.parent / "uk\x1b[2J\nerror: c").mkdir()
    (own / FILE).unlink(missing_ok=True)
    where = f"--archive={own}"
    said = ""
    for command in (
        ["list"],
        ["list", "--json"],
        ["show", "uk"],
        ["show", "uk", "--json"],
        ["search", "gone"],
        ["search", "gone", "--json"],
        ["list", "--meeting", "none"],
        ["diff", "uk-2026-11-23", "uk"],
        ["rebuild", "uk"],
        ["verify", "--jobs", "1"],
    ):
        run = call("editions", *command, where)
        assert run.code in (0, 1), run.err
        said += run.out + run.err
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said)
    assert r"\x1b]0;x" in said
    begun = [line for line in said.splitlines() if line.startswith("error: ")]
    assert not [line for line in begun if line.startswith(("error: gone", "error: b", "error: c"))]
