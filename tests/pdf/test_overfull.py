"""What has no room on its page stops the build, and what has some does not."""

from __future__ import annotations

import pytest

from briefings.errors import RenderError
from briefings.pdf import make_pdf
from tests.structure.small import FONTS, SQUARE

# Ten digits of 10 mm are 57.2 mm wide: those of Noto Sans take 0.572 of their size.
TEN = "0" * 10


def refused(body: str, style: str = "") -> str:
    """What is said of a page of 100 mm with margins of 10 mm; empty where it is made."""
    html = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21"><style>'
        "@page { size: 100mm; margin: 10mm }"
        'body { margin: 0; font: 10mm/15mm "Noto Sans", "Noto Naskh Arabic" }'
        f"h1, p, td {{ margin: 0; padding: 0; font: inherit }} {style}</style></head>"
        f"<body><h1>عنوان</h1>{body}</body></html>"
    )
    try:
        make_pdf(html, {"a.svg": SQUARE}, FONTS)
    except RenderError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        (f"<p>{TEN}</p>", "p { width: 50mm }", "is wider than its column, by 7 mm"),
        (
            f"<p>{TEN}</p>",
            "p { position: relative; left: -30mm; width: 60mm }",
            "leaves the margins of its page, by 7 mm",
        ),
        (
            f"<p>{TEN}</p>",
            "p { position: absolute; top: 78mm; width: 60mm }",
            "leaves the margins of its page, by 10 mm",
        ),
        (
            f'<p>{TEN}</p><p class="b">11111</p>',
            ".b { margin-top: -13mm }",
            "“11111” stands over another text, by 29 mm",
        ),
        (
            f"<table><tbody><tr><td>{TEN}</td><td>{TEN}</td></tr></tbody></table>",
            "table { border-collapse: collapse }",
            "is wider than its page, by 34 mm",
        ),
        (
            "<p>0</p>",
            f'@page {{ @top-left {{ content: "{TEN}{TEN}"; font-size: 10mm }} }}',
            "leaves the margins of its page, by 30 mm",
        ),
        (
            '<img src="brief:a.svg" alt="مربع">',
            "img { width: 90mm; height: 20mm }",
            "“مربع” leaves the margins of its page, by 10 mm",
        ),
    ],
    ids=["column", "margin", "foot", "over", "table", "running head", "picture"],
)
def test_what_has_no_room_is_named_with_its_page(body: str, style: str, told: str) -> None:
    said = refused(body, style)
    assert told in said
    assert "page 1" in said


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f"<p>{TEN}</p>", "p { width: 58mm }"),
        (f'<p>{TEN}</p><p class="b">11111</p>', ".b { margin-top: -5mm }"),
        (
            f'<header class="masthead"><p>{TEN}</p></header>',
            ".masthead { position: absolute; top: -10mm; width: 60mm }",
        ),
        (
            f"<p>{TEN}<sup>[1]</sup></p>",
            "sup { font-size: 3mm; vertical-align: 4mm; line-height: 0 }",
        ),
        (f"<ul><li>{TEN}</li></ul>", "ul { padding-inline-start: 10mm; margin: 0 }"),
        (f"<p>{TEN} {TEN} {TEN}</p>", "p { columns: 1; width: 60mm }"),
    ],
    ids=["column", "close lines", "masthead", "mark", "list", "lines"],
)
def test_what_has_room_is_let_be(body: str, style: str) -> None:
    assert not refused(body, style)


def test_many_texts_without_room_are_named_once_and_counted() -> None:
    body = "".join(f"<p>{number}{TEN}</p>" for number in range(1, 4)) * 2
    told = refused(body + f'<p class="b">9{TEN}</p>' * 4, "p { width: 50mm }")
    # Five lines of 15 mm have room on a page: the second page has its own.
    assert "page 2" in told
    assert "and 2 more" in told
