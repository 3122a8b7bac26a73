"""What stands on the pages of a document, as a flow that breaks elsewhere if it is set otherwise.

The flow is read from the boxes of a layout. How full pages would be in a looser or closer setting
follows without another layout: nearly, as the lines of a larger type break elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from statistics import median
from typing import Any, NamedTuple

from .looseness import Looseness

_BAND, _COLUMNS = "band", ("main", "side")
"""Classes of two columns beside each other, and of each; they go on over pages by themselves."""
_AVOIDED = ("avoid", "avoid-page")
_SLACK = 0.5  # pixels that a page may be overfull by

Settings = Callable[[int], Looseness]
"""How a block is set, by its number; 0 is what stands in no block."""


class Unit(NamedTuple):
    """What stands on one page: a row, a picture, a line with those that it must not leave.

    Heights are in pixels, as it was set. ``gap`` is the space before it, which is dropped at the
    top of a page; ``space`` is what in it is neither ``text`` nor, like a picture, ``fixed``.
    """

    gap: float
    space: float
    text: float
    fixed: float
    block: int = 0


Run = tuple[tuple[Unit, ...], ...]
"""Units one below the other; in a band, those of each of its columns."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Runs one below the other, on pages of that height, which were set ``before`` in some way.

    ``start`` is where they begin, from the top of the first page: a head may reach into the margin.
    ``depths`` are those of the pages as they were set.
    """

    runs: Sequence[Run]
    height: float
    before: Settings
    start: float = 0.0
    depths: Sequence[float] = ()

    @property
    def filled(self) -> list[float]:
        """The part of the height that is filled, of each page as it was set."""
        return [depth / self.height for depth in self.depths]

    def sized(self, settings: Settings) -> Iterator[list[list[_Sized]]]:
        """The units of the columns of each run, in a setting."""
        factors = {}
        for block in {unit.block for run in self.runs for column in run for unit in column}:
            before, then = self.before(block), settings(block)
            factors[block] = then.space / before.space, then.text / before.text
        for run in self.runs:
            yield [[_sized(unit, *factors[unit.block]) for unit in column] for column in run]

    def length(self, settings: Settings) -> float:
        """The height of all runs one below the other."""
        return sum(
            max(sum(gap + own for gap, own, _ in column) for column in run)
            for run in self.sized(settings)
        )


_Sized = tuple[float, float, int]
"""The space before a unit, its height, and its block."""


def _sized(unit: Unit, space: float, text: float) -> _Sized:
    """A unit with spaces and texts so many times as high."""
    own = unit.space * space + unit.text * text + unit.fixed
    return unit.gap * space, own, unit.block


@dataclass(slots=True)
class Paged:
    """How a flow breaks: the depth of each page in pixels, and the pages of each block."""

    depths: list[float] = field(default_factory=list)
    blocks: dict[int, set[int]] = field(default_factory=dict)

    def on(self, page: int) -> list[int]:
        """The numbers of the blocks that stand on a page, which counts from 0, and end there.

        On a page before the last, these are the blocks that stand on no other.
        """
        is_last = page == len(self.depths) - 1
        return sorted(
            block
            for block, pages in self.blocks.items()
            if block and (pages == {page} or (is_last and page in pages))
        )

    def note(self, page: int, y: float, block: int) -> None:
        """Note that a block reaches so far down a page."""
        while len(self.depths) <= page:
            self.depths.append(0.0)
        self.depths[page] = max(self.depths[page], y)
        self.blocks.setdefault(block, set()).add(page)


def paged(flow: Flow, settings: Settings, margin: float = 0.0) -> Paged:
    """Break a flow, with pages lower by a part of their height."""
    made = Paged()
    height = flow.height * (1 - margin) + _SLACK
    page, y, is_top = 0, flow.start, True
    for run in flow.sized(settings):
        ends = []
        for column in run:
            # The first space in the columns of a band is kept at the top of a page.
            at, depth, first = page, y, is_top and len(run) == 1
            for gap, own, block in column:
                before = 0.0 if first else gap
                if not first and depth + before + own > height:
                    at, depth, before = at + 1, 0.0, 0.0
                depth += before + own
                first = False
                made.note(at, depth, block)
            ends.append((at, depth, first))
        page, y, is_top = max(ends)
    return made


def flow_of(pages: Sequence[tuple[Any, Sequence[Any]]], before: Settings) -> Flow:
    """The flow of pages, each with the boxes that stand on it, which were set in that way."""
    runs: list[list[list[_Piece]]] = []
    depths = []
    start, last = None, None
    for page, boxes in pages:
        top = edge = page.content_box_y()
        deepest = None
        for box in boxes:
            columns = list(_columns(box)) or [box]
            is_new = box.element is not last
            if not runs or (is_new and (len(columns) > 1 or len(runs[-1]) > 1)):
                runs.append([[] for _ in columns])
            if is_new and len(columns) > 1:
                # The first space in a column is kept at the top of a page.
                deepest = edge
            for known, column in zip(runs[-1], columns, strict=False):
                found = list(_pieces(column, deepest))
                edge = max([edge, *(_bottom(one.leaf.box) for one in found[-1:])])
                known.extend(found)
            if start is None and runs[-1][0]:
                start = _top(runs[-1][0][0].leaf.box) - top
            last, deepest = box.element, edge
        depths.append(edge - top)
    usual = median([one.gap for one in _starts(runs) if one.gap is not None] or [0.0])
    made = [tuple(tuple(_units(pieces, usual)) for pieces in run) for run in runs]
    height = float(pages[0][0].height) if pages else 0.0
    return Flow(made, height, before, start or 0.0, depths)


class _Leaf(NamedTuple):
    """A box that does not break, and the element of its block."""

    box: Any
    section: Any
    keeps: bool = False


class _Piece(NamedTuple):
    """A leaf on a page; the space before it is not known at the top of one."""

    leaf: _Leaf
    gap: float | None


def _starts(runs: Sequence[Sequence[Sequence[_Piece]]]) -> Iterator[_Piece]:
    """The first pieces of blocks."""
    for pieces in chain.from_iterable(runs):
        for before, one in pairwise(pieces):
            if one.leaf.section is not before.leaf.section:
                yield one


def _pieces(box: Any, edge: float | None) -> Iterator[_Piece]:
    """The pieces of a column; ``edge`` is the lower one of what stands before it on its page."""
    for leaf in _leaves(box, None):
        yield _Piece(leaf, None if edge is None else max(0.0, _top(leaf.box) - edge))
        edge = _bottom(leaf.box)


def _units(pieces: Sequence[_Piece], usual: float) -> Iterator[Unit]:
    """The units of a column; ``usual`` is the space before a block at the top of a page."""
    section, kept = None, None
    for leaf, gap in pieces:
        number = "" if leaf.section is None else leaf.section.get("data-block") or ""
        text, fixed = _make_up(leaf.box)
        space = max(0.0, _bottom(leaf.box) - _top(leaf.box) - text - fixed)
        at_top = usual if leaf.section is not section else 0.0
        section = leaf.section
        unit = Unit(
            at_top if gap is None else gap,
            space,
            text,
            fixed,
            int(number) if number.isdecimal() else 0,
        )
        if kept is not None:
            unit = Unit(
                kept.gap,
                kept.space + unit.gap + unit.space,
                kept.text + unit.text,
                kept.fixed + unit.fixed,
                kept.block,
            )
        kept = unit if leaf.keeps else None
        if kept is None:
            yield unit
    if kept is not None:
        yield kept


def _columns(box: Any) -> Iterator[Any]:
    """The columns of a band that goes on over pages; of anything else none."""
    if _BAND in _classes(box) and not _is_whole(box):
        for one in box.descendants():
            if type(one).__name__ == "TableCellBox" and set(_COLUMNS) & set(_classes(one)):
                yield one


def _classes(box: Any) -> list[str]:
    return (box.element.get("class") or "").split() if box.element is not None else []


def _leaves(box: Any, section: Any) -> Iterator[_Leaf]:
    """What in a box does not break, from the top down; of columns, that of the longest."""
    if box.element is not None and box.element_tag == "section":
        section = box.element
    if _is_line(box) or _is_whole(box):
        yield _Leaf(box, section)
        return
    found: list[_Leaf] = []
    rows = list(_rows(box))
    lines = sum(_is_line(row[0]) for row in rows)
    for number, row in enumerate(rows, 1):
        beside = (list(_leaves(child, section)) for child in row)
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
