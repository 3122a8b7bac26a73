"""Full-text search of editions, which ignores spelling variants.

A word of three letters or more also matches inside longer words: تحالف in والتحالف. A word of one
or two letters matches whole words, clitics aside. A number matches whole numbers: 67 is not found
in 1670.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..arabic.reading.folding import CLITICS, folded_letters, folded_words, with_joined_article
from .passages import KINDS
from .tables import NUMBER, ROW, TRIGRAM, EditionRow, passage_ids, row_of

_NUMBER = re.compile(NUMBER)
_OF_KEY = f"SELECT {ROW} FROM editions e WHERE key = ?"
_CLITICS = f"(?:{'|'.join(CLITICS)})"


class Found(NamedTuple):
    """A passage with words of the query; ``marks`` are their spans in ``text``, in order.

    ``kind`` is ``text``, ``fact`` or ``figure``.
    """

    kind: str
    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """A search result, with the number of editions that hold it, the newest and the oldest.

    ``passages`` is one passage with all words, or several that hold all words between them.
    """

    passages: tuple[Found, ...]
    editions: int
    newest: EditionRow
    oldest: EditionRow


class Within(NamedTuple):
    """The editions to search: those with a key from ``first`` to below ``end``, of a topic."""

    first: int
    end: int
    topic: str | None = None

    @property
    def condition(self) -> str:
        """The condition on a row of ``links l``, with a place for each of ``values``."""
        of_topic = " AND l.edition IN (SELECT edition FROM holds WHERE topic = ?)"
        return f"l.edition >= ? AND l.edition < ?{of_topic if self.topic is not None else ''}"

    @property
    def values(self) -> list[int | str]:
        """The values for ``condition``."""
        return [one for one in self if one is not None]


class Word(NamedTuple):
    """A word of the query: its folded readings, and the pattern that matches it in folded text."""

    readings: tuple[str, ...]
    pattern: str


def find(database: sqlite3.Connection, text: str, within: Within, limit: int) -> list[Hit]:
    """At most ``limit`` results: passages with every word of ``text``, the newest editions first.

    Then come the editions that hold every word, but in different passages. A text without words
    finds nothing.
    """
    words = [_word(readings) for readings in dict.fromkeys(folded_words(_printable(text)))]
    if not words or limit < 1:
        return []
    database.create_function("regexp", 2, _matches, deterministic=True)
    found = [_passages_with(database, word) for word in words]
    together = set.intersection(*found)
    hits = [
        _hit(database, words, [passage], _editions(database, passage, within))
        for passage in _newest_first(database, together, within)[:limit]
    ]
    if len(words) > 1 and len(hits) < limit and all(found):
        spread = _spread(database, found, together, within)
        hits += [
            _hit(database, words, passages, keys)
            for passages, keys in list(spread.items())[: limit - len(hits)]
        ]
    return hits


def _printable(text: str) -> str:
    """The text without control characters and undecodable bytes of the command line."""
    letters = (one if one.isprintable() or one.isspace() else "" for one in text)
    return "".join(letters).encode("utf-8", "ignore").decode()


def _word(readings: tuple[str, ...]) -> Word:
    # Without its hamza a short word may become too short for the trigram index: بئر, بر.
    most = max(map(len, readings))
    enough = tuple(dict.fromkeys(one for one in readings if len(one) >= min(most, TRIGRAM)))
    if len(enough[0]) > TRIGRAM:
        enough = with_joined_article(enough)
    return Word(enough, "|".join(map(_pattern, enough)))


def _pattern(reading: str) -> str:
    before = r"(?<!\d)(?<!\d\.)" if reading[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if reading[-1].isdigit() else ""
    if len(reading) < TRIGRAM and reading.isalpha():
        before, after = rf"(?<!\w){_CLITICS}", r"(?!\w)"
    return before + re.escape(reading) + after


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _passages_with(database: sqlite3.Connection, word: Word) -> set[int]:
    """The ids of the passages with a word, which is bound or quoted, so that it is never syntax."""
    first, *_ = word.readings
    if len(first) >= TRIGRAM and not _NUMBER.fullmatch(first):
        quoted = ('"' + one.replace('"', '""') + '"' for one in word.readings)
        query, values = "SELECT rowid FROM words WHERE words MATCH ?", [" OR ".join(quoted)]
        exact = not any(one[0].isdigit() or one[-1].isdigit() for one in word.readings)
    else:
        # A short number may have a sign attached: 5%.
        wholes = {one: (_NUMBER.findall(one) or [one])[0] for one in word.readings}
        query = f"SELECT passage FROM wholes WHERE word IN ({', '.join('?' * len(wholes))})"
        values = list(wholes.values())
        exact = all(one == whole for one, whole in wholes.items())
    if not exact:
        query = f"SELECT id FROM passages WHERE id IN ({query}) AND folded REGEXP ?"
        values.append(word.pattern)
    return {id_ for (id_,) in database.execute(query, values)}


def _newest_first(database: sqlite3.Connection, passages: set[int], within: Within) -> list[int]:
    """The passages by their newest edition, the newest first, then by kind."""
    query = f"""
        SELECT p.value, max(l.edition) AS newest, (SELECT kind FROM passages WHERE id = p.value)
        FROM json_each(?) p JOIN links l ON l.passage = p.value
        WHERE {within.condition}
        GROUP BY p.value"""
    rows = database.execute(query, [json.dumps(sorted(passages)), *within.values])
    return [passage for passage, *_ in sorted(rows, key=lambda row: (-row[1], row[2], row[0]))]


def _editions(database: sqlite3.Connection, passage: int, within: Within) -> list[int]:
    """Keys of the editions that hold a passage, newest first."""
    query = f"""
        SELECT edition FROM links l WHERE passage = ? AND {within.condition}
        ORDER BY edition DESC"""
    return [key for (key,) in database.execute(query, [passage, *within.values])]


def _spread(
    database: sqlite3.Connection, found: Sequence[set[int]], together: set[int], within: Within
) -> dict[tuple[int, ...], list[int]]:
    """The editions, newest first, that hold every word, but in no single passage.

    Grouped by the passages shown: the first passage of the edition for each word that those before
    lack.
    """
    rarest = min(found, key=len)
    query = f"""
        SELECT DISTINCT l.edition FROM json_each(?) p JOIN links l ON l.passage = p.value
        WHERE {within.condition} ORDER BY l.edition DESC"""
    keys = database.execute(query, [json.dumps(sorted(rarest)), *within.values])
    spread: dict[tuple[int, ...], list[int]] = {}
    for (key,) in keys.fetchall():
        ids = passage_ids(database, key)
        if together.isdisjoint(ids) and (passages := tuple(_first_ones(ids, found))):
            spread.setdefault(passages, []).append(key)
    return spread


def _first_ones(ids: Sequence[int], found: Sequence[set[int]]) -> Iterator[int]:
    """Passages among ``ids`` that hold all words between them; none if a word is in none."""
    chosen: dict[int, None] = {}
    for having in found:
        if having.isdisjoint(chosen):
            one = next((id_ for id_ in ids if id_ in having), None)
            if one is None:
                return
            chosen[one] = None
    yield from chosen


def _hit(
    database: sqlite3.Connection, words: Sequence[Word], passages: Sequence[int], keys: list[int]
) -> Hit:
    query = "SELECT kind, text FROM passages WHERE id = ?"
    rows = [database.execute(query, (one,)).fetchone() for one in passages]
    found = tuple(Found(KINDS[kind], text, marks(text, words)) for kind, text in rows)
    newest, oldest = (
        row_of(database.execute(_OF_KEY, (key,)).fetchone()) for key in (keys[0], keys[-1])
    )
    return Hit(found, len(keys), newest, oldest)


def marks(text: str, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """The spans of the words in a text, merged where they overlap or touch."""
    spans: set[tuple[int, int]] = set()
    for folded, offsets in folded_letters(text):
        ends = [*offsets[1:], len(text)]
        for word in words:
            matches = re.finditer(word.pattern, folded)
            spans.update((offsets[one.start()], ends[one.end() - 1]) for one in matches)
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        if joined and span[0] <= joined[-1][1]:
            start, end = joined.pop()
            joined.append((start, max(end, span[1])))
        else:
            joined.append(span)
    return tuple(joined)
