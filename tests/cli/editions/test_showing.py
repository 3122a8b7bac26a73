"""``editions show``, ``open`` and ``search``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.cli import editions

from ...archive.editions.desk import Desk
from .calls import Call


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
    opened: list[Path] = []
    monkeypatch.setattr(editions, "open_file", opened.append)
    code, out, _ = call("editions", "open", "uk", archive, *options)
    assert (code, out) == (0, f"{kept.archive.root}/uk/{name}\n")
    assert opened == [Path(out.strip())]


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
