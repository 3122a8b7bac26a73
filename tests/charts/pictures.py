"""Pictures taken apart: the boxes of their shapes, and their pixels."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import weasyprint
from numpy.typing import NDArray

from briefings.charts.plate import Plate

Pixels = NDArray[np.bool_]
PAGE = "<style>@page { size: 800pt 120pt; margin: 9pt }</style>"
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


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
    """An SVG of Matplotlib's as the tests look at it."""

    def __init__(self, svg: bytes) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314 - drawn by the test
        named = {one.get("id", ""): one for one in self.root.iter(f"{SVG}path")}
        defined = {id(one) for defs in self.root.iter(f"{SVG}defs") for one in defs.iter()}
        self.shapes: list[Shape] = []
        for one in self.root.iter():
            if one.tag == f"{SVG}path" and id(one) not in defined:
                self.shapes.append(_shape(one, one.get("d", "")))
            elif one.tag == f"{SVG}use":
                path = named[one.get(f"{XLINK}href", "")[1:]]
                self.shapes.append(_shape(one, path.get("d", ""), path))

    def filled(self, colour: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.fill == colour]

    def stroked(self, colour: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.stroke == colour]


def _shape(one: ET.Element, path: str, defined: ET.Element | None = None) -> Shape:
    looks = [defined.get("style", "") if defined is not None else "", one.get("style", "")]
    style = dict(re.findall(r"([a-z-]+): ([^;]+)", ";".join(looks)))
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    across, down = float(one.get("x", 0)), float(one.get("y", 0))
    xs, ys = [x + across for x in numbers[::2]], [y + down for y in numbers[1::2]]
    return Shape(
        style.get("fill", "#000000"),
        style.get("stroke", "none"),
        min(xs),
        max(xs),
        min(ys),
        max(ys),
    )


def page_pixels(html: str) -> Pixels:
    """Where the first page of the document is dark, cropped to the ink."""
    page = pypdfium2.PdfDocument(weasyprint.HTML(string=f"{PAGE}{html}").write_pdf())[0]
    grey = np.asarray(page.render(scale=2).to_pil().convert("L"))
    dark = grey < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


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


def check_labels_apart(plate: Plate) -> None:
    """Fail where a label leaves the picture or covers another."""
    for number, box in enumerate(plate.labels):
        assert -0.8 <= box.s0 <= box.s1 <= plate.width + 0.8
        assert -1 <= box.y0 <= box.y1 <= plate.height + 1
        for other in plate.labels[:number]:
            apart = (
                box.s1 <= other.s0 + 0.1
                or other.s1 <= box.s0 + 0.1
                or box.y1 <= other.y0 + 1
                or other.y1 <= box.y0 + 1
            )
            assert apart, (box, other)
