"""The space that a page gives its charts."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Format, Setting

_FULL_MM, _HALF_MM = 174.0, 84.0
_SHEET_SCALE = 0.85


@dataclass(frozen=True, slots=True)
class ChartRoom:
    """Widths in millimetres of one chart across the page and of each of two; the default is A4's.

    Without ``half_mm`` two charts stand below each other, each across the page. ``scale``
    multiplies the usual heights; a sheet gives charts less.
    """

    full_mm: float = _FULL_MM
    half_mm: float | None = _HALF_MM
    scale: float = 1.0

    def size(self, usual_mm: float, *, pair: bool) -> tuple[float, float]:
        """Width and greatest height, in millimetres, of a chart that is ``usual_mm`` high on A4.

        A chart narrower than on A4 may be higher in proportion, since its texts wrap earlier.
        """
        usual_width = _HALF_MM if pair else _FULL_MM
        width = self.half_mm if pair and self.half_mm is not None else self.full_mm
        return width, usual_mm * self.scale * max(1.0, usual_width / width)

    @classmethod
    def on(cls, setting: Setting) -> ChartRoom:
        """The space between the margins of a page; a one-page sheet gives less height."""
        sheet = setting.sheet
        half = None if sheet.gutter is None else round((sheet.measure - sheet.gutter) / 2, 2)
        scale = _SHEET_SCALE if setting.format is Format.SHEET else 1.0
        return cls(round(sheet.measure, 2), half, scale)


A4_ROOM = ChartRoom()
