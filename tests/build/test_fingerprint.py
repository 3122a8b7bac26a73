"""The digest of the program's own code: of all that pages pass through, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.build import fingerprint
from tests.rooms import FILES, ROOMS

UNSEEN = {"archive", "batch", "cli", "content/explain", "data/spreadsheet"}


PLACES = (
    *ROOMS,
    *(f"{name}.py" for name in FILES),
    *("content/blocks", "content/explain", "data/spreadsheet"),
)


@pytest.mark.parametrize("room", PLACES)
def test_code_changes_the_digest_where_pages_pass_through_it(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    module = tmp_path / room if room.endswith(".py") else tmp_path / room / "module.py"
    module.parent.mkdir(parents=True, exist_ok=True)
    digests = []
    for code in ("", "x = 1\n", "x = 2\n"):
        module.write_text(code, "utf-8")
        digests.append(fingerprint.program_digest())
    assert len(set(digests)) == (1 if room in UNSEEN else 3)
