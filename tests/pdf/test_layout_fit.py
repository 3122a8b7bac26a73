"""Documents are set looser or closer until their pages are full, with few layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from briefings.errors import RenderError
from briefings.model import Format
from briefings.pdf.balance import Plan, lacking
from briefings.pdf.engine import lay_out
from briefings.pdf.layout_fit import COVER, Adjustment, flow_on, set_anew
from briefings.pdf.render_session import Kit
from tests import shipped
from tests.structure.small import FONTS

# A page has 200 mm, and each line 5 mm at the most of which a fifth is space.
STYLE = """
@page { size: 100mm 220mm; margin: 10mm }
@page wide { size: 220mm 100mm }
:root { --loose-space: 1; --loose-leading: 1; --loose-body: 1 }
body { margin: 0; font: 3mm "Noto Naskh Arabic" }
h1, p { margin: 0; font: inherit }
h1 { line-height: 5mm }
.document, .part { font-size: calc(3mm * var(--loose-body)) }
p { line-height: calc(4mm * var(--loose-leading) * var(--loose-body)); orphans: 1; widows: 1;
    margin-top: calc(1mm * var(--loose-space)) }
.whole { break-inside: avoid }
.band { display: table; width: 100%; table-layout: fixed }
.main, .side { display: table-cell; vertical-align: top }
.wide { page: wide }
"""
STIFF = STYLE.replace("var(--loose", "var(--stiff").replace(":root {", ":root { --stiff-body: 1;")


def lines(number: int) -> str:
    return "<p>سطر</p>" * number


def block(number: int, content: str, kind: str = "block") -> str:
    return f'<section class="{kind}" data-block="{number}">{content}</section>'


def document(*blocks: str, style: str = STYLE) -> str:
    body = "".join(block(number, one) for number, one in enumerate(blocks, 1))
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        f'<style>{style}</style></head><body><article class="document" id="a"><h1>عنوان</h1>'
        f"{body}</article></body></html>"
    )


def laid_out(html: str, *, one_page: bool = False) -> tuple[list[float], int]:
    """How full the pages of a document are, and how many layouts were made."""
    made = []

    def recorded(page: str, wanted: Adjustment) -> str:
        made.append(wanted)
        return set_anew(page, wanted)

    with patch("briefings.pdf.layout_fit.set_anew", recorded):
        found = lay_out(html, {}, FONTS, Kit(), one_page=one_page)
    return flow_on(found.document, Plan()).filled, 1 + len(made)


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([14], 1),  # a third of a page: there is little to say
        ([39 + 30], 2),  # a page, and three quarters of another
        ([39 + 40 + 38], 3),
    ],
)
def test_what_is_well_filled_is_laid_out_once(blocks: list[int], pages: int) -> None:
    filled, layouts = laid_out(document(*map(lines, blocks)))
    assert (len(filled), layouts) == (pages, 1)


@pytest.mark.parametrize(
    ("number", "pages"),
    [
        (39 + 2, 1),  # two lines too many
        (39 + 3 * 8, 2),  # 60 % of a page in 24 lines, and these have 12 % more of it when loose
        (39 + 40 + 4, 2),
        (39 + 40 + 20, 3),
    ],
)
def test_a_last_page_that_is_nearly_empty_is_filled_or_saved(number: int, pages: int) -> None:
    filled, layouts = laid_out(document(lines(number)))
    assert len(filled) == pages
    assert not lacking(filled, one_page=False)
    assert layouts <= 4


def test_a_page_before_what_does_not_break_is_filled() -> None:
    # 30 lines and the title fill 78 % of the page; the eleven lines after them do not fit.
    whole = f'<div class="whole">{lines(11)}</div>'
    filled, layouts = laid_out(document(lines(15), lines(15), whole, lines(20)))
    assert len(filled) == 2
    assert not lacking(filled, one_page=False)
    assert layouts <= 4


def test_the_columns_of_a_band_are_filled_together() -> None:
    main, side = (
        f'<div class="{name}">{block(number, lines(count))}</div>'
        for name, number, count in (("main", 2, 43), ("side", 3, 12))
    )
    band = f'<div class="band">{main}{side}</div>'
    html = document(lines(10)).replace("</article>", f"{band}</article>")
    filled, layouts = laid_out(html)
    assert len(filled) == 2
    assert not lacking(filled, one_page=False)
    assert layouts <= 4


def test_no_more_layouts_are_made_than_that_where_nothing_helps() -> None:
    filled, layouts = laid_out(document(lines(39 + 9), style=STIFF))
    assert len(filled) == 2
    assert 2 <= layouts <= 4


def test_turned_pages_stay_as_they_are() -> None:
    html = document(lines(10)).replace(
        "</article>", f"{block(2, lines(3), 'wide block')}{block(3, lines(2))}</article>"
    )
    assert laid_out(html)[1] == 1


@pytest.mark.parametrize("number", [20, 33, 36, 39, 41, 44])
def test_a_sheet_is_one_full_page(number: int) -> None:
    filled, layouts = laid_out(document(lines(number)), one_page=True)
    assert len(filled) == 1
    assert filled[0] >= (0.87 if number > 30 else 0.5)
    assert layouts <= 4


def test_a_sheet_that_is_too_long_names_the_block_to_shorten() -> None:
    blocks = "".join(
        f'<section class="block at-full {kind}">{lines(number)}</section>'
        for kind, number in (("lines", 30), ("key-figures", 5), ("sources", 40))
    )
    html = document().replace("</article>", f"{blocks}</article>")
    with pytest.raises(RenderError, match=r"Shorten the block “lines”, .*Heights: lines "):
        laid_out(html, one_page=True)


def test_the_same_document_is_set_in_the_same_way() -> None:
    html = document(lines(39 + 20))
    assert laid_out(html) == laid_out(html)


PAGE = """<style>.a > b {}</style>
<article class="document" id="brief-a">
<section class="block lines" data-block="1"><p class="x">1 < 2</p></section>
<section class="block text" data-block="2"></section></article>
<article class="cover" id="cover"><section class="part reading" id="b"></section></article>
"""
SPACE = "--loose-space: 1.450; --loose-leading: 1.045"


@pytest.mark.parametrize(
    ("adjustment", "changes"),
    [
        (Adjustment(), {}),
        (Adjustment(tight=frozenset([COVER])), {'class="cover"': 'class="tight cover"'}),
        (
            Adjustment(plan=Plan(0.5)),
            {
                '<article class="d': f'<article style="{SPACE}; --loose-body: 1.045" class="d',
                '<section class="p': f'<section style="{SPACE}; --loose-body: 1.045" class="p',
            },
        ),
        (
            Adjustment(plan=Plan(0.0, {2: 0.5}), classes=frozenset([("brief-a", 2, "broken")])),
            {'<section class="block t': f'<section style="{SPACE}" class="broken block t'},
        ),
    ],
    ids=["nothing", "cover", "all", "block"],
)
def test_a_page_is_set_anew(adjustment: Adjustment, changes: dict[str, str]) -> None:
    wanted = PAGE
    for before, after in changes.items():
        wanted = wanted.replace(before, after)
    assert set_anew(PAGE, adjustment) == wanted


def pages_of(kind: shipped.Kind) -> Iterator[list[float]]:
    """How full the pages of a shipped document are, as they were laid out."""
    found: list[Any] = []
    with patch("briefings.pdf.engine.check_room", found.append):
        shipped.printed.__wrapped__(kind)
    for one in found:
        yield flow_on(one, Plan()).filled


SINGLE = [
    kind for kind in shipped.SOME if kind.format is not Format.PACK and kind.theme == "default"
]


@pytest.mark.parametrize("kind", SINGLE, ids=str)
def test_the_pages_of_shipped_documents_are_full(kind: shipped.Kind) -> None:
    (filled,) = pages_of(kind)
    if kind.format is Format.SHEET:
        assert len(filled) == 1
        assert filled[0] >= 0.85
    else:
        assert not lacking(filled, one_page=False), filled
