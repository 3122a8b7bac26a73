"""The passages of an edition that can be looked for: blocks of its text, its facts and figures."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

from ..errors import ArchiveError
from ..locales import plain
from .edition import Edition

KINDS = ("text", "fact", "figure")
"""What a passage is taken from, in the order in which they are shown."""

_UNITS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "figcaption", "caption"}
    | {"dt", "dd", "blockquote", "pre"}
)
_UNIT_CLASSES = frozenset({"tile"})  # a figure with its noun, label and date
_PARTS = _UNITS | {"td", "th"}
_LEFT_OUT = frozenset({"head", "script", "style", "template"})
# Numbers of sources change from edition to edition and say nothing; their titles stand in the list.
_LEFT_OUT_CLASSES = frozenset({"cite", "marks", "mark", "skip"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr"}
)
_BREAK = "\0"
_BREAKS = re.compile(r"(?:\s*\0)+\s*")
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")


class Passage(NamedTuple):
    """A text of an edition; ``kind`` is one of :data:`KINDS`."""

    kind: str
    text: str


def passages_of(edition: Edition) -> list[Passage]:
    """The passages of an edition in the order of its pages, then its facts, then its figures.

    Each once. Raises ArchiveError, naming the file, if one of its files cannot be read.
    """
    texts = html_passages(_read(edition, "text"))
    facts = (_fact(row) for row in _rows(edition, "facts"))
    figures = (_figure(row) for row in _rows(edition, "figures") if row.get("kind") != "cite")
    found = zip(KINDS, ([edition.title, *texts], facts, figures), strict=True)
    # Cleaned last, as it takes time and rows repeat.
    raw = dict.fromkeys((kind, one) for kind, all_of in found for one in all_of)
    cleaned = (Passage(kind, _clean(one)) for kind, one in raw)
    return list(dict.fromkeys(one for one in cleaned if one.text))


def html_passages(html: str) -> list[str]:
    """The text of a page by its blocks: a heading, a paragraph, a list item, a row of a table."""
    reader = _Reader()
    reader.feed(html[max(0, html.find("<body")) :])
    reader.close()
    reader.flush()
    return reader.found


class _Reader(HTMLParser):
    """Gathers the text of blocks; an element inside a block only parts its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[str] = []
        self._pieces: list[str] = []
        # How many elements were open when the one that is left out, or the block, began.
        self._left_out: int | None = None
        self._unit: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See :class:`HTMLParser`."""
        given = dict(attrs)
        if self._left_out is None:
            self._begin(tag, given)
        if tag not in _VOID:
            self._open.append(tag)

    def _begin(self, tag: str, given: Mapping[str, str | None]) -> None:
        classes = frozenset((given.get("class") or "").split())
        if tag == "img":
            self.found += [text for name in ("alt", "title") if (text := given.get(name))]
        elif tag == "br":
            self._pieces.append(" ")
        elif tag in _LEFT_OUT or classes & _LEFT_OUT_CLASSES:
            self._left_out = len(self._open)
        elif self._unit is not None:
            if tag in _PARTS:
                self._pieces.append(_BREAK)
        elif tag in _UNITS or classes & _UNIT_CLASSES:
            self.flush()
            self._unit = len(self._open)

    def handle_endtag(self, tag: str) -> None:
        """See :class:`HTMLParser`."""
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        depth = len(self._open)
        if self._left_out is not None and depth <= self._left_out:
            self._left_out = None
        if self._unit is not None and depth <= self._unit:
            self.flush()

    def handle_data(self, data: str) -> None:
        """See :class:`HTMLParser`."""
        if self._left_out is None:
            self._pieces.append(data)

    def flush(self) -> None:
        """End a block."""
        text = _BREAKS.sub(" · ", "".join(self._pieces).strip(" \n\t\r\0"))
        self._pieces.clear()
        self._unit = None
        if text:
            self.found.append(text)


def _fact(row: Mapping[str, Any]) -> str:
    value = " ".join(str(row[key]) for key in ("value", "unit") if row.get(key) is not None)
    when, excerpt = row.get("as_of"), row.get("excerpt")
    parts = (row.get("fact"), _wording(row), value or row.get("object"), when)
    return " · ".join(
        str(one) for one in (*parts, excerpt and f"«{excerpt}»", row.get("note")) if one
    )


def _figure(row: Mapping[str, Any]) -> str:
    return f"{row.get('printed', '')} · {_wording(row)}"


def _wording(row: Mapping[str, Any]) -> str:
    return str(row.get("wording") or "").replace("{object}", str(row.get("object") or ""))


def _clean(text: str) -> str:
    """The text without what is not seen, its letters composed, with single blanks."""
    seen = plain(_ZERO_WIDTH.sub("", text)).encode("utf-8", "replace").decode()
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _rows(edition: Edition, kind: str) -> Iterator[Mapping[str, Any]]:
    try:
        rows = json.loads(_read(edition, kind))
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{edition.file(kind)} is not JSON ({error}).") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ArchiveError(f"{edition.file(kind)} holds no list of rows.")
    return iter(rows)


def _read(edition: Edition, kind: str) -> str:
    file = edition.file(kind)
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror}.") from error
