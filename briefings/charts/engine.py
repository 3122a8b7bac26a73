"""Imports Matplotlib without reading or writing the user's settings, cache or home folder."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_OWN: dict[Any, Any] = {
    "figure.dpi": 72,
    "hatch.linewidth": 0.6,
    "lines.solid_capstyle": "butt",
    "svg.fonttype": "path",
    "svg.hashsalt": "briefings",
}
"""What pictures need beside Matplotlib's own defaults; a point is a unit of the drawing."""


@contextmanager
def settings() -> Iterator[None]:
    """Within, Matplotlib has its own defaults, and not the settings of the user's matplotlibrc.

    They are global to the process, so charts must be drawn by one thread at a time.
    """
    _import_quietly()
    from matplotlib import rc_context, rcParams, rcParamsDefault

    wanted = {**rcParamsDefault, **_OWN}

    # Matplotlib validates each setting that it is given, and there are hundreds.
    others: dict[Any, Any] = {
        name: value
        for name, value in wanted.items()
        if name != "backend" and rcParams[name] != value
    }
    with rc_context(others):
        yield


def _import_quietly() -> None:
    """Import Matplotlib with a temporary cache folder that holds a list of one font.

    The import would write to the home folder and read all fonts of the machine (1.2 s of CPU for
    400). Charts name their font files, so a list of one is enough. A version that does not accept
    the list reads the fonts.
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
    # The list has a version, which is defined in the module that is yet to be imported.
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
