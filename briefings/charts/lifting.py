"""Takes a finished figure apart: its texts become labels of the page, the rest an SVG."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from briefings.model import Label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ANCHORS = {"left": "left", "center": "middle", "right": "right"}
_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_ID = re.compile(r' id="([^"]*)"')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def lifted(figure: Figure) -> tuple[Label, ...]:
    """The texts of a figure with their places, in the order in which they were written."""
    from matplotlib.colors import to_hex

    height = figure.bbox.height
    labels = []
    for text in (text for axes in figure.axes for text in axes.texts):
        x, y = text.get_transform().transform(text.get_position())
        width, _, halo = (text.get_gid() or "").partition(" ")
        labels.append(
            Label(
                text.get_text(),
                round(float(x), 2),
                round(height - float(y), 2),
                float(width),
                _ANCHORS[text.get_horizontalalignment()],
                round(float(text.get_fontsize()), 2),
                text.get_fontweight() == "bold",
                to_hex(text.get_color()),
                halo,
            )
        )
        text.set_visible(False)
    return tuple(labels)


def saved(figure: Figure) -> bytes:
    """The SVG of a figure without its texts, with ids only where something refers to them."""
    # Not by way of “findobj”, which makes the ticks of all axes first.
    for artist in (artist for axes in figure.axes for artist in axes.get_children()):
        artist.set_clip_on(False)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=_METADATA)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    used = set(re.findall(r"#([\w.-]+)", svg))
    svg = _ID.sub(lambda found: found[0] if found[1] in used else "", svg)
    return _NUMBER.sub(lambda found: _rounded(found[0]), svg).encode()


def _rounded(number: str) -> str:
    # Rounded twice, so that the last bit of a half does not decide.
    text = f"{round(float(number), 5):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
