"""A layout that is spared what was done before puts everything where WeasyPrint puts it."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.layout import block, inline

from briefings.pdf import make_pdf
from briefings.pdf.readback import Drawn
from briefings.pdf.render_session import Kit
from tests.pdf.test_engine import page
from tests.structure.small import FONTS, TEXT

SHORT, LONG = TEXT[:60], TEXT[:300]
IN_COLUMNS = {
    "points": f"<ul><li>{SHORT}<li>{LONG}<li>{TEXT}<li>{SHORT}<li>{LONG}</ul>",
    "points that may break": f"<ol class=broken><li>{TEXT}<li>{SHORT}<li>{TEXT}</ol>",
    "pairs": f"<div class=pair><h3>{SHORT}</h3><p>{LONG}</p></div>" * 7,
    "margins above": f"<h3 style='margin: 9pt 0 4pt'>{SHORT}</h3><p style='margin: 7pt'>{LONG}" * 5,
    "negative margins": f"<p style='margin: -2pt 0 8pt'>{LONG}</p>" * 7,
    "boxes": f"<p style='border: 1pt solid; padding: 4pt; margin-bottom: 6pt'>{LONG}</p>" * 7,
    "moved": f"<p>{LONG}<p style='position: relative; top: 5pt'>{LONG}<p>{LONG}<p>{SHORT}",
    "floats": f"<div style='float: left; width: 30%'>{SHORT}</div><p>{LONG}<p>{TEXT}<p>{LONG}",
    "empty": f"<p>{LONG}<p></p><div><p></p></div><p>{LONG}<p><br><p>{LONG}",
    "kept together": f"<p style='break-after: avoid'>{LONG}</p><p>{SHORT}</p>" * 5,
    "a break": f"<p>{LONG}<p style='break-before: column'>{SHORT}<p>{LONG}<p>{LONG}",
    "tables": f"<table><tr><td>{LONG}<td>{SHORT}<tr><td>{SHORT}</table><p>{LONG}" * 3,
    "other measures": f"<p style='padding-top: 3%; line-height: 2.3'>{LONG}</p><p>{SHORT}" * 4,
}


@pytest.mark.parametrize(
    "style",
    [
        "font-size: 9pt",
        "width: 71%",
        "font-weight: bold",
        "letter-spacing: 1pt",
        "word-spacing: 3pt",
        "white-space: nowrap",
        "direction: ltr",
        "text-align: justify",
        "text-indent: 2em",
        "overflow-wrap: anywhere",
        "word-break: break-all",
        "text-decoration: underline",
        "font-feature-settings: 'liga' 0",
        "line-height: 3",
        "margin: 0 4em 0 10%; padding: 5%",
        "position: relative; inset-inline-start: 3mm",
        "float: left; width: 40%",
    ],
)
def test_the_same_text_in_another_style_is_another_line(
    style: str, slow: pytest.MonkeyPatch
) -> None:
    text = f"<p>{TEXT}<b>{TEXT}</b></p>"
    other = text.replace("<p>", f'<p style="{style}">')
    html = page(f'<div style="columns: 2">{text}{other}{text}</div>{other}{text}')
    slowly = make_pdf(html, {}, FONTS).data
    slow.undo()
    assert make_pdf(html, {}, FONTS).data == slowly


@pytest.mark.parametrize("content", IN_COLUMNS.values(), ids=list(IN_COLUMNS))
@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_balanced_as_weasyprint_balances_them(
    content: str, count: int, slow: pytest.MonkeyPatch
) -> None:
    columns = f'<style>li, .pair {{ break-inside: avoid }} .broken li {{ break-inside: auto }} \
p, h3 {{ margin: 0 }}</style><div style="columns: {count}">{content}</div>'
    # The second stands where a page ends, and goes on behind it.
    html = page(columns + f"<p>{TEXT * 4}</p>" + columns)
    slowly = make_pdf(html, {}, FONTS).data
    slow.undo()
    assert make_pdf(html, {}, FONTS).data == slowly


BOX = "display: inline-block; width: 8em; border: 1pt solid"
IN_FLOW = {
    "named pages": "<p style='page: a'>أ</p><div><p>ب</p><p style='page: b'>ج</p></div><p>د</p>",
    "a page name within": "<div><div><p style='page: a'>أ</p></div><p>ب</p></div><p>ج</p>",
    "a named table": f"<table style='page: a'><tr><td style='page: b'>{SHORT}</table><p>{LONG}</p>",
    "a float in a line": f"<p>{SHORT}<span style='float: right; width: 6em'>أ</span>{TEXT}</p>",
    "floats before lines": f"<div style='float: left; width: 40%'>أ</div><p>{TEXT}</p>",
    "lines in a line": f"<p>{SHORT}<span style='{BOX}'>{LONG}</span>{TEXT}</p>",
    "a box out of the line": f"<p>{SHORT}<span style='position: absolute'>أ</span>{LONG}</p>",
    "a first letter": f"<style>p::first-letter {{ font-size: 3em }}</style><p>{TEXT}</p>",
    "a first line": f"<style>p::first-line {{ font-weight: bold }}</style><p>{TEXT}</p>",
    "other direction": f"<p dir=ltr>{TEXT} word</p><p style='text-align: justify'>{TEXT}</p>",
    "indents and margins": f"<p style='text-indent: 3em; margin: 1em 7% 1em 13%'>{TEXT}</p>",
    "notes": f"<p>{LONG}<span style='float: footnote'>{SHORT}</span>{TEXT}</p>",
}


@pytest.mark.parametrize("content", IN_FLOW.values(), ids=list(IN_FLOW))
def test_boxes_stand_where_weasyprint_puts_them(content: str, slow: pytest.MonkeyPatch) -> None:
    html = page(content + f"<p>{TEXT}</p>" + content)
    slowly = make_pdf(html, {}, FONTS)
    slow.undo()
    assert make_pdf(html, {}, FONTS) == slowly


def test_a_line_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, calls = inline.split_inline_box, []

    def counted(context: Any, box: Any, *arguments: Any) -> Any:
        calls.append(box.element_tag)
        return theirs(context, box, *arguments)

    monkeypatch.setattr(inline, "split_inline_box", counted)
    make_pdf(page("<p>أ<br>ب<br>ج</p>"), {}, FONTS)
    assert calls.count("p") == 3


SHEETS = {
    "the same": "",
    "variables": "body { --big: 19pt } p { font-size: var(--big); margin: calc(var(--big) / 3) }",
    "other variables": "body { --big: 7pt } p { font-size: var(--big); font: bold var(--big) x }",
    "parts of the page": "p { margin-inline-start: 40vw }",
    "a smaller page": "@page { size: A6; margin: 9mm } p { margin-inline-start: 40vw }",
    "parents": "body { color: #345; font-size: 8pt; direction: ltr } p { text-indent: 2em }",
    "roots": "html { font-size: 7pt; overflow: hidden } p { margin-top: 2rem }",
    "pages": "@page { counter-increment: page 2; @top-left { content: counter(page) } }",
    "markers": "li { list-style-position: inside } li::marker { color: #a00; content: '– ' }",
    "leaders": "p::after { content: leader('. ') attr(class); white-space: normal }",
    "notes": "b { float: footnote; footnote-display: inline } ::footnote-call { color: #a00 }",
    "tables": "table { border-collapse: collapse; padding: 9pt } td { border: 1pt solid }",
    "more tables": "td { margin: 9pt; padding: inherit; border: 1pt solid } tr { padding: 3pt }",
    "decorations": "p { text-decoration: underline } b { text-decoration: overline }",
    "importance": "p { color: #00f !important } p.mark { color: #0f0 } p { padding: 3pt }",
    "nothing": "html { display: none }",
}


def test_documents_in_a_row_come_out_as_by_themselves(slow: pytest.MonkeyPatch) -> None:
    content = (
        f"<p class=mark lang=fr>{SHORT}<b>{SHORT}</b></p><p id=a><a href='#b'>{SHORT}</a></p>"
        f"<ul><li>{SHORT}<li id=b>{LONG}</ul><table><tr><td>{SHORT}<td>{SHORT}</table>"
    )
    pages = [page(content, style) for style in SHEETS.values()]
    slowly = [make_pdf(html, {}, FONTS, check=_unread).data for html in pages]
    slow.undo()
    kit = Kit()
    for _ in range(2):
        made = [make_pdf(html, {}, FONTS, check=_unread, kit=kit).data for html in pages]
        wrong = [name for name, *pair in zip(SHEETS, made, slowly, strict=True) if len({*pair}) > 1]
        assert not wrong


def _unread(data: bytes, drawn: Drawn) -> None:
    """Some of these pages are empty, or hardly to be read."""


def test_blocks_in_columns_are_laid_out_but_a_few_times(slow: pytest.MonkeyPatch) -> None:
    pairs = "".join(f"<div><h3>{SHORT}</h3><p>{TEXT[:end]}</p></div>" for end in range(50, 500, 50))
    style = "div div { break-inside: avoid } h3, p { margin: 0 }"
    html = page(f'<div style="columns: 2">{pairs}</div>', style)
    theirs, calls = block.block_container_layout, []

    def counted(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        calls.append(box.element_tag)
        return theirs(context, box, *arguments, **named)

    slow.setattr(block, "block_container_layout", counted)
    make_pdf(html, {}, FONTS)
    slowly = calls.count("p")
    slow.undo()
    slow.setattr(block, "block_container_layout", counted)
    calls.clear()
    make_pdf(html, {}, FONTS)
    # Each of the nine once for all trials, and once for good.
    assert calls.count("p") == 18 < slowly / 5
