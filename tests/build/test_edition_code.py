"""The digest on the page is that of what it was made from, on any machine and in any copy."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefings.arabic import Arabic, Digits
from briefings.build import fingerprint
from briefings.build.edition_code import imprint_without_archive
from briefings.build.request import Order
from briefings.model import NO_IMPRINT, Copy, EditionCode, Library, Setting, Style
from briefings.resources import templates_folder
from tests import shipped

DAY = date(2026, 11, 28)


def code_of(library: Library | None = None, **asked: Any) -> EditionCode:
    style = Style(
        asked.pop("templates", templates_folder()),
        asked.pop("theme", "default"),
        setting=Setting(**{key: asked.pop(key) for key in ("copy", "issuer") if key in asked}),
    )
    known = library or shipped.library()
    order = Order(DAY, asked.pop("as_of", DAY), Path(), style, Arabic(**asked))
    code = imprint_without_archive(known, [known.topics["africa"]], order).code
    assert code is not None
    return code


def test_a_code_is_short_and_says_its_document() -> None:
    code = code_of()
    assert code.id == "africa-2026-11-28"
    assert code.text == f"briefings:africa-2026-11-28?d={code.digest[:24]}"
    assert code.short == " ".join((code.digest[:4], code.digest[4:8], code.digest[8:12]))


def test_the_same_again_has_the_same_code() -> None:
    assert code_of() == code_of()


def test_copies_have_one_code() -> None:
    assert code_of(copy=Copy("الوزير", 7, 90)) == code_of()


def test_another_machine_and_another_state_of_the_program_have_the_same_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = code_of()
    monkeypatch.setattr(fingerprint, "package_versions", lambda all_: dict.fromkeys(all_, "0"))
    monkeypatch.setattr(fingerprint, "program_digest", lambda *_: "0" * 64)
    assert code_of() == before


def test_where_a_theme_lies_does_not_count_but_what_is_in_it(tmp_path: Path) -> None:
    own = Path(shutil.copytree(templates_folder() / "themes" / "default", tmp_path / "own"))
    assert code_of(theme=str(own)) == code_of()
    sheet = own / "theme.css"
    sheet.write_text(sheet.read_text("utf-8").replace("#17212b", "#17212c"), "utf-8")
    assert code_of(theme=str(own)) != code_of()


def test_what_readers_see_gives_another_code(tmp_path: Path) -> None:
    library = shipped.library()
    topics = {**library.topics}
    topics["africa"] = replace(topics["africa"], title="عنوان آخر")
    templates = Path(shutil.copytree(templates_folder(), tmp_path / "templates"))
    (templates / "parts" / "brief.html").write_text("كلمات أخرى", "utf-8")
    codes = {
        code_of(),
        code_of(replace(library, topics=topics)),
        code_of(as_of=date(2026, 11, 1)),
        code_of(digits=Digits.ARAB),
        code_of(issuer="وحدة الإحاطات"),
        code_of(templates=templates),
    }
    assert len({code.digest for code in codes}) == 6


def test_a_theme_that_is_not_there_is_left_to_printing() -> None:
    order = Order(DAY, DAY, Path(), Style(templates_folder(), "none"), Arabic())
    library = shipped.library()
    topics = [library.topics["africa"]]
    assert imprint_without_archive(library, topics, order) == NO_IMPRINT
