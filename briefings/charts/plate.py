"""A plate: one of Matplotlib's figures, measured in points, and the words that stand on it.

Drawers use two axes: ``s`` runs along the reading direction from the start edge (the right one in a
right-to-left chart), ``y`` down from the top. Matplotlib's own scales mirror ``s`` where needed, so
that a drawer serves both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from briefings.errors import ChartError
from briefings.model import AxisDirection, Chart, ChartStyle, Drawing, unmarked

from .text import Extent, FontStack

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS_PER_MM = 72 / 25.4
LEADING = 1.5  # height of a line in sizes: Arabic letters reach far above and below
BASELINE = LEADING / 2 + 0.3  # from the top of the line; about centres the digits in it
_EDGE = 0.75  # points kept free at either side
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text that was wrapped and measured; sizes in points."""

    text: str
    lines: tuple[str, ...]
    extents: tuple[Extent, ...]
    size: float
    bold: bool
    colour: str

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max((extent.width for extent in self.extents), default=0.0)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.leading

    @property
    def leading(self) -> float:
        """Height of one line."""
        return self.size * LEADING


@dataclass(frozen=True, slots=True)
class Placed:
    """The bounding box of one line of a label, in points."""

    text: str
    s0: float
    s1: float
    y0: float
    y1: float


class Plate:
    """The figure of one chart.

    ``full_width`` is that of the picture, ``width`` the part that drawers may use, ``limit`` the
    greatest height. :meth:`axes` fixes the height.
    """

    def __init__(self, chart: Chart, style: ChartStyle) -> None:
        from matplotlib.figure import Figure

        self.chart = chart
        self.style = style
        self.full_width = chart.width_mm * POINTS_PER_MM
        self.width = self.full_width - 2 * _EDGE
        self.limit = chart.height_mm * POINTS_PER_MM
        self.height = 0.0
        self.size = style.size_pt
        self.is_mirrored = chart.direction is AxisDirection.RTL
        self.labels: list[Placed] = []
        self.figure = Figure()
        self.figure.patch.set_visible(False)
        self._faces = {
            False: FontStack(style.fonts),
            True: FontStack(style.bold_fonts or style.fonts),
        }

    def measure(self, text: str, size: float, *, bold: bool = False) -> Extent:
        """The size in points of one line of text."""
        return Extent(*(size * one for one in self._faces[bold].measure(text)))

    def block(
        self,
        text: str,
        width: float | None = None,
        *,
        size: float | None = None,
        bold: bool = False,
        colour: str | None = None,
    ) -> TextBlock:
        """Measure text, wrapped to ``width`` points where given."""
        size = size or self.size
        lines = self._faces[bold].wrap(text, None if width is None else width / size)
        extents = tuple(self.measure(line, size, bold=bold) for line in lines)
        return TextBlock(text, lines, extents, size, bold, colour or self.style.text)

    def axes(self, height: float, *, mirrored: bool | None = None) -> Axes:
        """Fix the height in points; axes over the whole picture, in points along ``s`` and ``y``.

        With ``mirrored=False`` they run from the left whatever the direction of the chart.
        Raises ChartError for more height than the picture may have.
        """
        if height > self.limit + 0.01:
            needed = ceil(height / POINTS_PER_MM)
            raise ChartError(
                f"The chart “{self.chart.title}” needs a height of {needed} mm and may have "
                f"{self.chart.height_mm:g} mm. Raise it, shorten the labels or show fewer marks."
            )
        self.height = height
        self.figure.set_size_inches(self.full_width / 72, height / 72)
        if mirrored is not None:
            self.is_mirrored = mirrored
        sheet = self.figure.add_axes((0, 0, 1, 1))
        sheet.set_axis_off()
        sheet.set_zorder(2)
        sheet.set_ylim(height, 0)
        self._run(sheet, -_EDGE, self.full_width - _EDGE)
        return sheet

    def window(self, s0: float, s1: float, top: float, foot: float) -> Axes:
        """Axes over a part of the picture, whose scales are the drawer's: :meth:`scale`."""
        left, right = sorted((self._x(s0), self._x(s1)))
        box = (
            left / self.full_width,
            1 - foot / self.height,
            (right - left) / self.full_width,
            (foot - top) / self.height,
        )
        window = self.figure.add_axes(box)
        window.set_axis_off()
        return window

    def scale(self, axes: Axes, low: float, high: float) -> None:
        """Let values run from ``low`` at the start to ``high`` at the end of some axes."""
        self._run(axes, low, high)

    def put(
        self,
        axes: Axes,
        block: TextBlock,
        s: float,
        y: float,
        anchor: Anchor = "start",
        *,
        halo: str = "",
    ) -> None:
        """Write a block with its start, middle or end at ``s`` and its top at ``y``."""
        for number, (line, extent) in enumerate(zip(block.lines, block.extents, strict=True)):
            baseline = y + number * block.leading + BASELINE * block.size
            self._write(axes, (line, extent, block), (s, baseline), anchor, halo)

    def _write(
        self,
        axes: Axes,
        line: tuple[str, Extent, TextBlock],
        place: tuple[float, float],
        anchor: Anchor,
        halo: str,
    ) -> None:
        """Write one line as a text of Matplotlib's, which :meth:`drawing` lifts."""
        text, extent, block = line
        s, baseline = place
        s0 = s - extent.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        s1 = s0 + extent.width
        if s0 < -_EDGE - 0.05 or s1 > self.width + _EDGE + 0.05:
            raise ChartError(
                f"The label “{unmarked(block.text)}” does not fit in a picture "
                f"{self.chart.width_mm:.0f} mm wide. Shorten it or widen the chart."
            )
        across = {"middle": "center", "start": "left", "end": "right"}
        if self.is_mirrored:
            across = {"middle": "center", "start": "right", "end": "left"}
        written = axes.text(
            s,
            baseline,
            text,
            ha=across[anchor],
            va="baseline",
            size=block.size,
            weight="bold" if block.bold else "normal",
            color=block.colour,
            parse_math=False,
        )
        written.set_gid(f"{extent.width:.2f} {halo}")
        self.labels.append(
            Placed(
                unmarked(block.text), s0, s1, baseline - extent.ascent, baseline + extent.descent
            )
        )

    def drawing(self) -> Drawing:
        """The finished picture; raises ChartError where a label covers another or is cut off."""
        from .lifting import lifted, saved

        self._check_labels()
        labels = lifted(self.figure)
        return Drawing(saved(self.figure), self.full_width, self.height, labels)

    def _check_labels(self) -> None:
        for number, one in enumerate(self.labels):
            covered = any(_meet(one, other) for other in self.labels[:number])
            if covered or one.y0 < -1 or one.y1 > self.height + 1:
                raise ChartError(
                    f"The label “{one.text}” of the chart “{self.chart.title}” has no room. "
                    "Shorten it, enlarge the chart or show fewer marks."
                )

    def _x(self, s: float) -> float:
        return _EDGE + (self.width - s if self.is_mirrored else s)

    def _run(self, axes: Any, low: float, high: float) -> None:
        axes.set_xlim(*((high, low) if self.is_mirrored else (low, high)))


def _meet(one: Placed, other: Placed) -> bool:
    across = min(one.s1, other.s1) - max(one.s0, other.s0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 0.1 and down > 1
