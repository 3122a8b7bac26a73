"""How loosely a page is set: one number, which style sheets get as a few factors.

0 is the design, -1 the closest setting of a brief and 1 the loosest. Style sheets multiply vertical
spaces, heights of lines and sizes of what is read with the factors; see ``page.css``.
"""

from __future__ import annotations

from typing import NamedTuple

STEP = 0.1
"""Levels are multiples of this."""
CLOSEST, LOOSEST = -1.0, 1.0
CLOSEST_SHEET = -1.6
"""A sheet must have one page: its spaces may be closer, though its type is no smaller."""

_REFLOW = 1.5
"""A text grows with this power of the size of its type: its lines become higher, and more."""


class _Factor(NamedTuple):
    """The factor of a level of -1 and of 1."""

    closer: float
    looser: float

    def at(self, level: float) -> float:
        return 1 + (1 - self.closer if level < 0 else self.looser - 1) * level


_SPACE = _Factor(0.55, 1.9)
_LEADING = _Factor(0.95, 1.09)
_BODY = _Factor(0.955, 1.09)


class Response(NamedTuple):
    """The part of the factors that has an effect: not all on a page is multiplied with them."""

    closer: float = 0.5
    looser: float = 0.7

    def to(self, factor: float) -> float:
        """What is left of a factor."""
        return 1 + (self.closer if factor < 1 else self.looser) * (factor - 1)


class Looseness(NamedTuple):
    """How a block is set: the level of its spaces and lines, and that of the size of its type.

    Spaces may differ from page to page; the size of type is the same in a whole article.
    """

    level: float = 0.0
    body: float = 0.0
    response: Response = Response()

    @property
    def space(self) -> float:
        """What margins and paddings are multiplied with, nearly."""
        return self.response.to(_SPACE.at(self.level))

    @property
    def text(self) -> float:
        """What the height of a text is multiplied with, nearly."""
        type_ = _BODY.at(max(self.body, CLOSEST)) ** _REFLOW
        return self.response.to(_LEADING.at(self.level) * type_)


def declared(level: float, *, is_block: bool) -> str:
    """The declarations for an article at a level, or for one of its blocks."""
    factors = {"space": _SPACE, "leading": _LEADING}
    if not is_block:
        factors["body"] = _BODY
    at = {name: max(level, CLOSEST) if name == "body" else level for name in factors}
    return "; ".join(f"--loose-{name}: {one.at(at[name]):.3f}" for name, one in factors.items())


def levels(around: float = 0.0, closest: float = CLOSEST, loosest: float = LOOSEST) -> list[float]:
    """The levels between two, those first that are nearest to one of them."""
    first, last = round(closest / STEP), round(loosest / STEP)
    found = [round(number * STEP, 2) for number in range(first, last + 1)]
    return sorted(found, key=lambda one: (round(abs(one - around), 2), one))
