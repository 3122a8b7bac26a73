"""Pictures taken apart: the boxes of their shapes, and their pixels."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import weasyprint
from briefings.charts.canvas import Canvas
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Pixels = NDArray[np.bool_]
PAGE = "<style>@page { size: 800pt 120pt; margin: 9pt }</style>"
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of the picture: its colours and the box around its points, in points."""

    fill: str
    stroke: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Picture:
    """An SVG as the tests look at it."""

    def __init__(self, svg: bytes) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314 - drawn by the test
        self.shapes = [_shape(path) for path in self.root.iter(f"{SVG}path")]

    def filled(self, colour: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.fill == colour]

    def stroked(self, colour: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.stroke == colour]


def _shape(path: ET.Element) -> Shape:
    style = dict(re.findall(r"([a-z-]+): ([^;]+)", path.get("style", "")))
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d", ""))]
    xs, ys = numbers[::2], numbers[1::2]
    return Shape(
        style.get("fill", "none"), style.get("stroke", "none"), min(xs), max(xs), min(ys), max(ys)
    )


def page_pixels(html: str) -> Pixels:
    """Where the first page of the document is dark, cropped to the ink."""
    page = pypdfium2.PdfDocument(weasyprint.HTML(string=f"{PAGE}{html}").write_pdf())[0]
    grey = np.asarray(page.render(scale=2).to_pil().convert("L"))
    dark = grey < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def svg_pixels(svg: bytes) -> Pixels:
    data = b64encode(svg).decode()
    return page_pixels(f"<img src='data:image/svg+xml;base64,{data}'>")


PIXELS = 4  # to the point


def greys(svg: bytes) -> NDArray[np.uint8]:
    """The picture as greys, :data:`PIXELS` to the point; fails where a pixel has a hue."""
    width, height = (float(n) for n in Picture(svg).root.get("viewBox", "").split()[2:])
    data = b64encode(svg).decode()
    html = (
        f"<style>@page {{ size: {width}pt {height}pt; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block }}</style><img src='data:image/svg+xml;base64,{data}'>"
    )
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())
    colours = np.asarray(document[0].render(scale=PIXELS).to_pil().convert("RGB"))
    document.close()
    assert (colours.max(axis=2) == colours.min(axis=2)).all(), "a pixel has a hue"
    return colours[:, :, 0]


def darkness(picture: NDArray[np.uint8], area: Shape, inset: float) -> float:
    """The part of an area that is dark, ``inset`` points inside its edges."""
    low, high = area.left + inset, area.right - inset
    top, foot = area.top + inset, area.bottom - inset
    rows = slice(round(top * PIXELS), round(foot * PIXELS))
    inside = picture[rows, round(low * PIXELS) : round(high * PIXELS)]
    return float((inside < 128).mean())


def check_labels_apart(canvas: Canvas) -> None:
    """Fail where a label leaves the picture or covers another."""
    for number, box in enumerate(canvas.labels):
        assert -0.05 <= box.s0 <= box.s1 <= canvas.width + 0.05
        for other in canvas.labels[:number]:
            apart = (
                box.s1 <= other.s0 + 0.1
                or other.s1 <= box.s0 + 0.1
                or box.y1 <= other.y0 + 1
                or other.y1 <= box.y0 + 1
            )
            assert apart, (box, other)


def likeness(one: Pixels, other: Pixels) -> float:
    """How much of the ink of either picture lies on, or next to, ink of the other; 1 is the same.

    Both are brought to one size. Two pixels of 40 to the line are forgiven: engines differ in the
    font that they take a space from.
    """
    picture, size = _image(one), (other.shape[1], other.shape[0])
    same = np.asarray(picture.resize(size)) > 127
    near_same, near_other = _spread(same), _spread(other)
    return float(
        min((same & near_other).sum() / same.sum(), (other & near_same).sum() / other.sum())
    )


def _spread(pixels: Pixels) -> Pixels:
    return np.asarray(_image(pixels).filter(ImageFilter.MaxFilter(5))) > 127


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.where(pixels, 255, 0).astype(np.uint8))


def pieces(pixels: Pixels) -> int:
    """How many separate patches of ink there are; letters that join make one."""
    rest = {(int(y), int(x)) for y, x in zip(*np.nonzero(pixels), strict=True)}
    count = 0
    while rest:
        count += 1
        edge = [rest.pop()]
        while edge:
            y, x = edge.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & rest
            rest -= near
            edge.extend(near)
    return count
