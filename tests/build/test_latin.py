"""Latin phrases carry their language in the structure of the PDF, wherever they stand."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from briefings.arabic import Arabic
from briefings.build.render import print_document
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Prose
from briefings.content.blocks.tables import Table, TextRow
from briefings.content.brief import Purpose, compose
from briefings.content.pack import compose_pack
from briefings.model import Format, Setting, Style
from briefings.resources import templates_folder
from tests.content.test_pack import FIRST
from tests.structure import problems_of
from tests.structure.reading import elements_of, text_of
from tests.tiny import LATE, library_with

TOPIC = replace(
    FIRST,
    title="تقرير Windows الجديد",
    bottom_line=("خلاصة {trained} في \u2068C#\u2069.",),
    blocks=(
        Prose(("نشرت UNDP نصًا.",), title="عن Boeing"),
        Table(("الجهة", "نص NATO"), (TextRow(("منظمة FAO", "قرار S/RES")),)),
        Sources(),
    ),
)


@pytest.fixture(scope="module")
def pack() -> bytes:
    library = library_with(topics=(TOPIC,))
    source = replace(library.sources["new-page"], title="فهرس Terrorism Index 2023")
    library = replace(library, sources={**library.sources, "new-page": source})
    document = compose_pack(library, (TOPIC,), Purpose(LATE, LATE, Arabic()))
    style = Style(templates_folder(), setting=Setting(Format.PACK))
    return print_document(library, document, style).data


def above(element: Any) -> str:
    """The type of the nearest element around one that is not a Span."""
    while element.S == "/Span":
        element = element.P
    return str(element.S)[1:]


def test_latin_phrases_are_english_wherever_they_stand(pack: bytes) -> None:
    assert problems_of(pack) == []
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        with pdf.open_metadata() as about:
            assert about["dc:language"] == {"ar"}
        told = [(above(one), text_of(one, "/Lang")) for one in elements_of(pdf) if "/Lang" in one]
    english = [kind for kind, lang in told if lang == "en"]
    # The list on the cover, the contents, and heads, prose, table and source of the brief.
    assert english == ["LBody", "Link", "H1", "P", "H2", "P", "TH", "TH", "TD", "LBody"]
    assert len(told) == len(english)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("تقرير \u2068Windows\u2069 الجديد", "تقرير Windows الجديد"),
        ("UNDP في مصر", "\u200fUNDP في مصر"),
    ],
)
def test_properties_and_bookmark_have_the_title_of_the_page(title: str, name: str) -> None:
    topic = replace(TOPIC, title=title, summary=title, keywords=(title,))
    library = library_with(topics=(topic,))
    brief = compose(library, topic, Purpose(LATE, LATE, Arabic()))
    printed = print_document(library, brief, Style(templates_folder()), exports=["html"])
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        assert [pdf.docinfo[key] for key in ("/Title", "/Subject", "/Keywords")] == [name] * 3
        with pdf.open_metadata() as about:
            assert about["dc:title"] == name
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [name]
    html = printed.beside["html"].decode()
    assert f"<title>{name}</title>" in html
    assert not set(html) & set("\u2066\u2067\u2068\u2069")
