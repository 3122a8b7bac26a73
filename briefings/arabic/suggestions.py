"""Suggestions for a name that does not exist: which of the known names was probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

_MOST_NAMED = 8
_SEPARATORS = re.compile(r"[-_./\s]+")
_LIKENESS = 0.7
# Parts of a name are short: with difflib's bound of 0.6, “to” would stand for “top”.
_PART_LIKENESS = 0.75
_LONGEST = 200  # characters that are compared: no name is longer
_WRITTEN_TOGETHER = ("", "ال", "وال", "بال", "لل", "و")
"""What Arabic writes together with the word that follows: the article, with or without more."""


def plain_key(text: str) -> str:
    """The text in small letters and in one Unicode form: how names are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def suggest(
    text: str,
    names: Iterable[str],
    titles: Mapping[str, str] | None = None,
    key: Callable[[str], str] = plain_key,
) -> list[str]:
    """The names that ``text`` may stand for, in the order of ``names``; an empty list for none.

    These are the names that differ from it in case and separators alone; else those that contain
    it, or whose parts or title (``titles``, by name) contain a word for each of its words; else
    those that are spelt alike. ``key`` brings texts into the spelling in which they are compared.
    """
    names = list(names)
    words = _words(text[:_LONGEST], key)
    if not words:
        return []
    parts = {name: _words(name, key) for name in names}
    same = [name for name in names if parts[name] == words]
    if same:
        return same
    said = {name: [*parts[name], *_words((titles or {}).get(name, ""), key)] for name in names}
    holding = [name for name in names if _holds("-".join(parts[name]), said[name], words)]
    return holding or _spelt_alike(words, parts)


def hint(found: Iterable[str], otherwise: str) -> str:
    """The suggestions as the end of a sentence, or what to say ``otherwise``."""
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


def _holds(name: str, said: list[str], words: list[str]) -> bool:
    """Whether the name holds the words in a row, or each of them begins a word that is said."""
    together = "-".join(words)
    # A single letter is part of almost every name, and begins few of them.
    if len(together) > 1 and together in name:
        return True
    return all(any(_begins(one, word) for one in said) for word in words)


def _begins(one: str, word: str) -> bool:
    """Whether a word of a name or title begins with one that was asked for, article aside."""
    return any(one.startswith(before + word) for before in _WRITTEN_TOGETHER)


def _spelt_alike(words: list[str], parts: Mapping[str, list[str]]) -> list[str]:
    whole = {"-".join(own): name for name, own in parts.items()}
    together = "-".join(words)
    # Several are named where they are near; of those that are far, the nearest.
    near = get_close_matches(together, whole, cutoff=_LIKENESS) or get_close_matches(
        together, whole, n=1
    )
    return [whole[one] for one in near] or [
        name
        for name, own in parts.items()
        if all(get_close_matches(word, own, n=1, cutoff=_PART_LIKENESS) for word in words)
    ]
