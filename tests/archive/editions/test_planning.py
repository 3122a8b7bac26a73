"""Which earlier edition a brief tells the changes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from briefings.model import Format

from .desk import MONDAY, MORE, REWORDED, TUESDAY, WEDNESDAY, Desk, Edit, pack

AGAIN: Edit = ("topics/uk.yaml", "لقد درّبت", "درّبت")
SHEET = {"format_": Format.SHEET}


def previous(plain: Desk, id_: str) -> Any:
    return plain.edition(id_).record["previous"]["uk"]


def facts_since(plain: Desk, id_: str) -> Any:
    return plain.edition(id_).record["facts_since"]["uk"]


def test_the_first_one_is_compared_with_none(plain: Desk) -> None:
    id_ = plain.keep()
    assert previous(plain, id_) is None
    assert facts_since(plain, id_) == id_
    assert "ما تغيّر" not in plain.text(id_)


def test_other_facts_are_told_in_a_table(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    id_ = plain.keep(MORE)
    assert previous(plain, id_) == "uk-2026-11-23-1"
    assert facts_since(plain, id_) == id_
    assert (
        "ما تغيّر منذ إصدار 23 نوفمبر 2026 الحقيقة في ذلك الإصدار الآن التغيّر "
        "القوات المدرَّبة 120,000 شخص" in plain.text(id_)
    )


def test_unchanged_facts_are_told_in_a_sentence(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    id_ = plain.keep()
    assert facts_since(plain, id_) == "uk-2026-11-23-1"
    assert "ما تغيّر لم تتغيّر الحقائق منذ إصدار 23 نوفمبر 2026." in plain.text(id_)
    # Two days later the last edition is another one, and the facts are still those of the first.
    id_ = plain.keep(day=WEDNESDAY)
    assert previous(plain, id_) == "uk-2026-11-24-1"
    assert facts_since(plain, id_) == "uk-2026-11-23-1"
    head, _, block = plain.text(id_).partition("الخلاصة")
    assert "لم تتغيّر الحقائق منذ إصدار 23 نوفمبر 2026" in head
    assert "ما تغيّر لم تتغيّر الحقائق منذ إصدار 24 نوفمبر 2026." in block


def test_words_alone_are_no_new_state(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    id_ = plain.keep(REWORDED)
    assert facts_since(plain, id_) == "uk-2026-11-23-1"
    assert "ما تغيّر صُوّبت الصياغة وحدها؛ ولم تتغيّر الحقائق منذ إصدار 23 نوفمبر 2026." in plain.text(
        id_
    )


def test_words_alone_on_one_day_are_no_new_state(plain: Desk) -> None:
    plain.keep()
    second = plain.keep(REWORDED)
    assert (second, facts_since(plain, second)) == ("uk-2026-11-24-2", "uk-2026-11-24-1")
    assert previous(plain, second) is None  # it is the same edition in other words
    id_ = plain.keep(day=WEDNESDAY)
    assert (previous(plain, id_), facts_since(plain, id_)) == (second, "uk-2026-11-24-1")
    assert "لم تتغيّر الحقائق منذ إصدار 24 نوفمبر 2026" in plain.text(id_).partition("الخلاصة")[0]


def test_a_correction_on_the_day_is_told_from_the_edition_before_it(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    plain.keep()
    id_ = plain.keep(MORE)
    assert (id_, previous(plain, id_)) == ("uk-2026-11-24-2", "uk-2026-11-24-1")
    # Its words corrected, it is still told from that one.
    id_ = plain.keep(REWORDED)
    assert (id_, previous(plain, id_)) == ("uk-2026-11-24-3", "uk-2026-11-24-1")
    assert facts_since(plain, id_) == "uk-2026-11-24-2"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"day": WEDNESDAY}, "uk-2026-11-24-1", id="later-day"),
        pytest.param({"day": MONDAY}, None, id="earlier-day"),
        pytest.param({"day": WEDNESDAY, "as_of": MONDAY}, None, id="earlier-facts"),
        pytest.param({"day": WEDNESDAY, "as_of": TUESDAY}, "uk-2026-11-24-1", id="same-facts"),
        pytest.param({"day": WEDNESDAY, **SHEET}, None, id="sheets-do-not-tell"),
        pytest.param(pack(day=WEDNESDAY), "uk-2026-11-24-1", id="brief-in-pack"),
        pytest.param(pack(), None, id="same-day-other-series"),
    ],
)
def test_compared_is_the_last_edition_of_earlier_facts(
    plain: Desk, asked: Mapping[str, Any], found: str | None
) -> None:
    plain.keep()
    assert previous(plain, plain.keep(MORE, **asked)) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(pack(), "pack-uk-sahel-2026-11-24-1", id="pack"),
        pytest.param({"digits": "arab", "marking": "سري"}, "uk-2026-11-24-1", id="other-print"),
        pytest.param(SHEET, None, id="sheet"),
        pytest.param({"topics": ("sahel",)}, None, id="other-topic"),
    ],
)
def test_what_a_brief_of_the_next_day_is_compared_with(
    plain: Desk, asked: Mapping[str, Any], found: str | None
) -> None:
    plain.keep(**asked)
    id_ = plain.keep(MORE, day=WEDNESDAY)
    assert previous(plain, id_) == found
    assert ("ما تغيّر منذ إصدار 24 نوفمبر 2026" in plain.text(id_)) == bool(found)


def test_the_topics_of_a_pack_have_each_their_own(plain: Desk) -> None:
    plain.keep(day=MONDAY, topics=("sahel",))
    plain.keep()
    id_ = plain.keep(MORE, **pack(day=WEDNESDAY))
    record = plain.edition(id_).record
    assert record["previous"] == {"uk": "uk-2026-11-24-1", "sahel": "sahel-2026-11-23-1"}
    assert record["facts_since"] == {"uk": id_, "sahel": "sahel-2026-11-23-1"}
    text = plain.text(id_)
    assert "ما تغيّر منذ إصدار 24 نوفمبر 2026" in text
    assert "لم تتغيّر الحقائق منذ إصدار 23 نوفمبر 2026." in text
    earlier = plain.edition(id_).payload("earlier")
    assert sorted(path.name for path in earlier.iterdir()) == [
        "sahel-2026-11-23-1",
        "uk-2026-11-24-1",
    ]


def test_what_is_held_of_the_earlier_edition_is_what_it_holds(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    id_ = plain.keep(MORE)
    held = plain.edition(id_).payload("earlier/uk-2026-11-23-1")
    own = plain.edition("uk-2026-11-23-1").payload("library").parent
    for file in (path for path in held.rglob("*") if path.is_file()):
        assert file.read_bytes() == (own / file.relative_to(held)).read_bytes()
    assert {path.name for path in held.iterdir()} == {"edition.json", "library"}


@pytest.mark.parametrize("is_indexed", [True, False], ids=["known", "not-yet-known"])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("edition.json", "{", "", id="record"),
        pytest.param("library/facts/facts.yaml", "120000", "120001", id="altered-fact"),
        pytest.param("library/topics/uk.yaml", "title", "titel", id="broken-data"),
    ],
)
def test_a_damaged_one_is_passed_over_and_told(
    plain: Desk, name: str, old: str, new: str, is_indexed: bool
) -> None:
    plain.keep(day=MONDAY)
    spoilt = plain.edition(plain.keep(day=TUESDAY)).payload(name)
    if is_indexed:
        plain.keep(topics=("sahel",))
    else:
        (plain.archive.root / ".index.sqlite3").unlink(missing_ok=True)
    text = spoilt.read_text("utf-8")
    assert old in text
    spoilt.write_text(text.replace(old, new, 1), "utf-8")
    document = plain.build(MORE, day=WEDNESDAY)
    assert previous(plain, str(document.edition)) == "uk-2026-11-23-1"
    remark, overdue = document.remarks
    assert overdue.startswith("1 fact is overdue for review: uk-trained-forces; ")
    assert remark.startswith("uk-2026-11-24-1 was passed over: ")
    assert name in remark


def test_what_is_damaged_elsewhere_is_not_told(plain: Desk) -> None:
    record = plain.edition(plain.keep(day=MONDAY, topics=("sahel",))).payload("edition.json")
    record.write_text("", "utf-8")
    later = plain.edition(plain.keep(day=date(2026, 12, 1))).payload("edition.json")
    later.write_text("", "utf-8")
    (overdue,) = plain.build().remarks
    assert overdue.startswith("1 fact is overdue for review: uk-trained-forces; ")
