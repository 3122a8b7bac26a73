"""Formats, papers and inks of a printed document."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from briefings.arabic import Arabic, Calendar
from briefings.build.render import page_of, print_document, theme_of
from briefings.content.blocks import ChartRoom
from briefings.content.blocks.closing import Caveats, Sources
from briefings.content.blocks.prose import Lines, LineToTake, Prose
from briefings.content.blocks.tables import Leadership
from briefings.content.brief import Brief, Purpose, compose, sheet_plan
from briefings.errors import RenderError
from briefings.model import Format, Ink, Meeting, Paper, Setting, Style, Topic, When, unmarked
from briefings.resources import templates_folder
from tests.tiny import LATE, LIBRARY

TOPIC = Topic(
    "short",
    "موجز التدريب",
    "ملخص",
    ("درّبت {trained}.",),
    (Prose(("نص {trained}.",)), Lines(("قدّمنا {trained}.",)), Caveats(("تنبيه",)), Sources()),
)
MM = 72 / 25.4


def style_of(ink: Ink = Ink.COLOUR, **setting: object) -> Style:
    return Style(templates_folder(), ink=ink, setting=Setting(**setting))  # type: ignore[arg-type]


def brief_of(topic: Topic = TOPIC, **options: object) -> Brief:
    return compose(LIBRARY, topic, Purpose(LATE, LATE, Arabic(), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", [Format.BRIEF, Format.SHEET], ids=str)
def test_a_proposal_says_beside_the_line_that_it_needs_approval(format_: Format) -> None:
    lines = Lines(("قدّمنا {trained}.", LineToTake("نرحّب بذلك.", proposed=True)))
    brief = brief_of(replace(TOPIC, blocks=(lines, Sources())), is_sheet=format_ is Format.SHEET)
    style = style_of(format=format_)
    html = page_of(brief, style, theme_of(style))
    assert html.count("صياغة&nbsp;مقترحة") == 1
    below = html[html.index("نرحّب بذلك.") :]
    assert re.sub(r"<[^>]*>|\s", "", below).startswith("نرحّببذلك.»صياغة&nbsp;مقترحة")
    with pikepdf.open(io.BytesIO(print_document(LIBRARY, brief, style).data)) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [(Paper.A4, 210, 297), (Paper.LETTER, 215.9, 279.4), (Paper.A5, 148, 210)],
)
def test_the_page_has_the_size_of_the_paper(paper: Paper, width: float, height: float) -> None:
    printed = print_document(LIBRARY, brief_of(), style_of(paper=paper))
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert box == pytest.approx([0, 0, width * MM, height * MM], abs=0.1)


def test_crop_marks_stand_around_the_page() -> None:
    printed = print_document(LIBRARY, brief_of(), style_of(crop=True))
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        page = pdf.pages[0]
        media, trim = ([float(edge) for edge in box] for box in (page.mediabox, page.trimbox))
    assert [t - m for t, m in zip(trim, media, strict=True)] == pytest.approx(
        [9 * MM, 9 * MM, -9 * MM, -9 * MM], abs=0.01
    )


@pytest.mark.parametrize(
    ("setting", "room"),
    [
        (Setting(), ChartRoom(180.0, 87.0, 1.0)),
        (Setting(duplex=True), ChartRoom(180.0, 87.0, 1.0)),
        (Setting(paper=Paper.LETTER), ChartRoom(180.0, 87.0, 1.0)),
        (Setting(paper=Paper.A5), ChartRoom(120.0, None, 1.0, None, None)),
        (Setting(Format.SHEET), ChartRoom(180.0, 87.0, 0.85)),
    ],
    ids=["a4", "duplex", "letter", "a5", "sheet"],
)
def test_charts_get_the_room_between_the_margins(setting: Setting, room: ChartRoom) -> None:
    assert ChartRoom.on(setting) == room


def test_a_sheet_holds_what_its_blocks_say_else_what_their_kind_says() -> None:
    text, lines, caveats, sources = TOPIC.blocks
    assert sheet_plan(TOPIC) == (lines, caveats, sources)
    chosen = replace(
        TOPIC, blocks=(replace(text, sheet=True), replace(lines, sheet=False), sources)
    )
    assert [block.kind for block in sheet_plan(chosen)] == ["text", "sources"]
    assert text not in sheet_plan(TOPIC)


def test_a_sheet_that_runs_over_is_refused_with_the_block_to_shorten() -> None:
    long = replace(TOPIC, blocks=(Lines(("سطر طويل {trained} يتكرر. " * 99,) * 3), Sources()))
    with pytest.raises(RenderError, match="Shorten the block “lines”"):
        print_document(LIBRARY, brief_of(long, is_sheet=True), style_of(format=Format.SHEET))


def test_the_marking_stands_at_the_top_and_the_foot_of_every_page() -> None:
    long = replace(TOPIC, blocks=(Prose(("سطر {trained} يتكرر. " * 30,) * 8), Sources()))
    printed = print_document(LIBRARY, brief_of(long), style_of(marking="سري للغاية"))
    assert printed.pages > 1
    document = pypdfium2.PdfDocument(printed.data)
    for page in document:
        text = page.get_textpage()
        heights = []
        search = text.search("سري")
        while found := search.get_next():
            heights.append(text.get_charbox(found[0])[1] / page.get_height())
        assert max(heights) > 0.93
        assert min(heights) < 0.07
    document.close()


def test_mono_pages_are_grey_which_is_printed_with_black_ink_alone() -> None:
    printed = print_document(LIBRARY, brief_of(), style_of(Ink.MONO))
    operators = set()
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        for page in pdf.pages:
            for one in pikepdf.parse_content_stream(page):
                operators.add(str(one.operator))
    assert "g" in operators
    assert operators.isdisjoint({"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"})


def test_a_brief_for_a_meeting_says_so_in_its_head_and_in_a_table() -> None:
    meeting = Meeting("m", "محادثات", When.parse("2026-12-03"), ("short",), host="مضيف")
    brief = brief_of(meeting=meeting)
    style = style_of()
    html = unmarked(page_of(brief, style, theme_of(style)))
    assert "إحاطة · محادثات" in html
    assert '<th scope="row">المضيف</th>\n<td>مضيف</td>' in html
    assert "محادثات · 3 ديسمبر 2026" in html.replace("\u00a0", " ")


def test_covers_and_heads_use_the_calendar_asked_for_and_facts_keep_theirs() -> None:
    arabic = Arabic(calendar=Calendar.HIJRI)
    brief = compose(LIBRARY, TOPIC, Purpose(LATE, LATE, arabic))
    # 21 November 2026 is 11 Jumada al-Akhira 1448 in the Umm al-Qura calendar.
    assert unmarked(brief.edition_line) == "إصدار 11 جمادى الآخرة 1448 هـ"
    assert unmarked(brief.age.statement).endswith("من سبتمبر 2024")
    both = compose(LIBRARY, TOPIC, Purpose(LATE, LATE, Arabic(calendar=Calendar.BOTH)))
    assert unmarked(both.edition_line) == "إصدار 21 نوفمبر 2026، الموافق 11 جمادى الآخرة 1448 هـ"
    assert unmarked(both.stamp) == "صدرت في 21 نوفمبر 2026 وتستند إلى ما نُشر حتى تاريخها"


def test_the_html_file_stands_alone_and_repeats() -> None:
    first, second = (
        print_document(LIBRARY, brief_of(), style_of(), exports=["html"]).beside["html"].decode()
        for _ in range(2)
    )
    assert first == second
    assert re.findall(r'(?:src|href)="(?!data:|#)([^"]*)"', first) == []
    assert re.findall(r"url\(\"(?!data:)", first) == []
    assert len(re.findall("@font-face", first)) >= 4
    assert '<html lang="ar" dir="rtl">' in first
    assert '<main id="main">' in first


def test_flags_stand_beside_leading_countries_in_colour_alone() -> None:
    topic = replace(TOPIC, blocks=(Leadership(("leads",)), Sources()))
    for ink, count in ((Ink.COLOUR, 2), (Ink.MONO, 0)):
        style = style_of(ink)
        html = page_of(brief_of(topic), style, theme_of(style))
        # Decoration, with nothing to read out: the name stands beside it.
        assert len(
            re.findall(r'<img class="flag" src="brief:flag-(?:AE|DE).svg" alt="">', html)
        ) == (count)
        print_document(LIBRARY, brief_of(topic), style)


def test_the_signs_of_leadership_say_what_they_mean() -> None:
    topic = replace(TOPIC, blocks=(Leadership(("leads", "other-leads")), Sources()))
    style = style_of(Ink.COLOUR)
    html = page_of(brief_of(topic), style, theme_of(style))
    signs = re.findall('<span role="img" aria-label="([^"]*)">([^<]*)</span>', html)
    # The Emirates lead both groups, Germany the first, Italy the second.
    leads, not_leads = ("في الرئاسة", "●"), ("ليست في الرئاسة", "–")
    assert signs == [leads, leads, leads, not_leads, not_leads, leads]
