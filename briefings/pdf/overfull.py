"""Finds what has no room on pages that were laid out: WeasyPrint sets it over its neighbours.

A text is overfull where it is wider than the column, cell or tile that it stands in, where it
leaves the margins of its page, or where it stands over another text. So is a table that is wider
than its page, and a picture. All is read from boxes, which have no public way to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

Block = tuple[str, int]
"""The id of an article and the number of one of its blocks, from 1."""

SLACK = 2.0
"""So many pixels, which are half a millimetre, are not seen."""

_OWN_LIMITS = ("letterhead", "masthead", "cover")
"""Classes of elements that reach over the margins of a page; their texts keep to them,
and to their padding at the sides."""
_TALL = 0.4
"""A row of a table that takes more of a page leaves a hole before it where it does not break."""
_ASCENT, _DESCENT = 0.55, 0.1
"""The part of a line's height that another text may not stand in, in sizes of its type."""


class Fault(Enum):
    """What keeps a text from having room."""

    COLUMN = "is wider than its column"
    PAGE = "leaves the margins of its page"
    OVER = "stands over another text"
    TABLE = "is wider than its page"


@dataclass(frozen=True, slots=True)
class Overfull:
    """A text, picture or table without room, on a page that counts from 1.

    ``by`` says by how many pixels it is too wide or too high. ``block`` is what it stands in and
    ``section`` its box; ``table`` is the box of its table, ``tile`` that of its key figure, as far
    as there are any.
    """

    fault: Fault
    text: str
    page: int
    by: float
    block: Block | None = None
    section: Any = None
    table: Any = None
    tile: Any = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found on the pages of a document; ``tall`` are blocks with a very tall row."""

    overfull: Sequence[Overfull]
    tall: frozenset[Block]


class _Place(NamedTuple):
    """Where a walk over boxes is: the block around it, and what it is part of."""

    room: tuple[float, float]
    limits: tuple[float, float, float, float]
    article: str = ""
    block: Block | None = None
    section: Any = None
    table: Any = None
    tile: Any = None


class _Line(NamedTuple):
    """The ink of a line of text."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    place: _Place


def survey(document: Any) -> Survey:
    """Look at all that stands on the pages of a document."""
    found: list[Overfull] = []
    tall: set[Block] = set()
    for number, page in enumerate(document.pages, 1):
        walk = _Walk(number, found, tall)
        walk.page(page._page_box)
    return Survey(found, frozenset(tall))


