"""Finds the passages with a mark of origin (:func:`briefings.model.marked`) in a laid out page.

An element for each mark would break ligatures and words. So the marks are removed before the layout
(:func:`briefings.model.unmarked`), and their passages are found by element and letter: each element
has the same letters before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby
from string import digits
from typing import Any

from ..arabic.reading.alphabet import ARABIC_DIGITS, PERSIAN_DIGITS
from ..errors import RenderError
from ..model import CLOSE, MARKER, OPEN

DIGITS = frozenset(digits + ARABIC_DIGITS + PERSIAN_DIGITS)
_AROUND = 24
"""Letters shown before and after a digit that nothing accounts for."""
_MANY = 5
"""Such digits shown at the most."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed passage with a mark of origin; ``page`` counts from 1.

    ``part`` is the id of its article, empty outside of one.
    """

    origin: str
    ref: str
    text: str
    page: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found in a document.

    ``passages`` are in the order of the pages, ``pictures`` maps the name of each to the pages
    that show it, in their order, and ``loose`` are digits without a mark, each with the words
    around it.
    """

    passages: tuple[Passage, ...]
    pictures: Mapping[str, tuple[int, ...]]
    loose: tuple[str, ...]

    def check(self) -> None:
        """Raise RenderError when the page has digits that nothing accounts for."""
        if self.loose:
            shown = "\n".join(f"  … {text} …" for text in self.loose[:_MANY])
            more = len(self.loose) - _MANY
            rest = f"\n  and {more} more" if more > 0 else ""
            raise RenderError(
                "digits stand on the page that come from no fact, date, counter or declared name:\n"
                f"{shown}{rest}\n"
                "take them out of the template, or write a reference to a fact in the topic"
            )


@dataclass(slots=True)
class _Letters:
    """The letters that stand directly in one element.

    Each has the number of its mark, or -1, and its place among all letters of the page.
    """

    tag: str
    part: str
    text: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


class _Marked(HTMLParser):
    """Parses HTML with marks: the letters of each element, and the kinds of marks by number."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[_Letters] = []
        self.kinds: list[tuple[str, str]] = []
        self._open: list[_Letters] = []
        self._part = ""
        self._marks: list[int] = []
        self._letters = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; an article begins a part."""
        if tag == "article":
            self._part = dict(attrs).get("id") or ""
        self.elements.append(_Letters(tag, self._part))
        if tag not in _VOID:
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        """End an element, with those in it that were never closed."""
        while self._open and self._open.pop().tag != tag:
            pass
        if tag == "article":
            self._part = ""

    def handle_data(self, data: str) -> None:
        """Read text and the marks in it."""
        if not self._open:
            return
        here = self._open[-1]
        for part in MARKER.split(data):
            if part.startswith(OPEN):
                origin, _, ref = part[1:-1].partition(":")
                self._marks.append(len(self.kinds))
                self.kinds.append((origin, ref))
            elif part == CLOSE:
                self._marks.pop()
            else:
                here.text += part
                here.marks += [self._marks[-1] if self._marks else -1] * len(part)
                here.places += range(self._letters, self._letters + len(part))
                self._letters += len(part)


_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input"),
    *("link", "meta", "source", "track", "wbr"),
}
"""The elements of HTML that have no end tag."""


def trace(document: Any, pages_of: Mapping[Any, str]) -> Trace:
    """Find the marked passages of a rendered document.

    ``pages_of`` gives the page with marks by the root element that WeasyPrint made of it.
    Raises RenderError when the layout has other letters than the page.
    """
    found: dict[tuple[int, int], _Found] = {}
    pictures: dict[str, tuple[int, ...]] = {}
    loose: list[str] = []
    runs: dict[int, dict[int, list[tuple[int, str]]]] = {}
    sources: dict[int, tuple[_Marked, dict[int, int]]] = {}
    for number, page in enumerate(document.pages, 1):
        root = page._page_box.children[0].element
        if id(root) not in sources:
            sources[id(root)] = _numbered(root, _Marked(pages_of[root]))
        _, order = sources[id(root)]
        here = runs.setdefault(id(root), {})
        for element, text in _drawn(page._page_box.children[0], pictures, number):
            here.setdefault(order[id(element)], []).append((number, text))
    for place, (key, elements) in enumerate(runs.items()):
        page_, _ = sources[key]
        for index, pieces in sorted(elements.items()):
            letters = page_.elements[index]
            pages = _pages_of(letters, pieces)
            loose += _loose(letters, set(pages))
            for number, mark in enumerate(letters.marks):
                if mark >= 0:
                    made = found.setdefault(
                        (place, mark), _Found(*page_.kinds[mark], pages[number], letters.part)
                    )
                    made.page = min(made.page, pages[number])
                    made.text[letters.places[number]] = letters.text[number]
    ordered = [one.passage for _, one in sorted(found.items())]
    return Trace(tuple(_joined(ordered)), pictures, tuple(loose))


