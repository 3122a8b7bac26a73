"""Lines that are laid out again and again, kept for the time of one document.

The width of a column is asked for before it is laid out, columns are laid out anew to balance them,
a page where it is set closer, and documents that are made one after the other have words in common.
Most of that time goes into breaking the same text into the same lines. Here what was found once is
given again, for the same words in the same style and width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .patches import LINE_BREAKS, patched
from .text_layer.run_cache import StyleNumbers

_MOST = 8192
"""So many lines of text are kept, some 10 MB."""


@dataclass(slots=True)
class Broken:
    """Lines of texts that were broken, by all that they depend on.

    All documents that share them have the fonts of one configuration.
    """

    styles: StyleNumbers = field(default_factory=StyleNumbers)
    lines: dict[Any, tuple[Any, ...]] = field(default_factory=dict)


@contextmanager
def kept_lines(broken: Broken | None = None) -> Iterator[None]:
    """Within, WeasyPrint breaks a text into lines once; all documents in it share their fonts.

    Lines that are in ``broken`` are not broken again, and others are put there.
    """
    kept = broken or Broken()

    def keep(split: Callable[..., Any]) -> Callable[..., Any]:
        return _Texts(split, kept).split

    with patched(LINE_BREAKS, keep, keep):
        yield


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
