"""Draws the charts of a document, or takes them from the cache."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

from ..charts import draw
from ..content.blocks.chart_spec import KINDS
from ..errors import BriefingError
from ..model import Chart, ChartStyle, Drawing, Label
from .cache import Cache, fingerprint
from .environment import native_files, package_versions
from .fingerprint import maps_digest, program_digest

_KIND = "chart"
_CODE = ("charts/", "content/blocks/chart", "content/blocks/map", "model/")
_PACKAGES = (
    *("arabic-reshaper", "contourpy", "fonttools", "matplotlib", "numpy", "pillow"),
    "python-bidi",
    "uharfbuzz",
)


def draw_all(
    charts: Sequence[Chart], look: ChartStyle, cache: Cache | None, executor: Executor | None
) -> Callable[[], list[Drawing]]:
    """Draw charts; returns a function that gives them in the same order.

    Charts in ``cache`` are not drawn, and others are stored there. An ``executor`` draws them while
    the caller goes on; if it breaks, the function draws them itself.
    Raises ChartError; with an executor, the function does.
    """
    stored = _StoredCharts(cache, look) if cache and charts else None
    pictures = [stored.get(chart) if stored else None for chart in charts]
    waiting: dict[int, Future[Drawing]] = {}

    def draw_here(number: int) -> None:
        chart = charts[number]
        keep(number, draw(chart, look, KINDS[chart.kind].draw))

    def keep(number: int, drawing: Drawing) -> None:
        pictures[number] = drawing
        if stored:
            stored.put(charts[number], drawing)

    for number, chart in enumerate(charts):
        if pictures[number] is not None:
            continue
        if executor is None:
            draw_here(number)
        else:
            waiting[number] = _submitted(executor, chart, look)

    def drawn() -> list[Drawing]:
        for number, future in waiting.items():
            try:
                keep(number, future.result())
            except BriefingError:
                raise
            except Exception:  # noqa: BLE001  # whatever happened to the other process
                draw_here(number)
        waiting.clear()
        return [picture for picture in pictures if picture is not None]

    return drawn


def _submitted(executor: Executor, chart: Chart, look: ChartStyle) -> Future[Drawing]:
    try:
        return executor.submit(draw, chart, look, KINDS[chart.kind].draw)
    except BrokenExecutor as error:
        broken: Future[Drawing] = Future()
        broken.set_exception(error)
        return broken


class _StoredCharts:
    """The charts of one style in a cache."""

    def __init__(self, cache: Cache, look: ChartStyle) -> None:
        self._cache, self._look = cache, look
        self._common = _common(look)

    def get(self, chart: Chart) -> Drawing | None:
        if self._common is None:
            return None
        data = self._cache.get(_KIND, fingerprint(chart, self._common))
        return None if data is None else _unpacked(data)

    def put(self, chart: Chart, drawing: Drawing) -> None:
        # A font or the program may have changed meanwhile.
        if self._common is not None and _common(self._look) == self._common:
            self._cache.put(_KIND, fingerprint(chart, self._common), _packed(drawing))


def _packed(drawing: Drawing) -> bytes:
    """A drawing as bytes: a line with its labels, then the SVG."""
    head = {"width": drawing.width, "height": drawing.height}
    labels = [asdict(label) for label in drawing.labels]
    return json.dumps({**head, "labels": labels}).encode() + b"\n" + drawing.svg


def _unpacked(data: bytes) -> Drawing:
    head, _, svg = data.partition(b"\n")
    values = json.loads(head)
    labels = tuple(Label(**label) for label in values["labels"])
    return Drawing(svg, values["width"], values["height"], labels)


def _common(look: ChartStyle) -> str | None:
    """The digest of what shapes all charts of a style; None if a font cannot be read."""
    try:
        fonts, bold = (
            tuple(sha256(Path(file).read_bytes()).hexdigest() for file in files)
            for files in (look.fonts, look.bold_fonts)
        )
        shapes = maps_digest()
    except OSError:
        return None
    return fingerprint(
        replace(look, fonts=fonts, bold_fonts=bold),
        program_digest(*_CODE),
        shapes,
        package_versions(_PACKAGES),
        # Processors round floating point numbers differently. Matplotlib may use the system's
        # FreeType, as distributions build it.
        (platform.python_version(), platform.machine(), native_files()),
    )
