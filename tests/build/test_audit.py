"""Every digit of every document comes from somewhere, and one that does not stops the build."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from briefings.arabic import Arabic, Digits
from briefings.build.render import print_document
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Sources
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.explain.printed import read_figures
from briefings.errors import RenderError
from briefings.model import Library, Setting, Style, Topic
from briefings.pdf.embedded import read_embedded
from briefings.pdf.readback import read_pages
from briefings.resources import templates_folder
from tests import shipped
from tests.tiny import LATE, LIBRARY


def brief_of(*items: ChartItem, title: str = "زاد العدد", digits: Digits = Digits.LATN) -> Brief:
    panel = Panel("bars", title, items or (ChartItem("trained"),))
    topic = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Charts((panel,)), Sources()))
    return compose(LIBRARY, topic, Purpose(LATE, LATE, Arabic(digits)))


def printed(brief: Brief, library: Library = LIBRARY) -> int:
    return print_document(library, brief, Style(templates_folder())).pages


@pytest.mark.parametrize("digits", Digits)
def test_the_figures_of_a_chart_are_those_of_its_claims(digits: Digits) -> None:
    assert printed(brief_of(digits=digits)) == 1


def test_a_declared_name_may_hold_digits_in_a_chart() -> None:
    resolution = replace(LIBRARY.entities["group"], name="القرار 2254")
    library = replace(LIBRARY, entities={**LIBRARY.entities, "group": resolution})
    item = ChartItem("trained", "بعد {=group}")
    panel = Panel("bars", "زاد", (item, ChartItem("share", "ثانٍ")))
    topic = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Charts((panel,)), Sources()))
    assert printed(compose(library, topic, Purpose(LATE, LATE, Arabic())), library) == 1


def test_a_figure_in_the_title_of_a_chart_comes_from_a_reference() -> None:
    assert printed(brief_of(title="العدد {trained|number} بعد {share}")) == 1


@pytest.mark.parametrize(
    ("brief", "told"),
    [
        pytest.param(brief_of(title="زاد العدد 5 مرات"), "العدد 5 مرات", id="title"),
        pytest.param(
            brief_of(ChartItem("trained", "أول"), ChartItem("trained", "ثانٍ 1,234")),
            "ثانٍ 1,234",
            id="label",
        ),
    ],
)
def test_a_figure_typed_into_a_chart_stops_the_build(brief: Brief, told: str) -> None:
    with pytest.raises(RenderError, match="come from no fact") as caught:
        printed(brief)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        pytest.param("blocks/sources.html", "المصادر", "المصادر 3", id="heading"),
        pytest.param("parts/sources.html", "</td>\n</tr>", " ٤</td>\n</tr>", id="arabic-digit"),
        pytest.param(
            "page.html",
            "{% block content %}{% endblock %}",
            "{% block content %}{% endblock %}<p>7</p>",
            id="page",
        ),
    ],
)
def test_a_digit_planted_in_a_template_stops_the_build(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(templates_folder(), templates)
    page = templates / file
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(RenderError, match="digits stand on the page that come from no fact"):
        print_document(LIBRARY, brief_of(), Style(templates, setting=Setting()))


def test_a_digit_typed_into_a_topic_stops_the_build_where_no_check_was_made() -> None:
    topic = Topic("short", "موجز", "ملخص", ("درّبت {trained} و17 غيرهم.",), (Sources(),))
    brief = compose(LIBRARY, topic, Purpose(LATE, LATE, Arabic()))
    with pytest.raises(RenderError, match="و17 غيرهم"):
        print_document(LIBRARY, brief, Style(templates_folder()))


def test_names_that_hold_digits_are_declared() -> None:
    group = replace(LIBRARY.entities["group"], name="لجنة القرار 2178")
    library = replace(LIBRARY, entities={**LIBRARY.entities, "group": group})
    topic = Topic("short", "موجز", "ملخص", ("أنشئت {=group}، ودُرّب {trained}.",), (Sources(),))
    brief = compose(library, topic, Purpose(LATE, LATE, Arabic()))
    assert print_document(library, brief, Style(templates_folder())).pages == 1


@pytest.mark.parametrize("kind", shipped.SOME, ids=str)
def test_every_figure_of_every_shipped_page_explains_itself(
    kind: shipped.Kind, tmp_path: Path
) -> None:
    """From the PDF alone: each passage stands on its page, with its evidence."""
    file = tmp_path / "document.pdf"
    file.write_bytes(shipped.printed(kind).data)
    rows = read_figures(file).rows
    pages = [_digits(text) for text in read_pages(file.read_bytes())]
    for row in rows:
        assert row["source"]
        assert row["paragraph"] > 0
        assert 0 < len(row["excerpt"].split()) <= 10
        if row["kind"] != "chart":  # the dots of a matrix
            assert _digits(row["printed"]) <= pages[row["page"] - 1], row
    told = {
        row["fact"] for row in json.loads(read_embedded(file, "facts.json").files["facts.json"])
    }
    # Every fact that the document rests on is one of them, and no other is.
    assert {row["fact"] for row in rows} == told


def _digits(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isdecimal())
