"""One field of the record of options is all that an option takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from briefings.arabic import Arabic, Digits, Months
from briefings.batch import BatchRow
from briefings.batch.reading import read_rows
from briefings.build import options as module
from briefings.build.options import Heading, Options, option, options
from briefings.cli.choices import print_options, read_choices
from briefings.cli.help import Sectioned
from briefings.model import Copy, Format, Ink, Paper, Setting, Style

TEMPLATES = Path("templates")


@dataclass(frozen=True, slots=True)
class StampedSetting(Setting):
    """A setting through which a new option has its effect."""

    stamp: bool = False


@dataclass(frozen=True)
class StampedRow(BatchRow):
    """A row, and so options, with one field more."""

    stamp: bool | None = option(default=False, doc="A stamp on each page.", heading=Heading.READS)


@click.command(cls=Sectioned)
@print_options(of_copy=True, record=StampedRow)
def told(**choices: object) -> None:
    """Print the options as a record has them."""
    click.echo(json.dumps(read_choices(choices, StampedRow).record()))


def test_a_field_is_a_flag() -> None:
    run = CliRunner().invoke(told, ["--stamp"])
    assert json.loads(run.stdout)["stamp"] is True
    shown = " ".join(CliRunner().invoke(told, ["--help"]).stdout.split())
    assert "--stamp / --no-stamp A stamp on each page." in shown


def test_a_field_is_a_column_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefings.batch.reading.BatchRow", StampedRow)
    file = tmp_path / "batch.csv"
    file.write_text("topics,stamp\nafrica,true\n", "utf-8")
    listing = read_rows(file)
    assert not listing.problems
    assert [one.record for one in listing.records] == [StampedRow(("africa",), stamp=True)]


def test_a_field_tells_documents_apart_and_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Setting", StampedSetting)
    stamped = StampedRow(stamp=True)
    style = stamped.style(TEMPLATES, Format.BRIEF)
    assert style.setting == StampedSetting(stamp=True)
    asked = StampedRow.of(style, stamped.arabic)
    assert asked.identity() == {**Options().identity(), "stamp": True}
    assert asked.words(TEMPLATES) == ["stamp"]
    assert asked.record() == {**Options().record(), "stamp": True}
    assert StampedRow.from_record(asked.record()).stamp is True


def test_a_field_is_a_row_of_the_docs(checkout: Path) -> None:
    renewed = run_path(str(checkout / "docs/make_batch_keys.py"))["renewed"]
    page = renewed((checkout / "docs/batch.md").read_text("utf-8"), StampedRow)
    assert "| `stamp` | A stamp on each page. | `true` or `false` |" in page


SAID: dict[str, Any] = {"recipient": "الوزير", "copy": "7/90", "marking": "سري", "html": True}
ALL = Options(
    *(Paper.LETTER, Ink.MONO, "/our/themes/office/", Digits.ARAB, Months.DUAL, None, True, False),
    **SAID,
)


def test_the_order_of_lists_in_an_identity_stays(tmp_path: Path) -> None:
    assert ALL.identity() == {
        "copy": ["الوزير", 7, 90],
        "marking": "سري",
        "print": ["letter", "mono", False, True],
        "words": ["arab", "dual", "gregorian"],
    }
    assert ALL.words(tmp_path) == ["letter", "mono", "arab", "dual-months", "duplex", "copy-07"]
    assert ALL.words(tmp_path, of_series=True) == ["letter", "mono", "copy-07"]


def test_a_record_tells_all_but_the_page_and_the_place_of_the_theme() -> None:
    kept = json.loads(json.dumps(ALL.record()))
    read = Options.from_record(kept)
    assert read.over(Options()).record() == {**ALL.record(), "theme": "office"}
    assert read.style(TEMPLATES, Format.PACK) == Style(
        TEMPLATES,
        "office",
        Ink.MONO,
        Setting(Format.PACK, Paper.LETTER, "سري", duplex=True, copy=Copy("الوزير", 7, 90)),
    )
    assert read.arabic == Arabic(Digits.ARAB, Months.DUAL)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paper", "a3"),
        ("crop", 1),
        ("theme", None),
        pytest.param("marking", "س" * 61, id="marking-too-long"),
        ("recipient", ["الوزير"]),
        ("copy", [7]),
        ("copy", ["7", "90"]),
    ],
)
def test_a_record_with_another_value_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match="(?i)" + name):
        Options.from_record({**ALL.record(), name: value})


def test_what_is_not_said_is_as_usual() -> None:
    assert Options().style(TEMPLATES, Format.BRIEF) == Style(TEMPLATES)
    assert Options().arabic == Arabic()
    assert Options().words(TEMPLATES) == []
    assert {one.name for one in options() if one.is_of_copy} == {"recipient", "copy"}
