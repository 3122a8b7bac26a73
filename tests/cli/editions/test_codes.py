"""``editions verify --code``: paper against the archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ...archive.editions.desk import Desk
from .calls import Call

LAST = "uk-2026-11-24-3"


@pytest.fixture
def digest(kept: Desk) -> str:
    """That of the last brief."""
    return str(kept.edition(LAST).record["digest"])


def checked(call: Call, archive: str, code: str) -> tuple[int, list[dict[str, Any]]]:
    ended, out, _ = call("editions", "verify", "--code", code, archive, "--json")
    return ended, json.loads(out)


def test_paper_of_a_kept_edition_is_proven(call: Call, archive: str, digest: str) -> None:
    short = " ".join((digest[:4], digest[4:8], digest[8:12]))
    scanned, typed = f"briefings:{LAST}?d={digest[:24]}", f"الإصدار {LAST} · البصمة {short}"
    for code in (scanned, typed, short, LAST):
        ended, out, err = call("editions", "verify", "--code", code, archive)
        assert ended == 0
        assert out.startswith(f"{LAST}: kept and unaltered: the page is of this edition\n")
        assert "made from   uk, facts as of 2026-11-24\n" in out
        assert digest in out
        assert err.endswith("sound: 1 edition\n")


def test_it_says_so_to_machines(call: Call, archive: str, digest: str) -> None:
    ended, (row,) = checked(call, archive, f"{LAST} {digest[:12]}")
    assert ended == 0
    assert row.pop("title")
    assert row == {
        "code": {"id": LAST, "digest": digest[:12]},
        "state": "kept",
        "edition": LAST,
        "date": "2026-11-24",
        "format": "brief",
        "topics": ["uk"],
        "meeting": None,
        "facts_as_of": "2026-11-24",
        "digest": digest,
        "removed": None,
        "reason": None,
        "flaws": [],
    }


def test_an_edition_with_another_digest(call: Call, archive: str) -> None:
    ended, (row,) = checked(call, archive, f"{LAST} dead beef 0000")
    assert (ended, row["state"], row["edition"]) == (1, "other-digest", LAST)


def test_a_page_that_was_not_kept_but_made_from_the_same(
    call: Call, archive: str, digest: str
) -> None:
    ended, (row,) = checked(call, archive, f"uk-2026-11-24 {digest[:12]}")
    assert (ended, row["state"], row["edition"]) == (1, "other-name", LAST)


def test_a_code_that_nothing_is_known_of(call: Call, archive: str) -> None:
    ended, out, err = call("editions", "verify", "--code", "uk-2030-01-01 0123 4567", archive)
    assert (ended, out) == (1, "no edition of this archive has this code\n")
    assert "A document that was built without --archive carries a code too" in err


def test_an_altered_edition_does_not_prove_paper(call: Call, own: Path) -> None:
    file = own / "uk" / LAST / "data" / "facts.json"
    file.write_bytes(file.read_bytes() + b" ")
    ended, (row,) = checked(call, f"--archive={own}", LAST)
    assert (ended, row["state"]) == (1, "altered")
    assert [flaw["file"] for flaw in row["flaws"]] == ["data/facts.json"]
    (own / "uk" / LAST / "data" / "edition.json").write_text("{}")
    (own / ".index.sqlite3").unlink(missing_ok=True)
    ended, (row,) = checked(call, f"--archive={own}", LAST)
    assert (ended, row["state"], row["edition"]) == (1, "altered", LAST)


def test_a_removed_edition_is_told_with_day_and_reason(call: Call, own: Path) -> None:
    there = f"--archive={own}"
    call("editions", "prune", "--keep", "last=1", "--yes", "--reason", "ملغى", there)
    ended, (row,) = checked(call, there, "uk-2026-11-24-1 0123 4567 89ab")
    assert (ended, row["state"], row["edition"]) == (1, "removed", "uk-2026-11-24-1")
    assert row["reason"] == "ملغى"
    assert row["removed"]


def test_a_code_and_editions_exclude_each_other(call: Call, archive: str) -> None:
    ended, _, err = call("editions", "verify", LAST, "--code", LAST, archive)
    assert ended == 2
    assert "--code and names of editions exclude each other" in err
    ended, _, err = call("editions", "verify", "--code", "hello", archive)
    assert ended == 1
    assert "“hello” is no code of a page" in err
