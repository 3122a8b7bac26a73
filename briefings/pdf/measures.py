"""How full pages are, read from boxes that were laid out: no public way tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

LONELY = 0.35
"""A last page filled for less than this part of its height looks forgotten."""

_MM = 25.4 / 96  # of a CSS pixel


class Part(NamedTuple):
    """A block of the page: its kind and its height in millimetres."""

    name: str
    height: float


def lonely(document: Any) -> frozenset[str]:
    """The ids of the articles whose last page, of several, is filled for less than a part of it."""
    ends: dict[str, tuple[int, float]] = {}
    for page in document.pages:
        box = page._page_box
        for article in _find(box, "article"):
            name = article.element.get("id", "")
            count, _ = ends.get(name, (0, 0.0))
            filled = (_bottom(article) - box.content_box_y()) / box.height
            ends[name] = count + 1, filled
    return frozenset(name for name, (count, filled) in ends.items() if count > 1 > filled / LONELY)


def articles(document: Any) -> frozenset[str]:
    """The ids of the articles of a document."""
    boxes = (box for page in document.pages for box in _find(page._page_box, "article"))
    return frozenset(box.element.get("id", "") for box in boxes)


def too_long(document: Any) -> str:
    """What to shorten so that the document fits on one page, in words."""
    over = sum(_filled(page._page_box) for page in document.pages[1:]) * _MM
    parts = list(_parts(document))
    # Sources follow from what is cited, and cannot be shortened by themselves.
    longest = max((part for part in parts if part.name != "sources"), key=lambda part: part.height)
    heights = ", ".join(f"{part.name} {part.height:.0f} mm" for part in parts)
    return (
        f"the sheet is about {over:.0f} mm too long for one page. Shorten the block "
        f"“{longest.name}”, which is the longest ({longest.height:.0f} mm), or leave a block off "
        f"the sheet with “sheet: false”. Heights: {heights}"
    )


def _filled(page: Any) -> float:
    """Height in pixels that is taken on a page, from the top of its content."""
    return _bottom(page.children[0]) - float(page.content_box_y())


def _bottom(box: Any) -> float:
    """Lower edge of what a box holds: a body is as high as its page, whatever stands in it."""
    if box.element_tag in ("html", "body", "article", "main") and box.children:
        return max(_bottom(child) for child in box.children if child.is_in_normal_flow())
    return float(box.position_y + box.margin_height())


def _parts(document: Any) -> Iterator[Part]:
    """The blocks of a document, each with its height over all pages."""
    heights: dict[Any, float] = {}
    for page in document.pages:
        for box in _find(page._page_box, "section"):
            heights[box.element] = heights.get(box.element, 0.0) + box.margin_height()
    for element, height in heights.items():
        yield Part(element.get("class", "").split()[-1], height * _MM)


def _find(box: Any, tag: str) -> Iterator[Any]:
    """The outermost boxes of elements of that name."""
    for child in getattr(box, "children", ()):
        if child.element_tag == tag:
            yield child
        else:
            yield from _find(child, tag)
