"""A pack prints once what several of its briefs would print, and says on which page."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from briefings.arabic import Arabic
from briefings.build.render import print_document
from briefings.content.blocks.biography import Biography
from briefings.content.blocks.chart import Charts
from briefings.content.blocks.chart_spec import ChartItem, Panel
from briefings.content.blocks.closing import Caveats, CaveatsView, Sources
from briefings.content.blocks.prose import Lines, Prose
from briefings.content.blocks.tables import Leadership, Table, TextRow
from briefings.content.brief import Purpose, compose
from briefings.content.doubles import SEE, SeeView
from briefings.content.pack import Pack, compose_pack
from briefings.model import (
    Block,
    Format,
    Ink,
    LeftOut,
    Meeting,
    Portrait,
    Setting,
    Style,
    Topic,
    When,
    plain_text,
)
from briefings.resources import templates_folder
from tests.structure import problems_of
from tests.tiny import LATE, OLD, claim, library_with

STATES = ("IQ", "SY", "JO", "LB", "EG", "LY", "TN", "MA", "QA", "KW")
MEMBERS = replace(
    library_with().facts["leads"],
    id="members",
    wording="عضوية {object}",
    claims=tuple(claim("old-page", OLD, object=code) for code in STATES),
)
GROWTH = Charts((Panel("bars", "النمو", (ChartItem("trained"),)),))
LEADERS = Leadership(("leads",))
RICHER = Table(
    ("المجموعة", "الرئاسة", "المتدربون"), (TextRow(("الاستقرار", "{leads}", "{trained}")),)
)


def topic(name: str, *blocks: Block) -> Topic:
    return Topic(name, f"موضوع {name}", "ملخص", ("{share}",), (*blocks, Sources()))


def pack_of(*topics: Topic, meeting: Meeting | None = None) -> Pack:
    library = library_with(MEMBERS, topics=topics)
    return compose_pack(library, topics, Purpose(LATE, LATE, Arabic(), meeting=meeting))


def kinds(pack: Pack) -> list[list[str]]:
    return [[view.kind for view in brief.views] for brief in pack.briefs]


def references(pack: Pack) -> list[tuple[str, str]]:
    return [
        (plain_text(item.title), item.anchor)
        for brief in pack.briefs
        for view in brief.views
        if isinstance(view, SeeView)
        for item in view.items
    ]


def test_the_first_of_equals_is_printed() -> None:
    pack = pack_of(topic("a", Lines(("{share}",)), GROWTH), topic("b", GROWTH))
    assert kinds(pack) == [["lines", "charts"], [SEE]]
    assert references(pack) == [("النمو", "brief-a-2")]


def test_the_richest_is_printed_wherever_it_stands() -> None:
    pack = pack_of(topic("a", LEADERS), topic("b", Lines(("{share}",)), RICHER))
    assert kinds(pack) == [[SEE], ["lines", "table"]]
    assert references(pack) == [("رئاسة المجموعات", "brief-b-2")]


def test_a_brief_may_show_the_same_in_two_ways() -> None:
    assert kinds(pack_of(topic("a", LEADERS, RICHER))) == [["leadership", "table"]]


def test_one_chart_of_two_goes_and_the_other_stays() -> None:
    shares = Panel("share", "الحصة", (ChartItem("share"),), remainder="الباقي")
    both = Charts((*GROWTH.panels, shares))
    pack = pack_of(topic("a", GROWTH), topic("b", both))
    assert kinds(pack) == [["charts"], ["charts", SEE]]
    assert [plain_text(one.title) for one in pack.briefs[1].pictures] == ["الحصة"]


def test_a_long_list_of_names_is_printed_once_and_a_sentence_as_often_as_it_is_said() -> None:
    listed, said = Prose(("الأعضاء: {members}.",)), Prose(("ترأسها {leads}.",))
    pack = pack_of(topic("a", listed, said), topic("b", replace(listed, title="القائمة"), said))
    assert kinds(pack) == [["text", "text"], ["text", SEE]]
    assert references(pack) == [("القائمة", "brief-a-1")]


def test_people_of_the_meeting_are_not_printed_again() -> None:
    meeting = Meeting("talks", "محادثات", When.parse("2026-12-03"), ("a",), opposite=("envoy",))
    pack = pack_of(topic("a", Biography(("envoy",)), GROWTH), meeting=meeting)
    assert kinds(pack) == [["charts", SEE]]
    assert references(pack) == [("الشخصيات", "meeting-biography")]


def test_a_note_is_told_in_the_first_brief_alone() -> None:
    note = Caveats(points=("ملاحظة واحدة.", "ملاحظة أخرى."), dates=False)
    shorter = Caveats(points=("ملاحظة واحدة.",), dates=False)
    pack = pack_of(topic("a", shorter), topic("b", note), topic("c", shorter))
    notes = [view for brief in pack.briefs for view in brief.views if isinstance(view, CaveatsView)]
    assert [[plain_text(note.text) for note in view.points][:2] for view in notes[:2]] == [
        ["ملاحظة واحدة."],
        ["ملاحظة أخرى."],
    ]
    assert kinds(pack)[2] == []


def test_a_brief_by_itself_is_whole() -> None:
    library = library_with(MEMBERS, topics=(topic("b", GROWTH),))
    alone = compose_pack(library, (topic("b", GROWTH),), Purpose(LATE, LATE, Arabic()))
    assert kinds(alone) == [["charts"]]


def test_references_name_the_page_where_it_stands() -> None:
    long = Prose(("سطر {trained} يتكرر. " * 30,) * 6)
    pack = pack_of(topic("a", long, GROWTH), topic("b", GROWTH, LEADERS))
    style = Style(templates_folder(), setting=Setting(Format.PACK))
    data = print_document(library_with(MEMBERS), pack, style).data
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    there = next(number for number, text in enumerate(pages, 1) if number > 2 and "النمو" in text)
    assert there > 3  # not on the first page of its brief
    told = next(text for text in pages if "في صفحات أخرى" in text)
    assert f"الصفحة {there}" in told.replace("\xa0", " ")
    assert problems_of(data) == []


@pytest.mark.parametrize("day", [date(2020, 1, 1), LATE])
def test_what_is_not_known_yet_is_not_referred_to(day: date) -> None:
    topics = topic("a", GROWTH), topic("b", GROWTH)
    pack = compose_pack(library_with(MEMBERS, topics=topics), topics, Purpose(LATE, day, Arabic()))
    assert bool(references(pack)) == (day == LATE)


def test_a_meeting_may_leave_blocks_out_of_its_pack_alone() -> None:
    left_out = (LeftOut("a", ("charts",)),)
    meeting = Meeting("talks", "محادثات", When.parse("2026-12-03"), ("a",), left_out=left_out)
    both = topic("a", Lines(("{share}",)), GROWTH)
    assert kinds(pack_of(both, meeting=meeting)) == [["lines"]]
    library = library_with(topics=(both,))
    alone = compose(library, both, Purpose(LATE, LATE, Arabic(), meeting=meeting))
    assert [view.kind for view in alone.views] == ["lines", "charts", "sources"]


@pytest.mark.parametrize("ink", Ink)
def test_a_portrait_is_printed_and_the_file_is_sound(ink: Ink) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 400), (200, 30, 30, 120)).save(out, "PNG")
    portrait = Portrait("portraits/envoy.png", "CC BY 4.0", "مكتب", out.getvalue())
    library = library_with(topics=(topic("a", Biography(("envoy",)), LEADERS),))
    envoy = replace(library.entities["envoy"], portrait=portrait)
    library = replace(library, entities={**library.entities, "envoy": envoy})
    brief = compose(library, library.topics["a"], Purpose(LATE, LATE, Arabic()))
    data = print_document(library, brief, Style(templates_folder(), ink=ink)).data
    assert problems_of(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pictures = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Width") == 460
        ]
    spaces = {str(one.get("/ColorSpace")) for one in pictures}
    assert spaces == ({"/DeviceGray"} if ink is Ink.MONO else {"/DeviceRGB"})
