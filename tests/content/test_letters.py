"""Notes on single facts have letters, which stand at whatever prints the fact."""

from __future__ import annotations

from dataclasses import replace

from briefings.arabic import Arabic, plain
from briefings.build.render import page_of, print_document, theme_of
from briefings.content.blocks import PlannedBlock
from briefings.content.blocks.caveats import Note
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Caution, Caveats, CaveatsView, Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures, KeyFiguresView
from briefings.content.blocks.prose import Lines, Prose, Question, Questions
from briefings.content.blocks.tables import Table, TextRow
from briefings.content.blocks.timeline import Event, Timeline
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.letters import NotesView
from briefings.content.pack import compose_pack
from briefings.model import Format, Letter, Library, Rich, Setting, Style, Topic, plain_text
from briefings.resources import templates_folder
from tests.structure import problems_of
from tests.tiny import LATE, NEW, TRAINED, claim, library_with

BARE = library_with(replace(TRAINED, notes=()))
TILES = KeyFigures((KeyFigure("trained", "درّبوا"), KeyFigure("share", "خسروا")))
ON_SHARE = Caution("الأرض غير محددة.", ("share",))
ON_TRAINED = Caution("قد يُعدّون مرتين.", ("trained",))
GENERAL = "لا تغطي المصادر ما بعد ذلك."


def brief_of(*blocks: PlannedBlock, library: Library = BARE, is_sheet: bool = False) -> Brief:
    topic = Topic("t", "عنوان", "ملخص", ("{trained} {share}.",), (*blocks, Sources()))
    return compose(library, topic, Purpose(LATE, LATE, Arabic(), is_sheet=is_sheet))


def notes_in(brief: Brief) -> tuple[list[Note], list[Note]]:
    """The notes beside figures, and those in the block of caveats."""
    beside = [note for view in brief.views if isinstance(view, NotesView) for note in view.notes]
    aside = [note for view in brief.views if isinstance(view, CaveatsView) for note in view.points]
    return beside, aside


def said(notes: list[Note]) -> list[tuple[str, str]]:
    return [(note.letter, plain(plain_text(note.text))) for note in notes]


def letters(rich: Rich) -> list[str]:
    return [part.text for part in rich if isinstance(part, Letter)]


def test_notes_on_tiles_stand_beside_in_the_order_of_the_page() -> None:
    points = (ON_SHARE, GENERAL, ON_TRAINED)
    brief = brief_of(TILES, Caveats(points, dates=False))
    beside, aside = notes_in(brief)
    assert said(beside) == [("أ", "قد يُعدّون مرتين."), ("ب", "الأرض غير محددة.")]
    assert said(aside) == [("", GENERAL)]
    (tiles,) = (view for view in brief.views if isinstance(view, KeyFiguresView))
    assert [letters(tile.letters) for tile in tiles.tiles] == [["أ"], ["ب"]]
    assert [note.anchor for note in beside] == ["note-t-1", "note-t-2"]


def test_a_note_on_what_prose_alone_prints_stays_among_the_caveats() -> None:
    brief = brief_of(Prose(("خسروا {share}، ثم {share}.",)), Caveats((GENERAL, ON_SHARE)))
    beside, aside = notes_in(brief)
    assert beside == []
    assert said(aside)[:2] == [("أ", "الأرض غير محددة."), ("", GENERAL)]
    (prose,) = (view for view in brief.views if view.kind == "text")
    (paragraph,) = prose.paragraphs  # type: ignore[attr-defined]
    # Once to a paragraph, after the mark of the first figure.
    assert [type(part).__name__ for part in paragraph].count("Letter") == 1
    assert [type(part).__name__ for part in paragraph[1:4]] == ["Figure", "Cite", "Letter"]


def test_what_is_printed_nowhere_has_no_letter() -> None:
    brief = brief_of(KeyFigures((KeyFigure("trained", "درّبوا"),)), Caveats((ON_SHARE,)))
    assert said(notes_in(brief)[1])[0] == ("", "الأرض غير محددة.")


def test_each_row_each_line_and_each_answer_has_its_letter() -> None:
    table = Table(("أ", "ب"), (TextRow(("{share}", "{share|cite}نصه")), TextRow(("نص", "{share}"))))
    brief = brief_of(
        table,
        Lines(("خسروا {share}.",)),
        Questions((Question("كم {share}؟", ("خسروا {share}.",)),)),
        Caveats((ON_SHARE,)),
    )
    rows, lines, asked = brief.views[:3]
    assert [[letters(cell) for cell in row] for row in rows.rows] == [[["أ"], []], [[], ["أ"]]]  # type: ignore[attr-defined]
    assert letters(lines.lines[0].letters) == ["أ"]  # type: ignore[attr-defined]
    assert letters(lines.lines[0].told) == []  # type: ignore[attr-defined]
    assert letters(asked.items[0].answer.letters) == ["أ"]  # type: ignore[attr-defined]
    assert letters(asked.items[0].question) == []  # type: ignore[attr-defined]


