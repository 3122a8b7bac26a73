"""A style with the bundled fonts, and another engine to compare text with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.model import ChartStyle
from tests.charts.pictures import Pixels, page_pixels
from tests.charts.samples import FIRST, OTHER


@pytest.fixture(scope="session")
def style(checkout: Path) -> ChartStyle:
    fonts = checkout / "templates" / "themes" / "default" / "fonts"

    def files(weight: str) -> tuple[str, ...]:
        names = (f"NotoNaskhArabic-{weight}-subset.ttf", f"NotoSans-{weight}-subset.ttf")
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


@pytest.fixture(scope="session")
def printed_by_pango(style: ChartStyle) -> Callable[[str], Pixels]:
    """What another engine (Pango and HarfBuzz) makes of a line of text in the same fonts."""
    faces = "".join(
        f"@font-face {{ font-family: F{i}; src: url('file://{file}') }}"
        for i, file in enumerate(style.fonts)
    )

    def render(text: str) -> Pixels:
        return page_pixels(
            f"<style>{faces} p {{ font: 40px F0, F1; white-space: pre }}</style>"
            f"<p dir=rtl lang=ar>{text.replace('<', '&lt;')}</p>"
        )

    return render
