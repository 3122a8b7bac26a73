"""An edition is made again from what it holds alone, and what is another is named."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from briefings.arabic import Digits
from briefings.archive import Edition
from briefings.archive.editions import Rebuilt, rebuild
from briefings.build import fingerprint
from briefings.build.environment import package_versions
from briefings.data import load_meeting
from briefings.errors import ArchiveError
from briefings.model import Format, Ink, Library, Meeting
from briefings.resources import templates_folder

from .desk import MONDAY, MORE, TALKS, TUESDAY, WEDNESDAY, Desk, copied_templates, pack


def rebuilt(edition: Edition, templates: Path | None = None, theme: str | None = None) -> Rebuilt:
    return rebuild(edition, templates or templates_folder(), theme)


def talks(library: Library) -> Meeting:
    file = Path("talks.yaml")
    file.write_text(TALKS, "utf-8")
    return load_meeting(file, library)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({}, id="brief"),
        pytest.param({"format_": Format.SHEET, "ink": Ink.MONO}, id="sheet"),
        pytest.param(pack(), id="pack"),
        pytest.param(pack(meeting=talks, marking="سري", duplex=True), id="meeting"),
        pytest.param({"meeting": talks, "digits": Digits.ARAB, "as_of": MONDAY}, id="for-meeting"),
        pytest.param({"theme": "diwan", "crop": True}, id="theme"),
    ],
)
def test_the_same_bytes_whatever_became_of_the_data_and_of_the_earlier_edition(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Mapping[str, Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    earlier = desk.edition(desk.keep(day=MONDAY)).id
    edition = desk.edition(desk.keep(MORE, **asked))
    is_sheet = edition.format == "sheet"
    assert edition.record["previous"]["uk"] == (None if is_sheet else str(earlier))
    desk.archive.prune([earlier], day=WEDNESDAY, reason="")
    shutil.rmtree(desk.folder / "data")
    (tmp_path / "talks.yaml").unlink(missing_ok=True)
    made = rebuilt(edition)
    assert (made.altered, made.differences) == ((), ())
    assert made.printed.data == edition.pdf.read_bytes()


def test_a_second_number_is_made_again(desk: Desk) -> None:
    desk.keep()
    made = rebuilt(desk.edition(desk.keep(MORE)))
    assert made.altered == ()
    assert "ما تغيّر منذ" in made.printed.text


@pytest.mark.parametrize("added", ["{# nothing #}", "<p>زيادة</p>"], ids=["unseen", "seen"])
def test_another_template_is_named(desk: Desk, tmp_path: Path, added: str) -> None:
    edition = desk.edition(desk.keep())
    made = rebuilt(edition, copied_templates(tmp_path, added))
    (told,) = made.differences
    assert told.startswith("templates/parts/brief.html: ")
    # Where something stands on the page, its figures stand lower.
    seen = ("uk.pdf", "text.html", "figures.json")
    assert set(made.altered) <= set(seen)
    assert ("uk.pdf" in made.altered) == (added[0] == "<")


def test_another_version_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = desk.edition(desk.keep())
    here = package_versions
    monkeypatch.setattr(
        fingerprint, "package_versions", lambda names: {**here(names), "pydyf": "71.0"}
    )
    made = rebuilt(edition)
    assert made.differences == (f"pydyf: {version('pydyf')} is now 71.0",)
    assert made.altered == ()


def test_templates_that_came_and_went_are_named(desk: Desk, tmp_path: Path) -> None:
    edition = desk.edition(desk.keep())
    templates = copied_templates(tmp_path, "")
    (templates / "comparison.html").rename(templates / "compared.html")
    assert rebuilt(edition, templates).differences == (
        "templates/compared.html: is new",
        "templates/comparison.html: is gone",
    )


@pytest.fixture
def own_theme(tmp_path: Path) -> Path:
    theme = shutil.copytree(templates_folder() / "themes" / "diwan", tmp_path / "office")
    sheet = theme / "theme.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n/* ours */\n", "utf-8")
    return theme


def test_a_theme_of_ones_own_is_asked_for(desk: Desk, own_theme: Path) -> None:
    edition = desk.edition(desk.keep(theme=f"{own_theme}/"))
    assert edition.record["options"]["theme"] == "office"
    with pytest.raises(ArchiveError, match=r"theme of its own, “office”.*--theme"):
        rebuilt(edition)
    made = rebuilt(edition, theme=str(own_theme))
    assert (made.altered, made.differences) == ((), ())
    (told,) = rebuilt(edition, theme="diwan").differences
    assert told.startswith("theme/theme.css: ")


def test_a_damaged_library_is_told(desk: Desk) -> None:
    edition = desk.edition(desk.keep())
    edition.payload("library/facts/facts.yaml").write_text("- [", "utf-8")
    with pytest.raises(ArchiveError, match="library cannot be used"):
        rebuilt(edition)


@pytest.mark.parametrize("name", ["uk.pdf", "facts.json", "text.html"])
def test_what_was_altered_or_lost_since_is_named(desk: Desk, name: str) -> None:
    edition = desk.edition(desk.keep())
    edition.payload(name).write_bytes(b"altered")
    assert rebuilt(edition).altered == (name,)
    edition.payload(name).unlink()
    assert rebuilt(edition).altered == (name,)


def test_an_earlier_edition_that_is_not_held_any_more_is_told(desk: Desk) -> None:
    desk.keep(day=MONDAY)
    edition = desk.edition(desk.keep(MORE, day=TUESDAY))
    shutil.rmtree(edition.payload("earlier"))
    with pytest.raises(ArchiveError, match=r"uk-2026-11-23-1/edition\.json cannot be read"):
        rebuilt(edition)
