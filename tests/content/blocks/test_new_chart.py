"""A kind of chart is one class: a topic names it, a brief prints it, with its data inside."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from briefings.arabic import Arabic
from briefings.build.render import print_document
from briefings.charts.fills import fills_of
from briefings.charts.plate import Plate
from briefings.content.blocks import Composer
from briefings.content.blocks.chart_data import ChartData
from briefings.content.blocks.chart_kinds import BarChart
from briefings.content.blocks.chart_spec import KINDS, SHAPES, ChartShape, Panel, Takes
from briefings.content.brief import Purpose, compose
from briefings.data import load_library
from briefings.data.field_hints import keys_of
from briefings.data.schema import schemas
from briefings.errors import DataError
from briefings.model import Chart, Library, Style
from briefings.resources import templates_folder
from tests.charts.pictures import Picture
from tests.data.folder import spoilt, write
from tests.structure import problems_of

DAY = date(2026, 11, 21)
BLOCK = """\
  - kind: charts
    panels:
      - chart: bubbles
        title: زاد العدد
        of:
          - fact: uk-trained-forces
  - kind: sources
"""
TOPIC = spoilt("topics/uk.yaml", "  - kind: sources\n", BLOCK)


@pytest.fixture
def bubbles() -> Iterator[None]:
    """A bubble for each value, as far from the start as it is large."""
    keys_of.cache_clear()

    class BubbleChart(ChartShape):
        kind: ClassVar[str] = "bubbles"
        takes: ClassVar[Takes] = Takes.QUANTITIES
        usual_mm: ClassVar[float] = 20.0

        def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
            return BarChart().plan(panel, composer)

        @staticmethod
        def draw(chart: Chart, plate: Plate) -> None:
            most = max(mark.value or 0 for mark in chart.marks)
            labels = [plate.block(mark.label) for mark in chart.marks]
            sheet = plate.axes(sum(label.height for label in labels))
            y = 0.0
            fills = fills_of(chart.marks, plate.style)
            for mark, label, fill in zip(chart.marks, labels, fills, strict=True):
                plate.put(sheet, label, 0, y)
                free = plate.width - label.width - 12
                s = label.width + 6 + free * (mark.value or 0) / most
                sheet.plot(s, y + label.height / 2, "o", markersize=6, **fill.of_dot)
                y += label.height

    yield
    del SHAPES["bubbles"], KINDS["bubbles"]
    keys_of.cache_clear()


def loaded(tmp_path: Path, topic: str = TOPIC) -> Library:
    return load_library(write(tmp_path, {"topics/uk.yaml": topic}))


@pytest.mark.usefixtures("bubbles")
def test_a_brief_prints_it_and_carries_its_data(tmp_path: Path) -> None:
    library = loaded(tmp_path)
    brief = compose(library, library.topics["uk"], Purpose(DAY, DAY, Arabic()))
    (picture,) = brief.pictures
    assert (picture.chart.kind, picture.chart.height_mm) == ("bubbles", 20)
    printed = print_document(library, brief, Style(templates_folder()), exports=["html"])
    assert ",120000" in printed.enclosed["chart-1.csv"].decode("utf-8-sig")
    (svg,) = re.findall(rb'svg.xml;base64,([^"]+)" alt=""', printed.beside["html"])
    # Two values, the later one emphasised.
    shapes = Picture(b64decode(svg)).shapes
    assert sum(abs(shape.width - shape.height) < 0.01 for shape in shapes) == 2
    assert problems_of(printed.data) == []


@pytest.mark.usefixtures("bubbles")
def test_what_fits_it_is_checked_and_editors_offer_it(tmp_path: Path) -> None:
    assert ', "bubbles"]' in str(schemas()["topic.schema.json"]).replace("'", '"')
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, TOPIC.replace("fact: uk-trained-forces", "fact: sahel-leaders"))
    assert [(one.rule, one.message) for one in caught.value.problems] == [
        (
            "chart-shape",
            (
                "this bubbles chart cannot be drawn: "
                "the relation “sahel-leaders” has no values to draw"
            ),
        )
    ]


def test_a_kind_that_no_class_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        loaded(tmp_path)
    (problem,) = caught.value.problems
    assert problem.rule == "unknown-choice"
    assert problem.remedy == (
        "Use one of: bars, line, share, timeline, matrix, "
        "grouped, stacked, dots, ranges, multiples."
    )
