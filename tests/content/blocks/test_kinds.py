"""What each kind of block shows, and what it leaves out before its facts are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic import plain
from briefings.content.blocks import A4_ROOM, KINDS, ChartRoom, Composer, PlannedBlock
from briefings.content.blocks.agenda import Agenda
from briefings.content.blocks.amounts import AmountItem, Amounts
from briefings.content.blocks.biography import Biography
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Caveats, Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.map import Map, MapGroup
from briefings.content.blocks.points import Asks, Avoids, Objectives
from briefings.content.blocks.prose import (
    Lines,
    LineToTake,
    Prose,
    Question,
    Questions,
    TextStyle,
)
from briefings.content.blocks.tables import Leadership, Table, TextRow
from briefings.content.blocks.timeline import Event, Timeline
from briefings.model import (
    AgendaItem,
    Chart,
    Cite,
    Claim,
    Column,
    Fact,
    InferredDate,
    Origin,
    Point,
    Unit,
    UnitForms,
    UnitKind,
    When,
    Words,
    marked,
    marked_text,
    plain_text,
    unmarked,
)
from tests.tiny import LIBRARY, NEW, OLD, SHARE, TRAINED, composer, library_with

GROWTH = Panel("bars", "النمو", (ChartItem("trained"),))
BLOCKS: list[PlannedBlock] = [
    Prose(("{trained}",)),
    KeyFigures((KeyFigure("trained", "درّبتهم المملكة"),)),
    Charts((GROWTH,)),
    Amounts((AmountItem("trained"),)),
    Table(("المجموعة", "الرئاسة"), (TextRow(("الاستقرار", "{leads}")),)),
    Leadership(("leads", "other-leads")),
    Map((MapGroup("leads"),)),
    Timeline((Event("trained"),)),
    Lines(("قل {trained}",)),
    Questions((Question("كم؟", ("{trained}.",)),)),
    Agenda((AgendaItem("تدريب {trained}", time="9:00"),)),
    Biography(("envoy",)),
    Objectives(("عرض {trained}",)),
    Asks((Point("كم بعد {trained}؟", proposed=True),)),
    Avoids(("جمع {trained} و{share}",)),
    Caveats(notes_of=("trained",)),
    Sources(),
]


def test_every_kind_is_tried_here() -> None:
    assert {block.kind for block in BLOCKS} == set(KINDS)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_a_block_shows_what_is_known_and_vanishes_before(block: PlannedBlock) -> None:
    assert block.view(composer(date(2015, 1, 1))) is None
    late = composer()
    late.sentence("{trained}{leads}")
    view = block.view(late)
    assert view is not None
    assert view.kind == block.kind


def test_a_relation_is_counted_in_its_unit() -> None:
    view = KeyFigures((KeyFigure("leads", "ترأس", count="state"),)).view(composer())
    assert view is not None
    assert (view.tiles[0].amount.figure, unmarked(view.tiles[0].amount.noun)) == ("", "دولتان")


def test_a_tile_has_qualifier_figure_noun_date_and_mark() -> None:
    view = KeyFigures((KeyFigure("trained", "درّبتهم المملكة"),)).view(composer())
    assert view is not None
    (tile,) = view.tiles
    assert tuple(map(unmarked, (tile.amount.qualifier, tile.amount.figure, tile.amount.noun))) == (
        "أكثر من",
        "120,000",
        "عنصر",
    )
    assert unmarked(tile.date) == "30 سبتمبر 2024"
    assert [cite.number for cite in tile.cites] == [1]


def _chart(panel: Panel, one: Composer) -> object:
    view = Charts((panel,)).view(one)
    return view.pictures[0].chart if view else None


def test_bars_over_time_are_drawn_from_the_claims_and_stress_the_latest() -> None:
    view = Charts((GROWTH,)).view(composer())
    assert view is not None
    picture = view.pictures[0]
    marks = picture.chart.marks
    assert [(mark.value, unmarked(mark.category), mark.emphasis) for mark in marks] == [
        (25000, "سبتمبر 2016 (تقديرًا)", False),
        (120000, "30 سبتمبر 2024", True),
    ]
    # The qualifier that both have is said once.
    assert marks[1].label == marked("120,000", Origin.FIGURE, "trained#0")
    assert unmarked(marked_text(picture.subtitle)) == (
        "عناصر دُرّبوا («أكثر من» في كل رقم)، من 2016 إلى 2024"
    )
    assert marks[0].span == (date(2016, 9, 1), date(2016, 9, 30))
    assert [cite.number for cite in picture.cites] == [1, 2]
    assert (
        picture.chart.alternative == "رسم بالأعمدة. سبتمبر 2016 (تقديرًا): أكثر من 25,000 عنصر؛ "
        "30 سبتمبر 2024: أكثر من 120,000 عنصر."
    )


def test_one_date_is_not_growth() -> None:
    assert _chart(GROWTH, composer(date(2020, 1, 1))) is None


def test_the_matrix_marks_who_leads_what() -> None:
    panel = Panel("matrix", "القيادة", (ChartItem("leads"), ChartItem("other-leads")))
    view = Charts((panel,)).view(composer())
    assert view is not None
    chart = view.pictures[0].chart
    assert tuple(map(unmarked, chart.rows)) == ("الإمارات", "ألمانيا", "إيطاليا")
    assert chart.cells == ((True, True), (True, False), (False, True))
    assert chart.alternative.startswith("جدول بعلامات. الإمارات: مجموعة الاستقرار، مجموعة التمويل؛")


def test_a_share_of_a_percentage_belongs_to_a_hundred() -> None:
    panel = Panel("share", "خسر", (ChartItem("share", "خسره"),), remainder="ما بقي")
    view = Charts((panel,)).view(composer())
    assert view is not None
    chart = view.pictures[0].chart
    assert chart.whole == 100
    assert [(mark.category, mark.value) for mark in chart.marks] == [("خسره", 95), ("ما بقي", 5)]
    # No source has a figure for what is left.
    assert plain(chart.alternative) == "رسم للأجزاء من الكل. خسره: 95٪؛ وما عدا ذلك: ما بقي."


def test_an_alternative_says_the_currency_and_keeps_latin_as_typed() -> None:
    pound = Unit("pound", UnitKind.CURRENCY, "بالجنيه", UnitForms(*["جنيه"] * 7))
    spent = Claim("new-page", 1, "دليل", as_of=NEW, value=2.3e9)
    facts = [Fact(name, "GB", name, name, (spent,), unit="pound") for name in ("one", "two")]
    library = library_with(*facts)
    library = replace(library, units={**library.units, "pound": pound})
    items = (ChartItem("one", "برنامج Windows 11"), ChartItem("two", "\u2068C#\u2069"))
    view = Charts((Panel("bars", "الإنفاق", items),)).view(composer(library=library))
    assert view is not None
    assert plain(view.pictures[0].chart.alternative) == (
        "رسم بالأعمدة. برنامج Windows 11: 2.3 مليار جنيه؛ C#: 2.3 مليار جنيه."
    )


def test_leadership_lists_the_busiest_country_first() -> None:
    view = Leadership(("leads", "other-leads")).view(composer())
    assert view is not None
    assert [(row.code, row.marks) for row in view.rows] == [
        ("AE", (True, True)),
        ("DE", (True, False)),
        ("IT", (False, True)),
    ]


def test_a_timeline_runs_from_the_oldest_event() -> None:
    view = Timeline((Event("trained"),)).view(composer())
    assert view is not None
    assert [(unmarked(one.date), plain_text(one.told)) for one in view.events] == [
        ("سبتمبر 2016 (تقديرًا)", "عناصر دُرّبوا: أكثر من 25,000 عنصر"),
        ("30 سبتمبر 2024", "عناصر دُرّبوا: أكثر من 120,000 عنصر"),
    ]


def test_a_list_keeps_the_items_that_can_be_said() -> None:
    block = Prose(("{share}", "{trained@2024-09-30}"), TextStyle.LIST)
    view = block.view(composer(date(2020, 1, 1)))
    assert view is not None
    assert len(view.paragraphs) == 1


def test_a_line_to_take_rests_on_a_fact_or_is_a_proposal() -> None:
    lines = ("درّبنا {trained}.", LineToTake("نرحّب بذلك.", proposed=True), "{أو}تدرّب كثيرون.")
    block = Lines((*lines, "{share|cite}خسر داعش أرضًا."))
    assert [one.rule for one in block.problems(LIBRARY)] == ["unsupported-line"]
    told = {}
    for day in (date(2015, 1, 1), date(2026, 1, 1)):
        view = block.view(composer(day))
        assert view is not None
        told[day.year] = [(plain(plain_text(one.told)), one.proposed) for one in view.lines]
    assert told == {
        2015: [("نرحّب بذلك.", True)],
        2026: [
            ("درّبنا أكثر من 120,000 عنصر.", False),
            ("نرحّب بذلك.", True),
            ("خسر داعش أرضًا.", False),
        ],
    }


def test_caveats_print_recorded_notes_and_estimated_dates_of_what_was_cited() -> None:
    one = composer()
    one.sentence("{trained} {share}")
    view = Caveats(points=("نقطة.",), notes_of=("trained", "old-page"), dates=True).view(one)
    assert view is not None
    assert [plain_text(point.text) for point in view.points] == [
        "نقطة.",
        "قد يُعدّ العنصر مرتين.",
        "كُتب اسم داعش خطأً.",
        "المصدر: لأنها تذكر مرور عامين؛ فقُدِّر التاريخ بشهر سبتمبر 2016.",
    ]


def test_caveats_find_the_notes_of_what_was_printed_unless_they_are_left_out() -> None:
    twin = replace(TRAINED, id="twin")
    new, old = TRAINED.claims
    third = replace(TRAINED, id="third", notes=(), claims=(replace(new, note="عدد تراكمي."), old))
    for without, said in [((), ["قد يُعدّ العنصر مرتين.", "عدد تراكمي."]), (("third",), 1)]:
        one = composer(library=library_with(twin, third))
        one.sentence("{trained} {twin} {third}")
        view = Caveats(without=without, dates=False).view(one)
        assert view is not None
        points = [plain_text(point.text) for point in view.points]
        assert points == (said if isinstance(said, list) else ["قد يُعدّ العنصر مرتين."])


def test_notes_and_reasons_do_not_look_ahead() -> None:
    new, old = TRAINED.claims
    old = replace(old, note="لا يذكر العدد مرة ثانية إلا بيان عام {2024}.")
    reason = InferredDate(OLD, "لأن عددها أقل من المنشور في {2024-09-30}.")
    library = library_with(replace(TRAINED, claims=(new, old)))
    source = replace(library.sources["old-page"], inferred=reason)
    library = replace(library, sources={**library.sources, "old-page": source})
    told = {}
    for day in (date(2020, 1, 1), date(2025, 1, 1)):
        one = composer(day, library)
        one.sentence("{trained@2016-09}")
        view = Caveats(dates=True).view(one)
        assert view is not None
        told[day.year] = [plain(plain_text(point.text)) for point in view.points]
    assert told == {
        2020: [
            "المصدر: لا يذكر تاريخه؛ فقُدِّر التاريخ بشهر سبتمبر 2016.",
        ],
        2025: [
            "قد يُعدّ العنصر مرتين.",
            "لا يذكر العدد مرة ثانية إلا بيان عام 2024.",
            "المصدر: لأن عددها أقل من المنشور في 30 سبتمبر 2024؛ فقُدِّر التاريخ بشهر سبتمبر 2016.",
        ],
    }


def test_why_a_date_is_estimated_is_told_with_a_mark_even_where_only_the_date_was_printed() -> None:
    new, _ = TRAINED.claims
    fact = replace(TRAINED, claims=(replace(new, inferred="لا يذكر المصدر اليوم."),))
    one = composer(date(2025, 1, 1), library=library_with(fact))
    one.sentence("{trained|dated}")
    view = Caveats().view(one)
    assert view is not None
    (note,) = view.points
    words = Words("لا يذكر المصدر اليوم", origin=Origin.NOTE)
    assert (note.text, note.about) == ((words, Cite(1, "1"), Words(".")), ("trained#0",))


def test_one_sentence_names_the_sources_that_are_undated() -> None:
    sources = {
        name: replace(LIBRARY.sources["old-page"], id=name) for name in ("old-page", "x", "y")
    }
    facts = [
        replace(SHARE, id=f"share-{name}", claims=(replace(SHARE.claims[0], source=name),))
        for name in sources
    ]
    library = replace(library_with(*facts), sources={**LIBRARY.sources, **sources})
    for count, said in [
        (1, "لا يذكر المصدر [1] تاريخه، فقُدِّر."),
        (2, "لا يذكر المصدران [1] و[2] تاريخيهما، فقُدِّر كل منهما."),
        (3, "لا تذكر المصادر [1] و[2] و[3] تواريخها، فقُدِّرت."),
    ]:
        one = composer(library=library)
        one.sentence(" ".join(f"{{{fact.id}}}" for fact in facts[:count]))
        view = Caveats().view(one)
        assert view is not None
        marked = "".join(
            f"[{part.text}]" if isinstance(part, Cite) else plain(plain_text((part,)))
            for part in view.points[-1].text
        )
        assert marked == said


def test_what_a_source_says_twice_is_one_event() -> None:
    new, _ = TRAINED.claims
    fact = replace(TRAINED, claims=(new, replace(new, paragraph=9)))
    view = Timeline((Event("trained"),)).view(composer(library=library_with(fact)))
    assert view is not None
    assert len(view.events) == 1


def test_sources_are_those_cited_in_the_order_of_their_numbers() -> None:
    one = composer()
    one.sentence("{share} {trained}")
    view = Sources().view(one)
    assert view is not None
    assert [
        (unmarked(entry.mark), unmarked(entry.title), entry.is_inferred) for entry in view.entries
    ] == [
        ("1", "صفحة قديمة", True),
        ("2", "صفحة جديدة", False),
    ]


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (Prose(("{nothing}",)), "unknown-fact"),
        (KeyFigures((KeyFigure("nothing", "لا شيء"),)), "unknown-fact"),
        (Leadership(("nothing",)), "unknown-fact"),
        (Lines(("نرحّب بذلك.",)), "unsupported-line"),
        (Lines(("نرحّب بما قدّمته {=AE}.",)), "unsupported-line"),
        (Lines((LineToTake("نرحّب بذلك."),)), "unsupported-line"),
        (Lines((LineToTake("قدّمنا {nothing}.", proposed=True),)), "unknown-fact"),
        (Charts((Panel("line", "خط", (ChartItem("leads"),)),)), "chart-shape"),
        (Charts((Panel("share", "حصة", (ChartItem("trained"),)),)), "chart-shape"),
        (Charts((Panel("matrix", "شبكة", (ChartItem("trained"),)),)), "chart-shape"),
        (
            Charts((Panel("bars", "أعمدة", (ChartItem("trained"), ChartItem("share"))),)),
            "chart-shape",
        ),
        (Caveats(notes_of=("nothing",)), "unknown-id"),
        (Caveats(without=("nothing",)), "unknown-id"),
        (Caveats(notes_of=("share",)), "no-notes"),
        (Timeline((Event("trained", at=When.parse("2017")),)), "text-date"),
        (
            Charts((Panel("bars", "نمو", (ChartItem("trained", at=When.parse("2017")),)),)),
            "text-date",
        ),
        (Charts((GROWTH, GROWTH, GROWTH)), "too-many-charts"),
        (Table(("أ", "ب"), (TextRow(("واحد",)),)), "ragged-table"),
        (KeyFigures((KeyFigure("leads", "رئاسة"),)), "key-figure"),
        (KeyFigures((KeyFigure("leads", "رئاسة", count="percent"),)), "unit-cannot-count"),
        (KeyFigures((KeyFigure("leads", "رئاسة", count="statt"),)), "unknown-unit"),
        (KeyFigures((KeyFigure("trained", "تدريب", count="state"),)), "key-figure"),
    ],
)
def test_blocks_tell_what_is_wrong_with_their_references(block: PlannedBlock, rule: str) -> None:
    assert [problem.rule for problem in block.problems(LIBRARY)] == [rule]


@pytest.mark.parametrize(
    ("room", "single", "pair", "stacked"),
    [
        # The usual height of bars is 46 mm; what is narrower than on A4 may be so much higher.
        pytest.param(A4_ROOM, (180, 46), (87, 46), False, id="a4"),
        pytest.param(ChartRoom(185, 90), (185, 46), (90, 46), False, id="letter"),
        pytest.param(ChartRoom(120, None), (120, 69), (120, 46), True, id="a5"),
        pytest.param(ChartRoom(90, 43.5), (90, 92), (43.5, 92), False, id="half"),
        pytest.param(ChartRoom(scale=0.75), (180, 34.5), (87, 34.5), False, id="sheet"),
    ],
)
def test_a_page_gives_its_charts_their_room(
    room: ChartRoom, single: tuple[float, float], pair: tuple[float, float], stacked: bool
) -> None:
    one, two = Charts((GROWTH,)), Charts((GROWTH, GROWTH))
    alone, together = (block.view(roomy(room)) for block in (one, two))
    assert alone is not None
    assert together is not None
    assert [(p.chart.width_mm, p.chart.height_mm) for p in alone.pictures] == [single]
    assert [(p.chart.width_mm, p.chart.height_mm) for p in together.pictures] == [pair, pair]
    assert (alone.stacked, together.stacked) == (False, stacked)


@pytest.mark.parametrize(
    ("column", "size", "stacked"),
    [
        (Column.FULL, (87, 46), False),
        (Column.MAIN, (126, 46), True),
        # Bars in the side column wrap their names: they may be 1.6 times as high.
        (Column.SIDE, (50, 73.6), True),
    ],
)
def test_a_chart_is_as_wide_as_its_column(
    column: Column, size: tuple[float, float], stacked: bool
) -> None:
    view = Charts((GROWTH, GROWTH)).view(composer())
    assert view is not None
    there = view.at(column, A4_ROOM)
    sizes = [(p.chart.width_mm, p.chart.height_mm) for p in there.pictures]
    assert sizes == [pytest.approx(size)] * 2
    assert there.stacked is stacked
    # A page without a side column has one width for all.
    narrow = view.at(column, ChartRoom(120, None, 1.0, None, None))
    assert {p.chart.width_mm for p in narrow.pictures} == {120}


def roomy(room: ChartRoom) -> Composer:
    plain_one = composer()
    return Composer(plain_one.selection, plain_one.arabic, plain_one.edition, room=room)


def test_a_date_known_by_its_year_stands_in_the_middle_of_it() -> None:
    claim = replace(TRAINED.claims[0], as_of=When.parse("2023"))
    fact = replace(TRAINED, claims=(claim, *TRAINED.claims[1:]))
    chart = _chart(GROWTH, composer(library=library_with(fact)))
    assert isinstance(chart, Chart)
    assert date(2023, 7, 2) in [mark.day for mark in chart.marks]
