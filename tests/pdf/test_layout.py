"""A layout that is spared what was done before puts everything where WeasyPrint puts it."""

from __future__ import annotations

import pytest

from briefings.pdf import make_pdf
from briefings.pdf.engine import lay_out
from briefings.pdf.render_session import Kit
from tests.pdf.test_engine import page
from tests.structure.small import FONTS, TEXT

SHORT, LONG = TEXT[:60], TEXT[:300]


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
    with pytest.MonkeyPatch.context() as patch:
        # Some of these styles leave no room for the text.
        patch.setattr("briefings.pdf.engine.check_room", lambda _: None)
        slowly = make_pdf(html, {}, FONTS).data
        slow.undo()
        assert make_pdf(html, {}, FONTS).data == slowly


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
    slowly = [_unread(html, Kit()) for html in pages]
    slow.undo()
    kit = Kit()
    for _ in range(2):
        made = [_unread(html, kit) for html in pages]
        wrong = [name for name, *pair in zip(SHEETS, made, slowly, strict=True) if len({*pair}) > 1]
        assert not wrong


def _unread(html: str, kit: Kit) -> bytes:
    """The PDF, not read back: some of these pages are empty, or hardly to be read."""
    return lay_out(html, {}, FONTS, kit).paint(())[0]
