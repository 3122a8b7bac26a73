"""``docs/performance.md``: prose that stays, and between two markers what was measured last."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from .measuring import ROOT
from .table import Row, rows_of, table_of

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "performance.png"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_DARK, _PALE, _SIGN = "#12394a", "#8fa3ad", "#c07a3e"


def machine() -> str:
    """What it was measured on, in a line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    from importlib.metadata import version

    packages = ", ".join(f"{name} {version(name)}" for name in ("WeasyPrint", "Matplotlib"))
    return (
        f"Measured with {cores} cores ({_processor()}) and {size:.0f} GB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {packages}."
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


def merged(rows: Sequence[Row], groups: Sequence[str]) -> list[Row] | None:
    """These rows and, from the page, those of other groups; None if it was another machine's."""
    measured = {row.group for row in rows}
    if set(groups) <= measured:
        return list(rows)
    before = PAGE.read_text("utf-8").partition(_BEGIN)[2].partition(_END)[0].splitlines()
    if machine() not in before:
        return None
    everything = [*rows, *(row for row in rows_of(before) if row.group not in measured)]
    return sorted(everything, key=lambda row: groups.index(row.group))


def write_page(rows: Sequence[Row]) -> None:
    """Put the rows into the page, and draw its chart."""
    head, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    tail = rest.partition(_END)[2]
    said = f"{_BEGIN}\n{machine()}\n\n{table_of(rows)}\n{_END}"
    PAGE.write_text(head + said + tail, "utf-8")
    _draw([row for row in rows if row.ratio])


def _draw(rows: Sequence[Row]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 0.8 + 0.27 * len(rows)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    places, ratios = range(len(rows)), [float(row.ratio) for row in rows]
    colours = [_DARK if row.own.endswith(" s") else _PALE for row in rows]
    axes.barh(places, ratios, color=colours)
    for place, row in enumerate(rows):
        # Beside the bar and the sign of the target, on a ground that the line at 1 does not cross.
        x = max(float(row.ratio), float(row.target or 0)) + 0.03
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        axes.text(x, place, row.ratio, fontsize=8, va="center", bbox=ground)
    aims = {place: float(row.target) for place, row in enumerate(rows) if row.target}
    axes.plot(list(aims.values()), list(aims), "|", color=_SIGN, ms=12, mew=2, label="target")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(places, [f"{row.group}: {row.what}" for row in rows], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, *ratios) * 1.08)
    axes.set_xlabel("share of what the plain script takes (1 = the same); pale: memory", fontsize=8)
    axes.legend(fontsize=8, loc="lower right")
    figure.savefig(CHART, dpi=110)
