"""What a font's file tells beyond the widths of its glyphs: outlines, and a glyph without any."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

_WITHOUT_INK = (0x200D, 0x200C, 0x200E, 0x200F, 0x200B, 0x2060)
"""Characters that fonts give a glyph without ink and width, most common first."""


class Face:
    """One of the fonts of a document; ``kept`` are the outlines of files that were read before."""

    def __init__(self, font: Any, kept: dict[Any, Outlines]) -> None:
        file = (font.file_content, font.index)
        if file not in kept:
            kept[file] = Outlines(*file)
        self._outlines = kept[file]
        self._name = font.hash
        self._scale = 1 / font.upem
        self._drawn: dict[int, Any] = {}
        self.blank = self._outlines.blank
        """The glyph without ink and width, if the font has one."""

    def paint(self, stream: Any, gid: int, x: float, y: float, size: float) -> None:
        """Fill the glyph's outline with its origin at a place on the page, in pixels.

        The outline is in the file once, as a form that each use refers to.
        """
        name = f"{self._name}{gid}"
        if gid not in self._drawn:
            self._drawn[gid] = self._draw(gid, stream.compress)
        # No public way leads to the resources that a stream's names are looked up in.
        stream._resources["XObject"].setdefault(name, self._drawn[gid])
        scale = size * self._scale
        stream.push_state()
        # WeasyPrint's own ``transform`` also reckons where on the page this is; nobody asks for it.
        stream.set_matrix(scale, 0, 0, -scale, x, y)
        stream.draw_x_object(name)
        stream.pop_state()

    def _draw(self, gid: int, compress: bool) -> Any:
        import pydyf

        box, operators = self._outlines.drawn(gid)
        form = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(box)}
        return pydyf.Stream([*operators], pydyf.Dictionary(form), compress=compress)


class Outlines:
    """The outlines in a font's file, read with fontTools."""

    def __init__(self, data: bytes, index: int) -> None:
        from fontTools.ttLib import TTFont

        self._file = TTFont(io.BytesIO(data), fontNumber=index, lazy=True)
        self._outlines = self._file.getGlyphSet()
        self._drawn: dict[int, tuple[Sequence[float], Sequence[Any]]] = {}
        self.blank = self._find_blank()
        """The glyph without ink and width, if the font has one."""

    def drawn(self, gid: int) -> tuple[Sequence[float], Sequence[Any]]:
        """The box around a glyph and the operators that fill it."""
        if gid not in self._drawn:
            self._drawn[gid] = self._draw(gid)
        return self._drawn[gid]

    def _draw(self, gid: int) -> tuple[Sequence[float], Sequence[Any]]:
        import pydyf
        from fontTools.pens.basePen import BasePen
        from fontTools.pens.boundsPen import ControlBoundsPen

        outline = self._outlines[self._file.getGlyphName(gid)]
        bounds = ControlBoundsPen(self._outlines)
        outline.draw(bounds)
        stream = pydyf.Stream()

        class Pen(BasePen):  # type: ignore[misc]
            def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
                stream.move_to(*point)

            def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
                stream.line_to(*point)

            def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
                stream.curve_to(*(round(value, 2) for point in points for value in point))

            def _closePath(self) -> None:  # noqa: N802
                stream.close()

        outline.draw(Pen(self._outlines))
        stream.fill()
        return bounds.bounds or [0] * 4, stream.stream

    def _find_blank(self) -> int | None:
        names = self._file.getBestCmap()
        for code in _WITHOUT_INK:
            if code in names and self._is_blank(names[code]):
                return int(self._file.getGlyphID(names[code]))
        return None

    def _is_blank(self, name: str) -> bool:
        from fontTools.pens.recordingPen import RecordingPen

        pen = RecordingPen()
        self._outlines[name].draw(pen)
        return not pen.value and not self._outlines[name].width
