"""The same text on the last Matplotlib that cannot shape Arabic; slow, so only when asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from briefings.model import ChartStyle
from tests.charts.pictures import Pixels, likeness, svg_pixels
from tests.charts.samples import LINES
from tests.charts.test_text import ALIKE, draw_lines

pytestmark = pytest.mark.skipif(
    os.environ.get("BRIEFINGS_TEST_OLD_MATPLOTLIB") != "1",
    reason="installs Matplotlib 3.10: set BRIEFINGS_TEST_OLD_MATPLOTLIB=1",
)


@pytest.fixture(scope="module")
def old_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("old")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    same = [f"{name}=={version(name)}" for name in ("arabic-reshaper", "python-bidi")]
    install = [python, "-m", "pip", "install", "--quiet", "matplotlib==3.10.*", *same]
    subprocess.run(install, check=True)
    return python


def test_text_looks_as_another_engine_prints_it(
    old_python: str,
    style: ChartStyle,
    tmp_path: Path,
    checkout: Path,
    printed_by_pango: Callable[[str], Pixels],
) -> None:
    folder = draw_lines(old_python, LINES, style, tmp_path, checkout)

    alike = {
        name: likeness(svg_pixels((folder / f"{name}.svg").read_bytes()), printed_by_pango(text))
        for name, text in LINES.items()
    }
    assert min(alike.values()) > ALIKE, alike
