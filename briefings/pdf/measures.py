"""How full pages are, read from boxes that were laid out: no public way tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

LONELY = 0.35
"""A last page filled for less than this part of its height looks forgotten."""
_WELL_FILLED = 0.55  # what the page before must keep when a block moves to the last one

COVER = "cover"
"""Id of the article that is the cover of a pack."""

_MM = 25.4 / 96  # of a CSS pixel


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a page is set anew: articles to set closer, by id, and blocks to begin a page with.

    ``fresh`` holds pairs of an article's id and the number of one of its blocks, from 1;
    ``classes`` holds triples, with a class that the block gets: see :mod:`.fitting`.
    """

    tight: frozenset[str] = frozenset()
    fresh: frozenset[tuple[str, int]] = frozenset()
    classes: frozenset[tuple[str, int, str]] = frozenset()


class _Piece(NamedTuple):
    """What stands of an article on one page."""

    page: Any
    box: Any

    def part(self, y: float) -> float:
        """A height on the page as a part of its content area."""
        return float((y - self.page.content_box_y()) / self.page.height)

    @property
    def filled(self) -> float:
        return self.part(_bottom(self.box))


def articles(document: Any) -> frozenset[str]:
    """The ids of the articles of a document."""
    return frozenset(_pieces(document))


def lonely(document: Any) -> frozenset[str]:
    """The ids of the articles whose last page, of several, is filled for less than a part of it."""
    return frozenset(
        name
        for name, pieces in _pieces(document).items()
        if len(pieces) > 1 and pieces[-1].filled < LONELY
    )


def balanced(document: Any) -> frozenset[tuple[str, int]]:
    """Blocks that should begin the last page of articles that end lonely, as in an Adjustment.

    It is the last block that fills the page enough, if the page before stays well filled.
    """
    chosen = set()
    for name in lonely(document):
        before, last = _pieces(document)[name][-2:]
        for block in reversed(list(_find(before.box, "section"))):
            stays = before.part(block.position_y)
            number = block.element.get("data-block")
            if number and last.filled + before.filled - stays >= LONELY:
                if stays >= _WELL_FILLED:
                    chosen.add((name, int(number)))
                break
    return frozenset(chosen)


def cover_over(document: Any) -> bool:
    """Whether the cover of a pack holds more than has room above its foot."""
    pieces = _pieces(document).get(COVER, ())
    if len(pieces) != 1:
        return bool(pieces)
    box = pieces[0].box
    # The foot stands in the padding.
    room = box.content_box_y() + box.height
    bottoms = [
        child.position_y + child.margin_height()
        for child in box.children
        if child.is_in_normal_flow()
    ]
    return bool(max(bottoms, default=0) > room + 1)


def too_long(document: Any) -> str:
    """What to shorten so that the document fits on one page, in words."""
    first, *rest = document.pages
    (pieces,) = _pieces(document).values()
    # What moved to the next page as a whole may have left room behind.
    over = sum(piece.filled for piece in pieces) - 1
    heights: dict[Any, float] = {}
    for page in (first, *rest):
        for box in _find(page._page_box, "section"):
            heights[box.element] = heights.get(box.element, 0.0) + box.margin_height() * _MM
    blocks = [(one.get("class", "").split()[-1], height) for one, height in heights.items()]
    # Sources follow from what is cited, and cannot be shortened by themselves.
    name, height = max((one for one in blocks if one[0] != "sources"), key=lambda one: one[1])
    listed = ", ".join(f"{kind} {height:.0f} mm" for kind, height in blocks)
    return (
        f"the sheet is about {over * first._page_box.height * _MM:.0f} mm too long for one page. "
        f"Shorten the block “{name}”, which is the longest ({height:.0f} mm), or leave a block off "
        f"the sheet with “sheet: false”. Heights: {listed}"
    )


def _pieces(document: Any) -> dict[str, list[_Piece]]:
    """What stands of each article on each page, by the article's id."""
    found: dict[str, list[_Piece]] = {}
    for page in document.pages:
        for box in _find(page._page_box, "article"):
            found.setdefault(box.element.get("id", ""), []).append(_Piece(page._page_box, box))
    return found


def _bottom(box: Any) -> float:
    """Lower edge of what an article holds: it is as high as its page where it goes on."""
    if box.element_tag == "article" and box.children:
        return max(_bottom(child) for child in box.children if child.is_in_normal_flow())
    return float(box.position_y + box.border_height())


def _find(box: Any, tag: str) -> Iterator[Any]:
    """The outermost boxes of elements of that name."""
    for child in getattr(box, "children", ()):
        if child.element_tag == tag:
            yield child
        else:
            yield from _find(child, tag)
