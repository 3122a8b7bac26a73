"""Counts the elements that a drawing makes a renderer draw, with each use of an element.

A kilobyte of nested ``use`` elements can be drawn a milliard times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_ELEMENTS = 10_000
MOST_DRAWN = 200_000
"""Elements and points at the most; a coat of arms has some thousands."""
_DEEPEST = 60
_CHARACTERS = 8
"""Characters of a path that count as one point."""
_MOST_SEARCHED = 1_000_000

_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w.:-]+)")
_ASIDE = frozenset(("defs", "clipPath", "linearGradient", "radialGradient", "symbol", "style"))
"""Elements that are drawn only where others refer to them."""


@dataclass(slots=True, eq=False)
class Element:
    """An element; ``links`` are pairs of ``use``, ``clip-path`` or ``paint`` and an id."""

    tag: str
    line: int
    id: str = ""
    points: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def add_links(self, values: Mapping[str, str]) -> None:
        """Add the references and points in attributes or properties."""
        for name, value in values.items():
            if name == "clip-path" or name in ("fill", "stroke"):
                kind = "clip-path" if name == "clip-path" else "paint"
                self.links += [(kind, found) for found in _REFERENCE.findall(value)]
            elif name in ("d", "points"):
                self.points += len(value) // _CHARACTERS


class TooMuchError(Exception):
    """A drawing that takes too long to draw: the line, and a clause."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(line, message)


def check_drawn(root: Element) -> None:
    """Raise TooMuchError where a drawing refers to itself, or has too many elements drawn."""
    elements = list(_all(root))
    by_id: dict[str, Element] = {}
    for one in elements:
        by_id.setdefault(one.id, one)
    targets = {name for one in elements for _, name in one.links}
    if len(targets) * len(elements) > _MOST_SEARCHED:
        raise TooMuchError(root.line, "too many of its elements refer to others")
    drawn = _Drawn(by_id)
    weight = drawn.weight(root, 1)
    stops = max((drawn.stops(one, 0) for one in elements if "Gradient" in one.tag), default=0)
    if weight * max(1, stops // _CHARACTERS) > MOST_DRAWN:
        raise TooMuchError(root.line, "it draws too much, counting what is drawn again and again")


def _all(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.children)


class _Drawn:
    """The weights of elements: the number of elements and points drawn for each."""

    def __init__(self, by_id: Mapping[str, Element]) -> None:
        self._by_id = by_id
        self._known: dict[tuple[Element, bool], int] = {}
        self._open: set[Element] = set()

    def weight(self, element: Element, depth: int, *, is_used: bool = False) -> int:
        """The weight of an element; raises TooMuchError."""
        key = element, is_used
        if key in self._known:
            return self._known[key]
        if element in self._open:
            raise TooMuchError(element.line, f"its <{element.tag}> refers to itself")
        if depth > _DEEPEST:
            raise TooMuchError(element.line, "elements are nested too deep")
        self._open.add(element)
        weight = 1 + element.points
        for kind, name in element.links:
            target = self._by_id.get(name)
            if target is None or kind == "paint":
                continue
            weight += self.weight(target, depth + 1, is_used=True)
        if is_used or element.tag not in _ASIDE:
            weight += self._sum(element.children, depth + 1)
        # WeasyPrint draws their content a second time to find their size.
        if element.tag in ("svg", "symbol"):
            weight *= 2
        self._open.discard(element)
        if weight > MOST_DRAWN:
            raise TooMuchError(
                element.line, "it draws too much, counting what is drawn again and again"
            )
        self._known[key] = weight
        return weight

    def _sum(self, elements: Iterable[Element], depth: int) -> int:
        return sum(self.weight(one, depth) for one in elements)

    def stops(self, gradient: Element, depth: int) -> int:
        """The number of stops of a gradient, which may be those of another."""
        if depth > _DEEPEST:
            raise TooMuchError(gradient.line, f"its <{gradient.tag}> refers to itself")
        own = sum(one.tag == "stop" for one in gradient.children)
        others = (self._by_id.get(name) for kind, name in gradient.links if kind == "use")
        return max([own, *(self.stops(one, depth + 1) for one in others if one)])
