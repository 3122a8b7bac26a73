"""Editions by what people call them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from briefings.archive.editions import find_edition, find_id, one_before
from briefings.build import pipeline
from briefings.errors import ArchiveError
from briefings.model import Format

from .desk import MONDAY, MORE, TUESDAY, WEDNESDAY, Desk, pack, plain_print


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One of Monday, two of Tuesday, a sheet, a pack."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "print_document", plain_print)
        desk.keep(day=MONDAY)
        desk.keep(day=TUESDAY)
        desk.keep(MORE, day=TUESDAY)
        desk.keep(day=WEDNESDAY, format_=Format.SHEET)
        desk.keep(**pack(day=WEDNESDAY))
    return desk


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("uk-2026-11-24-1", "uk-2026-11-24-1"),
        ("uk-2026-11-24", "uk-2026-11-24-2"),
        ("uk-2026-11-23", "uk-2026-11-23-1"),
        ("uk", "uk-2026-11-24-2"),
        ("uk-sheet", "uk-sheet-2026-11-25-1"),
        ("pack-uk-sahel", "pack-uk-sahel-2026-11-25-1"),
    ],
)
def test_editions_are_found(desk: Desk, text: str, id_: str) -> None:
    assert str(find_edition(desk.archive, text).id) == id_


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("uk-2026-11-24-3", "has no edition “uk-2026-11-24-3”. Is it uk-2026-11-24-2?"),
        ("uk-2026-11-22", "has no edition “uk-2026-11-22”. Is it uk-2026-11-2"),
        ("uk-sheeet", "has no “uk-sheeet”; did you mean “uk-sheet”?"),
        ("pack-uk-sahil", "has no “pack-uk-sahil”; did you mean “pack-uk-sahel”?"),
        ("nothing-like-it", "has no edition “nothing-like-it”."),
        ("", "has no edition “”."),
        ("../uk", "has no edition “../uk”"),
        ("uk/uk-2026-11-24-1", "has no edition “uk/uk-2026-11-24-1”"),
        ("uk-2026-02-30", "has no edition “uk-2026-02-30”"),
        ("محادثات", "has no edition “محادثات”"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(desk: Desk, text: str, told: str) -> None:
    with pytest.raises(ArchiveError, match=re.escape(told)):
        find_edition(desk.archive, text)


def test_the_one_before(desk: Desk) -> None:
    last = find_edition(desk.archive, "uk")
    assert str(one_before(desk.archive, last).id) == "uk-2026-11-24-1"
    with pytest.raises(ArchiveError, match="is the first of its series"):
        one_before(desk.archive, find_edition(desk.archive, "uk-2026-11-23"))


def test_a_damaged_one_has_its_id(plain: Desk) -> None:
    plain.edition(plain.keep()).payload("edition.json").write_text("")
    assert find_id(plain.archive, "uk").date == date(2026, 11, 24)
    with pytest.raises(ArchiveError, match="is not JSON"):
        find_edition(plain.archive, "uk")
