"""A canvas for text and shapes, in points.

Drawers use two axes: ``s`` runs along the reading direction from the start edge (the right one in a
right-to-left chart), ``y`` down from the top. The canvas mirrors ``s`` where needed, so that a
drawer serves both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefings.errors import ChartError
from briefings.model import AxisDirection, ChartStyle

from .fills import DOT_OUTLINE, HATCH_WIDTH, OUTLINE_WIDTH, Fill, Segment, hatch_lines
from .svg import Shape, picture
from .text import FontStack, Outline

POINTS_PER_MM = 72 / 25.4
LEADING = 1.6  # height of a line in sizes: Arabic letters reach far above and below
_BASELINE = LEADING / 2 + 0.3  # from the top of the line; about centres the digits in it
_EDGE = 0.75  # points kept free at either side, so that no viewer clips the edge of a letter
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text that was wrapped and measured; sizes in points."""

    text: str
    lines: tuple[Outline, ...]
    size: float
    colour: str

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max((line.width * self.size for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.leading

    @property
    def leading(self) -> float:
        """Height of one line."""
        return self.size * LEADING


@dataclass(frozen=True, slots=True)
class Label:
    """The bounding box of a block's ink, in points."""

    text: str
    s0: float
    s1: float
    y0: float
    y1: float


class Canvas:
    """Collects what drawers place; :meth:`finish` fixes the height.

    ``full_width`` is that of the picture, ``width`` the part that drawers may use, ``limit`` the
    greatest height.
    """

    def __init__(
        self,
        style: ChartStyle,
        full_width: float,
        limit: float,
        direction: AxisDirection = AxisDirection.RTL,
    ) -> None:
        self.style = style
        self.full_width = full_width
        self.width = full_width - 2 * _EDGE
        self.limit = limit
        self.size = style.size_pt
        self.direction = direction
        self.height = limit
        self.labels: list[Label] = []
        self._rise = 0.0
        self._faces = {
            False: FontStack(style.fonts),
            True: FontStack(style.bold_fonts or style.fonts),
        }
        self._shapes: list[Shape] = []

    def block(
        self,
        text: str,
        width: float | None = None,
        *,
        bold: bool = False,
        colour: str | None = None,
        scale: float = 1.0,
    ) -> TextBlock:
        """Measure text, wrapped to ``width`` points where given; ``scale`` multiplies its size."""
        face, size = self._faces[bold], self.size * scale
        lines = face.wrap(text, None if width is None else width / size)
        return TextBlock(text, tuple(map(face.outline, lines)), size, colour or self.style.text)

    def put(self, block: TextBlock, s: float, y: float, anchor: Anchor = "start") -> None:
        """Place a block with its start, middle or end at ``s`` and its top at ``y``.

        Raises ChartError naming the text when a line would leave the picture sideways.
        """
        boxes = []
        for number, line in enumerate(block.lines):
            width = line.width * block.size
            s0 = s - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            if s0 < -0.05 or s0 + width > self.width + 0.05:
                raise ChartError(
                    f"The label “{block.text}” does not fit in a picture "
                    f"{self.full_width / POINTS_PER_MM:.0f} mm wide. Shorten it or widen the chart."
                )
            baseline = y + number * block.leading + _BASELINE * block.size
            left = min(self._x(s0), self._x(s0 + width))
            vertices = line.vertices * block.size
            vertices = vertices * [1, -1] + [left - line.left * block.size, baseline]
            if len(line.codes):
                self._shapes.append(Shape(vertices, line.codes, block.colour, "none", 0))
            top, bottom = baseline - line.top * block.size, baseline - line.bottom * block.size
            boxes.append((s0, s0 + width, top, bottom))
        if boxes:
            s0s, s1s, tops, bottoms = zip(*boxes, strict=True)
            self.labels.append(Label(block.text, min(s0s), max(s1s), min(tops), max(bottoms)))

    def rectangle(self, s0: float, s1: float, y0: float, y1: float, fill: Fill) -> None:
        """A rectangle from low to high; its outline, if it has one, lies inside."""
        inset = OUTLINE_WIDTH / 2 if fill.ink else 0.0
        colour, ink, hatch = fill.colour, fill.ink or "none", fill.hatch
        if fill.ink and min(s1 - s0, y1 - y0) <= 2 * OUTLINE_WIDTH:
            # Too thin to be seen as an outline around something.
            inset, colour, ink, hatch = 0.0, fill.ink, "none", None
        s0, s1, y0, y1 = s0 + inset, s1 - inset, y0 + inset, y1 - inset
        corners = [(s0, y0), (s1, y0), (s1, y1), (s0, y1), (s0, y0)]
        self._add(corners, colour, ink, OUTLINE_WIDTH)
        if hatch:
            left, right = sorted((self._x(s0), self._x(s1)))
            self._add_segments(list(hatch_lines(left, right, y0, y1, hatch)), ink)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """A polyline through ``(s, y)`` points."""
        self._add(points, "none", colour, width)

    def dot(self, s: float, y: float, radius: float, fill: Fill) -> None:
        """A circle; its outline, if it has one, lies inside. It is too small to be hatched."""
        import numpy as np
        from matplotlib.path import Path

        circle = Path.unit_circle()
        width = DOT_OUTLINE if fill.ink else 0.0
        vertices = np.asarray(circle.vertices, float) * (radius - width / 2) + [self._x(s), y]
        codes = np.asarray(circle.codes, np.uint8)
        self._shapes.append(Shape(vertices, codes, fill.colour, fill.ink or "none", width))

    def finish(self, height: float) -> float:
        """Fix and return the height in points: that of the layout, or more where ink exceeds it.

        Vowel signs can reach above the first line, and tails of letters below the last.
        """
        self._rise = max(0.0, *(-label.y0 for label in self.labels), 0.0)
        self.height = self._rise + max(height, *(label.y1 for label in self.labels), 0.0)
        return self.height

    def svg(self, title: str) -> bytes:
        """The finished picture."""
        rise = [0.0, self._rise]
        moved = [replace(shape, vertices=shape.vertices + rise) for shape in self._shapes]
        return picture(moved, self.full_width, self.height, title)

    def _x(self, s: float) -> float:
        return _EDGE + (self.width - s if self.direction is AxisDirection.RTL else s)

    def _add(
        self, points: Sequence[tuple[float, float]], fill: str, stroke: str, width: float
    ) -> None:
        import numpy as np

        vertices = np.asarray([(self._x(s), y) for s, y in points], float)
        self._shapes.append(Shape(vertices, None, fill, stroke, width))

    def _add_segments(self, segments: Sequence[Segment], colour: str) -> None:
        import numpy as np
        from matplotlib.path import Path

        if segments:
            vertices = np.asarray(segments, float).reshape(-1, 2)
            codes = np.tile(np.asarray([Path.MOVETO, Path.LINETO], np.uint8), len(segments))
            self._shapes.append(Shape(vertices, codes, "none", colour, HATCH_WIDTH))