@dataclass(slots=True)
class _Found:
    origin: str
    ref: str
    page: int
    part: str
    text: dict[int, str] = field(default_factory=dict)
    """Letters by their places: those of an element inside another come between its own."""

    @property
    def passage(self) -> Passage:
        letters = "".join(letter for _, letter in sorted(self.text.items()))
        words = " ".join(letters.replace("\u2060", "").replace("\u200b", "").split())
        return Passage(self.origin, self.ref, words, self.page, self.part)


def _joined(passages: list[Passage]) -> Iterator[Passage]:
    """Join neighbouring passages of the same claims: a qualifier and its figure."""
    for _, group in groupby(passages, key=lambda one: (one.origin, one.ref, one.page, one.part)):
        same = list(group)
        if same[0].origin == "figure" and same[0].ref:
            first = same[0]
            text = " ".join(one.text for one in same)
            yield replace(first, text=text)
        else:
            yield from same


def _numbered(root: Any, page: _Marked) -> tuple[_Marked, dict[int, int]]:
    """The page, and the number of each element of the layout; raises RenderError if they differ."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    tags = [element.tag.rpartition("}")[2] for element in elements]
    wanted = [element.tag for element in page.elements]
    if tags != wanted:
        at = next((n for n, (a, b) in enumerate(zip(tags, wanted, strict=False)) if a != b), -1)
        raise RenderError(
            f"the page is not well formed near <{tags[at]}>: close the elements of its template"
        )
    return page, {id(element): number for number, element in enumerate(elements)}


def _drawn(box: Any, pictures: dict[str, tuple[int, ...]], page: int) -> Iterator[tuple[Any, str]]:
    """The texts of a page with their elements, without generated content; notes the pictures."""
    from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

    for one in box.descendants(placeholders=True):
        if isinstance(one, TextBox) and one.element is not None and "::" not in one.element_tag:
            yield one.element, one.text
        elif isinstance(one, ReplacedBox) and one.element is not None:
            name = one.element.get("src", "").removeprefix("brief:")
            pictures[name] = (*pictures.get(name, ()), page)


def _pages_of(letters: _Letters, pieces: list[tuple[int, str]]) -> list[int]:
    """The page of each letter of an element; a blank, which lines lose, has that of its neighbour.

    The head of a table, which is repeated, is on its first page.
    """
    drawn = [(page, char) for page, text in pieces for char in text if not char.isspace()]
    own = [char for char in letters.text if not char.isspace()]
    if not own and not drawn:  # a space between two elements
        return [pieces[0][0]] * len(letters.text)
    repeats, rest = divmod(len(drawn), max(1, len(own)))
    if rest or not own or [char for _, char in drawn] != own * repeats:
        shown = " ".join("".join(letters.text).split())[: 2 * _AROUND]
        raise RenderError(f"the layout has other letters than its page, in “{shown}”")
    places = iter(page for page, _ in drawn)
    found: list[int] = []
    for char in letters.text:
        if not char.isspace():
            found.append(next(places))
        else:
            found.append(found[-1] if found else drawn[0][0])
    return found


def _loose(letters: _Letters, pages: set[int]) -> Iterator[str]:
    """The runs of digits without a mark."""
    text = "".join(letters.text)
    last = -2
    for place, (char, mark) in enumerate(zip(letters.text, letters.marks, strict=True)):
        if mark < 0 and char in DIGITS:
            if place != last + 1:
                around = text[max(0, place - _AROUND) : place + _AROUND]
                yield f"{' '.join(around.split())} (page {min(pages)})"
            last = place


def digits_of(document: Any) -> list[Counter[str]]:
    """How often each digit is drawn on each page, in heads and feet too."""
    from weasyprint.formatting_structure.boxes import TextBox

    return [
        Counter(
            char
            for box in page._page_box.descendants(placeholders=True)
            if isinstance(box, TextBox)
            for char in box.text
            if char in DIGITS
        )
        for page in document.pages
    ]
