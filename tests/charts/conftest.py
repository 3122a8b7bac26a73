"""A style with the bundled fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.model import ChartStyle
from tests.charts.samples import FIRST, OTHER


@pytest.fixture(scope="session")
def style(checkout: Path) -> ChartStyle:
    fonts = checkout / "templates" / "themes" / "default" / "fonts"

    def files(weight: str) -> tuple[str, ...]:
        names = (f"BriefSans-{weight}.ttf", f"NotoSans-{weight}-subset.ttf")
        return tuple(str(fonts / name) for name in names)

    return ChartStyle(
        text="#111111",
        muted="#555555",
        rule="#dddddd",
        paper="#ffffff",
        series=(FIRST, OTHER),
        fonts=files("Regular"),
        bold_fonts=files("Bold"),
    )
