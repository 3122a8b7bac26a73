"""``editions list``: for people, for machines, and of what is not whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .calls import IDS, Call


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
        (["--topic", "africa"], []),
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


def test_quiet_and_visual(call: Call, archive: str) -> None:
    assert call("editions", "list", archive, "--quiet").err == ""
    assert call("--quiet", "editions", "list", archive).err == ""
    shaped = call("editions", "list", archive, "--visual").out
    # Joined forms, last letter first: ﺔﻜﻠﻤﻤﻟﺍ reads المملكة on a terminal that goes left to right.
    assert "ﺔﻜﻠﻤﻤﻟﺍ" in shaped
    assert "المملكة" not in shaped
