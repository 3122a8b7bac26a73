"""The table of texts reworded between two editions, each shortened to the words that differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from ...arabic.phrases import changes as phrases
from ...model import Cite, Origin, Rich, Words
from ..diff import TextChange
from .composer import Composer

_CONTEXT, _MOST_WORDS = 3, 24
"""Words shown on either side of the difference, and most words shown of the difference."""


class Rewording(NamedTuple):
    """Where a text stands, and how it differs; empty in the edition that lacks it."""

    where: str
    before: Rich
    now: Rich


class RewordingsView(NamedTuple):
    """The rows of the table; ``rest`` counts those left out."""

    kind: str
    title: Rich
    rows: tuple[Rewording, ...]
    rest: Rich


def rewordings_view(
    found: Sequence[TextChange], composer: Composer, then: Composer, *, most: int
) -> RewordingsView | None:
    """The reworded texts in at most ``most`` rows; None if there are none.

    ``then`` composes texts from the earlier library; its sources get no marks.
    """
    told = [one for one in found if _is_said(one, composer, then)]
    if not told:
        return None
    rows = tuple(_row(one, composer, then) for one in told[:most])
    rest = phrases.rest(composer.arabic, len(told) - len(rows))
    return RewordingsView("rewordings", (Words(phrases.REWORDED),), rows, rest)


def _is_said(change: TextChange, composer: Composer, then: Composer) -> bool:
    """Whether either edition can print the text, because its facts have claims by then."""
    if _is_recorded(change):
        return True
    # Fresh composers: a trial must not number sources.
    trials = ((then, change.before), (composer, change.after))
    return any(
        text and Composer(one.selection, one.arabic, one.edition).sentence(text)
        for one, text in trials
    )


def _is_recorded(change: TextChange) -> bool:
    """Whether a text belongs to a fact, a name or a source rather than to the topic."""
    return not change.block and change.where in phrases.DATA_TEXTS


def _row(change: TextChange, composer: Composer, then: Composer) -> Rewording:
    before, now = shortened(change.before, change.after)
    strong = bool(change.before and change.after)  # a text added or deleted differs as a whole
    if _is_recorded(change):
        was = _recorded(before, then, strong=strong)
        return Rewording(
            phrases.DATA_TEXTS[change.where], was, _recorded(now, composer, strong=strong)
        )
    was = _written(before, then, strong=strong)
    was = tuple(part for part in was if not isinstance(part, Cite))
    where = change.block or phrases.TOPIC_TEXTS[change.where]
    return Rewording(where, was, _written(now, composer, strong=strong))


Parts = tuple[str, str, str]
"""A text as the words before what differs, those that differ, and those after."""


def shortened(before: str, after: str) -> tuple[Parts, Parts]:
    """The parts of two texts that differ, each with some words of context; «…» for the rest."""
    old, new = (text.replace("**", "").split() for text in (before, after))
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return _parts(old, start, end), _parts(new, start, end)


def _shared(old: list[str], new: list[str]) -> int:
    """The number of words that two texts share at their beginning."""
    return len(list(takewhile(bool, map(eq, old, new))))


def _parts(words: list[str], start: int, end: int) -> Parts:
    stop = len(words) - end
    lead, differing, tail = words[:start], words[start:stop], words[stop:]
    if len(lead) > _CONTEXT + 1:
        lead = ["…", *lead[-_CONTEXT:]]
    if len(tail) > _CONTEXT + 1:
        tail = [*tail[:_CONTEXT], "…"]
    if len(differing) > _MOST_WORDS:
        differing = [*differing[:_MOST_WORDS], "…"]
        tail = []
    return " ".join(lead), " ".join(differing), " ".join(tail)


def _written(parts: Parts, composer: Composer, *, strong: bool) -> Rich:
    """Compose a text of the topic; empty if a reference has no claim."""
    lead, differing, tail = parts
    if differing and strong:
        differing = f"**{differing}**"
    text = " ".join(filter(None, (lead, differing, tail)))
    return (composer.label(text) or ()) if text else ()


def _recorded(parts: Parts, composer: Composer, *, strong: bool) -> Rich:
    """Compose a text of the data, with three dots for the objects of a relation."""
    said = [
        Words(composer.arabic.prose(text.replace("{object}", "…")), bold, Origin.NOTE)
        for text, bold in zip(parts, (False, strong, False), strict=True)
        if text
    ]
    spaced = [part for one in said for part in (Words(" "), one)]
    return tuple(spaced[1:])
