"""Editions as the index reads them: folders with a record, a text, facts and figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def put_edition(
    root: Path,
    id_: str,
    *texts: str,
    facts: Sequence[Mapping[str, Any]] = (),
    figures: Sequence[Mapping[str, Any]] = (),
    **record: object,
) -> Path:
    """Write an edition whose text has these paragraphs; further names change its record."""
    series, year, month, day, number = id_.rsplit("-", 4)
    said = "".join(f"<p>{text}</p>" for text in texts)
    data = root / series / id_ / "data"
    data.mkdir(parents=True)
    names = {"text": "text.html", "facts": "facts.json", "figures": "figures.json"}
    whole = {
        "edition": id_,
        "series": series,
        "date": f"{year}-{month}-{day}",
        "number": int(number),
        "title": series,
        "format": "brief",
        "topics": [series],
        "titles": {},
        "meeting": None,
        "facts_as_of": f"{year}-{month}-{day}",
        "pages": 2,
        "facts_since": {},
        "previous": {},
        "inputs": "ab",
        "files": names,
        **record,
    }
    (data / "edition.json").write_text(json.dumps(whole), "utf-8")
    (data / "text.html").write_text(f"<html><body>{said}</body></html>", "utf-8")
    (data / "facts.json").write_text(json.dumps(list(facts)), "utf-8")
    (data / "figures.json").write_text(json.dumps(list(figures)), "utf-8")
    return root / series / id_
