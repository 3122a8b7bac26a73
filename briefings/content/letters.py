"""Notes on single facts get letters (أ, ب, ج), which stand at whatever prints the fact.

Who reads a figure must meet its caveat there. Notes on what a tile or a chart prints stand in the
side column, near them; the others stay in the block of caveats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from ..arabic.phrases.blocks import LETTERS
from ..model import (
    MARKER,
    OPEN,
    REFS,
    Cite,
    Figure,
    Inline,
    Letter,
    Origin,
    Rich,
    Words,
    plain_text,
)
from .blocks import KINDS, View
from .blocks.caveats import Note
from .blocks.chart import Picture
from .blocks.closing import CaveatsView
from .blocks.figures import Tile

LENGTH_BESIDE = 480
"""So many characters of notes stand beside tiles and charts: some fourteen lines."""
_OWN_LETTERS = "letters"
_SKIPPED = ("title", "question")
"""Fields of views that get no letters: headings, which stand in the bookmarks too."""
_INLINE = (Words, Figure, Cite, Letter)

T = TypeVar("T")


class NotesView(NamedTuple):
    """The notes on what tiles and charts print, in the order of their letters."""

    kind: str
    title: Rich | None
    notes: tuple[Note, ...]


class Lettered(NamedTuple):
    """The views of a brief with letters, and the notes that stand beside them."""

    views: tuple[View | None, ...]
    beside: NotesView | None


def lettered(anchor: str, views: Sequence[View], *, is_sheet: bool) -> Lettered:
    """Give letters to the notes whose fact is printed, in the order in which the page prints them.

    ``anchor`` begins the ids of the notes in the page. A view that loses all its notes is None. A
    sheet has all of its notes beside. The bottom line is left out: it is read in one go, and its
    figures stand below it.
    """
    at = next((n for n, view in enumerate(views) if isinstance(view, CaveatsView)), None)
    if at is None:
        return Lettered(tuple(views), None)
    own = views[at]
    assert isinstance(own, CaveatsView)
    printed = [view if _takes_letters(view) else None for view in views]
    spots = [refs for view in printed for refs in _spots(view)]
    prominent = {ref for view in printed for refs in _prominent(view) for ref in refs}
    found = [(place, note) for note in own.points if (place := _place(note, spots)) is not None]
    found.sort(key=lambda one: one[0])
    notes = [
        note._replace(letter=letter, anchor=f"{anchor}-{number}")
        for number, (letter, (_, note)) in enumerate(zip(LETTERS, found, strict=False), start=1)
    ]
    given = {note.text: note for note in notes}
    if is_sheet:
        beside = [given.get(note.text, note) for note in own.points]
        beside.sort(key=lambda note: (not note.letter, note.anchor))
    else:
        beside = _first([note for note in notes if any(map(note.is_on, prominent))])
    aside = {note.text for note in beside}
    rest = [note for note in notes if note.text not in aside]
    rest += [one for one in own.points if one.text not in aside and one.text not in given]
    writer = _LetterWriter(notes)
    done: list[View | None] = [
        writer.written(view) if one is not None else view
        for view, one in zip(views, printed, strict=True)
    ]
    done[at] = own._replace(points=tuple(rest)) if rest else None
    return Lettered(
        tuple(done),
        NotesView("notes", None, tuple(beside)) if beside else None,
    )


def _first(notes: Sequence[Note]) -> list[Note]:
    """The first of the notes, as many as have room beside what they are about."""
    lengths = accumulate(len(plain_text(note.text)) for note in notes)
    return [
        note
        for number, (note, length) in enumerate(zip(notes, lengths, strict=True))
        if number == 0 or length <= LENGTH_BESIDE
    ]


def _takes_letters(view: View) -> bool:
    """Whether letters stand in a view: not in what closes packs, where several briefs meet."""
    block = KINDS.get(view.kind)
    return block is not None and not block.closes_packs and not isinstance(view, CaveatsView)


def _place(note: Note, spots: Sequence[frozenset[str]]) -> int | None:
    """The number of the first spot that prints what a note is about."""
    places = (n for n, refs in enumerate(spots) if any(map(note.is_on, refs)))
    return next(places, None) if note.about else None


def _prominent(value: Any) -> Iterator[frozenset[str]]:
    """The references of each tile and each picture."""
    if isinstance(value, Tile | Picture):
        yield _refs(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _prominent(one)


def _spots(value: Any) -> Iterator[frozenset[str]]:
    """The references of each part of a view that takes letters, in the order of the page."""
    if _is_rich(value) or hasattr(value, _OWN_LETTERS):
        yield _refs(value)
    elif isinstance(value, tuple):
        for one in _parts(value).values():
            yield from _spots(one)


def _refs(value: Any) -> frozenset[str]:
    """The references to claims in a value: in figures, marks and marked texts."""
    if isinstance(value, str):
        origins = (part[1:-1].split(":", 1)[1] for part in MARKER.findall(value) if part[0] == OPEN)
        return frozenset(ref for ref in origins if "#" in ref)
    if isinstance(value, Cite) or (isinstance(value, Figure) and value.origin is Origin.FIGURE):
        return frozenset(filter(None, value.ref.split(REFS)))
    if isinstance(value, tuple):
        return frozenset().union(*map(_refs, value))
    return frozenset()


def _is_rich(value: Any) -> bool:
    return type(value) is tuple and bool(value) and all(isinstance(one, _INLINE) for one in value)


def _parts(value: tuple[Any, ...]) -> Mapping[Any, Any]:
    """The fields of a view that take letters, or the items of a plain tuple."""
    if hasattr(value, "_asdict"):
        fields: Mapping[str, Any] = value._asdict()
        return {name: one for name, one in fields.items() if name not in _SKIPPED}
    return dict(enumerate(value))


@dataclass(slots=True)
class _LetterWriter:
    """Writes letters into the parts of a brief, each once to a row, a paragraph or a tile."""

    notes: Sequence[Note]
    _said: set[str] = field(default_factory=set)

    def written(self, value: T) -> T:
        """The value with letters after what the notes are about."""
        self._said = set()
        result: T = self._any(value)
        return result

    def _any(self, value: Any) -> Any:
        if _is_rich(value):
            return tuple(self._rich(value))
        if hasattr(value, _OWN_LETTERS):
            refs = _refs(value)
            letters = (note.mark for note in self.notes if any(map(note.is_on, refs)))
            return value._replace(letters=tuple(letters))
        if not isinstance(value, tuple):
            return value
        if replace := getattr(value, "_replace", None):
            return replace(**{name: self._any(one) for name, one in _parts(value).items()})
        if any(map(_is_rich, value)):  # a row, or the paragraphs of a text
            self._said = set()
        return tuple(self._any(one) for one in value)

    def _rich(self, rich: Rich) -> Iterator[Inline]:
        due: list[Letter] = []
        for part in rich:
            if not isinstance(part, Cite):
                yield from due
                due = []
            yield part
            for note in self.notes:
                if note.letter not in self._said and any(map(note.is_on, _refs(part))):
                    self._said.add(note.letter)
                    due.append(note.mark)
        yield from due
