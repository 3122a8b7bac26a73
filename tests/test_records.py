"""What travels inside a brief for machines."""

from __future__ import annotations

import json

import pytest

from briefings.blocks.chart import Charts
from briefings.blocks.closing import Sources
from briefings.blocks.panels import ChartItem, Panel
from briefings.briefs import Brief, compose
from briefings.locales import Arabic
from briefings.model import ChartKind, Topic
from briefings.records import attachments_of, facts_json
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
    rows = json.loads(facts_json(LIBRARY, brief.claims))
    assert [(row["fact"], row["as_of"], row["value"]) for row in rows] == [
        ("trained", "2024-09-30", 120000),
        ("trained", "2016-09", 25000),
    ]


def test_the_files_are_named_and_spreadsheets_read_them_as_arabic(brief: Brief) -> None:
    files = attachments_of(LIBRARY, brief)
    assert [file.name for file in files] == ["facts.json", "chart-1.csv"]
    assert files[1].description == "بيانات الرسم: زاد العدد"
    assert files[1].data.startswith(b"\xef\xbb\xbf" + b"category,label,value,day\r\n")
    assert {file.relationship for file in files} == {"Data"}
