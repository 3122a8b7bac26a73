"""Draws the charts of a document, or takes them from the cache."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ..charts import draw
from ..content.blocks.chart_spec import SHAPES
from ..errors import BriefingError
from ..model import Chart, ChartStyle
from .cache import Cache, fingerprint
from .environment import native_files, package_versions
from .fingerprint import program_digest

_KIND = "chart"
_CODE = ("charts/", "content/blocks/chart_kinds.py", "model/")
_PACKAGES = (
    *("arabic-reshaper", "contourpy", "fonttools", "matplotlib", "numpy", "pillow"),
    "python-bidi",
)


def draw_all(
    charts: Sequence[Chart], look: ChartStyle, cache: Cache | None, executor: Executor | None
) -> Callable[[], list[bytes]]:
    """Draw charts; returns a function that gives their SVG in the same order.

    Charts in ``cache`` are not drawn, and others are stored there. An ``executor`` draws them while
    the caller goes on; if it breaks, the function draws them itself.
    Raises ChartError; with an executor, the function does.
    """
    stored = _StoredCharts(cache, look) if cache and charts else None
    pictures = [stored.get(chart) if stored else None for chart in charts]
    waiting: dict[int, Future[bytes]] = {}
    for number, chart in enumerate(charts):
        if pictures[number] is not None:
            continue
        if executor is None:
            pictures[number] = draw(chart, look, SHAPES[chart.kind].draw)
            if stored:
                stored.put(chart, pictures[number] or b"")
        else:
            waiting[number] = _submitted(executor, chart, look)

    def drawn() -> list[bytes]:
        for number, future in waiting.items():
            chart = charts[number]
            try:
                pictures[number] = future.result()
            except BriefingError:
                raise
            except Exception:  # noqa: BLE001  # whatever happened to the other process
                pictures[number] = draw(chart, look, SHAPES[chart.kind].draw)
            if stored:
                stored.put(chart, pictures[number] or b"")
        waiting.clear()
        return [picture for picture in pictures if picture is not None]

    return drawn


def _submitted(executor: Executor, chart: Chart, look: ChartStyle) -> Future[bytes]:
    try:
        return executor.submit(draw, chart, look, SHAPES[chart.kind].draw)
    except BrokenExecutor as error:
        broken: Future[bytes] = Future()
        broken.set_exception(error)
        return broken


class _StoredCharts:
    """The charts of one style in a cache."""

    def __init__(self, cache: Cache, look: ChartStyle) -> None:
        self._cache, self._look = cache, look
        self._common = _common(look)

    def get(self, chart: Chart) -> bytes | None:
        if self._common is None:
            return None
        return self._cache.get(_KIND, fingerprint(chart, self._common))

    def put(self, chart: Chart, picture: bytes) -> None:
        # A font or the program may have changed meanwhile.
        if self._common is not None and _common(self._look) == self._common:
            self._cache.put(_KIND, fingerprint(chart, self._common), picture)


def _common(look: ChartStyle) -> str | None:
    """The digest of what shapes all charts of a style; None if a font cannot be read."""
    try:
        fonts, bold = (
            tuple(sha256(Path(file).read_bytes()).hexdigest() for file in files)
            for files in (look.fonts, look.bold_fonts)
        )
    except OSError:
        return None
    return fingerprint(
        replace(look, fonts=fonts, bold_fonts=bold),
        program_digest(*_CODE),
        package_versions(_PACKAGES),
        # Processors round floating point numbers differently. Matplotlib may use the system's
        # FreeType, as distributions build it.
        (platform.python_version(), platform.machine(), native_files()),
    )
