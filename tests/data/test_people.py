"""What `check` says of people and of hours, each with its line and column."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from briefings.content.meeting import meeting_hints
from briefings.data import dump, load_library
from briefings.errors import DataError
from briefings.model import AgendaItem

from .folder import SOUND, write

PEOPLE = (
    SOUND["entities.yaml"]
    + """\
haddad:
  kind: person
  name: سلمى الحداد
  latin: Salma al-Haddad
  posts:
    - {title: الأمينة العامة, fact: haddad-leads, since: 2023-02}
  portrait: {file: portraits/haddad.png, licence: CC BY 4.0, source: المكتب الإعلامي}
  notes: ["درّبت {uk-trained-forces}"]
"""
)
FACTS = (
    SOUND["facts/groups.yaml"]
    + """\
haddad-leads:
  subject: haddad
  predicate: leads
  wording: قيادة {object}
  claims:
    - {source: page, paragraph: 1, excerpt: تقودها سلمى, object: sahel-group}
"""
)
MEETING = """\
title: محادثات
date: 2027-02-10
place: جنيف، القاعة B-12
agenda:
  - {title: الافتتاح, time: 9:00, until: 9:30, speakers: [haddad], room: القاعة 4}
  - {title: "لقاء من 9:30 إلى 10:30", time: 9:30, room: B-12, ours: true}
  - اختتام الساعة 14:30
objectives: [{text: الاتفاق, proposed: true}]
ask: [من يموّل؟]
avoid: [الوعود]
opposite: [haddad]
topics: [uk]
"""


def portrait(width: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width), "gray").save(out, "PNG")
    return out.getvalue()


def folder(tmp_path: Path, **changed: str | bytes | None) -> Path:
    files: dict[str, str | bytes | None] = {
        "entities.yaml": PEOPLE,
        "facts/groups.yaml": FACTS,
        "meetings/talks.yaml": MEETING,
        "portraits/haddad.png": portrait(),
    }
    return write(tmp_path, {**files, **changed})


def told(data: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(DataError) as caught:
        load_library(data)
    return [
        (Path(one.file).name, one.line, one.column, one.rule)
        for one in sorted(caught.value.problems)
    ]


def test_people_and_meetings_are_read(tmp_path: Path) -> None:
    library = load_library(folder(tmp_path))
    person, meeting = library.entities["haddad"], library.meetings["talks"]
    assert person.portrait is not None
    assert (person.latin, person.posts[0].fact) == ("Salma al-Haddad", "haddad-leads")
    assert person.portrait.data == portrait()
    first, second, last = meeting.agenda
    assert isinstance(first, AgendaItem)
    assert isinstance(second, AgendaItem)
    assert (first.time, first.room, second.ours, last) == (
        *("9:00", "القاعة 4", True),
        "اختتام الساعة 14:30",
    )
    assert meeting.people == ("haddad",)
    assert not list(meeting_hints(library))


def test_a_dumped_folder_has_the_portraits(tmp_path: Path) -> None:
    library = load_library(folder(tmp_path / "a"))
    files = dump(library)
    assert files["portraits/haddad.png"] == portrait()
    again = tmp_path / "b"
    for name, data in files.items():
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / name).write_bytes(data)
    assert load_library(again) == library


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("time: 9:00", "time: 25:00", (5, 29, "wrong-form")),
        ("until: 9:30", "until: 9:00", (5, 42, "until-before-time")),
        ("time: 9:00, ", "", (5, 30, "until-without-time")),
        ("[haddad], room", "[hadad], room", (5, 59, "unknown-person")),
        ("opposite: [haddad]", "opposite: [sahel-group]", (11, 12, "unknown-person")),
        ("title: الافتتاح", "title: 20 مليون دولار", (5, 13, "bare-number")),
        ("room: B-12", "room: 20 مليون", (6, 57, "bare-number")),
        ("[الوعود]", "[القاعة 4]", (10, 16, "bare-number")),
        ("[من يموّل؟]", "['{nobody}؟']", (9, 8, "unknown-fact")),
    ],
)
def test_hours_and_people_of_a_meeting_are_checked(
    old: str, new: str, place: tuple[int, int, str], tmp_path: Path
) -> None:
    assert old in MEETING
    data = folder(tmp_path, **{"meetings/talks.yaml": MEETING.replace(old, new, 1)})
    assert told(data) == [("talks.yaml", *place)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("fact: haddad-leads", "fact: sahel-leaders", (13, 37, "post-of-another")),
        ("fact: haddad-leads", "fact: nobody", (13, 37, "unknown-fact")),
        ("since: 2023-02", "since: 2023, until: 2021", (13, 37, "until-before-since")),
        ("haddad.png", "other.png", (14, 20, "missing-portrait")),
        ("haddad.png", "haddad.gif", (14, 20, "wrong-form")),
        ("درّبت {uk-trained-forces}", "درّبت 300 عنصر", (15, 18, "bare-number")),
    ],
)
def test_what_is_said_of_a_person_is_checked(
    old: str, new: str, place: tuple[int, int, str], tmp_path: Path
) -> None:
    assert old in PEOPLE
    data = folder(tmp_path, **{"entities.yaml": PEOPLE.replace(old, new, 1)})
    assert ("entities.yaml", *place) in told(data)


def test_only_people_have_posts(tmp_path: Path) -> None:
    changed = PEOPLE.replace("kind: group", "kind: group\n  latin: Sahel", 1)
    assert told(folder(tmp_path, **{"entities.yaml": changed})) == [
        ("entities.yaml", 1, 1, "not-a-person")
    ]


@pytest.mark.parametrize("data", [b"hello", portrait()[:100], portrait(50)])
def test_a_portrait_that_cannot_be_printed_is_told(data: bytes, tmp_path: Path) -> None:
    files = folder(tmp_path, **{"portraits/haddad.png": data})
    assert told(files) == [("entities.yaml", 14, 20, "unfit-portrait")]


def test_a_portrait_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    data = folder(tmp_path, **{"portraits/haddad.png": None})
    (tmp_path / "secret.png").write_bytes(portrait())
    (data / "portraits").mkdir()
    (data / "portraits" / "haddad.png").symlink_to(tmp_path / "secret.png")
    assert told(data) == [("entities.yaml", 14, 20, "unreadable-file")]


def test_items_that_overlap_are_a_hint(tmp_path: Path) -> None:
    text = MEETING.replace("time: 9:30, room", "time: 9:20, room")
    library = load_library(folder(tmp_path, **{"meetings/talks.yaml": text}))
    (hint,) = meeting_hints(library)
    assert (hint.rule, hint.level, hint.line) == ("agenda-overlap", "note", 6)


@pytest.mark.parametrize(
    ("left_out", "place"),
    [
        ("{topic: uk, kinds: [text, chart]}", (14, 31, "unknown-kind")),
        ("{topic: africa, kinds: [text]}", (14, 13, "unknown-topic")),
    ],
)
def test_what_a_pack_leaves_out_is_checked(
    left_out: str, place: tuple[int, int, str], tmp_path: Path
) -> None:
    text = f"{MEETING}left_out:\n  - {left_out}\n"
    assert told(folder(tmp_path, **{"meetings/talks.yaml": text})) == [("talks.yaml", *place)]
