"""Hints on what a brief says twice."""

from __future__ import annotations

from datetime import date

from briefings.arabic import Arabic
from briefings.content.blocks import Composer, PlannedBlock
from briefings.content.blocks.amounts import AmountItem, Amounts
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Caveats, Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.prose import Lines, Prose
from briefings.content.blocks.tables import Table, TextRow
from briefings.content.repetition import repetition_hints
from briefings.facts.references import Line
from briefings.facts.selection import Selection
from briefings.model import Place, Topic
from tests.tiny import LATE, LIBRARY

TILE = KeyFigures((KeyFigure("share", "خسروا"),))
BARS = Panel("bars", "النمو", (ChartItem("trained"),))


def found(*blocks: PlannedBlock, day: date = LATE, line: str = "خلاصة.") -> list[tuple[str, str]]:
    topic = Topic("t", "عنوان", "ملخص", (line,), (*blocks, Sources()))
    composer = Composer(Selection(LIBRARY, day), Arabic(), day)
    return [(one.rule, one.message) for one in repetition_hints(topic, composer)]


def rules(*blocks: PlannedBlock, day: date = LATE, line: str = "خلاصة.") -> list[str]:
    return [rule for rule, _ in found(*blocks, day=day, line=line)]


def test_a_figure_may_stand_twice() -> None:
    text = Prose(("خسروا {share}.",))
    assert rules(TILE, text) == []
    assert rules(TILE, text, line="خسروا {share|of}.") == ["printed-thrice"]


def test_references_without_the_figure_do_not_count() -> None:
    text = Prose(("أرض{share|cite} في {share|date}، ثم {share|dated}.", "درّبنا {trained|times}."))
    assert rules(TILE, text, line="خسروا {share}.") == []


def test_each_date_is_a_figure_of_its_own() -> None:
    text = Prose(("من {trained@2016-09} إلى {trained}.", "{trained@first}، {trained@2024-09-30}."))
    assert rules(text) == []
    ((rule, message),) = found(text, line="كانوا {trained@2016-09}.")
    assert rule == "printed-thrice"
    assert "“trained” for 2016-09 is printed 3 times" in message


def test_tiles_charts_tables_and_lists_count() -> None:
    table = Table(("أ", "ب"), (TextRow(("نص", "{trained|number}")),))
    amounts = Amounts((AmountItem("trained"),))
    tile = KeyFigures((KeyFigure("trained", "درّبوا"),))
    charts = Charts((BARS,))
    for three in ((table, amounts, tile), (amounts, tile, charts), (charts, table, tile)):
        assert rules(*three) == ["printed-thrice"]
        assert rules(*three[:2]) == []


def test_caveats_do_not_count_and_alternatives_only_where_they_are_said() -> None:
    assert rules(TILE, Prose(("{share}.",)), Caveats(("{share}.",))) == []
    text = Prose(("خسروا {share}.", "{أو}أي {share}."))
    assert rules(TILE, text) == []
    late = Prose(("درّبوا {trained@2024-09-30}.", "{أو}خسروا {share}."))
    early = date(2016, 10, 1)
    assert rules(TILE, Prose(("{share}.",)), late, day=early) == []
    unknown = Prose(("في {other-leads@2016-09}{trained@2016-09}.", "{أو}خسروا {share}."))
    assert rules(TILE, Prose(("{share}.",)), unknown) == []


def test_what_counts_no_objects_is_no_figure() -> None:
    counted = KeyFigures((KeyFigure("leads", "ترأس", count="state"),))
    assert rules(counted, Prose(("{leads} {leads} {leads}.",))) == []


def test_a_sentence_is_said_once() -> None:
    one = "درّبت المملكة المتحدة قوات الأمن في العراق منذ سنوات"
    other = "دعمت بريطانيا غيرها في سوريا ولبنان والأردن."
    assert rules(Prose((f"{one}.",)), Lines((f"{one} طويلة{{trained|cite}}.",))) == ["repeat"]
    assert rules(Prose((f"{one}.",)), Lines((other,))) == []
    # A few words may be the same.
    assert rules(Prose(("انظر إلى الجدول.", "انظر إلى الجدول."))) == []


def test_a_tile_and_a_chart_stand_once() -> None:
    assert rules(TILE, TILE) == ["repeat"]
    assert rules(Charts((BARS,)), Charts((BARS,))) == ["repeat"]
    assert rules(Charts((BARS, Panel("line", "النمو", (ChartItem("trained"),))))) == []


def test_a_hint_stands_where_the_figure_is_printed_the_third_time() -> None:
    texts = tuple(
        Line("خسروا {share}.", Place("topics/t.yaml", number, 7), 1) for number in (12, 10, 11)
    )
    topic = Topic("t", "عنوان", "ملخص", ("خلاصة.",), (Prose(texts), Sources()))
    composer = Composer(Selection(LIBRARY, LATE), Arabic(), LATE)
    (one,) = repetition_hints(topic, composer)
    assert (one.file, one.line, one.column, one.level) == ("topics/t.yaml", 12, 14, "note")
    assert "(lines 10, 11, 12)" in one.message
