"""Blocks of a finished page can be moved to other columns, and headings of what goes on repeat."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from briefings.pdf.bands import moved
from tests import shipped


def page_of(kind: shipped.Kind) -> str:
    from briefings.build.render import page_of, theme_of

    return page_of(shipped.document(kind), kind.style, theme_of(kind.style))


UK = shipped.Kind(("uk-contributions",))


def columns(html: str) -> dict[int, str]:
    found = re.findall(r'class="block at-([a-z]+) [^"]*" data-block="([0-9]+)"', html)
    return {int(number): column for column, number in found}


def test_nothing_changes_where_blocks_move_to_where_they_stand() -> None:
    html = page_of(UK)
    told = re.findall(r'data-block="([0-9]+)" data-column="([a-z]+)"', html)
    same = {int(number): column for number, column in told}
    assert moved(html, same) == html
    assert moved(html, {}) == html


def test_a_block_moves_with_its_neighbours_rearranged() -> None:
    html = page_of(UK)
    before = columns(html)
    side = [number for number, column in before.items() if column == "side"]
    assert side
    after = moved(html, dict.fromkeys(side, "full"))
    assert set(columns(after).values()) == {"full"}
    assert '<div class="band' not in after
    # Blocks keep their content and their order.
    texts = [sorted(re.findall(r"<p[^>]*>.*?</p>", page, re.DOTALL)) for page in (html, after)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("paper", ["a5"])
def test_small_paper_has_no_side_column(paper: str) -> None:
    from dataclasses import replace

    from briefings.build.render import page_of, theme_of
    from briefings.model import Paper

    style = replace(UK.style, setting=replace(UK.style.setting, paper=Paper(paper)))
    html = page_of(shipped.document(UK), style, theme_of(style))
    assert set(columns(html).values()) == {"full"}
    assert set(re.findall(r'data-column="([a-z]+)"', html)) == {"full"}


def test_the_heading_of_a_block_that_goes_on_stands_over_the_next_page() -> None:
    from briefings.pdf import make_pdf
    from tests.structure.small import FONTS

    style = """
    @page { size: 100mm 62mm; margin: 12mm;
      @top-right-corner { content: string(again, start); margin-left: -76mm; padding-right: 12mm;
        vertical-align: bottom; text-align: right; white-space: nowrap } }
    body { margin: 0; font: 4mm/6mm "Noto Naskh Arabic", "Brief Sans" }
    h1, h2, p { margin: 0; font: inherit }
    .block h2 { string-set: again content() " (تتمة)" }
    .block::before { content: ""; display: block; break-after: avoid }
    .stop { string-set: again "" }"""
    lines = "".join(f"<p>سطر {number}</p>" for number in range(8))
    blocks = "".join(
        f'<section class="block"><h2>{head}</h2>{text}<div class="stop"></div></section>'
        for head, text in (("أول", lines), ("ثان", "<p>سطر</p>"))
    )
    html = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21">'
        f'<meta name="dcterms.modified" content="2026-11-21"><style>{style}</style></head>'
        f"<body><h1>عنوان</h1>{blocks}</body></html>"
    )
    document = pypdfium2.PdfDocument(make_pdf(html, {}, FONTS).data)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert ["(تتمة)" in text for text in texts] == [False, True]
    assert "أول (تتمة)" in texts[1]
