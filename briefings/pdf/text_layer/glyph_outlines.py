"""What a font's file tells beyond the widths of its glyphs: outlines, and a glyph without any."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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
        self.space = self._outlines.space
        """The space with its width in thousandths, if the font has one."""

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
    """The outlines in a font's file, read with HarfBuzz."""

    def __init__(self, data: bytes, index: int) -> None:
        import uharfbuzz

        self._font = uharfbuzz.Font(uharfbuzz.Face(data, index))
        self._drawn: dict[int, tuple[Sequence[float], Sequence[Any]]] = {}
        self.blank = self._find_blank()
        """The glyph without ink and width, if the font has one."""
        gid = self._font.get_nominal_glyph(0x20)
        advance = self._font.get_glyph_h_advance(gid) if gid else 0
        self.space = (gid, round(advance * 1000 / self._font.face.upem)) if advance else None
        """The space with its width in thousandths, if the font has one."""

    def drawn(self, gid: int) -> tuple[Sequence[float], Sequence[Any]]:
        """The box around a glyph and the operators that fill it."""
        if gid not in self._drawn:
            self._drawn[gid] = self._draw(gid)
        return self._drawn[gid]

    def _draw(self, gid: int) -> tuple[Sequence[float], Sequence[Any]]:
        from fontTools.pens.boundsPen import ControlBoundsPen
        from fontTools.pens.recordingPen import RecordingPen

        pen, bounds = RecordingPen(), ControlBoundsPen(None)
        self._font.draw_glyph_with_pen(gid, pen)
        pen.replay(bounds)
        return bounds.bounds or [0] * 4, _operators(pen.value)

    def _find_blank(self) -> int | None:
        for code in _WITHOUT_INK:
            gid = self._font.get_nominal_glyph(code)
            if gid is not None and self._is_blank(gid):
                return int(gid)
        return None

    def _is_blank(self, gid: int) -> bool:
        from fontTools.pens.recordingPen import RecordingPen

        pen = RecordingPen()
        self._font.draw_glyph_with_pen(gid, pen)
        return not pen.value and not self._font.get_glyph_h_advance(gid)


def _operators(outline: Sequence[tuple[str, tuple[Any, ...]]]) -> Sequence[Any]:
    """What fills an outline that was recorded by a pen of fontTools."""
    import pydyf
    from fontTools.pens.basePen import BasePen

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

    pen, start = Pen(None), None
    for (name, points), (following, _) in pairwise([*outline, ("", ())]):
        if name == "moveTo":
            start = points
        # HarfBuzz draws the line that closing draws anyway.
        if (name, points, following) != ("lineTo", start, "closePath"):
            getattr(pen, name)(*points)
    stream.fill()
    operators: Sequence[Any] = stream.stream
    return operators
