"""Balanced columns without laying out again what has been laid out.

To balance columns, WeasyPrint lays their content out once for each height that it tries. From one
trial to the next most blocks, such as the points of a list, only stand elsewhere. Here a trial
takes the block that an earlier one made, where it fits as a whole; the layout that is kept in the
end is WeasyPrint's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from math import inf
from typing import Any

from .patches import known

_COLUMNS = (
    "context box bottom_space skip_stack containing_block page_is_empty absolute_boxes"
    " fixed_boxes adjoining_margins first_letter_style first_line_style"
)
_BLOCK = f"{_COLUMNS} discard max_lines"
_OFFSETS = ("top", "right", "bottom", "left")
_AVOID = ("avoid", "avoid-page", "avoid-column")


@contextmanager
def kept_blocks() -> Iterator[None]:
    """Within, a block in columns that are being balanced is laid out once.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint.layout import block

    columns = known(block, "columns_layout", _COLUMNS)
    box_layout = known(block, "block_box_layout", _BLOCK)
    level = known(block, "block_level_layout", _BLOCK)
    trials = _Trials(box_layout, level)
    block.columns_layout = trials.within(columns)
    block.block_box_layout = trials.box
    block.block_level_layout = trials.level
    try:
        yield
    finally:
        block.columns_layout = columns
        block.block_box_layout = box_layout
        block.block_level_layout = level


class _Trials:
    """The blocks of the columns that are being balanced."""

    def __init__(self, box: Callable[..., Any], level: Callable[..., Any]) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.block import collapse_margin

        self._boxes = boxes
        self._collapsed = collapse_margin
        self._box = box
        self._level = level
        self._depth = 0
        self._is_trial = False
        self._alike: dict[Any, bool] = {}
        self._blocks: dict[Any, tuple[Any, float]] = {}

    def within(self, columns: Callable[..., Any]) -> Callable[..., Any]:
        """A layout of columns that keeps blocks for as long as it runs."""

        @wraps(columns)
        def layout(*arguments: Any) -> Any:
            self._depth += 1
            try:
                return columns(*arguments)
            finally:
                self._depth -= 1
                if not self._depth:
                    self._alike.clear()
                    self._blocks.clear()

        return layout

    def box(self, context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        """As WeasyPrint's own ``block_box_layout``."""
        if not box.is_column:
            return self._box(context, box, *arguments, **named)
        # What is to stay comes without margins before it, a trial with a list of none.
        before, self._is_trial = self._is_trial, arguments[6] is not None
        try:
            return self._box(context, box, *arguments, **named)
        finally:
            self._is_trial = before

    def level(  # noqa: PLR0917 - called as WeasyPrint calls its own
        self,
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool = True,
        absolute_boxes: Any = None,
        fixed_boxes: Any = None,
        adjoining_margins: Any = None,
        first_letter_style: Any = None,
        first_line_style: Any = None,
        discard: bool = False,
        max_lines: int | None = None,
    ) -> tuple[Any, ...]:
        """As WeasyPrint's own ``block_level_layout``."""

        def laid_out() -> tuple[Any, ...]:
            return self._level(  # type: ignore[no-any-return]
                context,
                box,
                bottom_space,
                skip_stack,
                containing_block,
                page_is_empty,
                absolute_boxes,
                fixed_boxes,
                adjoining_margins,
                first_letter_style,
                first_line_style,
                discard,
                max_lines,
            )

        is_special = first_letter_style or first_line_style or discard or max_lines is not None
        if not self._is_trial or is_special or skip_stack is not None or not self._is_alike(box):
            return laid_out()
        # Without room at all the height of the first lines is asked for.
        has_room = bottom_space < inf
        around = (containing_block.width, containing_block.height)
        key = (box, box.position_x, around, has_room or page_is_empty, has_room)
        y = box.position_y + self._collapsed(adjoining_margins or ())
        found = self._blocks.get(key)
        if found is not None:
            (made, resume_at, next_page, after), at = found
            new = made and made.copy()
            if new is not None:
                new.position_y += y - at
            if not has_room or not context.overflows_page(bottom_space, _bottom(new)):
                return new, resume_at, dict(next_page), [*after], False, None
            is_over = context.overflows_page(bottom_space, new.content_box_y() + new.height)
            if is_over and not page_is_empty and box.style["break_inside"] in _AVOID:
                return None, None, {"break": "any", "page": None}, [], False, None
        result = laid_out()
        new, resume_at, next_page, after, collapses_through, _ = result
        is_whole = new is not None and resume_at is None
        if (is_whole or not has_room) and not collapses_through:
            self._blocks[key] = (new, resume_at, dict(next_page), [*after]), y
        return result

    def _is_alike(self, box: Any) -> bool:
        """Whether a block is laid out alike wherever it stands as a whole."""
        if box not in self._alike:
            is_block = isinstance(box, self._boxes.BlockBox) and box.is_in_normal_flow()
            has_own = is_block and box.establishes_formatting_context()
            self._alike[box] = (
                is_block and not has_own and self._is_plain(box) and _has_no_margin_above(box)
            )
        return self._alike[box]

    def _is_plain(self, box: Any) -> bool:
        """Whether nothing in a box depends on what else stands on the page, or stays behind."""
        position = box.style["position"]
        if position == "relative" and any(box.style[side] != "auto" for side in _OFFSETS):
            return False
        # Markers and the like are put in place with all of the page.
        is_in_place = box.is_in_normal_flow() or position == "absolute"
        return is_in_place and box.footnote is None and all(map(self._is_plain, box.children))


def _has_no_margin_above(box: Any) -> bool:
    """Whether neither a block nor what its top may touch has a margin there."""
    while box is not None:
        margin = box.style["margin_top"]
        if margin != "auto" and margin.value:
            return False
        box = box.children[0] if box.children else None
    return True


def _bottom(box: Any) -> float:
    """Where the margin below a box ends."""
    return float(box.position_y + box.margin_height())
