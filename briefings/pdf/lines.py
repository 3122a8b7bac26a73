"""Lines that are laid out again and again, kept for the time of one document.

To balance two columns, WeasyPrint lays their lines out once for each height it tries; and a page is
laid out anew when it is set closer, or when the number of its pages is known. Most of that time
goes into breaking the same text into the same lines. Here what was found once is given again: a
line of text for the same words in the same style and width, a line box for the same box and place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from operator import itemgetter
from typing import Any

from .known import known

PROPERTIES = (
    *("direction", "lang", "white_space", "tab_size", "letter_spacing", "word_spacing"),
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override"),
    *("text_decoration_line", "overflow_wrap", "word_break", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""All of a style that the breaking of a text into lines depends on."""

_values = itemgetter(*PROPERTIES)

_MOST = 8192
"""So many lines of text are kept, some 10 MB."""

_TEXT = "text style context max_width justification_spacing is_line_start minimum"
_LINE = (
    "context box position_x max_x bottom_space skip_stack containing_block absolute_boxes"
    " fixed_boxes line_placeholders waiting_floats line_children first_letter_style"
    " first_line_style"
)
_COLUMNS = (
    "context box bottom_space skip_stack containing_block page_is_empty absolute_boxes"
    " fixed_boxes adjoining_margins first_letter_style first_line_style"
)


class Styles:
    """Numbers for styles: the same one for those in which a text comes out the same."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, style: Any) -> int:
        """The number of a style."""
        number: int | None = getattr(style, "line_number", None)
        if number is None:
            values = str(_values(style))
            number = style.line_number = self._numbers.setdefault(values, len(self._numbers))
        return number


@dataclass(slots=True)
class Broken:
    """Lines of texts that were broken, by all that they depend on.

    All documents that share them have the fonts of one configuration.
    """

    styles: Styles = field(default_factory=Styles)
    lines: dict[Any, tuple[Any, ...]] = field(default_factory=dict)


@contextmanager
def kept_lines(broken: Broken | None = None) -> Iterator[None]:
    """Within, WeasyPrint breaks a text into lines once; all documents in it share their fonts.

    Lines that are in ``broken`` are not broken again, and others are put there.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint.layout import block, inline, preferred

    split_text = known(inline, "split_first_line", _TEXT)
    split_box = known(inline, "split_inline_box", _LINE)
    columns = known(block, "columns_layout", _COLUMNS)
    known(preferred, "split_first_line", _TEXT)
    texts, boxes = _Texts(split_text, broken or Broken()), _Boxes(split_box)
    inline.split_first_line = preferred.split_first_line = texts.split
    inline.split_inline_box = boxes.split
    block.columns_layout = boxes.within(columns)
    try:
        yield
    finally:
        inline.split_first_line = preferred.split_first_line = split_text
        inline.split_inline_box = split_box
        block.columns_layout = columns


class _Texts:
    """The lines of texts, by all that they depend on."""

    def __init__(self, split: Callable[..., Any], broken: Broken) -> None:
        self._split = split
        self._number = broken.styles.number
        self._lines = broken.lines

    def split(  # noqa: PLR0917 - called as WeasyPrint calls its own
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        """As WeasyPrint's own ``split_first_line``."""
        key = (
            text,
            self._number(style),
            max_width,
            justification_spacing,
            is_line_start,
            minimum,
        )
        line = self._lines.get(key)
        if line is None:
            line = self._split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            if len(self._lines) >= _MOST:
                del self._lines[next(iter(self._lines))]
            self._lines[key] = line
        # Drawing may give a layout another text.
        layout = line[0]
        own = object.__new__(type(layout))
        own.__dict__.update(layout.__dict__)
        return (own, *line[1:])


class _Boxes:
    """The line boxes of the columns that are being laid out, before they are put in place."""

    def __init__(self, split: Callable[..., Any]) -> None:
        from weasyprint.formatting_structure import boxes

        self._boxes = boxes
        self._split = split
        self._depth = 0
        self._lines: dict[Any, tuple[Any, ...] | None] = {}
        self._plain: dict[Any, bool] = {}

    def within(self, columns: Callable[..., Any]) -> Callable[..., Any]:
        """A layout of columns that keeps line boxes for as long as it runs."""

        @wraps(columns)
        def layout(*arguments: Any) -> Any:
            self._depth += 1
            try:
                return columns(*arguments)
            finally:
                self._depth -= 1
                self._forget()

        return layout

    def _forget(self) -> None:
        """Outside of columns a line is laid out twice in a row, if it runs from right to left."""
        if not self._depth:
            self._lines.clear()
            self._plain.clear()

    def split(  # noqa: PLR0917 - called as WeasyPrint calls its own
        self,
        context: Any,
        box: Any,
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Mapping[int, Any] | None,
        containing_block: Any,
        *rest: Any,
    ) -> tuple[Any, ...]:
        """As WeasyPrint's own ``split_inline_box``."""
        arguments = (context, box, position_x, max_x, bottom_space, skip_stack, containing_block)
        first_letter_style, first_line_style = rest[-2:]
        if first_letter_style or first_line_style or not self._is_plain(box):
            return self._split(*arguments, *rest)  # type: ignore[no-any-return]
        block = containing_block
        key = (box, position_x, max_x, _flat(skip_stack), block.width, block.height)
        found = self._lines.get(key)
        if found is None:
            self._forget()
            found = self._split(*arguments, *rest)
            # Lists of what does not flow stay empty, and nobody reads the one of children.
            self._lines[key] = found
        line, *others = found
        return (_placed(line, box.position_y), *others)

    def _is_plain(self, box: Any) -> bool:
        """Whether a box is a line of text and of nothing that has a place of its own."""
        if not isinstance(box, self._boxes.LineBox):
            return False
        if box not in self._plain:
            self._plain[box] = all(map(self._is_text, box.children))
        return self._plain[box]

    def _is_text(self, box: Any) -> bool:
        if isinstance(box, self._boxes.TextBox):
            return True
        if type(box) is not self._boxes.InlineBox or box.is_leader:
            return False
        flows = box.style["position"] == "static" and box.is_in_normal_flow()
        return flows and all(map(self._is_text, box.children))


def _flat(skip_stack: Mapping[int, Any] | None) -> tuple[int, ...]:
    """Where a line begins: ``{1: {3: None}}`` as ``(1, 3)``."""
    places: list[int] = []
    while skip_stack is not None:
        ((place, skip_stack),) = skip_stack.items()
        places.append(place)
    return tuple(places)


def _placed(box: Any, y: float) -> Any:
    """A copy of a box as it comes from the splitting of a line at height ``y``."""
    new = box.copy()
    new.position_y = y
    if box.children:
        new.children = [_placed(child, y) for child in box.children]
        new.remove_decoration_sides = set(box.remove_decoration_sides)
    return new
