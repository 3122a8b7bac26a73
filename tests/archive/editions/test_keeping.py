"""What makes an edition, and what is one that is there already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefings.arabic import Digits
from briefings.archive import Archive
from briefings.archive.editions import keeping
from briefings.archive.editions.planning import look_back
from briefings.build import fingerprint, pipeline
from briefings.build.render import Printed
from briefings.data import load_meeting
from briefings.errors import ArchiveError, RenderError
from briefings.model import Format, Ink, Library, Meeting

from ..samples import tree
from .desk import (
    MORE,
    REWORDED,
    SAHEL,
    TALKS,
    TUESDAY,
    UNRELATED,
    WEDNESDAY,
    Desk,
    Edit,
    copied_templates,
    pack,
    plain_print,
)

BACK: Edit = ("facts/uk.yaml", "value: 130000", "value: 120000")


def kept_bytes(desk: Desk) -> dict[str, bytes]:
    """Every file of the archive but the index, which is derived."""
    return {name: data for name, data in tree(desk.archive.root).items() if name[0] != "."}


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({}, id="brief"),
        pytest.param({"format_": Format.SHEET}, id="sheet"),
        pytest.param(pack(), id="pack"),
    ],
)
def test_the_same_again_is_the_same_edition_and_is_not_laid_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, asked: Mapping[str, Any]
) -> None:
    first = desk.build(**asked)
    before = kept_bytes(desk)
    first.path.unlink()
    monkeypatch.setattr(pipeline, "print_document", lambda *_, **__: pytest.fail("laid out"))
    again = desk.build(**asked)
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.edition, again.sha256, again.pages) == (first.edition, first.sha256, first.pages)
    assert again.path.read_bytes() == desk.edition(str(first.edition)).pdf.read_bytes()
    assert kept_bytes(desk) == before


def test_an_html_file_is_made_again_but_not_the_edition(desk: Desk) -> None:
    desk.build()
    again = desk.build(html=True)
    assert not again.is_new
    assert "درّبت" in again.beside["html"].read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        pytest.param({"digits": Digits.ARAB}, "uk-2026-11-24-2", id="digits"),
        pytest.param({"marking": "سري"}, "uk-2026-11-24-2", id="marking"),
        pytest.param({"duplex": True}, "uk-2026-11-24-2", id="duplex"),
        pytest.param({"as_of": date(2026, 11, 1)}, "uk-2026-11-24-2", id="as-of"),
        pytest.param({"ink": Ink.MONO}, "uk-mono-2026-11-24-1", id="ink"),
        pytest.param({"format_": Format.SHEET}, "uk-sheet-2026-11-24-1", id="sheet"),
        pytest.param({"day": WEDNESDAY}, "uk-2026-11-25-1", id="day"),
    ],
)
def test_what_is_asked_for_makes_another_edition(
    plain: Desk, asked: Mapping[str, Any], id_: str
) -> None:
    plain.keep()
    assert plain.keep(**asked) == id_
    assert plain.keep(**asked) == id_


@pytest.mark.parametrize("edit", [MORE, REWORDED], ids=["facts", "wording"])
def test_another_content_is_the_next_number_and_the_page_says_so(plain: Desk, edit: Edit) -> None:
    first = plain.keep()
    assert "الإصدار 1 · 24 نوفمبر 2026" in plain.text(first)
    second = plain.keep(edit)
    assert (first, second) == ("uk-2026-11-24-1", "uk-2026-11-24-2")
    assert "الإصدار 2 · 24 نوفمبر 2026" in plain.text(second)
    assert plain.keep() == second


def test_what_a_document_does_not_use_makes_no_new_edition(plain: Desk) -> None:
    first = plain.keep()
    assert plain.keep(UNRELATED, ("topics/sahel.yaml", "سطر آخر", "سطر أخير")) == first
    assert "uk-unused" not in plain.edition(first).payload("library/facts/facts.yaml").read_text()


def test_each_change_of_mind_is_an_edition(plain: Desk) -> None:
    assert [plain.keep(), plain.keep(MORE), plain.keep(BACK)] == [
        "uk-2026-11-24-1",
        "uk-2026-11-24-2",
        "uk-2026-11-24-3",
    ]
    assert plain.keep() == "uk-2026-11-24-3"
    assert "ما تغيّر منذ الإصدار 2 ليوم 24 نوفمبر 2026" in plain.text("uk-2026-11-24-3")
    assert plain.flaws == []


def test_a_removed_number_is_not_given_again(plain: Desk) -> None:
    plain.keep()
    last = plain.edition(plain.keep(MORE)).id
    plain.archive.prune([last], day=WEDNESDAY, reason="")
    assert plain.keep() == "uk-2026-11-24-3"


@pytest.mark.parametrize(
    ("added", "id_"),
    [
        pytest.param("{# nothing #}", "uk-2026-11-24-1", id="same-bytes"),
        pytest.param("<p>زيادة</p>", "uk-2026-11-24-2", id="other-bytes"),
    ],
)
def test_another_template_counts_where_readers_see_it(
    desk: Desk, tmp_path: Path, added: str, id_: str
) -> None:
    desk.keep()
    templates = copied_templates(tmp_path, added)
    assert desk.keep(templates=templates) == id_
    assert desk.keep(templates=templates) == id_


def test_another_version_that_prints_the_same_is_no_other_edition(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plain.keep()
    monkeypatch.setattr(
        fingerprint, "package_versions", lambda names: dict.fromkeys(names, "other")
    )
    laid_out = []

    def print_(*given: Any, **named: Any) -> Printed:
        laid_out.append(given)
        return plain_print(*given, **named)

    monkeypatch.setattr(pipeline, "print_document", print_)
    assert plain.keep() == first
    assert len(laid_out) == 1


def test_a_page_that_cannot_be_printed_is_not_kept(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RenderError("too long")

    monkeypatch.setattr(pipeline, "print_document", fail)
    with pytest.raises(RenderError):
        plain.build()
    assert plain.ids == []
    assert not (plain.folder / "out").exists()


def test_what_cannot_be_kept_is_not_handed_out(plain: Desk) -> None:
    plain.archive.root.write_text("in the way")
    with pytest.raises(ArchiveError, match="cannot be read"):
        plain.build()
    assert not (plain.folder / "out").exists()


def meeting_of(folder: Path, name: str) -> Any:
    file = folder / name
    file.write_text(TALKS, "utf-8")

    def read(library: Library) -> Meeting:
        return load_meeting(file, library)

    return read


def test_the_meeting_of_a_file_is_in_the_edition(plain: Desk, tmp_path: Path) -> None:
    talks = meeting_of(tmp_path, "talks.yaml")
    id_ = plain.keep(**pack(meeting=talks))
    assert id_ == "pack-talks-2026-11-24-1"
    edition = plain.edition(id_)
    assert edition.record["meeting"] == {
        "id": "talks",
        "title": "محادثات الربيع",
        "date": "2026-12-03",
    }
    assert "محادثات الربيع" in edition.payload("library/meetings/talks.yaml").read_text("utf-8")
    assert plain.keep(meeting=talks) == "uk-for-talks-2026-11-24-1"


def test_a_name_that_cannot_be_that_of_editions_is_told_before_anything_is_made(
    plain: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "print_document", lambda *_, **__: pytest.fail("laid out"))
    with pytest.raises(ArchiveError, match=r"pack-محادثات.*small letters a to z"):
        plain.build(**pack(meeting=meeting_of(tmp_path, "محادثات.yaml")))


def test_a_number_that_another_build_takes_meanwhile(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one has other facts: it is what this one is compared with then."""

    def late(archive: Archive, *rest: Any) -> Any:
        found = look_back(archive, *rest)
        if not archive.ids():
            monkeypatch.setattr(keeping, "look_back", look_back)
            plain.keep(MORE)
            plain.edit(BACK)
        return found

    monkeypatch.setattr(keeping, "look_back", late)
    assert plain.keep() == "uk-2026-11-24-2"
    assert "130,000" in plain.text("uk-2026-11-24-1")
    record = plain.edition("uk-2026-11-24-2").record
    assert record["previous"] == {"uk": "uk-2026-11-24-1"}
    assert plain.keep() == "uk-2026-11-24-2"


