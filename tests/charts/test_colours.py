from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.charts.colours import check_colours
from briefings.errors import ChartError
from briefings.html.theme import load_theme
from briefings.model import ChartStyle
from briefings.model.charts import contrast
from tests.charts.drawing import draw
from tests.charts.samples import TRAINED


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the known near miss


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"text": "#777777"}, "text #777777 and paper #ffffff have 4.48:1", id="text"),
        pytest.param({"muted": "#999999"}, "muted #999999 and paper", id="muted"),
        pytest.param({"series": ("#0a4a5f", "#cccccc")}, "series 2 #cccccc and paper", id="pale"),
        pytest.param(
            {"series": ("#0b5a73", "#8a979f")}, "series 1 #0b5a73 and series 2 #8a979f", id="pair"
        ),
        pytest.param({"series": ("#0a4a5f",)}, "two to four series colours, not 1", id="one"),
        pytest.param({"series": ("#000000",) * 5}, "two to four series colours, not 5", id="five"),
        pytest.param({"rule": "grey"}, "rule “grey”", id="name"),
    ],
)
def test_a_style_that_cannot_be_told_apart_is_refused(
    style: ChartStyle, changes: dict[str, str], message: str
) -> None:
    with pytest.raises(ChartError, match=message):
        draw(TRAINED, replace(style, **changes))  # type: ignore[arg-type]


def test_the_default_theme_passes(checkout: object) -> None:
    from pathlib import Path

    assert isinstance(checkout, Path)
    check_colours(load_theme(checkout / "templates" / "themes" / "default").chart_style)
