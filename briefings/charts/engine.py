"""Matplotlib itself: imported without touching the user's settings, cache or home folder."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d+")


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib's own defaults for the time of one drawing, whatever the user's matplotlibrc says.

    Settings are global to the process in Matplotlib, so charts are drawn by one thread at a time.
    """
    _import_quietly()
    from matplotlib import rc_context, rcParams, rcParamsDefault

    ours: dict[Any, Any] = {k: v for k, v in rcParamsDefault.items() if k != "backend"}
    ours |= {"svg.fonttype": "path", "svg.hashsalt": "briefings", "path.simplify": False}
    with rc_context():
        rcParams.update(ours)
        yield


def _import_quietly() -> None:
    """Import Matplotlib with a cache folder that is gone afterwards and already holds a font list.

    Left to itself, the import writes to the home folder and reads every font of the machine (1.2 s
    of CPU for 400 fonts). Charts name their font files, so a list of one font is enough. Where a
    future version refuses the list, it only falls back to reading the fonts.
    """
    if "matplotlib.font_manager" in sys.modules:
        return
    before = os.environ.get("MPLCONFIGDIR")
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        os.environ["MPLCONFIGDIR"] = folder
        try:
            _write_font_list(Path(folder))
            import matplotlib.backends.backend_svg
            import matplotlib.figure  # noqa: F401
        finally:
            if before is None:
                os.environ.pop("MPLCONFIGDIR", None)
            else:
                os.environ["MPLCONFIGDIR"] = before


def _write_font_list(folder: Path) -> None:
    # The format of the list carries a version that stands nowhere but in the module to be imported.
    spec = importlib.util.find_spec("matplotlib.font_manager")
    source = Path(spec.origin).read_text("utf-8") if spec and spec.origin else ""
    found = re.search(r"^    __version__ = '?([\w.]+)'?$", source, re.MULTILINE)
    if not found:
        return
    version = found[1]
    font = {
        "__class__": "FontEntry",
        "fname": "fonts/ttf/DejaVuSans.ttf",
        "name": "DejaVu Sans",
        "style": "normal",
        "variant": "normal",
        "weight": 400,
        "stretch": "normal",
        "size": "scalable",
    }
    listing = {
        "__class__": "FontManager",
        "_version": int(version) if version.isdecimal() else version,
        "_FontManager__default_weight": "normal",
        "default_size": None,
        "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
        "afmlist": [],
        "ttflist": [font],
    }
    (folder / f"fontlist-v{version}.json").write_text(json.dumps(listing), "utf-8")


def to_svg(patches: Sequence[PathPatch], width: float, height: float, title: str) -> bytes:
    """Let Matplotlib write the patches as SVG, then keep of it what a page needs.

    ``width`` and ``height`` are in points. Ids, metadata and the empty background go (a page may
    hold several charts, and ids must be unique in it); coordinates keep two decimals, 0.004 mm.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    for patch in patches:
        figure.add_artist(patch)
    raw = io.BytesIO()
    figure.savefig(raw, format="svg", metadata={"Date": None}, transparent=True)
    written = ET.fromstring(raw.getvalue())  # noqa: S314 - by Matplotlib, a line above
    paths = [
        f'<path d="{_rounded(path.get("d", ""))}" style="{path.get("style", "")}"/>'
        for path in written.iter(f"{SVG}path")
    ]
    size = f'width="{width / 72 * 25.4:.3f}mm" height="{height / 72 * 25.4:.3f}mm"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:.3f} {height:.3f}"'
        f' role="img" stroke-linejoin="round"><title>{escape(title)}</title>'
    )
    return "\n".join([head, *paths, "</svg>\n"]).encode()


def _rounded(path: str) -> str:
    numbers = _NUMBER.sub(lambda n: f"{float(n[0]):.2f}".rstrip("0").rstrip("."), path)
    return " ".join(numbers.split()).replace("-0 ", "0 ")
