"""Write the table of keys into docs/batch.md: ``.venv/bin/python -m docs.make_batch_keys``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefings.batch import BatchRow
from briefings.build.options import options
from briefings.data import Key, keys_of

PAGE = Path(__file__).with_name("batch.md")
_START, _END = "<!-- keys -->\n", "<!-- end of keys -->\n"
_FORMS = {"truth": "`true` or `false`", "list": "one or more names", "date": "a day"}


def renewed(page: str, record: type = BatchRow) -> str:
    """The page, with the keys that a row of a batch has."""
    before, _, rest = page.partition(_START)
    return before + _START + "\n".join(_table(record)) + "\n" + _END + rest.partition(_END)[2]


def _table(record: type) -> Iterator[str]:
    yield "| Key | What it says | What it may be |"
    yield "|---|---|---|"
    rooms = {one.name: one.room for one in options(record)}
    for key in keys_of(record).values():
        yield f"| `{key.name}` | {key.doc} | {_values(key, rooms.get(key.name, 0))} |"


def _values(key: Key, room: int) -> str:
    if key.shape.form == "choice":
        return ", ".join(f"`{one}`" for one in key.shape.type)
    text = f"a text of at most {room} characters" if room else "a text"
    return _FORMS.get(key.shape.form, text)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
