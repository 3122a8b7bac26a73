"""Every chart of every topic, at the widths of the papers it may be printed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefings.arabic import Arabic, Digits, Months
from briefings.charts import engine
from briefings.content.blocks import ChartRoom
from briefings.content.brief import Purpose, compose
from briefings.data import load_library
from briefings.html.theme import load_theme
from briefings.model import ChartStyle, Library
from tests.charts.drawing import placed
from tests.charts.pictures import check_labels_apart

DAY = date(2026, 11, 21)
SHEET = 0.85  # of the usual heights


@pytest.fixture(scope="module")
def library(checkout: Path) -> Library:
    return load_library(checkout / "data")


@pytest.fixture(scope="module")
def theme_style(checkout: Path) -> ChartStyle:
    return load_theme(checkout / "templates" / "themes" / "default").chart_style


@pytest.mark.parametrize("scale", [1.0, SHEET], ids=["brief", "sheet"])
@pytest.mark.parametrize("width", [84.0, 87.0, 116.0, 174.0, 180.0])
@pytest.mark.parametrize("digits", Digits)
def test_every_chart_fits(
    library: Library, theme_style: ChartStyle, digits: Digits, width: float, scale: float
) -> None:
    # Months under two names are the longest. Without a half, each chart has the whole width.
    arabic, room = Arabic(digits, Months.DUAL), ChartRoom(width, None, scale, None, None)
    drawn = 0
    for topic in library.topics.values():
        for picture in compose(library, topic, Purpose(DAY, DAY, arabic, room=room)).pictures:
            if picture.chart.kind == "map":
                continue
            with engine.settings():
                plate = placed(picture.chart, theme_style)
            assert picture.chart.width_mm == width
            check_labels_apart(plate)
            drawn += 1
    assert drawn >= 8
