"""``editions diff`` and ``rebuild``."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from ...archive.editions.desk import Desk
from .calls import Call


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
    assert call("editions", "diff", "uk-2026-11-23", "pack-talks", archive, *options).code == 0
    page.write_bytes(b"notes of my own")
    code, _, err = call("editions", "diff", "uk-2026-11-23", "pack-talks", archive, *options)
    assert (code, page.read_bytes()) == (1, b"notes of my own")
    assert "was not made by this program and is left as it is" in err


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
    monkeypatch.setattr(
        "briefings.build.fingerprint.package_versions", lambda all_: dict.fromkeys(all_, "0")
    )
    code, _, err = call("editions", "rebuild", "uk", archive)
    assert code == 0
    assert "although 23 components differ: arabic-reshaper: " in err
    code, _, err = call("editions", "rebuild", "uk", archive, "--theme", "diwan")
    assert code == 1
    first, *reasons = err.splitlines()
    assert first == "error: uk-2026-11-24-1 comes out different in uk.pdf, text.html"
    assert any(reason.startswith("error: theme/theme.css: ") for reason in reasons)
    assert any(reason.startswith("error: weasyprint: ") for reason in reasons)
