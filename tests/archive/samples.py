"""A small edition to store, and a process that takes part in a race."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from briefings.archive import Archive, EditionId

ID = EditionId("africa", date(2026, 11, 24), 1)
README = "إصدار من الأرشيف\n".encode()
INFO = {"Bagging-Date": "2026-11-24", "External-Description": "أفريقيا"}


def payload(id_: EditionId = ID, pdf: bytes = b"%PDF-1.7 tiny") -> dict[str, bytes]:
    record = {
        "edition": str(id_),
        "series": id_.series,
        "date": id_.date.isoformat(),
        "number": id_.number,
        "title": "أفريقيا",
        "format": "brief",
        "topics": ["africa"],
        "titles": {"africa": "أفريقيا"},
        "meeting": {"id": "summit", "title": "القمة", "date": "2026-11-30"},
        "facts_as_of": "2026-11-20",
        "files": {"pdf": f"{id_.series}.pdf", "facts": "facts.json"},
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return {
        "edition.json": text.encode(),
        f"{id_.series}.pdf": pdf,
        "facts.json": b"[]\n",
        "library/facts/uk.yaml": b"- id: uk-trained-forces\n",
        "library/units.yaml": b"- id: person\n",
    }


def store(
    archive: Archive,
    id_: EditionId = ID,
    *,
    pdf: bytes = b"%PDF-1.7 tiny",
    sign: Callable[[bytes], bytes] | None = None,
) -> bool:
    return archive.store(id_, payload(id_, pdf), readme=README, info=INFO, sign=sign)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def numbered(number: int) -> EditionId:
    return EditionId("africa", date(2026, 11, 24), number)


def _store_at_once(root: Path, kind: str, me: int) -> None:
    """Take part in a race: ``same`` edition, ``other`` contents of it, or ``different`` ones."""
    archive = Archive(root)
    sys.stdin.readline()
    for number in range(1, 21):
        id_ = numbered(2 * number + me if kind == "different" else number)
        pdf = f"%PDF {me if kind == 'other' else 0}".encode()
        try:
            answer = str(store(archive, id_, pdf=pdf))
        except Exception as error:  # noqa: BLE001 — the test wants its name
            answer = type(error).__name__
        sys.stdout.write(answer + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _, what, folder, me = sys.argv
    _store_at_once(Path(folder), what, int(me))
