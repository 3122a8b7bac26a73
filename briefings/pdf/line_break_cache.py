"""A cache of the lines into which texts are broken.

WeasyPrint breaks the same text into the same lines many times: to find the width of a column, to
balance columns, where a page is set closer, and in documents that have words in common. A text in
the same style and width is broken once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .patches import LINE_BREAKS, patched
from .text_layer.run_cache import StyleNumbers

_MOST = 8192
"""Lines of text in the cache, some 10 MB."""


@dataclass(slots=True)
class Broken:
    """The cached lines, by all that they depend on; for documents with the same fonts."""

    styles: StyleNumbers = field(default_factory=StyleNumbers)
    lines: dict[Any, tuple[Any, ...]] = field(default_factory=dict)


@contextmanager
def kept_lines(broken: Broken) -> Iterator[None]:
    """Within, WeasyPrint takes lines from the cache ``broken``, and adds those that it lacks.

    All documents laid out within have the same fonts.
    """
    lines, number = broken.lines, broken.styles.number

    def cached(split: Callable[..., Any]) -> Callable[..., Any]:
        def split_first_line(  # noqa: PLR0917 - the signature of WeasyPrint's function
            text: str,
            style: Any,
            context: Any,
            max_width: float | None,
            justification_spacing: float,
            is_line_start: bool = True,
            minimum: bool = False,
        ) -> tuple[Any, ...]:
            rest = max_width, justification_spacing, is_line_start, minimum
            key = (text, number(style), *rest)
            line = lines.get(key)
            if line is None:
                line = split(text, style, context, *rest)
                if len(lines) >= _MOST:
                    del lines[next(iter(lines))]
                lines[key] = line
            # A copy of the layout, because drawing may give it another text.
            layout = line[0]
            own = object.__new__(type(layout))
            own.__dict__.update(layout.__dict__)
            return (own, *line[1:])

        return split_first_line

    with patched(LINE_BREAKS, cached, cached):
        yield
