"""A kind of chart is one class and one drawing: a brief prints it, with its data inside."""

from __future__ import annotations

from typing import ClassVar, cast

import pytest

from briefings.arabic import Arabic
from briefings.build.render import print_document
from briefings.charts import DRAWERS
from briefings.charts.canvas import Canvas
from briefings.content.blocks import Composer, Sources
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_data import ChartData
from briefings.content.blocks.chart_kinds import SHAPES, ChartShape, Takes
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.brief import Purpose, compose
from briefings.model import Chart, ChartKind, Mark, Style, Topic
from briefings.resources import templates_folder
from tests.structure import problems_of
from tests.tiny import LATE, LIBRARY

# Stands for a further member of the enum, which is equal to its word and hashed like it.
TOTAL = cast("ChartKind", "total")


class TotalChart(ChartShape):
    """One large number and its name."""

    kind: ClassVar[ChartKind] = TOTAL
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 20.0

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        fact = composer.library.facts[panel.of[0].fact]
        claim = composer.selection.current(fact.id)
        if claim is None:
            return None
        mark = Mark(composer.number(fact, claim), fact.wording, claim.value)
        return ChartData(((fact.id, claim),), marks=(mark,))


def draw_total(chart: Chart, canvas: Canvas) -> float:
    number = canvas.block(chart.marks[0].label, canvas.width, bold=True)
    canvas.put(number, 0, 0)
    return number.height


def test_every_kind_of_chart_has_a_plan() -> None:
    assert set(SHAPES) == set(ChartKind)


@pytest.fixture
def new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHAPES, TOTAL, TotalChart())
    monkeypatch.setitem(DRAWERS, TOTAL, draw_total)


def block(fact: str) -> Charts:
    return Charts((Panel(TOTAL, "المجموع", (ChartItem(fact),)),))


@pytest.mark.usefixtures("new_kind")
def test_a_brief_prints_it_and_carries_its_data() -> None:
    topic = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (block("trained"), Sources()))
    brief = compose(LIBRARY, topic, Purpose(LATE, LATE, Arabic()))
    (picture,) = brief.pictures
    assert (picture.chart.kind, picture.chart.height_mm) == ("total", 20)
    printed = print_document(LIBRARY, brief, Style(templates_folder()), exports=["html"])
    assert '"أكثر من 120,000",120000,' in printed.enclosed["chart-1.csv"].decode("utf-8-sig")
    assert printed.beside["html"].count(b"data:image/svg+xml") == 1
    assert problems_of(printed.data) == []


@pytest.mark.usefixtures("new_kind")
def test_facts_that_do_not_fit_it_are_problems() -> None:
    assert [(one.rule, one.message) for one in block("leads").problems(LIBRARY)] == [
        (
            "chart-shape",
            "this total chart cannot be drawn: the relation “leads” has no values to draw",
        )
    ]
