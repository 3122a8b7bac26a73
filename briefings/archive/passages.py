"""Extracts the searchable passages of an edition: blocks of its text, its facts and figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

from ..arabic import plain
from ..atomic import read_json
from ..errors import ArchiveError
from .edition import Edition

KINDS = ("text", "fact", "figure")
"""The kinds of passages, in the order of display."""

_UNITS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "figcaption", "caption"}
    | {"dt", "dd", "blockquote", "pre"}
)
_UNIT_CLASSES = frozenset({"tile"})  # a figure with its noun, label and date
_PARTS = _UNITS | {"td", "th"}
_LEFT_OUT = frozenset({"head", "script", "style", "template"})
# Source numbers change from edition to edition; the list of sources has the titles.
_LEFT_OUT_CLASSES = frozenset({"cite", "marks", "mark", "skip"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr"}
)
_BREAK = "\0"
_BREAKS = re.compile(r"(?:\s*\0)+\s*")
_ENDS = "</i ''\"\"--></i ]]>"
"""Closes whatever a broken page leaves open, which html.parser would search for repeatedly."""
_STRAY = re.compile("<(?![A-Za-z/!?])")
_MOST_BYTES = {"text": 8 << 20, "facts": 32 << 20, "figures": 32 << 20}
_MOST_ROWS, _MOST_LETTERS = 100_000, 4_000_000
"""Far more than a pack of a hundred topics has; bounds the time for an untrusted edition."""
_LONG, _LONGEST_WORD = 1_000, 200
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")


class IndexedPassage(NamedTuple):
    """A text of an edition; ``kind`` is one of :data:`KINDS`."""

    kind: str
    text: str


def passages_of(edition: Edition) -> list[IndexedPassage]:
    """The distinct passages of an edition: its text in the order of pages, its facts, its figures.

    Raises ArchiveError, with the file, if a file cannot be read or is too large.
    """
    try:
        texts = html_passages(_read(edition, "text"))
    except ValueError as error:
        raise ArchiveError(f"{edition.file('text')} {error}. Verify the edition.") from error
    facts = (_fact(row) for row in _rows(edition, "facts"))
    figures = (_figure(row) for row in _rows(edition, "figures") if row.get("kind") != "cite")
    found = zip(KINDS, ([edition.title, *texts], facts, figures), strict=True)
    # Cleaning takes time, and rows repeat, so duplicates are removed first.
    raw = dict.fromkeys((kind, one) for kind, all_of in found for one in all_of)
    if sum(len(text) for _, text in raw) > _MOST_LETTERS:
        raise ArchiveError(f"{edition.folder} holds more text than can be searched.")
    cleaned = (IndexedPassage(kind, _clean(one)) for kind, one in raw)
    return list(dict.fromkeys(one for one in cleaned if one.text))


def html_passages(html: str) -> list[str]:
    """The text of each block of a page: a heading, a paragraph, a list item, a row of a table.

    Takes linear time, even for malformed pages. Raises ValueError for a page that is no HTML.
    """
    reader = _BlockTexts()
    try:
        reader.feed(_STRAY.sub("&lt;", html[max(0, html.find("<body")) :]) + _ENDS)
        reader.close()
    except AssertionError as error:  # html.parser raises it for some broken declarations
        raise ValueError(f"is not HTML: {error}") from error
    reader.flush()
    return reader.found


class _BlockTexts(HTMLParser):
    """Collects the text of blocks; elements inside a block only separate words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[str] = []
        self._count: Counter[str] = Counter()  # of the open tags, to avoid a search of the list
        self._pieces: list[str] = []
        # The number of open elements when the excluded element, or the block, began.
        self._left_out: int | None = None
        self._unit: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See :class:`HTMLParser`."""
        given = dict(attrs)
        if self._left_out is None:
            self._begin(tag, given)
        if tag not in _VOID:
            self._open.append(tag)
            self._count[tag] += 1

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
        if not self._count[tag]:
            return
        closed = None
        while closed != tag:
            closed = self._open.pop()
            self._count[closed] -= 1
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
    """The text in NFC, without invisible characters, and with single spaces."""
    seen = plain(_ZERO_WIDTH.sub("", text)).encode("utf-8", "replace").decode()
    if len(seen) <= _LONG:
        return " ".join(unicodedata.normalize("NFC", seen).split())
    # Normalisation takes time quadratic in the number of combining marks on one letter.
    words = (unicodedata.normalize("NFC", word[:_LONGEST_WORD]) for word in seen.split())
    return " ".join(words)


def _rows(edition: Edition, kind: str) -> Iterator[Mapping[str, Any]]:
    try:
        rows = read_json(_read(edition, kind), _MOST_BYTES[kind])
    except ValueError as error:
        wrong = str(error).removeprefix("it ")
        raise ArchiveError(f"{edition.file(kind)} {wrong}. Verify the edition.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ArchiveError(f"{edition.file(kind)} holds no list of rows. Verify the edition.")
    if len(rows) > _MOST_ROWS:
        raise ArchiveError(f"{edition.file(kind)} has more rows than can be searched.")
    return iter(rows)


def _read(edition: Edition, kind: str) -> str:
    file = edition.file(kind)
    try:
        return edition.read_payload(file.name, _MOST_BYTES[kind]).decode("utf-8", "replace")
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror}. Verify the edition.") from error
