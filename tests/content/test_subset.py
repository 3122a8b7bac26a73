"""What is cut out of a library makes the same documents, whatever happens to the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefings.arabic import Arabic
from briefings.build.render import page_of, print_document, theme_of
from briefings.content.blocks import ChartRoom
from briefings.content.blocks.closing import Caveats, Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.prose import Prose
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.pack import Pack, compose_pack
from briefings.content.subset import subset
from briefings.data import dump, load_library, load_meeting
from briefings.errors import SelectionError
from briefings.model import Format, Library, Meeting, Topic, When

from ..conftest import Program
from ..shipped import DAY, TOPICS, Kind, library
from ..tiny import LEADS, LIBRARY, NEW, PERCENT, SHARE, TRAINED, library_with

EARLY = date(2016, 12, 31)
MEETING = "washington-2024"
PACK = ("washington-2024", "uk-contributions", "coalition", "working-groups")


def put(library: Library, folder: Path) -> Path:
    """Write a library into a new folder; gives its path."""
    for name, data in dump(library).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Library]:
    """``cut("africa", meeting=MEETING)``: the part of the shipped data, read back from files."""

    @cache
    def read(*topics: str, meeting: str = "") -> Library:
        plans = [library().topics[topic] for topic in topics]
        part = subset(library(), plans, library().meetings[meeting] if meeting else None)
        again = load_library(put(part, tmp_path_factory.mktemp("cut") / "data"))
        assert again == part
        return again

    return read


def made(data: Library, kind: Kind, day: date) -> Brief | Pack | str:
    """The document, or why there is none."""
    topics = [data.topics[topic] for topic in kind.topics]
    meeting = data.meetings[kind.meeting] if kind.meeting else None
    room = ChartRoom.on(kind.style.setting)
    try:
        if kind.format is Format.PACK:
            return compose_pack(
                data, topics, Purpose(DAY, day, Arabic(), meeting=meeting, room=room)
            )
        is_sheet = kind.format is Format.SHEET
        return compose(
            data,
            topics[0],
            Purpose(DAY, day, Arabic(), meeting=meeting, is_sheet=is_sheet, room=room),
        )
    except SelectionError as error:
        return str(error)


SINGLE = [Kind((topic,), format_) for topic in TOPICS for format_ in (Format.BRIEF, Format.SHEET)]
FOR_MEETING = Kind(("africa",), meeting=MEETING)
WHOLE_PACK = Kind(PACK, Format.PACK, meeting=MEETING)


@pytest.mark.parametrize("day", [EARLY, DAY], ids=str)
@pytest.mark.parametrize("kind", [*SINGLE, FOR_MEETING, WHOLE_PACK], ids=str)
def test_a_document_is_the_same_from_its_part(
    kind: Kind, day: date, cut: Callable[..., Library]
) -> None:
    from_all = made(library(), kind, day)
    from_part = made(cut(*kind.topics, meeting=kind.meeting), kind, day)
    assert from_part == from_all
    if not isinstance(from_all, str) and not isinstance(from_part, str):
        theme = theme_of(kind.style)
        assert page_of(from_part, kind.style, theme) == page_of(from_all, kind.style, theme)


@pytest.mark.parametrize(
    "kind", [Kind(("uk-contributions",)), Kind(("africa",), Format.SHEET)], ids=str
)
def test_the_pdf_is_the_same_to_the_byte(kind: Kind, cut: Callable[..., Library]) -> None:
    data = [
        print_document(one, document, kind.style).data
        for one in (library(), cut(*kind.topics))
        if not isinstance(document := made(one, kind, DAY), str)
    ]
    assert len(data) == 2
    assert data[0] == data[1]


# ---- what is kept, with the tiny library


def topic(*texts: str, **parts: Any) -> Topic:
    blocks = parts.pop("blocks", ())
    return Topic("one", "عنوان", "ملخص", texts or ("قول",), (*blocks, Sources()), **parts)


def meeting(title: str = "لقاء", **parts: Any) -> Meeting:
    return Meeting("talks", title, NEW, ("one",), **parts)


def kept(topics: Iterable[Topic], gathering: Meeting | None = None) -> dict[str, list[str]]:
    part = subset(LIBRARY, list(topics), gathering)
    return {
        "facts": list(part.facts),
        "sources": list(part.sources),
        "entities": list(part.entities),
        "units": list(part.units),
    }


NONE: dict[str, list[str]] = {"facts": [], "sources": [], "entities": [], "units": []}
SHARED = {"facts": ["share"], "sources": ["old-page"], "entities": ["daesh"], "units": ["percent"]}
LED = {"facts": ["leads"], "sources": ["old-page"], "entities": ["group", "AE"], "units": []}
BOTH = {
    "facts": ["share", "leads"],
    "sources": ["old-page"],
    "entities": ["group", "AE", "daesh"],
    "units": ["percent"],
}


@pytest.mark.parametrize(
    ("plan", "gathering", "left"),
    [
        pytest.param(topic(), None, NONE, id="nothing named"),
        pytest.param(topic("{share}"), None, SHARED, id="a figure"),
        pytest.param(topic("{leads|of}"), None, LED, id="a relation with its objects"),
        pytest.param(topic("{leads}", "{share}"), None, BOTH, id="in the order of the library"),
        pytest.param(
            topic("{leads|count:state}"), None, {**LED, "units": ["state"]}, id="what is counted"
        ),
        pytest.param(
            topic(blocks=[KeyFigures((KeyFigure("leads", "في الرئاسة", "state"),))]),
            None,
            {**LED, "units": ["state"]},
            id="what a tile counts",
        ),
        pytest.param(
            topic("{=GB|short} و{=other}، {as-of}"),
            None,
            {**NONE, "entities": ["other"]},
            id="names in texts",
        ),
        pytest.param(
            replace(topic(subtitle="{=group}", keywords=("{=AE}",)), summary="{share}"),
            None,
            {**SHARED, "entities": ["group", "AE", "daesh"]},
            id="subtitle, summary and keywords",
        ),
        pytest.param(
            topic(blocks=[Prose(("قول",), title="{=daesh}: {share}")]),
            None,
            SHARED,
            id="title of a block",
        ),
        pytest.param(topic(), meeting(agenda=("{share}",)), SHARED, id="a meeting"),
        pytest.param(
            topic(blocks=[Caveats(without=("trained",))]),
            None,
            {
                "facts": ["trained"],
                "sources": ["old-page", "new-page"],
                "entities": [],
                "units": ["element"],
            },
            id="a fact whose notes are left out",
        ),
        pytest.param(
            topic("{leads}", blocks=[Caveats(notes_of=("old-page",))]),
            None,
            LED,
            id="notes of a source that is cited",
        ),
        pytest.param(
            topic(blocks=[Caveats(notes_of=("old-page",))]),
            None,
            {
                "facts": ["trained"],
                "sources": ["old-page", "new-page"],
                "entities": [],
                "units": ["element"],
            },
            id="notes of a source that is not cited",
        ),
    ],
)
def test_what_is_named_is_kept_and_nothing_else(
    plan: Topic, gathering: Meeting | None, left: dict[str, list[str]], tmp_path: Path
) -> None:
    assert kept([plan], gathering) == left
    part = subset(LIBRARY, [plan], gathering)
    assert load_library(put(part, tmp_path / "data")) == part


def test_all_claims_of_a_fact_stay_in_their_places() -> None:
    part = subset(LIBRARY, [topic("{trained@2016-09}")])
    assert part.facts == {"trained": TRAINED}


def test_a_meeting_names_the_topics_that_are_there(tmp_path: Path) -> None:
    """In the order in which they are printed; so a pack for it can be made from the files."""
    data = library()
    plans = [data.topics["coalition"], data.topics["africa"]]
    part = subset(data, plans, data.meetings[MEETING])
    again = load_library(put(part, tmp_path / "data"))
    assert again.meetings[MEETING].topics == ("coalition", "africa")
    whole = data.meetings[MEETING]
    left_out = tuple(one for one in whole.left_out if one.topic == "coalition")
    assert (
        replace(whole, topics=("coalition", "africa"), left_out=left_out) == again.meetings[MEETING]
    )


def test_a_meeting_of_ones_own_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "Our talks.yaml"
    file.write_text(
        "title: محادثات\ndate: 2026-12-03\ntopics: [africa]\nplace: '{=ITROM}'\n", "utf-8"
    )
    own = load_meeting(file, library())
    part = subset(library(), [library().topics["africa"]], own)
    again = load_library(put(part, tmp_path / "data"))
    assert again.meetings == {"Our talks": own}
    assert "ITROM" in again.entities


def test_what_happens_elsewhere_changes_nothing() -> None:
    plan = topic("{leads}")
    before = dump(subset(library_with(), [plan]))
    changed = library_with(
        replace(SHARE, wording="أراضٍ فقدها"), replace(LEADS, id="more"), topics=(plan,)
    )
    changed = replace(
        changed,
        units={"percent": replace(PERCENT, name="مئوية")},
        sources={**changed.sources, "new-page": replace(changed.sources["new-page"], title="أ")},
        entities={"XK": replace(changed.entities["AE"], id="XK"), **changed.entities},
    )
    assert dump(subset(changed, [plan])) == before
    moved = replace(LEADS.claims[0], as_of=When.parse("2016-08"), is_dated_by_source=False)
    changed = library_with(replace(LEADS, claims=(moved, *LEADS.claims[1:])))
    assert dump(subset(changed, [plan])) != before


def test_the_program_reads_the_part(program: Program, tmp_path: Path) -> None:
    part = subset(library(), [library().topics["africa"]], library().meetings[MEETING])
    folder = str(put(part, tmp_path / "data"))
    checked = program("check", "--data", folder)
    assert checked.returncode == 0
    assert checked.stderr.startswith("sound: 1 topic,")
    listed = program("topics", "--data", folder)
    assert listed.stdout.startswith("africa")
    assert len(listed.stdout.splitlines()) == 1
