"""Questions that a layout asks again and again, answered at once.

Whether a box is in the flow follows from its style. What page a block wants follows from its first
and last boxes, of which WeasyPrint looks at all. Where there are no floats nothing collides, and a
line that runs from right to left need not be laid out twice to find that out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .patches import known

_LINE = (
    "context linebox position_y bottom_space skip_stack containing_block absolute_boxes"
    " fixed_boxes first_letter_style first_line_style"
)
_LAYOUT = "html root_box context max_loops"


@contextmanager
def quick_flow() -> Iterator[None]:
    """Within, boxes and lines answer quickly while a document is laid out.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint import document
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    lay_out = known(document, "layout_document", _LAYOUT)
    next_line = known(inline, "get_next_linebox", _LINE)
    avoid = known(inline, "avoid_collisions", "context box containing_block outer")
    in_flow = known(boxes.Box, "is_in_normal_flow", "self")
    values = known(boxes.ParentBox, "page_values", "self")
    lines = _Lines(next_line, avoid, boxes.LineBox)
    inline.get_next_linebox, inline.avoid_collisions = lines.next, lines.avoid
    boxes.ParentBox.page_values = _quick_pages(boxes.TableBox)

    # Styles may change while boxes are built, not once they are laid out.
    def layout(*arguments: Any, **named: Any) -> Iterator[Any]:
        boxes.Box.is_in_normal_flow = _kept_flow(in_flow)
        try:
            yield from lay_out(*arguments, **named)
        finally:
            boxes.Box.is_in_normal_flow = in_flow

    document.layout_document = layout
    try:
        yield
    finally:
        document.layout_document = lay_out
        inline.get_next_linebox, inline.avoid_collisions = next_line, avoid
        boxes.ParentBox.page_values = values


def _kept_flow(theirs: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_in_normal_flow(box: Any) -> bool:
        style = box.style
        try:
            return style.is_in_flow  # type: ignore[no-any-return]
        except AttributeError:
            style.is_in_flow = theirs(box)
            return style.is_in_flow  # type: ignore[no-any-return]

    return is_in_normal_flow


def _quick_pages(table: type) -> Callable[[Any], tuple[str, str]]:
    def page_values(box: Any) -> tuple[str, str]:
        return page_at(box, iter), page_at(box, reversed)

    def page_at(box: Any, in_order: Callable[[Any], Iterator[Any]]) -> str:
        """The name that the innermost of the first boxes has, or of the last."""
        name: str = box.style["page"]
        if not isinstance(box, table):
            for child in in_order(box.children):
                if child.is_in_normal_flow() or child.is_floated():
                    return page_at(child, in_order) or name
        return name

    return page_values


class _Lines:
    """Lines beside which nothing floats."""

    def __init__(
        self, following: Callable[..., Any], avoid: Callable[..., Any], line_box: Any
    ) -> None:
        self._next = following
        self._avoid = avoid
        self._line_box = line_box
        self._trials: list[int] = []

    def next(self, *arguments: Any) -> Any:
        """As WeasyPrint's own ``get_next_linebox``."""
        has_style_of_its_own = arguments[-1] or arguments[-2]
        self._trials.append(-1 if has_style_of_its_own else 0)
        try:
            return self._next(*arguments)
        finally:
            self._trials.pop()

    def avoid(
        self, context: Any, box: Any, containing_block: Any, outer: bool = True
    ) -> tuple[float, float, float]:
        """As WeasyPrint's own ``avoid_collisions``."""
        if outer or context.excluded_shapes or not isinstance(box, self._line_box):
            if self._trials:
                self._trials[-1] = -1
            found: tuple[float, float, float] = self._avoid(context, box, containing_block, outer)
            return found
        left = containing_block.content_box_x()
        right = left + containing_block.width
        left += box.margin_left
        right -= box.margin_right
        x, y = left, box.border_box_y() - box.margin_top
        if containing_block.style["direction"] == "rtl":
            x = right - box.margin_left
            if self._is_known(x, box.width):
                x -= box.width
        else:
            x -= box.margin_left
        return x, y, right - left

    def _is_known(self, x: float, width: float) -> bool:
        """Whether this is the question if a line that was laid out once is where it should be.

        WeasyPrint asks before the line is laid out, after that, and then whether the line would
        stand elsewhere now that it has a width. It lays it out again where the right end is not
        where it was with a width of nothing, which it never is.
        """
        if not self._trials or self._trials[-1] < 0:
            return False
        self._trials[-1] += 1
        return self._trials[-1] == 3 and x - width + width == x
