"""A plain brief as Typst wants it: ``.venv/bin/python -m benchmarks.typst_source OUT TOPIC``."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .plain import Data, topic

_HEAD = """#set page(paper: "a4", margin: (x: 18mm, y: 19mm), numbering: "1")
#set text(font: ("Brief Sans", "Noto Sans"), lang: "ar", size: 9pt)
"""


def source_of(made: dict[str, Any], folder: Path) -> Iterator[str]:
    """The lines of the source; charts become files in the folder."""
    yield _HEAD
    yield f"= {_text(made['title'])}"
    yield _text(made["subtitle"])
    yield from map(_text, made["bottom"])
    for place, block in enumerate(made["blocks"]):
        if block["title"]:
            yield f"== {_text(block['title'])}"
        for number, picture in enumerate(block.get("pictures", [])):
            file = folder / f"chart-{place}-{number}.svg"
            file.write_bytes(base64.b64decode(picture["source"].partition(",")[2]))
            yield f"{_text(picture['title'])} #image({json.dumps(file.name)}, width: 60%)"
        for tile in block.get("tiles", []):
            yield "- " + " ".join(map(_text, tile.values()))
        if rows := block.get("rows"):
            cells = ", ".join(f"[{_text(cell)}]" for row in [block["heads"], *rows] for cell in row)
            yield f"#table(columns: {len(block['heads'])}, {cells})"
        yield from (f"- {_text(text)}" for text in block.get("texts", []))
    yield "== المصادر"
    yield from (f"+ {_text(source)}" for source in made["sources"])


def _text(text: str) -> str:
    return f"#{json.dumps(str(text), ensure_ascii=False)}"


if __name__ == "__main__":
    out = Path(sys.argv[1])
    lines = source_of(topic(Data(), sys.argv[2]), out.parent)
    out.write_text("\n\n".join(lines) + "\n", "utf-8")
