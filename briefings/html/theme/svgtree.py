"""How much a drawing makes whoever draws it do: elements that refer to elements count each time.

A kilobyte of ``use`` in ``use`` is drawn a milliard times. So the elements are counted as they
would be drawn, before anybody draws them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_ELEMENTS = 10_000
MOST_DRAWN = 200_000
"""Elements and points of a drawing; a coat of arms has some thousands."""
_DEEPEST = 60
_CHARACTERS = 8
"""Characters of a path that count as one point."""
_MOST_SEARCHED = 1_000_000

_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w.:-]+)")
_ASIDE = frozenset(("defs", "clipPath", "linearGradient", "radialGradient", "symbol", "style"))
"""Elements that are drawn only where others refer to them."""


@dataclass(slots=True, eq=False)
class Element:
    """One element with the line where it begins; ``links`` are ids of others, by what they are for.

    A link is ``use``, ``clip-path`` or ``paint``.
    """

    tag: str
    line: int
    id: str = ""
    points: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def add_links(self, values: Mapping[str, str]) -> None:
        """Note what attributes or properties refer to."""
        for name, value in values.items():
            if name == "clip-path" or name in ("fill", "stroke"):
                kind = "clip-path" if name == "clip-path" else "paint"
                self.links += [(kind, found) for found in _REFERENCE.findall(value)]
            elif name in ("d", "points"):
                self.points += len(value) // _CHARACTERS


class TooMuchError(Exception):
    """A drawing that would never be done; has the line and a clause."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(line, message)


def check_drawn(root: Element) -> None:
    """Raise TooMuchError where a drawing refers to itself, or is more than anybody should draw."""
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
    """The weights of elements by all that is drawn for them."""

    def __init__(self, by_id: Mapping[str, Element]) -> None:
        self._by_id = by_id
        self._known: dict[tuple[Element, bool], int] = {}
        self._open: set[Element] = set()

    def weight(self, element: Element, depth: int, *, is_used: bool = False) -> int:
        """How much is drawn for an element; raises TooMuchError."""
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
        # The size of these is found out by drawing what they hold once more.
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