class _Walk:
    """Goes over the boxes of one page and collects its lines."""

    def __init__(self, number: int, found: list[Overfull], tall: set[Block]) -> None:
        from weasyprint.formatting_structure import boxes

        self._boxes = boxes
        self._number = number
        self._found = found
        self._tall = tall
        self._height = 0.0
        self._lines: list[_Line] = []

    def page(self, page: Any) -> None:
        """Look at a page and at the boxes in its margins."""
        root, *margins = page.children
        left, top = page.content_box_x(), page.content_box_y()
        limits = (left, top, left + page.width, top + page.height)
        self._height = page.height
        self._children(root, _Place(limits[::2], limits))
        paper = (0.0, 0.0, page.margin_width(), page.margin_height())
        for margin in margins:
            left = margin.content_box_x()
            self._children(margin, _Place((left, left + margin.width), paper))
        self._crossings()

    def _children(self, box: Any, place: _Place) -> None:
        """Look at what stands in a block."""
        boxes = self._boxes
        for child in box.children:
            # What is taken out of the flow leaves something in its place.
            one = getattr(child, "_box", child)
            if isinstance(one, boxes.LineBox):
                self._line(one, place)
            elif isinstance(one, boxes.ReplacedBox):
                self._picture(one, place)
            elif isinstance(one, boxes.ParentBox):
                self._children(one, self._inside(one, place))

    def _inside(self, box: Any, place: _Place) -> _Place:
        """The place of what stands in a box."""
        boxes = self._boxes
        if isinstance(box, boxes.TableBox) and box.element_tag == "table":
            wide = box.border_width() - (place.room[1] - place.room[0])
            if wide > SLACK:
                self._note(Fault.TABLE, words_of_box(box), wide, place._replace(table=box))
            return place._replace(table=box)
        if isinstance(box, boxes.TableRowBox) and place.block and box.height > _TALL * self._height:
            self._tall.add(place.block)
        if not isinstance(box, boxes.BlockContainerBox) or box.is_table_wrapper:
            return place
        left = box.content_box_x()
        room = (left, left + box.width)
        if box.element is None:
            return place._replace(room=room)
        classes = box.element.get("class")
        if box.element_tag == "article":
            place = place._replace(article=box.element.get("id") or "")
        elif box.element_tag == "section":
            number = box.element.get("data-block") or ""
            block = (place.article, int(number)) if number.isdecimal() else None
            return place._replace(room=room, section=box, block=block)
        if classes == "tile":
            return place._replace(room=room, tile=box)
        if classes and any(name in classes.split() for name in _OWN_LIMITS):
            top = box.border_box_y()
            limits = (left, top, left + box.width, top + box.border_height())
            return place._replace(room=room, limits=limits)
        return place._replace(room=room)

    def _line(self, line: Any, place: _Place) -> None:
        """Look at a line, and keep it."""
        texts = list(self._texts(line, place))
        if not texts:
            return
        largest = max(texts, key=_size)
        base, size = largest.position_y + largest.baseline, _size(largest)
        made = _Line(
            min(text.position_x for text in texts),
            base - _ASCENT * size,
            max(text.position_x + text.width for text in texts),
            base + _DESCENT * size,
            "".join(text.text for text in texts),
            place,
        )
        self._lines.append(made)
        wide = max(place.room[0] - made.left, made.right - place.room[1])
        if wide > SLACK:
            self._note(Fault.COLUMN, made.text, wide, place)
        over = _outside(made[:4], place.limits)
        if over > SLACK:
            self._note(Fault.PAGE, made.text, over, place)

    def _texts(self, box: Any, place: _Place) -> Iterator[Any]:
        """The texts of a line; blocks in it are looked at by themselves."""
        boxes = self._boxes
        for child in box.children:
            one = getattr(child, "_box", child)
            if isinstance(one, boxes.TextBox):
                if one.text.strip():
                    yield one
            elif isinstance(one, boxes.ReplacedBox):
                self._picture(one, place)
            elif isinstance(one, (boxes.LineBox, boxes.InlineBox)):
                yield from self._texts(one, place)
            elif isinstance(one, boxes.InlineBlockBox):  # a letter in a circle, a tag
                for line in one.children:
                    yield from self._texts(line, place)
            elif isinstance(one, boxes.ParentBox):
                self._children(one, self._inside(one, place))

    def _picture(self, box: Any, place: _Place) -> None:
        left, top = box.content_box_x(), box.content_box_y()
        over = _outside((left, top, left + box.width, top + box.height), place.limits)
        if over > SLACK:
            self._note(Fault.PAGE, box.element.get("alt") or "a picture", over, place)

    def _crossings(self) -> None:
        """Note lines that stand over others."""
        open_: list[_Line] = []
        for line in sorted(self._lines, key=lambda one: one.top):
            open_ = [other for other in open_ if other.bottom > line.top]
            for other in open_:
                wide = min(line.right, other.right) - max(line.left, other.left)
                if wide > SLACK:
                    self._note(Fault.OVER, line.text, wide, line.place)
                    break
            open_.append(line)

    def _note(self, fault: Fault, text: str, by: float, place: _Place) -> None:
        self._found.append(
            Overfull(
                fault,
                " ".join(text.split()),
                self._number,
                by,
                place.block,
                place.section,
                place.table,
                place.tile,
            )
        )


def _outside(box: tuple[float, ...], limits: tuple[float, ...]) -> float:
    """By how much a rectangle leaves another one: left, top, right, bottom of each."""
    return max(
        limits[0] - box[0],
        limits[1] - box[1],
        box[2] - limits[2],
        box[3] - limits[3],
    )


def _size(text: Any) -> float:
    return float(text.style["font_size"])


def words_of_box(box: Any) -> str:
    """The text of a box."""
    words = (one.text for one in box.descendants(placeholders=True) if hasattr(one, "text"))
    return " ".join(" ".join(words).split())
