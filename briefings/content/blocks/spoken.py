"""What is said aloud: a sentence without the marks of its sources, and the evidence under it.

The marks would interrupt the speaker. They stand in a line of their own, each after the short name
and the date of its source: «البيان البريطاني، 30 سبتمبر 2024 [1]».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases.blocks import ESTIMATED
from ...arabic.phrases.sources import COMMA, SEMICOLON, short_source
from ...model import REFS, Cite, Figure, Inline, Origin, Rich, Words
from .composer import Composer


class Spoken(NamedTuple):
    """A sentence as it is said, what it rests on, and whether it is ours and needs approval.

    ``letters`` are those of the notes on what it says: they stand with the evidence.
    """

    told: Rich
    evidence: Rich
    proposed: bool = False
    letters: Rich = ()

    @property
    def marks(self) -> Rich:
        """The marks of its sources alone, for pages without room for a line of evidence."""
        return tuple(part for part in self.evidence if isinstance(part, Cite))

    @property
    def refs(self) -> tuple[str, ...]:
        """The references to the claims that it says or rests on."""
        figures = (part.ref for part in self.told if isinstance(part, Figure))
        marks = (part.ref for part in self.evidence if isinstance(part, Cite) and part.ref)
        return tuple(dict.fromkeys((*figures, *(one for ref in marks for one in ref.split(REFS)))))


def spoken(rich: Rich, composer: Composer, *, proposed: bool = False) -> Spoken:
    """A composed text parted into what is said and what it rests on."""
    told = tuple(part for part in rich if not isinstance(part, Cite))
    marks: dict[int, list[Cite]] = {}
    for part in rich:
        if isinstance(part, Cite):
            marks.setdefault(part.number, []).append(part)
    evidence: list[Inline] = []
    newest_first = sorted(
        marks.values(),
        key=lambda own: (-composer.source_of(own[0]).date.end.toordinal(), own[0].number),
    )
    for own in newest_first:
        evidence += _evidence(own, composer, follows=bool(evidence))
    return Spoken(told, tuple(evidence), proposed)


def _evidence(marks: list[Cite], composer: Composer, *, follows: bool) -> Iterator[Inline]:
    """The short name, the date and the mark of one source; ``marks`` are all that stood for it."""
    source = composer.source_of(marks[0])
    date = composer.arabic.date(source.date)
    if source.inferred:
        date = f"{date} ({ESTIMATED})"
    refs = REFS.join(dict.fromkeys(mark.ref for mark in marks if mark.ref))
    if follows:
        yield Words(SEMICOLON)
    yield Words(isolate_latin(short_source(source)), origin=Origin.NAME, ref=source.id)
    yield Words(COMMA)
    yield Words(date, origin=Origin.DATE, ref=source.id)
    yield Words("\u00a0")
    yield replace(marks[0], ref=refs)
