"""Suggestions for an unknown name: the known names that the user probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

_MOST_NAMED = 8
_SEPARATORS = re.compile(r"[-_./\s]+")
_LIKENESS = 0.7
# Parts of a name are short: with difflib's cutoff of 0.6, “to” would match “top”.
_PART_LIKENESS = 0.75
_LONGEST = 200  # characters compared; no name is longer
_WRITTEN_TOGETHER = ("", "ال", "وال", "بال", "لل", "و")
"""Prefixes that Arabic attaches to a word: the article, a conjunction, or both."""


def plain_key(text: str) -> str:
    """The text case-folded and in NFKC, the form in which names are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def suggest(
    text: str,
    names: Iterable[str],
    titles: Mapping[str, str] | None = None,
    key: Callable[[str], str] = plain_key,
) -> list[str]:
    """The names that ``text`` probably means, in the order of ``names``; empty if none is like it.

    Returns the names that differ from it only in case and separators; else those that contain it,
    or whose parts or title (``titles``, by name) have a word beginning with each of its words; else
    those of similar spelling. ``key`` maps a text to the form in which texts are compared.
    """
    names = list(names)
    words = _words(text[:_LONGEST], key)
    if not words:
        return []
    parts = {name: _words(name, key) for name in names}
    same = [name for name in names if parts[name] == words]
    if same:
        return same
    known = {name: [*parts[name], *_words((titles or {}).get(name, ""), key)] for name in names}
    matching = [name for name in names if _matches("-".join(parts[name]), known[name], words)]
    return matching or _similar(words, parts)


def hint(found: Iterable[str], otherwise: str) -> str:
    """The suggestions as the end of a sentence; ``otherwise`` if there are none."""
    found = list(found)
    if not found:
        return otherwise
    named = [f"“{one}”" for one in found[:_MOST_NAMED]]
    if len(found) > _MOST_NAMED:
        named.append(f"{len(found) - _MOST_NAMED} more")
    last = named.pop()
    return f"did you mean {', '.join(named)} or {last}?" if named else f"did you mean {last}?"


def _words(text: str, key: Callable[[str], str]) -> list[str]:
    return [word for word in _SEPARATORS.split(key(text)) if word]


def _matches(name: str, known: list[str], words: list[str]) -> bool:
    """Whether the name contains the words in a row, or each of them begins a ``known`` word."""
    together = "-".join(words)
    # Almost every name contains a given letter; few words begin with it.
    if len(together) > 1 and together in name:
        return True
    return all(
        any(one.startswith(tuple(before + word for before in _WRITTEN_TOGETHER)) for one in known)
        for word in words
    )


def _similar(words: list[str], parts: Mapping[str, list[str]]) -> list[str]:
    whole = {"-".join(own): name for name, own in parts.items()}
    together = "-".join(words)
    # All very similar names; else the one most similar, if it passes difflib's lower cutoff.
    near = get_close_matches(together, whole, cutoff=_LIKENESS) or get_close_matches(
        together, whole, n=1
    )
    return [whole[one] for one in near] or [
        name
        for name, own in parts.items()
        if all(get_close_matches(word, own, n=1, cutoff=_PART_LIKENESS) for word in words)
    ]
