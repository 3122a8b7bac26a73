"""What a layout had no room for is set anew: smaller, in more rows, on a turned page.

Key figures of a block are set smaller together, then in more rows; tables are set smaller, then on
pages that are turned; rows as tall as a page may break. What still has no room stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..errors import RenderError
from ..model.scale import TABLE_SIZES
from ..model.tile_rows import GAP, SIZES, arranged, row_of
from .layout_fit import MM, Adjustment, set_anew
from .overfull import Block, Fault, Overfull, survey, words_of_box

WIDE = "wide"
"""Class of a block on turned pages of its own, and the name of these pages in paper.css."""
BROKEN = "broken"
"""Class of a table whose rows may break over pages."""
_MOST_LAYOUTS = 6
_NEARLY = 1.03  # what a guess at a width in another size can be wrong by
_MOST_NAMED = 5
_LETTERS = 60  # of a text that is named


def given_room(
    html: str, render: Callable[[str], Any], *, one_page: bool
) -> tuple[Any, Adjustment]:
    """The document with room for all that can be given room, and how that was had.

    With ``one_page`` nothing is turned. Raises RenderError for a table that is too wide whatever is
    done.
    """
    document, done = render(html), Adjustment()
    for _ in range(_MOST_LAYOUTS):
        found = dict(_wanted(document, done, one_page=one_page))
        if not found:
            break
        kept = (entry for entry in done.classes if entry[:2] not in found)
        fresh = ((*block, name) for block, names in found.items() for name in names)
        done = replace(done, classes=frozenset([*kept, *fresh]))
        document = render(set_anew(html, done))
    return document, done


def check_room(document: Any) -> None:
    """Raise RenderError, which names texts and pages, where something has no room."""
    found = survey(document).overfull
    if not found:
        return
    first = {(one.page, one.text): one for one in reversed(found)}
    told = [
        f"  page {one.page}: “{_short(one.text)}” {one.fault.value}, "
        f"by {max(1, round(one.by * MM))} mm"
        for one in sorted(first.values(), key=lambda one: one.page)
    ]
    rest = len(told) - _MOST_NAMED
    more = [f"  and {rest} more"] if rest > 0 else []
    raise RenderError(
        "\n".join(
            [
                "the page has no room for some of its texts: shorten them",
                *told[:_MOST_NAMED],
                *more,
            ]
        )
    )


def _wanted(
    document: Any, done: Adjustment, *, one_page: bool
) -> Iterator[tuple[Block, frozenset[str]]]:
    """Blocks and all the classes that each should get."""
    seen = survey(document)
    tables: dict[Block, list[Overfull]] = {}
    tiles: dict[Block, Any] = {}
    for one in seen.overfull:
        if one.block and one.table is not None:
            tables.setdefault(one.block, []).append(one)
        elif one.block and one.tile is not None:
            tiles[one.block] = one.section
    for block, section in tiles.items():
        classes = _next_row(section)
        if classes:
            yield block, classes
    for block in seen.tall - tables.keys():
        names = _classes(done, block)
        if BROKEN not in names:
            yield block, names | {BROKEN}
    for block, ones in tables.items():
        yield block, _smaller(document, ones, _classes(done, block), one_page=one_page)


def _classes(done: Adjustment, block: Block) -> frozenset[str]:
    return frozenset(name for *key, name in done.classes if tuple(key) == block)


def _next_row(section: Any) -> frozenset[str]:
    """The classes of the next arrangement of key figures that gives them room; none after all."""
    (row,) = _of_class(section, "tiles")
    tiles = _of_class(row, "tile")
    now = row_of([_class(section), _class(row)], len(tiles))
    numbers = [
        max(map(_ink, _of_class(tile, "number")), default=0.0) / SIZES[now.step] for tile in tiles
    ]
    others = [
        _ink(part) for tile in tiles for part in tile.children if "number" not in _class(part)
    ]
    padding = tiles[0].border_width() - tiles[0].width
    then = arranged(numbers, row.width - GAP, padding, max(others, default=0), now)
    return frozenset(then.classes) if then != now else frozenset()


def _smaller(
    document: Any, ones: Sequence[Overfull], names: frozenset[str], *, one_page: bool
) -> frozenset[str]:
    """The classes that give a table room; raises RenderError where nothing does."""
    now = next((step for step in (1, 2) if f"smaller-{step}" in names), 0)
    page = document.pages[ones[0].page - 1]._page_box
    turned = page.margin_height() - 2 * min(page.margin_left, page.margin_right)
    widest = max(ones, key=lambda one: one.by)
    # A cell that is too narrow has the same remedies; how much they help is seen then.
    width = widest.table.border_width() if widest.fault is Fault.TABLE else 0.0
    for wide in (False, True):
        if wide < (WIDE in names) or (wide and one_page):
            continue
        room = turned if wide and WIDE not in names else width - widest.by
        for step, size in enumerate(TABLE_SIZES):
            if wide == (WIDE in names) and step <= now:
                continue
            if not width or width / TABLE_SIZES[now] * size <= room * _NEARLY:
                kept = {name for name in names if name == BROKEN}
                made = {f"smaller-{step}"} if step else set()
                return frozenset(kept | made | ({WIDE} if wide else set()))
    raise RenderError(_too_wide(ones[0], one_page=one_page))


def _too_wide(one: Overfull, *, one_page: bool) -> str:
    heads = [box for box in one.section.descendants() if box.element_tag == "h2"]
    name = _short(words_of_box(heads[0] if heads else one.table))
    tried = "in its smallest type" if one_page else "even in its smallest type on a turned page"
    return (
        f"page {one.page}: the table “{name}” is too wide {tried}: take out columns, shorten "
        "their longest words, or make two tables of it"
    )


def _of_class(box: Any, name: str) -> list[Any]:
    return [one for one in box.descendants() if name in _class(one).split()]


def _class(box: Any) -> str:
    """The class of the element that a box is made of; lines and texts have none of their own."""
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    if box.element is None or not isinstance(box, BlockLevelBox):
        return ""
    return str(box.element.get("class") or "")


def _ink(box: Any) -> float:
    """The width of the longest line in a box."""
    from weasyprint.formatting_structure.boxes import LineBox

    lines = [line for line in box.descendants() if isinstance(line, LineBox)]
    return max((line.width for line in lines), default=0.0)


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()}…"
