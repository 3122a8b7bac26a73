"""A library becomes files, and the files become the same library."""

# ruff: noqa: E501 — lines of data keep to one line
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.content.blocks import KINDS
from briefings.data import dump, load_library
from briefings.data.field_hints import Key, ValueShape, keys_of
from briefings.data.reading import parse_yaml
from briefings.data.structure import Structurer
from briefings.data.yaml_text import record_text
from briefings.model import CODE, Entity, Fact, Library, Meeting, Source, Topic, Unit, When
from briefings.model.facts import PICTURE_FILE
from briefings.model.meetings import CLOCK
from briefings.model.review import REVIEW
from briefings.resources import data_folder

from .folder import SHA, spoilt, write


def put(files: dict[str, bytes], folder: Path) -> Path:
    """Write the files into a new folder; gives its path."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def order_of(library: Library) -> list[list[str]]:
    return [list(one) for one in (library.sources, library.entities, library.units, library.facts)]


MEETING = """\
title: لقاء
date: 2024-09-30/2024-10-01
topics: [uk]
place: "{=USWAS}"
agenda: [أولًا]
next_meeting: {}
"""


def test_the_files_can_be_read_by_people(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "sources.yaml": spoilt("sources.yaml", "صفحة بلا تاريخ", 'صفحة "بلا" تاريخ'),
        "meetings/talks.yaml": MEETING,
        "facts/groups.yaml": spoilt("facts/groups.yaml", "NO", 'NO\n      note: "قيل\\nوقيل"'),
    }
    dumped = dump(load_library(write(tmp_path, files)))
    assert {name: data.decode() for name, data in dumped.items()} == {
        "sources.yaml": f"""\
uk-2017:
  title: "إسهام المملكة المتحدة"
  document: "uk.txt"
  sha256: "{SHA}"
  publisher: "التحالف الدولي"
  published: 2017-02

page:
  title: 'صفحة "بلا" تاريخ'
  document: "page.txt"
  sha256: "{SHA}"
  publisher: "التحالف الدولي"
  inferred:
    date: 2023
    reason: "تذكر الصفحة أحداث ذلك العام."
""",
        "entities.yaml": """\
sahel-group:
  kind: group
  name: "مجموعة الساحل"

USWAS:
  kind: place
  name: "واشنطن العاصمة"
  country: US
""",
        "units.yaml": """\
person:
  kind: count
  name: "أشخاص"
  forms:
    zero: "لا أشخاص"
    one: "شخص واحد"
    two: "شخصان"
    few: "أشخاص"
    many: "شخصًا"
    other: "شخص"

percent:
  kind: percent
  name: "نسبة مئوية"
""",
        "facts/facts.yaml": """\
sahel-leaders:
  subject: sahel-group
  predicate: leads
  wording: "قيادة {object} للمجموعة"
  claims:
    - source: page
      paragraph: 1
      excerpt: "تقودها النرويج"
      object: "NO"
      note: "قيل\\nوقيل"

uk-trained-forces:
  subject: GB
  predicate: trained
  wording: "القوات المدرَّبة"
  unit: person
  claims:
    - {source: uk-2017, paragraph: 3, excerpt: "أكثر من 35 ألف عنصر", value: 35000, qualifier: more-than}
    - {source: page, paragraph: 12, excerpt: "مئة وعشرون ألفًا", value: 120000, as_of: 2023-06}
""",
        "topics/uk.yaml": """\
title: "المملكة المتحدة"
summary: "سطر واحد"
bottom_line:
  - "درّبت {uk-trained-forces}."
blocks:
  - kind: text
    title: "التدريب"
    text:
      - "منهم {uk-trained-forces@first|number} أولًا."
  - kind: sources
""",
        "meetings/talks.yaml": """\
title: "لقاء"
date: 2024-09-30/2024-10-01
topics:
  - uk
place: "{=USWAS}"
agenda:
  - "أولًا"