def test_the_same_edition_made_by_another_build_meanwhile(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(archive: Archive, *rest: Any) -> Any:
        if not archive.ids():
            monkeypatch.setattr(keeping, "look_back", look_back)
            plain.keep()
        return look_back(archive, *rest)

    monkeypatch.setattr(keeping, "look_back", late)
    document = plain.build()
    assert (document.edition, document.is_new) == ("uk-2026-11-24-1", False)
    assert plain.ids == ["uk-2026-11-24-1"]


@pytest.mark.parametrize("name", ["uk.pdf", "text.html", "edition.json", "library/units.yaml"])
def test_a_damaged_edition_of_the_day_is_passed_over_and_told(plain: Desk, name: str) -> None:
    first = plain.keep()
    file = plain.edition(first).payload(name)
    file.write_bytes(file.read_bytes()[:-2])
    document = plain.build()
    assert document.edition == "uk-2026-11-24-2"
    remark, overdue = document.remarks
    assert overdue.startswith("1 fact is overdue for review: uk-trained-forces; ")
    assert remark.startswith("uk-2026-11-24-1 was passed over: ")
    assert name in remark
    assert TUESDAY.isoformat() in str(document.path)


def test_editions_of_a_topic_that_left_the_data_stay(plain: Desk) -> None:
    plain.keep(topics=("sahel",))
    del plain.files["topics/sahel.yaml"]
    (plain.folder / "data/topics/sahel.yaml").unlink()
    plain.keep()
    assert SAHEL.splitlines()[0] in plain.edition("sahel-2026-11-24-1").payload(
        "library/topics/sahel.yaml"
    ).read_text("utf-8").replace('"', "")
