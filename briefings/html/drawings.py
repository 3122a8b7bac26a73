"""Puts drawn charts into a page: each picture, and over it its labels as positioned text.

A template says where a chart stands (``parts/drawing.html``); what stands there is known once it
is drawn, which may be in another process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model import Drawing, Label

_PLACE = re.compile(r"<!--(chart-[0-9a-f]{16})-->")
_ABOVE = 1.25
"""Where the baseline of a label is below the top of its box, in its sizes: ``charts.css``."""
_SIDES = {"left": 0.0, "middle": 0.5, "right": 1.0}
_ALIGNED = {"left": "left", "middle": "center", "right": "right"}


def with_drawings(html: str, drawings: Mapping[str, Drawing]) -> str:
    """The page with its charts, given by their names; raises KeyError for one that is missing."""
    return _PLACE.sub(lambda found: _plate(found[1], drawings[found[1]]), html)


def pictures_of(drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The SVG of charts by the names that a page refers to."""
    return {f"{name}.svg": drawing.svg for name, drawing in drawings.items()}


def _plate(name: str, drawing: Drawing) -> str:
    size = f"width: {drawing.width:.2f}pt; height: {drawing.height:.2f}pt"
    picture = f'<img src="brief:{name}.svg" alt="" style="{size}">'
    labels = "\n".join(_label(label) for label in drawing.labels)
    return f'<div class="plate" style="{size}">{picture}{labels}</div>'


def _label(label: Label) -> str:
    left = label.x - _SIDES[label.anchor] * label.width
    top = label.y - _ABOVE * label.size
    style = (
        f"left: {left:.2f}pt; top: {top:.2f}pt; width: {label.width:.2f}pt; "
        f"font-size: {label.size:g}pt; text-align: {_ALIGNED[label.anchor]}; color: {label.colour}"
    )
    if label.halo:
        style += f"; text-shadow: 0 0 1.5pt {label.halo}"
    weight = ' class="at strong"' if label.bold else ' class="at"'
    # Jinja2 is imported where a page is made, and nowhere before.
    from markupsafe import escape

    from .templates import isolated_html

    text = isolated_html(label.text)
    return f'<div{weight} style="{escape(style)}">{text}</div>'
