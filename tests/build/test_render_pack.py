"""A pack made part by part is one document: numbers, links, structure, and the same bytes."""

from __future__ import annotations

import io
import json
import os
import re
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

import pikepdf
import pytest

from briefings.arabic import Arabic, Digits
from briefings.build.executors import Helpers, Processes
from briefings.build.render import Printed, print_document
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Lines, Prose
from briefings.content.brief import Purpose
from briefings.content.pack import compose_pack
from briefings.errors import RenderError
from briefings.model import Format, Ink, Library, Paper, Setting, Style
from briefings.pdf.readback import read_pages
from briefings.resources import templates_folder
from tests.content.test_pack import FIRST, SECOND
from tests.structure import problems_of
from tests.structure.reading import content_of, elements_of
from tests.tiny import LATE, library_with

THIRD = replace(FIRST, id="third", title="الموضوع الثالث")
LONG = replace(
    FIRST,
    id="long",
    title="موضوع طويل",
    blocks=(Prose(("سطر {trained} يتكرر. " * 40,) * 9), Lines(("سطر {share}.",)), Sources()),
)


def printed(
    *topics: Any, ink: Ink = Ink.COLOUR, executor: Executor | None = None, **options: Any
) -> Printed:
    library: Library = library_with(topics=topics)
    digits = options.pop("digits", Digits.LATN)
    pack = compose_pack(library, topics, Purpose(LATE, LATE, Arabic(digits)))
    setting = Setting(Format.PACK, marking="رسمي", **options)
    return print_document(
        library,
        pack,
        Style(templates_folder(), ink=ink, setting=setting),
        helpers=Helpers(parts=executor),
    )


@pytest.fixture(scope="module")
def plain() -> Printed:
    return printed(FIRST, SECOND, LONG)


@pytest.fixture(scope="module")
def duplex() -> Printed:
    return printed(FIRST, LONG, SECOND, duplex=True)


@pytest.mark.parametrize("count", [1, 2])
def test_processes_make_the_same_bytes_as_none(plain: Printed, count: int) -> None:
    with Processes(count) as executor:
        assert printed(FIRST, SECOND, LONG, executor=executor).data == plain.data


def test_a_process_that_dies_is_told_of() -> None:
    with (
        Processes(1, initializer=partial(os._exit, 9)) as executor,
        pytest.raises(RenderError, match="a process that laid out a part of the pack ended"),
    ):
        printed(FIRST, executor=executor)


@pytest.mark.parametrize(
    "make", [nullcontext, partial(ThreadPoolExecutor, 1)], ids=["here", "there"]
)
def test_what_is_wrong_with_a_part_is_told_with_its_name(make: Any) -> None:
    broken = replace(SECOND, blocks=(Lines(("حرف بلا رسم \U0001f600.",)), Sources()))
    told = "brief “second”: the page is not fit"
    with make() as executor, pytest.raises(RenderError, match=told):
        printed(FIRST, broken, executor=executor)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"duplex": True},
        {"paper": Paper.A5, "digits": Digits.ARAB},
        {"ink": Ink.MONO, "crop": True, "duplex": True},
    ],
    ids=["plain", "duplex", "a5-arabic", "mono-crop"],
)
def test_the_bound_file_is_as_sound_as_one_made_at_once(options: dict[str, Any]) -> None:
    assert problems_of(printed(FIRST, SECOND, THIRD, **options).data) == []


def test_every_foot_says_its_page_and_how_many_there_are(plain: Printed) -> None:
    pages = read_pages(plain.data)
    assert re.search("صفحة", pages[0]) is None
    feet = [re.findall(r"صفحة (\d+)|من (\d+)(?=\s|$)", page) for page in pages[1:]]
    for number, foot in enumerate(feet, 2):
        assert {(str(number), ""), ("", str(plain.pages))} <= {*foot}


