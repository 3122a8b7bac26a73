"""One source mark for a block that rests on one source, in place of the same mark many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...model import Cite, Rich
from ...model.inline import REFS


def marked_once(texts: Sequence[Rich]) -> tuple[tuple[Rich, ...], tuple[Cite, ...]]:
    """Texts without their marks, and the one mark they share.

    Where they have several sources, or a single mark, the texts stay as they are and no mark
    comes with them. The shared mark refers to the claims that all of them referred to.
    """
    marks = [part for text in texts for part in text if isinstance(part, Cite)]
    if len(marks) < 2 or len({mark.number for mark in marks}) > 1:
        return tuple(texts), ()
    bare = tuple(tuple(part for part in text if not isinstance(part, Cite)) for text in texts)
    return bare, (shared(marks),)


def shared(marks: Iterable[Cite]) -> Cite:
    """One mark of a source for several, with the references of all."""
    first, *rest = marks
    refs = [ref for mark in (first, *rest) for ref in mark.ref.split(REFS) if ref]
    return replace(first, ref=REFS.join(dict.fromkeys(refs)))
