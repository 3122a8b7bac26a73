"""Packs: one numbering of sources, one timeline, a cover that knows its meeting."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from briefings.arabic import Arabic, Digits
from briefings.build.render import print_document
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Lines, Question, Questions
from briefings.content.blocks.timeline import Event, Timeline, TimelineView
from briefings.content.brief import Purpose
from briefings.content.pack import Pack, compose_pack
from briefings.errors import RenderError
from briefings.html.templates import render_page
from briefings.model import (
    EditionCode,
    Format,
    Imprint,
    Meeting,
    Setting,
    Style,
    Topic,
    When,
    plain_text,
    unmarked,
)
from briefings.resources import templates_folder
from tests.tiny import LATE, library_with

FIRST = Topic(
    "first",
    "الموضوع الأول",
    "ملخص أول",
    ("درّبت {trained}.",),
    (Timeline((Event("trained"),)), Lines(("قدّمنا {trained}.",)), Sources()),
    keywords=("تدريب",),
)
SECOND = replace(
    FIRST,
    id="second",
    title="الموضوع الثاني",
    bottom_line=("خسر داعش {share}.",),
    blocks=(
        Timeline((Event("trained", text="حدث بلفظ آخر{trained|cite}"), Event("share"))),
        Lines(("خسر {share}، وتدرّب {trained}.",)),
        Sources(),
    ),
)
CODE = EditionCode("pack-first-second-2026-11-21", "340fdc7371cf8812" * 4)
MEETING = Meeting(
    "talks",
    "محادثات لندن",
    When.parse("2026-12-03"),
    ("first", "second"),
    place="لندن",
    host="وزارة الخارجية",
    participants=("وفد يضم {trained}",),
    agenda=("التدريب", "التمويل"),
    marking="رسمي",
)
STYLE = Style(templates_folder(), setting=Setting(Format.PACK, marking="رسمي"))
LIBRARY = library_with(topics=(FIRST, SECOND))


def pack_of(meeting: Meeting | None = None, **options: object) -> Pack:
    arabic = Arabic(**options)  # type: ignore[arg-type]
    purpose = Purpose(LATE, LATE, arabic, meeting=meeting, imprint=Imprint(code=CODE))
    return compose_pack(LIBRARY, (FIRST, SECOND), purpose)


def test_sources_are_numbered_through_the_whole_pack() -> None:
    # The first brief cites the new page and, in its timeline, the old one; the second the old.
    pack = pack_of()
    assert [(entry.number, unmarked(entry.title)) for entry in pack.entries] == [
        (1, "صفحة جديدة"),
        (2, "صفحة قديمة"),
    ]
    assert plain_text(pack.briefs[1].bottom_line) == "خسر داعش \u061c95٪."
    assert pack.briefs[1].bottom_line[2].text == "2"
    assert [view.kind for view in pack.briefs[1].views] == ["lines"]
    assert pack.keywords == ("تدريب",)  # which both briefs have


def test_the_timelines_become_one_and_an_event_told_twice_is_told_once() -> None:
    (appendix,) = pack_of().appendices
    (timeline,) = appendix.views
    assert isinstance(timeline, TimelineView)
    assert [(unmarked(one.date), plain_text(one.told)) for one in timeline.events] == [
        ("سبتمبر 2016 (تقديرًا)", "عناصر دُرّبوا: أكثر من 25,000 عنصر"),
        ("سبتمبر 2016 (تقديرًا)", "أراضٍ خسرها: \u061c95٪"),
        ("30 سبتمبر 2024", "عناصر دُرّبوا: أكثر من 120,000 عنصر"),
    ]


def test_a_meeting_fills_the_cover_and_its_sources_come_first() -> None:
    pack = pack_of(MEETING)
    assert pack.title == "محادثات لندن"
    assert pack.meeting is not None
    assert unmarked(pack.meeting.line) == "محادثات لندن · لندن · 3 ديسمبر 2026"
    assert plain_text(pack.meeting.participants[0]) == "وفد يضم أكثر من 120,000 عنصر"
    assert unmarked(pack.entries[0].title) == "صفحة جديدة"


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


@pytest.fixture(scope="module")
def printed() -> bytes:
    setting = Setting(Format.PACK, marking="رسمي")
    return print_document(
        LIBRARY, pack_of(MEETING), Style(templates_folder(), setting=setting)
    ).data


def test_a_printed_pack_has_its_parts_in_order(printed: bytes) -> None:
    # Cover, contents with the timeline, the meeting, two briefs, the second with the sources below.
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 5
        with pdf.open_outline() as outline:
            titles = [(item.title, len(item.children)) for item in outline.root]
    assert titles == [
        ("محادثات لندن", 0),
        ("المحتويات", 2),  # participants, timeline
        ("الاجتماع", 1),  # agenda
        ("الموضوع الأول", 1),
        ("الموضوع الثاني", 1),
        ("المصادر", 1),  # how to read figures
    ]


def test_the_marking_stands_twice_on_every_page_of_a_pack(printed: bytes) -> None:
    assert [text.count("رسمي") for text in pages_of(printed)] == [2] * 5


def test_contents_name_the_pages_and_the_foot_their_number(printed: bytes) -> None:
    pages = pages_of(printed)
    assert re.findall(r"\.+\s*(\d+)", pages[1]) == ["3", "4", "5", "5"]
    for number, text in enumerate(pages[1:], 2):
        assert re.search(rf"صفحة {number}(?!\d)", text)
        assert re.search(r"من 5(?!\d)", text)


def test_sources_name_the_pages_that_use_them(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def noted(*arguments: Any) -> str:
        made.append(render_page(*arguments))
        return made[-1]

    monkeypatch.setattr("briefings.html.templates.render_page", noted)
    print_document(
        LIBRARY, pack_of(MEETING), Style(templates_folder(), setting=Setting(Format.PACK))
    )
    # The new page: beside the contents (participants, timeline) and in both briefs. The old one: in
    # the timeline and the second brief; the first brief cites it in its timeline alone.
    pages = re.findall('class="pages">(.*?)</span>', unmarked("".join(made)).replace("\u00a0", " "))
    assert pages[-2:] == ["الصفحات 2 و4 و5.", "الصفحتان 2 و5."]


def test_arabic_digits_reach_contents_and_feet(tmp_path: Path) -> None:
    # PDFium takes a page with short lines alone for one that is written from top to bottom.
    wide = replace(FIRST, subtitle=" ".join(["سطر يملأ عرض الصفحة كلها"] * 5))
    purpose = Purpose(LATE, LATE, Arabic(Digits.ARAB), imprint=Imprint(code=CODE))
    pack = compose_pack(LIBRARY, (wide, SECOND), purpose)
    pages = pages_of(print_document(LIBRARY, pack, STYLE).data)
    # The code keeps the digits that the archive has.
    pages = [re.sub(".*(?:البصمة|pack-|340f).*", "", page) for page in pages]
    # Two briefs; the timeline and the sources below the second.
    assert re.findall(r"\.+\s*([٠-٩]+)", pages[1]) == ["٣", "٤", "٤", "٤"]
    assert not re.search("[0-9]", "".join(pages))


@pytest.mark.parametrize(("count", "on_cover"), [(8, 8), (60, 0)])
def test_a_cover_has_room_for_few_participants_and_the_next_pages_for_all(
    count: int, on_cover: int
) -> None:
    meeting = replace(MEETING, participants=("وفد",) * count)
    pack = compose_pack(LIBRARY, (FIRST,), Purpose(LATE, LATE, Arabic(), meeting=meeting))
    cover, *others = pages_of(print_document(LIBRARY, pack, STYLE).data)
    assert cover.count("وفد") == on_cover
    assert sum(page.count("وفد") for page in others) == count
    assert "المحتويات" in others[0]


def test_a_title_that_a_cover_has_no_room_for_is_refused() -> None:
    meeting = replace(MEETING, participants=("وفد من بلد بعيد " * 40,) * 8)
    pack = compose_pack(LIBRARY, (FIRST,), Purpose(LATE, LATE, Arabic(), meeting=meeting))
    with pytest.raises(RenderError, match="the cover does not fit on its page"):
        print_document(LIBRARY, pack, STYLE)


def test_the_page_on_the_meeting_names_the_first_question_of_each_brief() -> None:
    asked = Questions((Question("كم؟", ("{trained}.",)), Question("ومتى؟", ("{trained}.",))))
    topics = (replace(FIRST, blocks=(Lines(("{share}",)), asked)), SECOND)
    library = library_with(topics=topics)
    pack = compose_pack(library, topics, Purpose(LATE, LATE, Arabic(), meeting=MEETING))
    assert [(plain_text(one.title), one.anchor) for one in pack.asked] == [("كم؟", "brief-first-2")]