def test_on_both_sides_of_the_paper_each_brief_begins_on_a_front(duplex: Printed) -> None:
    pages = read_pages(duplex.data)
    briefs = ("الموضوع الأول", "موضوع طويل", "الموضوع الثاني")
    heads = ["المحتويات", *briefs, "التسلسل الزمني", "المصادر"]
    firsts = dict(zip(heads, _first_pages(duplex.data)[1:], strict=True))
    # The sources follow the timeline on its page.
    assert firsts["المصادر"] == firsts["التسلسل الزمني"]
    assert firsts["المحتويات"] == 2  # the back of the cover
    assert all(firsts[title] % 2 for title in briefs), firsts
    for head, number in firsts.items():
        assert head in pages[number - 1]
    # What is left over of a sheet says how secret it is, and no number.
    blank = [page.split() for page in pages if "صفحة" not in page][1:]
    assert blank
    assert all(words == ["رسمي", "رسمي"] for words in blank)
    # One before each brief at the most, and none at the end.
    numbers = [number for number, page in enumerate(pages, 1) if "صفحة" not in page][1:]
    assert {number + 1 for number in numbers} <= {firsts[title] for title in briefs}


def _first_pages(data: bytes) -> list[int]:
    """The pages that the bookmarks of the first level lead to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = _numbers(pdf)
        with pdf.open_outline() as outline:
            places: list[Any] = [item.destination for item in outline.root]
            return [numbers[place[0].objgen] for place in places]


def _numbers(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages, 1)}


def test_links_reach_the_other_parts(duplex: Printed) -> None:
    with pikepdf.open(io.BytesIO(duplex.data)) as pdf:
        numbers = _numbers(pdf)
        flat: list[Any] = list(pdf.Root.Names.Dests.Names)
        places = {
            str(name): numbers[place[0].objgen]
            for name, place in zip(flat[::2], flat[1::2], strict=True)
        }
        links: Any = pdf.pages[1].Annots
        contents = [str(link.Dest) for link in links]
    cover, head, *_ = _first_pages(duplex.data)
    assert (cover, head) == (1, 2)
    assert contents == [
        "brief-first",
        "brief-long",
        "brief-second",
        "timeline",
        "closing",
    ]
    assert [places[name] for name in contents] == _first_pages(duplex.data)[2:]
    assert re.findall(r"\.+\s*(\d+)", read_pages(duplex.data)[1]) == [
        str(places[name]) for name in contents
    ]
    assert places["source-1"] == places["closing"]


def test_entries_of_contents_refer_to_headings_of_the_other_parts(duplex: Printed) -> None:
    with pikepdf.open(io.BytesIO(duplex.data)) as pdf:
        numbers = _numbers(pdf)
        entries = [one for one in elements_of(pdf) if one.S == "/TOCI"]
        headings = [heading for entry in entries for heading in list(entry.Ref)]
        assert [str(heading.S) for heading in headings] == ["/H1"] * 5
        assert len({heading.objgen for heading in headings}) == 5
        pages = [numbers[next(iter(content_of(one)))[0]] for one in headings]
    assert pages == _first_pages(duplex.data)[2:]


def test_figures_stand_on_the_pages_that_the_file_says(duplex: Printed) -> None:
    pages = [_digits(text) for text in read_pages(duplex.data)]
    rows = json.loads(duplex.enclosed["figures.json"])
    assert {row["topic"] for row in rows} == {"first", "long", "second", None}
    assert len({row["page"] for row in rows}) > 5
    for row in rows:
        assert _digits(row["printed"]) in pages[row["page"] - 1], row


def _digits(text: str) -> str:
    return "".join(re.findall(r"[\d,]", text))


def test_contents_of_several_pages_move_what_follows() -> None:
    names = dict(enumerate("أبجدهوزحطيكلمنس"))
    topics = [replace(FIRST, id=f"t{n}", title=f"الموضوع {name}") for n, name in names.items()]
    pack = printed(*topics)
    pages = read_pages(pack.data)
    listed = [int(n) for page in pages[1:3] for n in re.findall(r"\.+\s*(\d+)", page)]
    assert listed == [*range(4, 19), 18, 18]
    assert pack.pages == 18
    # So many titles would not fit on a cover.
    assert "قائمة الإحاطات في صفحات المحتويات" in pages[0]
    assert "الموضوع" not in pages[0]
