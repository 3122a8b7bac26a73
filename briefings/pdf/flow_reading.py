"""Reads from the boxes of a layout what flows over its pages: see :mod:`.flow`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from statistics import median
from typing import Any, NamedTuple

from ..model import Column
from .flow import Flow, FlowBlock, FlowUnit, Settings

_BAND = "band"
"""Class of a main and a side column beside each other, whose classes are their names."""
_AVOIDED = ("avoid", "avoid-page")


class _Leaf(NamedTuple):
    """A box that does not break; it stands on the page of the next where it ``keeps`` it."""

    box: Any
    keeps: bool = False


class _Piece(NamedTuple):
    """A leaf on a page, and the space before it, which is not known at the top of one."""

    leaf: _Leaf
    gap: float | None


@dataclass(slots=True)
class _Part:
    """The pieces of an element on all its pages, and where it begins and ends.

    Its ``order`` is that of its band, and of its column there: a band goes on over pages.
    """

    element: Any
    at: Column
    order: tuple[int, int]
    pieces: list[_Piece] = field(default_factory=list)
    start: tuple[int, float] = (0, 0.0)
    end: tuple[int, float] = (0, 0.0)


def flow_of(pages: Sequence[tuple[Any, Sequence[Any]]], before: Settings) -> Flow:
    """The flow of pages, each with the boxes that stand on it, which were set in that way."""
    parts: dict[Any, _Part] = {}
    tops: dict[Any, int] = {}
    depths = []
    for number, (page, boxes) in enumerate(pages):
        top = edge = page.content_box_y()
        is_top = True
        for box in boxes:
            band = tops.setdefault(box.element, len(tops))
            columns = list(_columns(box)) or [(Column.FULL, [box])]
            edges = [edge]
            for column, (at, ones) in enumerate(columns):
                above = None if is_top else edge
                for one in ones:
                    part = parts.setdefault(one.element, _Part(one.element, at, (band, column)))
                    pieces = list(_pieces(one, above))
                    if not pieces:
                        continue
                    if not part.pieces:
                        part.start = number, _top(pieces[0].leaf.box) - top
                    part.pieces += pieces
                    above = _bottom(pieces[-1].leaf.box)
                    part.end = number, above - top
                    edges.append(above)
            edge, is_top = max(edges), is_top and len(edges) == 1
        depths.append(edge - top)
    found = sorted((part for part in parts.values() if part.pieces), key=lambda one: one.order)
    firsts = [part.pieces[0].gap for part in found[1:]]
    usual = median([gap for gap in firsts if gap is not None] or [0.0])
    return Flow(
        tuple(_placed(part, usual) for part in found),
        float(pages[0][0].height) if pages else 0.0,
        before,
        found[0].start[1] if found else 0.0,
        depths,
    )


def _columns(box: Any) -> Iterator[tuple[Column, list[Any]]]:
    """The columns of a band with the boxes in them; of anything else none."""
    if _BAND in _classes(box):
        for one in box.descendants():
            if type(one).__name__ == "TableCellBox":
                for name in {Column.MAIN, Column.SIDE} & set(_classes(one)):
                    yield Column(name), [c for c in one.children if c.is_in_normal_flow()]


def _placed(part: _Part, usual: float) -> FlowBlock:
    number = part.element.get("data-block") or ""
    is_block = part.element.tag == "section" and number.isdecimal()
    return FlowBlock(
        int(number) if is_block else -1,
        tuple(_units(part.pieces, usual)),
        Column(part.element.get("data-column") or part.at) if is_block else part.at,
        part.at,
        tuple(map(Column, (part.element.get("data-may") or "").split())),
        part.element.get("data-whole") is not None,
        part.start,
        part.end,
    )


def _pieces(box: Any, edge: float | None) -> Iterator[_Piece]:
    """The pieces of a box; ``edge`` is the lower one of what stands above it on its page."""
    for leaf in _leaves(box):
        yield _Piece(leaf, None if edge is None else max(0.0, _top(leaf.box) - edge))
        edge = _bottom(leaf.box)


def _units(pieces: Sequence[_Piece], usual: float) -> Iterator[FlowUnit]:
    """The units of a part; ``usual`` is the space before one at the top of a page."""
    kept: FlowUnit | None = None
    for number, (leaf, gap) in enumerate(pieces):
        text, fixed = _make_up(leaf.box)
        space = max(0.0, _bottom(leaf.box) - _top(leaf.box) - text - fixed)
        at_top = 0.0 if number else usual
        unit = FlowUnit(at_top if gap is None else gap, space, text, fixed)
        if kept is not None:
            unit = FlowUnit(
                kept.gap,
                kept.space + unit.gap + unit.space,
                kept.text + unit.text,
                kept.fixed + unit.fixed,
            )
        kept = unit if leaf.keeps else None
        if kept is None:
            yield unit
    if kept is not None:
        yield kept


def _classes(box: Any) -> list[str]:
    return (box.element.get("class") or "").split() if box.element is not None else []


def _leaves(box: Any) -> Iterator[_Leaf]:
    """What in a box does not break, from the top down; of columns, that of the longest."""
    if _is_line(box) or _is_whole(box):
        yield _Leaf(box)
        return
    found: list[_Leaf] = []
    rows = list(_rows(box))
    lines = sum(_is_line(row[0]) for row in rows)
    for number, row in enumerate(rows, 1):
        beside = (list(_leaves(child)) for child in row)
        inner = max(beside, key=lambda leaves: _bottom(leaves[-1].box) if leaves else 0.0)
        few = number < box.style["orphans"] or lines - number < box.style["widows"]
        is_kept = few and number < lines if _is_line(row[0]) else _avoids_break_after(row[-1])
        if inner and is_kept:
            inner[-1] = inner[-1]._replace(keeps=True)
        found += inner
    if found and box.element_tag in ("thead", "caption"):
        found[-1] = found[-1]._replace(keeps=True)
    yield from found


def _rows(box: Any) -> Iterator[list[Any]]:
    """The children of a box, those together that stand beside each other."""
    row: list[Any] = []
    edge = 0.0
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if row and _top(child) >= edge - 1:
            yield row
            row = []
        edge = max(edge, _bottom(child)) if row else _bottom(child)
        row.append(child)
    if row:
        yield row


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _avoids_break_after(box: Any) -> bool:
    return box.style["break_after"] in _AVOIDED


def _is_whole(box: Any) -> bool:
    kinds = ("TableRowBox", "FlexBox", "BlockReplacedBox")
    # What is said of a table counts for the box around it, which does not know it.
    tables = [one for one in getattr(box, "children", ()) if type(one).__name__ == "TableBox"]
    said = [one.style["break_inside"] for one in (box, *tables)]
    return type(box).__name__ in kinds or any(one in _AVOIDED for one in said)


def _top(box: Any) -> float:
    return float(box.position_y if _is_line(box) else box.border_box_y())


def _bottom(box: Any) -> float:
    return _top(box) + float(box.height if _is_line(box) else box.border_height())


def _make_up(box: Any) -> tuple[float, float]:
    """How much of the height of a box is text, and how much pictures."""
    lines, pictures = [], []
    for one in chain([box], getattr(box, "descendants", list)()):
        if _is_line(one):
            lines.append((_top(one), _bottom(one)))
        elif type(one).__name__.endswith("ReplacedBox") and one.element_tag == "img":
            pictures.append((_top(one), _bottom(one)))
    text = _covered(lines)
    return text, _covered([*lines, *pictures]) - text


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    """The height that spans cover together."""
    total, edge = 0.0, float("-inf")
    for top, bottom in sorted(spans):
        total += max(0.0, bottom - max(top, edge))
        edge = max(edge, bottom)
    return total
