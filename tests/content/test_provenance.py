"""What travels inside a brief for machines."""

from __future__ import annotations

import json

import pytest

from briefings.arabic import Arabic
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Sources
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.provenance import attachments_of, facts_json
from briefings.model import Topic
from briefings.pdf import Passage, Trace
from tests.tiny import LATE, LIBRARY

TOPIC = Topic(
    "short",
    "موجز",
    "ملخص",
    ("درّبت {trained}.",),
    (Charts((Panel("bars", "زاد العدد", (ChartItem("trained"),)),)), Sources()),
)


@pytest.fixture
def brief() -> Brief:
    return compose(LIBRARY, TOPIC, Purpose(LATE, LATE, Arabic()))


def test_the_facts_are_those_of_the_brief_and_no_others(brief: Brief) -> None:
    rows = json.loads(facts_json(LIBRARY, brief.claims))
    assert [(row["fact"], row["as_of"], row["value"]) for row in rows] == [
        ("trained", "2024-09-30", 120000),
        ("trained", "2016-09", 25000),
    ]


def test_the_files_are_named_and_spreadsheets_read_them_as_arabic(brief: Brief) -> None:
    files = attachments_of(LIBRARY, brief, found_in(brief))
    assert [file.name for file in files] == ["facts.json", "figures.json", "chart-1.csv"]
    assert files[2].description == "بيانات الرسم: زاد العدد"
    assert files[2].data.startswith(b"\xef\xbb\xbf" + b"category,label,value,day\r\n")
    assert {file.relationship for file in files} == {"Data"}


def found_in(brief: Brief) -> Trace:
    """As if the page had been laid out so; the label of the older figure is not there."""
    passages = (
        Passage("date", "", "21 نوفمبر 2026", 1, "brief-short"),
        Passage("figure", "trained#0", "أكثر من 120,000 عنصر", 1, "brief-short"),
        Passage("cite", "trained#0,1", "1", 2, ""),
    )
    return Trace(passages, {f"{brief.pictures[0].chart.name}.svg": (1,)}, ())


def test_every_figure_is_listed_with_its_page_and_evidence(brief: Brief) -> None:
    rows = json.loads(attachments_of(LIBRARY, brief, found_in(brief))[1].data)
    assert [(row["page"], row["kind"], row["printed"], row["value"]) for row in rows] == [
        (1, "figure", "أكثر من 120,000 عنصر", 120000),
        (1, "chart", "أكثر من 25,000 عنصر", 25000),
        (2, "cite", "[1]", 120000),
        (2, "cite", "[1]", 25000),
    ]
    assert [row["topic"] for row in rows] == ["short", "short", None, None]
    first = rows[0]
    assert (first["fact"], first["source"], first["source_title"], first["publisher"]) == (
        "trained",
        "new-page",
        "صفحة جديدة",
        "ناشر ثانٍ",
    )
    assert (first["as_of"], first["source_date"], first["paragraph"], first["excerpt"]) == (
        "2024-09-30",
        "2024-09-30",
        1,
        "دليل",
    )