def test_the_bottom_line_and_what_closes_packs_have_none() -> None:
    brief = brief_of(TILES, Timeline((Event("trained"),)), Caveats((ON_TRAINED,)))
    (timeline,) = (view for view in brief.views if view.kind == "timeline")
    assert letters(brief.bottom_line) == []
    assert [letters(event.told) for event in timeline.events] == [[], []]  # type: ignore[attr-defined]


def test_a_note_of_one_claim_stands_where_that_claim_is_printed() -> None:
    new, old = TRAINED.claims
    noted = replace(TRAINED, notes=(), claims=(new, replace(old, note="قُرئ الرقم من صورة.")))
    library = library_with(noted)
    table = Table(("العدد",), (TextRow(("{trained}",)), TextRow(("{trained@2016-09}",))))
    brief = brief_of(table, Caveats(dates=False), library=library)
    assert [[letters(cell) for cell in row] for row in brief.views[0].rows] == [[[]], [["أ"]]]  # type: ignore[attr-defined]


def test_a_chart_has_the_letters_of_all_it_draws() -> None:
    charts = Charts((Panel("bars", "النمو", (ChartItem("trained"),)),))
    brief = brief_of(charts, Caveats((ON_TRAINED,)))
    (picture,) = brief.pictures
    assert letters(picture.letters) == ["أ"]
    assert said(notes_in(brief)[0]) == [("أ", "قد يُعدّون مرتين.")]


def test_scopes_conflicts_and_estimated_days_are_notes_on_their_facts() -> None:
    new, old = TRAINED.claims
    scoped = replace(
        TRAINED,
        notes=(),
        claims=(
            replace(new, scope="كل القوات"),
            replace(old, scope="العراقيون", inferred="لأنه ورد في مقال."),
        ),
    )
    tiles = KeyFigures((KeyFigure("trained", "درّبوا"),))
    text = Prose(("من {trained@2016-09} في {trained@2016-09|dated}.",))
    brief = brief_of(tiles, text, Caveats(), library=library_with(scoped))
    beside, aside = notes_in(brief)
    assert said(beside) == [
        (
            "أ",
            (
                "لا تُقارن قيم هذا الرقم بعضها ببعض، فنطاقاتها مختلفة: "
                "30 سبتمبر 2024 (كل القوات)؛ سبتمبر 2016 (العراقيون)."
            ),
        )
    ]
    assert said(aside) == [
        ("ب", "لأنه ورد في مقال."),
        ("", "لا يذكر المصدر  تاريخه، فقُدِّر."),
    ]
    rival = claim("old-page", NEW, value=90000)
    differing = replace(TRAINED, notes=(), claims=(new, rival))
    brief = brief_of(tiles, Caveats(dates=False), library=library_with(differing))
    ((letter, words),) = said(notes_in(brief)[0])
    assert (letter, words.split(":")[0]) == ("أ", "تتباين المصادر في عناصر دُرّبوا")


def test_a_sheet_has_two_notes_and_no_block_of_caveats() -> None:
    points = (GENERAL, ON_SHARE, ON_TRAINED)
    brief = brief_of(TILES, Caveats(points), is_sheet=True)
    beside, aside = notes_in(brief)
    assert (said(beside), aside) == ([("أ", "الأرض غير محددة."), ("", GENERAL)], [])


def test_long_notes_leave_the_side_to_the_first() -> None:
    long = tuple(Caution(f"{'كلمة ' * 60}{fact}.", (fact,)) for fact in ("trained", "share"))
    beside, aside = notes_in(brief_of(TILES, Caveats(long, dates=False)))
    assert ([note.letter for note in beside], [note.letter for note in aside]) == (["أ"], ["ب"])


def test_letters_begin_anew_in_each_brief_of_a_pack_and_their_ids_differ() -> None:
    plans = [
        Topic(name, "عنوان", "ملخص", ("{trained}.",), (TILES, Caveats((ON_SHARE,)), Sources()))
        for name in ("one", "two")
    ]
    pack = compose_pack(BARE, plans, Purpose(LATE, LATE, Arabic()))
    notes = [note for brief in pack.briefs for note in notes_in(brief)[0]]
    assert [(note.letter, note.anchor) for note in notes] == [
        ("أ", "note-one-1"),
        ("أ", "note-two-1"),
    ]


def test_the_page_leads_from_letters_to_notes_and_stays_accessible() -> None:
    blocks = (TILES, Lines(("خسروا {share}.",)), Caveats((ON_TRAINED, ON_SHARE, GENERAL)))
    for is_sheet in (False, True):
        brief = brief_of(*blocks, is_sheet=is_sheet)
        format_ = Format.SHEET if is_sheet else Format.BRIEF
        style = Style(templates_folder(), setting=Setting(format=format_))
        html = page_of(brief, style, theme_of(style))
        assert html.count('href="#note-t-1"') == 1
        assert html.count('id="note-t-1"') == 1
        assert 'title="الملاحظة أ">أ</a>' in html
        assert not problems_of(print_document(BARE, brief, style).data)
