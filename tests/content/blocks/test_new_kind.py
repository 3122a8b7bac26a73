"""A kind of block is one class and one partial: every document takes it from there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import ClassVar, NamedTuple

import pytest

from briefings.arabic import Arabic, plain
from briefings.archive.editions import compare, comparison_rows
from briefings.archive.editions.comparison import print_comparison
from briefings.cli.editions_diff import print_comparison as tell
from briefings.content import blocks
from briefings.content.blocks import KINDS, Composer, OnSheets, PlannedBlock
from briefings.content.blocks.chart import Charts
from briefings.content.explain import read_figures
from briefings.data.schema import schemas
from briefings.model import Format, Rich, Style, key
from briefings.pdf.readback import read_pages
from briefings.resources import templates_folder
from tests.archive.editions.desk import TOPIC, WEDNESDAY, Desk, pack
from tests.archive.editions.test_comparison import text_of
from tests.structure import problems_of


class QuoteView(NamedTuple):
    """What the partial prints."""

    kind: str
    title: Rich | None
    said: Rich
    pictures: tuple[()] = ()
    countries: tuple[str, ...] = ("GB",)


@dataclass(frozen=True, slots=True)
class Quote(PlannedBlock):
    """Words of somebody else."""

    kind: ClassVar[str] = "quote"
    on_sheets: ClassVar[OnSheets] = OnSheets.ALL
    reworded_as: ClassVar[str] = "الاقتباسات"

    said: str = field(metadata=key("The words."))

    def view(self, composer: Composer) -> QuoteView | None:
        said = composer.sentence(self.said)
        return QuoteView(self.kind, self.heading(composer), said) if said else None


@dataclass(frozen=True, slots=True)
class Note(Quote):
    """A kind that is called like a text of the data, and says nothing of sheets or rewordings."""

    kind: ClassVar[str] = "note"
    on_sheets: ClassVar[OnSheets] = OnSheets.NONE
    reworded_as: ClassVar[str] = PlannedBlock.reworded_as


PARTIAL = """\
{% if view.title %}
<h2>{{ view.title|rich }}</h2>
{% endif %}
<p>{{ view.said|rich }}</p>
"""
BLOCKS = """\
blocks:
  - kind: quote
    title: قيل
    said: "قال الوزير إنهم {uk-trained-forces}."
  - kind: note
    said: "ملحوظة قصيرة عن {uk-trained-forces}."
"""
CHART = """\
  - kind: charts
    panels:
      - chart: timeline
        title: الزيارات
        of: [{fact: uk-trained-forces, label: درّبت}, {fact: sahel-leaders, objects: true}]
"""
LATER = (TOPIC, "قال الوزير", "قال رئيس الوزراء")
NOTED = (TOPIC, "ملحوظة قصيرة", "ملحوظة أطول")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for kind in (Quote, Note):
        monkeypatch.setitem(KINDS, kind.kind, kind)
    one = Desk(tmp_path)
    one.edit((TOPIC, "blocks:\n", BLOCKS))
    return one


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The shipped templates with the partials of the new kinds."""
    copy = shutil.copytree(templates_folder(), tmp_path / "templates")
    for kind in (Quote, Note):
        (copy / "blocks" / f"{kind.kind}.html").write_text(PARTIAL, "utf-8")
    return copy


@pytest.mark.parametrize(
    ("asked", "quoted", "noted"),
    [
        pytest.param({}, 1, 1, id="brief"),
        pytest.param({"format_": Format.SHEET}, 1, 0, id="sheet"),
        pytest.param(pack(), 1, 1, id="pack"),
    ],
)
def test_a_document_has_the_new_kinds(
    desk: Desk, templates: Path, asked: dict[str, object], quoted: int, noted: int
) -> None:
    made = desk.build(templates=templates, **asked)  # type: ignore[arg-type]
    data = made.path.read_bytes()
    text = plain(text_of(data))
    assert (text.count("قال الوزير إنهم"), text.count("ملحوظة قصيرة")) == (quoted, noted)
    assert problems_of(data) == []


def test_editions_tell_that_they_were_reworded(
    desk: Desk, templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.edition(desk.keep(templates=templates))
    after = desk.edition(desk.keep(LATER, NOTED, day=WEDNESDAY, templates=templates))
    found = compare(before, after)
    assert [row["where"] for row in comparison_rows(found) if row["kind"] == "text"] == [
        "quote",
        "note",
    ]
    tell(found)
    told = plain(capsys.readouterr().out)
    assert "الاقتباسات" in told
    assert "قال رئيس الوزراء إنهم" in told
    (one,) = found.topics
    page = print_comparison(one.before, one.after, Style(templates), Arabic())
    text = plain(text_of(page.data))
    assert "الاقتباسات" in text
    assert "ملحوظة أطول" in text
    assert "{" not in text
    assert problems_of(page.data) == []


def test_a_kind_that_closes_packs_is_told_once_in_an_appendix(
    desk: Desk, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, closes in ((Quote, True), (Note, False), (Charts, True)):
        monkeypatch.setattr(kind, "closes_packs", closes)
    desk.edit((TOPIC, "blocks:\n", f"blocks:\n{CHART}"))
    made = desk.build(templates=templates, **pack())
    assert problems_of(made.path.read_bytes()) == []
    pages = [plain(text).replace("\n", " ") for text in read_pages(made.path.read_bytes())]
    (quoted,) = [number for number, text in enumerate(pages, 1) if "قال الوزير إنهم" in text]
    charted = {row["page"] for row in read_figures(made.path).rows if row["kind"] == "chart"}
    assert charted == {quoted}  # appendices follow each other
    assert [pages[1].count(title) for title in ("الرسوم", "الاقتباسات", "النص")] == [1, 1, 0]


def test_the_schema_offers_it_with_its_documentation(desk: Desk) -> None:
    items = schemas()["topic.schema.json"]["properties"]["blocks"]["items"]
    assert items["properties"]["kind"]["enum"][-2:] == ["quote", "note"]
    assert items["allOf"][-2]["then"]["properties"]["said"]["description"] == "The words."


MODULE = """
    from dataclasses import dataclass
    from typing import ClassVar
    from briefings.content.blocks.base import PlannedBlock

    @dataclass(frozen=True, slots=True)
    class Ticker(PlannedBlock):
        kind: ClassVar[str] = "ticker"
"""


def test_a_kind_is_found_in_a_module_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ticker_of_a_test.py").write_text(dedent(MODULE), "utf-8")
    monkeypatch.setattr(blocks, "__path__", [*blocks.__path__, str(tmp_path)])
    assert list(blocks._kinds()) == [*KINDS, "ticker"]
