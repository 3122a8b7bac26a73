"""The HTML file holds styles that browsers know, and headings of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import tinycss2

from briefings.html.browser import browser_sheet, for_browsers
from briefings.model import Format, Ink
from tests import shipped

# What the shipped styles use of the properties that Chrome, Firefox and Safari know, in 2026.
_KNOWN = """
    align-items background border border-bottom border-bottom-color border-collapse
    border-inline-start border-inline-start-width border-radius border-top border-top-color
    border-top-width bottom box-sizing break-after break-before break-inside color column-gap
    columns content display flex flex-basis flex-wrap float font font-family font-size
    font-weight gap grid-template-columns height image-rendering inset-inline inset-inline-end
    inset-inline-start line-height list-style list-style-type margin margin-block
    margin-block-start margin-bottom margin-inline margin-inline-end margin-inline-start
    margin-left margin-right margin-top max-width min-height min-width orphans outline
    outline-offset overflow-wrap overflow-x padding padding-block padding-bottom padding-inline
    padding-inline-end padding-inline-start padding-top page position print-color-adjust
    -webkit-print-color-adjust size src table-layout text-align text-decoration
    text-underline-offset top vertical-align white-space widows width"""
KNOWN_RULES = {"page", "media", "font-face"}
KNOWN_FUNCTIONS = {"var", "calc", "format", "minmax"}
KINDS = (
    shipped.Kind(("working-groups",)),
    shipped.Kind(("uk-contributions",), Format.SHEET, Ink.MONO),
    *shipped.PACKS,
)


@cache
def page(kind: shipped.Kind) -> str:
    from briefings.build.render import page_of, theme_of
    from briefings.model import unmarked

    style = kind.style
    html = page_of(shipped.document(kind), style, theme_of(style), on_screen=True)
    return for_browsers(unmarked(html))


def nodes(rules: list[Any]) -> Iterator[Any]:
    """All rules and declarations, those in rules too."""
    for node in rules:
        yield node
        if node.type in ("qualified-rule", "at-rule") and node.content:
            within = tinycss2.parse_blocks_contents(node.content, True, True)
            yield from nodes(within)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_browser_knows_every_style_of_a_shipped_page(kind: shipped.Kind) -> None:
    css = "\n".join(re.findall("<style>(.*?)</style>", page(kind), re.DOTALL))
    found = list(nodes(tinycss2.parse_stylesheet(css, True, True)))
    declarations = [one for one in found if one.type == "declaration"]
    names = {one.lower_name for one in declarations if not one.name.startswith("--")}
    functions = {
        token.lower_name for one in declarations for token in one.value if token.type == "function"
    }
    assert names - {*_KNOWN.split()} == set()
    assert functions - KNOWN_FUNCTIONS == set()
    rules = {one.lower_at_keyword for one in found if one.type == "at-rule"}
    assert rules - KNOWN_RULES == set()
    assert {one.type for one in found} == {"declaration", "qualified-rule", "at-rule"}
    assert len(names) > 50


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_page_has_one_heading_at_the_top_and_skips_no_level(kind: shipped.Kind) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page(kind))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(2) > 1


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("h1 { color: red; string-set: title content() }", "h1 { color: red }"),
        ("h1 { bookmark-level: 1 }", ""),
        ("p { -weasy-hyphens: auto; margin: 0 !important; }", "p { margin: 0 !important }"),
        ('a::after { content: leader(dotted) " " attr(data-page); }', ""),
        ("a::after { content: target-counter(attr(href), page) }", ""),
        (
            '@page { size: 10mm 20mm; marks: crop; @top-left { content: "a" } margin: 0 }',
            "@page { size: 10mm 20mm; margin: 0 }",
        ),
        ("@page :first { @bottom-right-corner { content: none } }", ""),
        (
            "@media print { /* a */ p { bleed: 3mm; --x: string(a) } .a > b { top: 0 } }",
            "@media print { .a > b { top: 0 } }",
        ),
        (
            '@font-face { font-family: "A"; src: url(a) }',
            '@font-face { font-family: "A"; src: url(a) }',
        ),
        ('@import "a.css";', '@import "a.css";'),
        ("p { color: red } }", "p { color: red }"),
    ],
)
def test_what_only_print_knows_is_left_out(sheet: str, left: str) -> None:
    assert browser_sheet(sheet) == left


def test_parts_of_a_pack_are_a_level_below_its_title_and_look_as_before() -> None:
    css = "<style>.h1, h1.a > h2 #h2 { top: 0 } h3:hover, .h-h1 { top: 0 }</style>"
    found = for_browsers(f'{css}<h1>ا</h1><h1 id="h1">ب</h1><h2>h2</h2><h3>د</h3>')
    styles, _, body = found.partition("</style>")
    assert styles.removeprefix("<style>").split("\n") == [
        ".h1, :is(h1, h2).a > h3 #h2 { top: 0 }",
        "h4:hover, .h-h1 { top: 0 }",
    ]
    assert body == '<h1>ا</h1><h2 id="h1">ب</h2><h3>h2</h3><h4>د</h4>'


def test_a_page_with_one_title_keeps_its_levels() -> None:
    assert for_browsers("<style>h2 { top: 0 }</style><h1>ا</h1><h2>ب</h2>") == (
        "<style>h2 { top: 0 }</style><h1>ا</h1><h2>ب</h2>"
    )
