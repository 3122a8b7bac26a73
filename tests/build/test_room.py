"""Texts that are too long for their place, from the topic to the printed page."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from briefings.build.render import Printed, print_document
from briefings.content.blocks.closing import Caveats, Sources
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.content.blocks.prose import Lines, Prose
from briefings.content.blocks.tables import Table, TextRow
from briefings.content.brief import Purpose, compose
from briefings.content.pack import compose_pack
from briefings.errors import RenderError
from briefings.model import Fact, Format, Library, Paper, Qualifier, Setting, Style, Topic
from briefings.pdf.readback import read_pages
from briefings.resources import templates_folder
from tests.structure import problems_of
from tests.tiny import LATE, TRAINED, library_with

MAIL = "firstname.lastname.counter@defence-ministry.example"
URL = "https://www.example.org/publications/counter-daesh/annex/table-of-contributions.html?lang=ar"
WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk"
WIDE = "المسؤوليات"
POINTS = 72 / 25.4


def topic(*blocks: object, title: str = "موجز التدريب") -> Topic:
    return Topic(
        "short", title, "ملخص", ("درّبت {trained}.",), (*blocks, Caveats(), Sources())  # type: ignore[arg-type]
    )  # fmt: skip


def table(columns: int) -> Table:
    cells = TextRow((WIDE,) * columns)
    return Table((WIDE,) * columns, (cells, cells), title="جدول عريض")


def printed(plan: Topic, library: Library | None = None, **setting: object) -> Printed:
    style = Style(templates_folder(), setting=Setting(**setting))  # type: ignore[arg-type]
    library = library or library_with()
    is_sheet = style.setting.format is Format.SHEET
    brief = compose(library, plan, Purpose(LATE, LATE, is_sheet=is_sheet))
    return print_document(library, brief, style)


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [page.mediabox for page in pdf.pages]
    return [(round(float(box[2]) / POINTS), round(float(box[3]) / POINTS)) for box in boxes]


def outside(data: bytes) -> list[str]:
    """The letters that stand within 13 mm of the sides of their page, where the margins are."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            layer = page.get_textpage()
            for place in range(layer.count_chars()):
                left, _, right, _ = layer.get_charbox(place)
                if left < 13 * POINTS or right > page.get_width() - 13 * POINTS:
                    found.append(layer.get_text_range(place, 1))
    return [letter for letter in found if letter.strip()]


@pytest.mark.parametrize("text", [MAIL, URL, WORD, f"قسم و{WORD} و{URL}"])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_a_long_word_breaks_wherever_it_stands(text: str, paper: Paper) -> None:
    row = TextRow((text, text, "{trained}", text))
    plan = topic(
        KeyFigures((KeyFigure("trained", text), KeyFigure("share", text))),
        Prose((f"نص {text}.",), title=text),
        Table((text, "ب", "ج", "د"), (row, row), title=text, note=text),
        Lines((f"نقول {text}.", f"({text})")),
        title=text,
    )
    made = printed(replace(plan, subtitle=text), paper=paper, marking="رسمي")
    assert not outside(made.data)
    letters = "".join("".join(read_pages(made.data)).split())
    assert letters.count(text.rpartition(" ")[2].lstrip("و")) >= 6
    assert not problems_of(made.data)


def test_a_table_of_many_columns_is_turned() -> None:
    # Twelve words of some 17 mm: two narrow pages wide, less than one turned.
    made = printed(topic(table(12)))
    assert (297, 210) in sizes(made.data)
    assert not problems_of(made.data)


def test_a_table_of_too_many_columns_is_refused_by_name() -> None:
    with pytest.raises(RenderError, match="the table “جدول عريض” is too wide"):
        printed(topic(table(30)))


def test_a_turned_page_of_a_pack_has_its_own_foot() -> None:
    plan = topic(table(12))
    library = library_with(topics=(plan,))
    pack = compose_pack(library, [plan], Purpose(LATE, LATE))
    setting = Setting(Format.PACK, marking="رسمي")
    data = print_document(library, pack, Style(templates_folder(), setting=setting)).data
    turned = sizes(data).index((297, 210))
    assert f"صفحة {turned + 1} من" in " ".join(read_pages(data)[turned].split())
    assert not problems_of(data)


@pytest.mark.parametrize("count", [3, 4, 5, 8])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_figures_of_fifteen_digits_stand_beside_each_other(count: int, paper: Paper) -> None:
    def large(number: int) -> Fact:
        claim = replace(
            TRAINED.claims[0], value=123_456_789_012_345 + number, qualifier=Qualifier.EXACT
        )
        return replace(TRAINED, id=f"large{number}", claims=(claim,))

    facts = [large(number) for number in range(count)]
    figures = KeyFigures(tuple(KeyFigure(fact.id, "مجموع") for fact in facts))
    library = library_with(*facts)
    data = printed(topic(figures), library, paper=paper).data
    assert not outside(data)
    text = "".join(read_pages(data))
    for number in range(count):
        assert f"{123_456_789_012_345 + number:,}" in text
