"""Finds what a pack would print twice, and refers to the page where it stands instead.

A chart, a table, cards of people and a long list of names print known claims. Where those of one
are among those of another in another part of the pack, the richest is printed, or the first of
equals, and the others become references. The parts that stand by themselves are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..model import BAR, OPEN, Cite, Figure, Origin, Rich, Words, plain_text
from .blocks import KINDS, View
from .blocks.closing import CaveatsView

SEE = "see"
"""The kind of a view that refers to others."""
LONG_LIST = 8
"""Objects of a relation that make a list: fewer are a sentence."""
_MARK = re.compile(f"{OPEN}(?:{Origin.FIGURE}|{Origin.DATE}):([^{BAR}]+){BAR}")

Printed = frozenset[tuple[str, str]]
"""What is printed: pairs of a fact and one of its claims, or of “person” and an id."""


class SeeItem(NamedTuple):
    """Something that stands elsewhere in the pack; ``anchor`` is its id there."""

    title: Rich
    anchor: str


class SeeView(NamedTuple):
    """References to other parts of the pack."""

    kind: str
    title: Rich | None
    items: tuple[SeeItem, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pack with what it prints; ``anchors`` are the ids of its views.

    Without anchors they are numbered after ``anchor``.
    """

    anchor: str
    views: tuple[View, ...]
    anchors: tuple[str, ...] = ()

    def anchor_of(self, view: int) -> str:
        """The id of a view, given by its index."""
        return self.anchors[view] if self.anchors else f"{self.anchor}-{view + 1}"


class _Exhibit(NamedTuple):
    """Something that would be printed: a view, or one picture of it."""

    section: int
    view: int
    picture: int | None
    title: Rich
    stated: Printed
    cited: Printed

    def holds(self, other: _Exhibit) -> bool:
        """Whether it stands elsewhere and prints and rests on all that the other one does."""
        is_elsewhere = self.section != other.section
        return is_elsewhere and other.stated <= self.stated and other.cited <= self.cited


def without_doubles(sections: Sequence[Section]) -> list[tuple[tuple[View, View], ...]]:
    """The views of each section, of which the doubled ones are replaced by one that refers.

    Each comes with the view that it was before.
    """
    exhibits = [one for number, each in enumerate(sections) for one in _exhibits(number, each)]
    kept: list[_Exhibit] = []
    doubled: list[_Exhibit] = []
    for one in sorted(exhibits, key=lambda one: (-len(one.cited), one.section, one.view)):
        (doubled if any(other.holds(one) for other in kept) else kept).append(one)
    edited = [_Edited(section) for section in sections]
    for one in sorted(doubled):
        edited[one.section].remove(one)
    for one in sorted(doubled):
        holders = [other for other in kept if other.holds(one)]
        there = min(holders, key=lambda other: (len(other.cited), other.section, other.view))
        anchor = edited[there.section].anchor_of(there.view)
        edited[one.section].items.append(SeeItem(one.title, anchor))
    told: set[str] = set()
    return [tuple(_each_note_once(each.views(), told)) for each in edited]


def _each_note_once(
    views: Iterable[tuple[View, View]], told: set[str]
) -> Iterator[tuple[View, View]]:
    """The views without the notes that were ``told`` before, to which it adds theirs."""
    for new, old in views:
        if not isinstance(new, CaveatsView):
            yield new, old
            continue
        words = {plain_text(note.text): note for note in new.points}
        # What letters of this brief lead to stands in it.
        points = tuple(note for text, note in words.items() if note.letter or text not in told)
        told.update(words)
        if points:
            yield new._replace(points=points), old


@dataclass(slots=True)
class _Edited:
    """A section from which views and pictures are taken away."""

    section: Section
    items: list[SeeItem] = field(default_factory=list)
    _gone: dict[int, set[int | None]] = field(default_factory=dict)

    def remove(self, one: _Exhibit) -> None:
        """Take a view or a picture away."""
        self._gone.setdefault(one.view, set()).add(one.picture)

    def anchor_of(self, view: int) -> str:
        """The id of a view that is left; views are numbered without those that are gone."""
        left = sum(not self._is_gone(number) for number in range(view))
        return self.section.anchor_of(view if self.section.anchors else left)

    def views(self) -> Iterator[tuple[View, View]]:
        """The views that are left, and one that refers to the others."""
        for number, view in enumerate(self.section.views):
            gone = self._gone.get(number, set())
            if not self._is_gone(number):
                yield (_with_pictures(view, gone) if gone else view), view
        if self.items:
            see = SeeView(SEE, None, tuple(self.items))
            yield see, see

    def _is_gone(self, number: int) -> bool:
        gone = self._gone.get(number, set())
        count = len(getattr(self.section.views[number], "pictures", ()))
        return None in gone or bool(count and len(gone) == count)


def _with_pictures(view: Any, gone: set[int | None]) -> View:
    pictures = tuple(one for place, one in enumerate(view.pictures) if place not in gone)
    changed: View = view._replace(pictures=pictures)
    return changed


def _exhibits(number: int, section: Section) -> Iterator[_Exhibit]:
    for place, view in enumerate(section.views):
        kind = KINDS.get(view.kind)
        pictures: Sequence[Any] = getattr(view, "pictures", ())
        if pictures:
            for at, picture in enumerate(pictures):
                stated = frozenset(_claims(picture.drawn))
                if stated:
                    yield _Exhibit(number, place, at, picture.title, stated, stated)
        elif (kind and kind.once_in_packs) or _holds_list(view):
            stated = frozenset(_claims(view))
            if stated:
                cited = stated | frozenset(_claims(view, with_marks=True))
                yield _Exhibit(number, place, None, _title_of(view), stated, cited)


def _title_of(view: View) -> Rich:
    """The title of a view without marks of sources, or what its kind is called."""
    title = tuple(part for part in view.title or () if not isinstance(part, Cite))
    return title or (Words(KINDS[view.kind].reworded_as),)


def _holds_list(value: Any) -> bool:
    if isinstance(value, Figure):
        is_list = value.origin is Origin.FIGURE and value.ref.count(",") >= LONG_LIST - 1
        return is_list and value.text.count(" ") >= LONG_LIST - 1
    return isinstance(value, tuple) and any(map(_holds_list, value))


def _claims(value: Any, *, with_marks: bool = False) -> Iterator[tuple[str, str]]:
    """The claims that a part of a view prints; with marks, those that it rests on too."""
    if isinstance(value, Figure) or (with_marks and isinstance(value, Cite)):
        yield from _named(value.ref)
    elif isinstance(value, str):
        for ref in _MARK.findall(value):
            yield from _named(ref)
    elif isinstance(value, tuple):
        if (person := getattr(value, "picture_name", None)) is not None:
            yield "person", person
            return
        for part in value:
            yield from _claims(part, with_marks=with_marks)


def _named(ref: str) -> Iterator[tuple[str, str]]:
    fact, _, places = ref.partition("#")
    if places and "@" not in fact:
        yield from ((fact, place) for place in places.split(","))
