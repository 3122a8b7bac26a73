"""The space that a page gives its charts."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Column, Format, Setting

_FULL_MM, _HALF_MM, _MAIN_MM, _SIDE_MM = 180.0, 87.0, 126.0, 50.0
_SHEET_SCALE = 0.85
_MOST_HIGHER = 1.6
"""By how much a chart in the side column may be higher than across the page."""


@dataclass(frozen=True, slots=True)
class ChartRoom:
    """Widths in millimetres of one chart across the page and of each of two; the default is A4's.

    Without ``half_mm`` two charts stand below each other, each across the page. ``main_mm`` and
    ``side_mm`` are the columns of a page that has two; elsewhere everything stands across.
    ``scale`` multiplies the usual heights; a sheet gives charts less.
    """

    full_mm: float = _FULL_MM
    half_mm: float | None = _HALF_MM
    scale: float = 1.0
    main_mm: float | None = _MAIN_MM
    side_mm: float | None = _SIDE_MM

    @property
    def has_side(self) -> bool:
        """Whether the page has a side column."""
        return self.side_mm is not None

    def size(
        self, usual_mm: float, *, pair: bool, column: Column = Column.FULL
    ) -> tuple[float, float]:
        """Width and greatest height, in millimetres, of a chart that is ``usual_mm`` high on A4.

        A chart narrower than on A4 may be higher in proportion, since its texts wrap earlier.
        """
        if column is Column.MAIN and self.main_mm is not None:
            return self.main_mm, usual_mm * self.scale
        if column is Column.SIDE and self.side_mm is not None:
            return self.side_mm, usual_mm * self.scale * _MOST_HIGHER
        usual_width = _HALF_MM if pair else _FULL_MM
        width = self.half_mm if pair and self.half_mm is not None else self.full_mm
        return width, usual_mm * self.scale * max(1.0, usual_width / width)

    def stacks(self, column: Column) -> bool:
        """Whether two charts stand below each other in a column."""
        return self.half_mm is None or (column is not Column.FULL and self.has_side)

    @classmethod
    def on(cls, setting: Setting) -> ChartRoom:
        """The space between the margins of a page; a one-page sheet gives less height."""
        sheet = setting.sheet
        half = None if sheet.gutter is None else round((sheet.measure - sheet.gutter) / 2, 2)
        main = None
        if sheet.side is not None:
            main = round(sheet.measure - sheet.side - COLUMN_GAP, 2)
        scale = _SHEET_SCALE if setting.format is Format.SHEET else 1.0
        return cls(round(sheet.measure, 2), half, scale, main, sheet.side)


COLUMN_GAP = 4.0
"""Millimetres between the columns of a page, as ``page.css`` has them."""

A4_ROOM = ChartRoom()
