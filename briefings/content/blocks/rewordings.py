"""Texts that were reworded between two editions, side by side and shortened to what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...arabic.phrases import changes as phrases
from ...model import Cite, Origin, Rich, Words
from ..diff import TextChange
from .composer import Composer

_CONTEXT, _MOST_WORDS = 3, 24
"""Words left standing before and after what differs, and words shown of it."""


class Rewording(NamedTuple):
    """Where a text stands, and what differs in it; empty where there was or is none."""

    where: str
    before: Rich
    now: Rich


class RewordingsView(NamedTuple):
    """A table of texts; ``rest`` says how many more were reworded."""

    kind: str
    title: Rich
    rows: tuple[Rewording, ...]
    rest: Rich


def rewordings_view(
    found: Sequence[TextChange], composer: Composer, then: Composer, *, most: int
) -> RewordingsView | None:
    """The texts that were said and are, in at most so many rows; None if none was reworded.

    ``then`` is a composer for the earlier library, whose sources get no marks here.
    """
    told = [one for one in found if _is_said(one, composer, then)]
    if not told:
        return None
    rows = tuple(_row(one, composer, then) for one in told[:most])
    rest = phrases.rest(composer.arabic, len(told) - len(rows))
    return RewordingsView("rewordings", (Words(phrases.REWORDED),), rows, rest)


def _is_said(change: TextChange, composer: Composer, then: Composer) -> bool:
    """Whether a text is known to the day of either edition; what a fact's text says is."""
    if _is_recorded(change):
        return True
    # A composer of its own: what is only tried must not number any source.
    trials = ((then, change.before), (composer, change.after))
    return any(
        text and Composer(one.selection, one.arabic, one.edition).sentence(text)
        for one, text in trials
    )


def _is_recorded(change: TextChange) -> bool:
    """Whether a text is one of the data and not the topic's own."""
    return not change.block and change.where in phrases.DATA_TEXTS


def _row(change: TextChange, composer: Composer, then: Composer) -> Rewording:
    before, now = shortened(change.before, change.after)
    strong = bool(change.before and change.after)  # a text that is new or gone differs as a whole
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
    """Two texts as far as they differ, with some words around; what is left out is «…»."""
    old, new = (text.replace("**", "").split() for text in (before, after))
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return _parts(old, start, end), _parts(new, start, end)


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
    """A text of the topic with its references resolved; nothing where it cannot be said."""
    lead, differing, tail = parts
    if differing and strong:
        differing = f"**{differing}**"
    text = " ".join(filter(None, (lead, differing, tail)))
    return (composer.sentence(text) or ()) if text else ()


def _recorded(parts: Parts, composer: Composer, *, strong: bool) -> Rich:
    """A text of a fact, a name or a source, with three dots for the objects of a relation."""
    said = [
        Words(composer.arabic.prose(text.replace("{object}", "…")), bold, Origin.NOTE)
        for text, bold in zip(parts, (False, strong, False), strict=True)
        if text
    ]
    spaced = [part for one in said for part in (Words(" "), one)]
    return tuple(spaced[1:])
