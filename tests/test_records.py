"""What travels inside a brief for machines."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from briefings.blocks.chart import Charts
from briefings.blocks.closing import Sources
from briefings.blocks.panels import ChartItem, Panel
from briefings.briefs import Brief, compose
from briefings.locales import Arabic
from briefings.model import Chart, ChartKind, Mark, Topic
from briefings.records import attachments_of, chart_csv, facts_json
from tests.tiny import LATE, LIBRARY

TOPIC = Topic(
    "short",
    "موجز",
    "ملخص",
    ("درّبت {trained}.",),
    (Charts((Panel(ChartKind.BARS, "زاد العدد", (ChartItem("trained"),)),)), Sources()),
)


@pytest.fixture
def brief() -> Brief:
    return compose(LIBRARY, TOPIC, LATE, LATE, Arabic())


def test_the_facts_are_those_of_the_brief_and_no_others(brief: Brief) -> None:
    rows = json.loads(facts_json(LIBRARY, brief))
    assert [(row["fact"], row["as_of"], row["value"]) for row in rows] == [
        ("trained", "2024-09-30", 120000),
        ("trained", "2016-09", 25000),
    ]


def test_a_chart_is_a_table_that_spreadsheets_read_as_arabic() -> None:
    marks = (
        Mark("أكثر من \u2066120,000\u2069", "2024", 120000.0, date(2024, 9, 30)),
        Mark("نصف", "ما تبقى", 0.5),
    )
    data = chart_csv(Chart(ChartKind.BARS, "عنوان", "بديل", marks=marks))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["category", "label", "value", "day"],
        ["2024", "أكثر من 120,000", "120000", "2024-09-30"],
        ["ما تبقى", "نصف", "0.5", ""],
    ]


def test_a_matrix_is_a_table_of_its_marks() -> None:
    chart = Chart(
        ChartKind.MATRIX,
        "عنوان",
        "بديل",
        rows=("ألمانيا", "إيطاليا"),
        columns=("الاستقرار", "التمويل"),
        cells=((True, False), (False, True)),
    )
    assert chart_csv(chart).decode("utf-8-sig").splitlines() == [
        "row,الاستقرار,التمويل",
        "ألمانيا,1,0",
        "إيطاليا,0,1",
    ]


def test_the_files_are_named_for_their_brief(brief: Brief) -> None:
    files = attachments_of(LIBRARY, brief, "short-")
    assert [file.name for file in files] == ["short-facts.json", "short-chart-1.csv"]
    assert files[1].description == "بيانات الرسم: زاد العدد"
    assert {file.relationship for file in files} == {"Data"}
