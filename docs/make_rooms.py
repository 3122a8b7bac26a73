"""Write the table of rooms into CONTRIBUTING.md: ``.venv/bin/python -m docs.make_rooms``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.rooms import FILES, ROOMS

PAGE = Path(__file__).parents[1] / "CONTRIBUTING.md"
_START, _END = "<!-- rooms -->\n", "<!-- end of rooms -->\n"


def renewed(page: str) -> str:
    """The page, with its table of rooms as ``tests/rooms.py`` has them."""
    before, _, rest = page.partition(_START)
    return before + _START + "\n".join(_table()) + "\n" + _END + rest.partition(_END)[2]


def _table() -> Iterator[str]:
    yield "| Room | What it does |"
    yield "|---|---|"
    yield from (f"| `{name}/` | {told} |" for name, told in ROOMS.items())
    yield from (f"| `{name}.py` | {told} |" for name, told in FILES.items())


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
