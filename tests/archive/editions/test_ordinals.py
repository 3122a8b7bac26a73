"""The number that a page gives its edition: the how-manieth of its series."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date

import pytest

from briefings.archive import EditionId
from briefings.archive.editions import rebuild
from briefings.errors import EditionTaken
from briefings.model import Copy
from briefings.resources import templates_folder

from ...forked import Forks
from ..samples import INFO, README, payload
from .desk import MONDAY, MORE, TUESDAY, WEDNESDAY, Desk, pack
from .test_killed import Office


def ordinals(desk: Desk) -> dict[str, int]:
    return {id_: desk.edition(id_).record["ordinal"] for id_ in desk.ids}


def with_ordinal(id_: EditionId) -> dict[str, bytes]:
    """The files of an edition that takes itself for the first of its series."""
    files = payload(id_)
    record = json.loads(files["edition.json"]) | {"ordinal": 1}
    return {**files, "edition.json": json.dumps(record).encode()}


def test_each_edition_of_a_series_counts_on(plain: Desk) -> None:
    plain.keep(day=MONDAY)
    plain.keep()
    second = plain.keep(MORE)
    assert "الإصدار 3 · 24 نوفمبر 2026" in plain.text(second)
    assert "الإصدار uk-2026-11-24-2 · البصمة" in plain.text(second)
    assert ordinals(plain) == {"uk-2026-11-23-1": 1, "uk-2026-11-24-1": 2, "uk-2026-11-24-2": 3}


def test_an_edition_of_an_earlier_day_does_not_renumber_others(plain: Desk) -> None:
    plain.keep(day=WEDNESDAY)
    plain.keep(day=MONDAY)
    assert ordinals(plain) == {"uk-2026-11-23-1": 2, "uk-2026-11-25-1": 1}


def test_a_removed_edition_still_counts(plain: Desk) -> None:
    last = plain.edition(plain.keep(day=MONDAY)).id
    plain.archive.prune([last], day=WEDNESDAY, reason="")
    assert ordinals(plain) == {}
    plain.keep()
    assert ordinals(plain) == {"uk-2026-11-24-1": 2}


def test_the_same_again_keeps_its_number_and_its_code(plain: Desk) -> None:
    first = plain.keep()
    record = plain.edition(first).record
    assert plain.keep() == first
    assert (record["code"], len(record["digest"])) == (first, 64)
    assert record["digest"][:4] in plain.text(first)


def test_a_rebuild_has_the_numbers_that_it_had(desk: Desk) -> None:
    desk.keep(day=MONDAY)
    edition = desk.edition(desk.keep(MORE, marking="رسمي", issuer="وحدة", review="3 months"))
    shutil.rmtree(desk.archive.root / "uk" / "uk-2026-11-23-1")
    assert edition.record["options"]["review"] == "3 months"
    assert rebuild(edition, templates_folder()).altered == ()


def test_copies_of_a_pack_have_one_code(plain: Desk) -> None:
    kept = [plain.keep(**pack(copy=Copy(number=number, total=2))) for number in (1, 2)]
    assert len(set(kept)) == 2
    records = [plain.edition(id_).record for id_ in kept]
    assert records[0]["code"] == records[1]["code"] == "pack-uk-sahel-2026-11-24-1"
    assert records[0]["digest"] == records[1]["digest"]


def test_a_number_that_another_took_is_refused(desk: Desk) -> None:
    first, second = (EditionId("uk", day, 1) for day in (MONDAY, TUESDAY))
    assert desk.archive.store(first, with_ordinal(first), readme=README, info=INFO)
    with pytest.raises(EditionTaken):
        desk.archive.store(second, with_ordinal(second), readme=README, info=INFO)
    assert desk.ids == [str(first)]


def test_builds_for_different_days_at_once_get_different_numbers(
    desk: Desk, forks: Callable[[], Forks]
) -> None:
    desk.write()
    office = Office(desk, forks())
    days = [date(2026, 11, day) for day in (20, 21, 22)]
    running = [office.start("--date", day.isoformat()) for day in days]
    for one in running:
        office.forks.done(one)
    assert sorted(ordinals(desk).values()) == [1, 2, 3]
    assert desk.flaws == []