next_meeting: {}
""",
    }


def test_the_shipped_data_come_back_as_they_were(tmp_path: Path) -> None:
    whole = load_library(data_folder())
    again = load_library(put(dump(whole), tmp_path / "data"))
    assert again == whole
    assert order_of(again) == order_of(whole)
    assert dump(again) == dump(whole)


def test_what_is_empty_can_be_read_all_the_same(tmp_path: Path) -> None:
    topic = "title: أ\nsummary: ب\nbottom_line: [ج]\nblocks: [{kind: sources}]\n"
    empty = ("sources.yaml", "entities.yaml", "units.yaml", "facts/uk.yaml", "facts/groups.yaml")
    files = {**dict.fromkeys(empty, "{}"), "topics/uk.yaml": topic}
    small = load_library(write(tmp_path, {**files}))
    assert load_library(put(dump(small), tmp_path / "again")) == small
    assert dump(small)["units.yaml"] == b"{}\n"


# Every record that a file can hold, with every key that it can have: made from the model itself, so
# that a new key or kind of block is tried as well.

_LETTERS = "=+-@'\"\\_x004 \n:#&*|>{}[],;!%؟ضأ٣é😀\N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER}~?"
TEXTS = st.text(_LETTERS, min_size=1, max_size=24).map(str.strip).filter(bool)
TEXTS |= st.sampled_from(["yes", "NO", "null", "~", "2024-09-30", "12", "1e5", "- a", "a: b", "{}"])
IDS = st.sampled_from(["uk", "no", "12", "1e5", "on-2", "2024-09", "true", "0x1f", "null"])
PATTERNS: dict[str, st.SearchStrategy[str]] = {
    CODE: IDS | st.sampled_from(["NO", "GB", "USWAS"]),
    REVIEW: st.sampled_from(["3 months", "1 year", "2027-02-28"]),
    r"[A-Z]{2}": st.sampled_from(["NO", "GB"]),
    r"[a-z]{2,3}": st.sampled_from(["no", "en", "yes"]),
    CLOCK: st.sampled_from(["9:00", "09:30", "23:59"]),
    PICTURE_FILE: st.sampled_from(["a.png", "portraits/no.jpg", "1/1e2.JPEG"]),
    r"[0-9a-f]{64}": st.sampled_from(["0" * 64, "1e" * 32, "a" * 64]),
}
DATES = st.sampled_from(
    ["2024-09-30", "2024-09", "2024", "2014/2017", "2014-09/2017-03", "2024-01-01/2024-01-01"]
).map(When.parse)
NUMBERS = st.integers(0, 10**18 - 1) | st.sampled_from(
    [0.1, 0.75, 2.5e9, 1e-7, 0.333, -1.5, 123456789.123456]
)


_PLAIN = {
    "number": NUMBERS,
    "whole": st.integers(1, 10**17),
    "truth": st.booleans(),
    "date": DATES,
    "block": st.deferred(lambda: st.one_of(*(_records(kind) for kind in KINDS.values()))),
}


def _values(shape: ValueShape, key: Key) -> st.SearchStrategy[Any]:
    if shape.item is not None:
        return st.lists(_values(shape.item, key), min_size=1, max_size=2).map(tuple)
    if shape.form == "text":
        return PATTERNS.get(key.pattern.pattern, IDS) if key.pattern else TEXTS
    if shape.form == "choice":
        return st.sampled_from(list(shape.type))
    if shape.form == "number" and key.maximum is not None:
        return st.floats(key.minimum, key.maximum).map(lambda one: round(one, 6))
    return _records(shape.type) if shape.form == "record" else _PLAIN[shape.form]


def _records(record: type) -> st.SearchStrategy[Any]:
    """Any record: with what it must have, and some of what it may have."""
    keys = keys_of(record).values()
    must = {key.name: _values(key.shape, key) for key in keys if key.required}
    may = {key.name: _values(key.shape, key) for key in keys if not key.required}
    hidden = {"id": "no"} if record in (Source, Entity, Unit, Fact, Topic, Meeting) else {}
    return st.fixed_dictionaries(must, optional=may).map(lambda made: record(**hidden, **made))


@pytest.mark.parametrize(
    "record",
    [Source, Entity, Unit, Topic, Meeting, *KINDS.values()],
    ids=lambda record: record.__name__,
)
@settings(max_examples=40)
@given(data=st.data())
def test_every_record_comes_back(record: type, data: st.DataObject) -> None:
    made = data.draw(_records(record))
    text = record_text(made) if record not in KINDS.values() else f"- {_indented(made)}"
    page = parse_yaml(text.encode(), "made.yaml")
    assert page.problems == [], text
    structurer = Structurer("made.yaml")
    if record in KINDS.values():
        again = structurer._block(page.root.value[0])
    else:
        again = structurer.record(page.root, record, "it", id="no")
    assert structurer.problems == [], text
    assert again == made


def _indented(made: Any) -> str:
    return record_text(made).replace("\n", "\n  ")


@settings(max_examples=80)
@given(fact=_records(Fact))
def test_every_fact_comes_back(fact: Fact) -> None:
    text = dump(Library({}, {}, {}, {"no": fact}, {}))["facts/facts.yaml"]
    page = parse_yaml(text, "made.yaml")
    assert page.problems == [], text
    structurer = Structurer("made.yaml")
    again = structurer.records(page.root, Fact, CODE)
    assert structurer.problems == [], text
    assert again == {"no": fact}
    for claim, read in zip(fact.claims, again["no"].claims, strict=True):
        assert isinstance(read.value, float) == (claim.value is not None and claim.value % 1 != 0)


def test_phrases_that_an_author_marked_come_back_as_typed(tmp_path: Path) -> None:
    title = 'title: "تقرير `Windows 11` الأول"'
    files = {"sources.yaml": spoilt("sources.yaml", "title: صفحة بلا تاريخ", title)}
    library = load_library(write(tmp_path, {**files}))
    assert library.sources["page"].title == "تقرير \u2068Windows 11\u2069 الأول"
    dumped = dump(library)
    assert title in dumped["sources.yaml"].decode()
    assert load_library(put(dumped, tmp_path / "again")) == library


def test_a_backtick_in_an_excerpt_is_a_letter(tmp_path: Path) -> None:
    text = spoilt("facts/groups.yaml", "تقودها النرويج", '"`تقودها النرويج"')
    (fact,) = [
        one
        for one in load_library(write(tmp_path, {"facts/groups.yaml": text})).facts.values()
        if one.is_relation
    ]
    assert fact.claims[0].excerpt == "`تقودها النرويج"
