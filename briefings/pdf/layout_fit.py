"""Fits a document to its pages: sets it closer, or moves a block to the next page.

How full pages are is read from WeasyPrint's boxes: it has no public interface for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any, NamedTuple

from ..errors import RenderError

LONELY = 0.35
"""The part of its height to which a last page should be filled."""
_WELL_FILLED = 0.55  # what the page before must keep when a block moves to the last one

COVER = "cover"
"""Id of the article that is the cover of a pack."""

MM = 25.4 / 96
"""Millimetres of a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Changes to a layout: ids of articles to set closer, and blocks to begin a page with.

    ``fresh`` holds pairs of an article's id and the number of one of its blocks, from 1;
    ``classes`` holds triples, with a class that the block gets: see :mod:`.fitting`.
    """

    tight: frozenset[str] = frozenset()
    fresh: frozenset[tuple[str, int]] = frozenset()
    classes: frozenset[tuple[str, int, str]] = frozenset()


class _Piece(NamedTuple):
    """The part of an article that stands on one page."""

    page: Any
    box: Any

    def part(self, y: float) -> float:
        """A vertical place on the page, as a part of its content area from the top."""
        return float((y - self.page.content_box_y()) / self.page.height)

    @property
    def filled(self) -> float:
        return self.part(_bottom(self.box))


def fitted(
    document: Any, done: Adjustment, html: str, render: Callable[[str], Any], *, one_page: bool
) -> Any:
    """WeasyPrint's document of a page whose articles do not end with next to nothing.

    ``document`` is the rendering of ``html`` with what has been ``done`` to it.

    Such articles are set closer, which is kept if it saves a page; then blocks are moved to their
    last page. With ``one_page`` all articles are set closer where there are more pages.
    Raises RenderError for a document that has more pages all the same, or a cover that is too full.
    """
    is_over = _cover_over(document)
    loose = frozenset(_pieces(document)) if one_page else _lonely(document)
    if is_over:
        loose |= {COVER}
    if loose and (is_over or len(document.pages) > 1):
        tight = replace(done, tight=loose)
        closer = render(set_anew(html, tight))
        if len(closer.pages) < len(document.pages) or (is_over and not _cover_over(closer)):
            document, done = closer, tight
        if not one_page and (fresh := _balanced(document)):
            document = render(set_anew(html, replace(done, fresh=fresh)))
    if one_page and len(document.pages) > 1:
        raise RenderError(_too_long(document))
    if _cover_over(document):
        raise RenderError(
            "the cover does not fit on its page: shorten the title of the meeting, or "
            "give fewer or shorter participants and points of the agenda"
        )
    return document


def _lonely(document: Any) -> frozenset[str]:
    """The ids of the articles of several pages whose last one is filled less than ``LONELY``."""
    return frozenset(
        name
        for name, pieces in _pieces(document).items()
        if len(pieces) > 1 and pieces[-1].filled < LONELY
    )


def _balanced(document: Any) -> frozenset[tuple[str, int]]:
    """The blocks that should begin the last page of a lonely article, as in an Adjustment.

    Chosen is the last block that fills the page enough, if the page before stays well filled.
    """
    chosen = set()
    for name in _lonely(document):
        before, last = _pieces(document)[name][-2:]
        for block in reversed(list(_find(before.box, "section"))):
            stays = before.part(block.position_y)
            number = block.element.get("data-block")
            if number and last.filled + before.filled - stays >= LONELY:
                if stays >= _WELL_FILLED:
                    chosen.add((name, int(number)))
                break
    return frozenset(chosen)


def _cover_over(document: Any) -> bool:
    """Whether the cover of a pack runs into its foot or onto a second page."""
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


def _too_long(document: Any) -> str:
    """The message for a document that does not fit on one page: which block to shorten."""
    first, *rest = document.pages
    (pieces,) = _pieces(document).values()
    # What moved to the next page as a whole may have left room behind.
    over = sum(piece.filled for piece in pieces) - 1
    heights: dict[Any, float] = {}
    for page in (first, *rest):
        for box in _find(page._page_box, "section"):
            heights[box.element] = heights.get(box.element, 0.0) + box.margin_height() * MM
    blocks = [(one.get("class", "").split()[-1], height) for one, height in heights.items()]
    # Sources follow from what is cited, and cannot be shortened by themselves.
    name, height = max((one for one in blocks if one[0] != "sources"), key=lambda one: one[1])
    listed = ", ".join(f"{kind} {height:.0f} mm" for kind, height in blocks)
    return (
        f"the sheet is about {over * first._page_box.height * MM:.0f} mm too long for one page. "
        f"Shorten the block “{name}”, which is the longest ({height:.0f} mm), or leave a block off "
        f"the sheet with “sheet: false”. Heights: {listed}"
    )


def _pieces(document: Any) -> dict[str, list[_Piece]]:
    """The pieces of each article in the order of pages, by its id."""
    found: dict[str, list[_Piece]] = {}
    for page in document.pages:
        for box in _find(page._page_box, "article"):
            found.setdefault(box.element.get("id", ""), []).append(_Piece(page._page_box, box))
    return found


def _bottom(box: Any) -> float:
    """The lower edge of a box; of an article, that of its content: its box may fill the page."""
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


def set_anew(html: str, adjustment: Adjustment) -> str:
    """The page with the classes that an adjustment means.

    Articles to set closer get the class ``tight``, blocks to begin a page with ``fresh``,
    and blocks the classes that are meant for them.
    """
    found = _Tags(html, adjustment)
    pieces, end = [], 0
    for place, name in found.places:
        pieces += [html[end:place], f"{name} "]
        end = place
    return "".join([*pieces, html[end:]])


class _Tags(HTMLParser):
    """Finds where in a page classes have to be put: at the beginning of the values of ``class``."""

    def __init__(self, html: str, adjustment: Adjustment) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[tuple[int, str]] = []
        self._adjustment = adjustment
        self._article = ""
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for articles and blocks by name and number."""
        about = dict(attrs)
        if tag == "article":
            self._article = about.get("id") or ""
            if self._article in self._adjustment.tight:
                self._note("tight")
        elif tag == "section":
            number = about.get("data-block") or ""
            if number.isdecimal():
                block = self._article, int(number)
                if block in self._adjustment.fresh:
                    self._note("fresh")
                for *of, name in sorted(self._adjustment.classes):
                    if tuple(of) == block:
                        self._note(name)

    def _note(self, name: str) -> None:
        line, column = self.getpos()
        text = self.get_starttag_text() or ""
        place = text.index('class="') + len('class="')
        self.places.append((self._lines[line - 1] + column + place, name))
