"""What a style says of the sizes of its boxes, worked out once instead of in each layout.

WeasyPrint works out margins, paddings and sizes of a box whenever it lays the box out, and the
height of a line of its font for every piece of a line. Both follow from the style of the box, which
stays as it is, and from the block around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .patches import known

_SIDES = ("top", "right", "bottom", "left")
RESOLVED = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
"""All attributes of a box that are worked out."""


@contextmanager
def kept_sizes() -> Iterator[None]:
    """Within, WeasyPrint works out the sizes of boxes and lines once for each style.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint.layout import block, inline

    resolve = known(inline, "resolve_percentages", "box containing_block")
    strut = known(inline, "strut", "style")
    known(block, "resolve_percentages", "box containing_block")
    inline.resolve_percentages = block.resolve_percentages = _kept_resolve(resolve)
    inline.strut = _kept_strut(strut)
    try:
        yield
    finally:
        inline.resolve_percentages = block.resolve_percentages = resolve
        inline.strut = strut


def _kept_resolve(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    from weasyprint.formatting_structure.boxes import Box, PageBox

    alike: dict[tuple[Any, ...], dict[str, Any]] = {}

    def resolve(box: Any, containing_block: Any) -> None:
        if isinstance(containing_block, Box):
            around = (containing_block.width, containing_block.height)
        else:
            around = tuple(containing_block)
        style = box.style
        kept = getattr(style, "kept_sizes", None)
        if kept is None:
            kept = style.kept_sizes = {}
        values = kept.get(around)
        if values is not None:
            box.__dict__.update(values)
            return
        theirs(box, containing_block)
        # Borders that collapse are worked out by their table, heights of pages in another way.
        if style["border_collapse"] != "collapse" and not isinstance(box, PageBox):
            found = tuple(map(box.__dict__.__getitem__, RESOLVED))
            kept[around] = alike.setdefault(found, dict(zip(RESOLVED, found, strict=True)))

    return resolve


def _kept_strut(theirs: Callable[[Any], tuple[float, float]]) -> Callable[[Any], Any]:
    def strut(style: Any) -> tuple[float, float]:
        found: tuple[float, float] | None = getattr(style, "kept_strut", None)
        if found is None:
            found = style.kept_strut = theirs(style)
        return found

    return strut
