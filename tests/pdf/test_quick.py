"""What WeasyPrint is spared changes nothing of a document, and is told when it does not fit it."""

from __future__ import annotations

import gc
import inspect
import re
import subprocess
import sys
import tempfile
from collections import deque
from contextlib import nullcontext, suppress
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pydyf
import pytest
from weasyprint import HTML, css, svg
from weasyprint.draw import text
from weasyprint.layout import block, inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text import fonts, line_break

from briefings.errors import RenderError
from briefings.pdf import make_pdf
from briefings.pdf.glyphs import Before, Glyph, Listener
from briefings.pdf.kit import Kit
from briefings.pdf.lines import PROPERTIES
from briefings.pdf.loading import quick_weasyprint
from briefings.pdf.paths import is_plain, operators, plain_paths
from briefings.pdf.readback import Drawn
from briefings.pdf.shown import Shown, ShownBefore
from briefings.pdf.sizes import RESOLVED
from briefings.printing import print_document
from tests.shipped import PACKS, Kind, document, library, printed
from tests.structure.small import FONTS
from tests.test_pdf import SVG, page

TEXT = (
    "تعهدت المملكة المتحدة بمبلغ 140 مليون جنيه، وأعلنت 12 دولة عن مساهمات جديدة في عام 2024. " * 6
)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """WeasyPrint does everything by itself from here on."""
    monkeypatch.setattr("briefings.pdf.engine.quick_weasyprint", nullcontext)
    monkeypatch.setattr("briefings.pdf.conformance.plain_paths", nullcontext)
    monkeypatch.setattr("briefings.pdf.conformance._pack_once", lambda _pdf: None)
    return monkeypatch


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(Kind(("uk-contributions",)), id="brief"),
        pytest.param(PACKS[1], id="pack"),
    ],
)
def test_a_document_is_the_same_to_the_byte(kind: Kind, slow: pytest.MonkeyPatch) -> None:
    slowly = print_document(library(), document(kind), kind.style).data
    slow.undo()
    assert printed(kind).data == slowly


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


NOTHING = dict.fromkeys(["missing", "bitmap", "png", "svg", "colr"])
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


def test_styles_are_kept_for_documents_with_the_same_fonts(slow: pytest.MonkeyPatch) -> None:
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


def test_styles_are_worked_out_once_for_what_has_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, made = css.ComputedStyle.__init__, []

    @wraps(theirs)
    def counted(self: Any, parent: Any, cascaded: Any, *rest: Any) -> None:
        made.append("color" in cascaded)
        theirs(self, parent, cascaded, *rest)

    monkeypatch.setattr(css.ComputedStyle, "__init__", counted)
    kit, colours = Kit(), "p { color: #123 } html { color: #321 }"
    # One of all paragraphs, and one of the root that each document has besides for itself.
    for number, expected in enumerate([3, 1]):
        made.clear()
        body = f"<div id=a{number}><p>{SHORT}</div><div id=b{number}><p>{SHORT}</div>"
        own = f"@page {{ @top-left {{ content: '{number}' }} }}"
        make_pdf(page(body, own + colours), {}, FONTS, kit=kit)
        assert sum(made) == expected


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


MIXED = (
    "<p>نحو <b>٪12</b> (أو 15٪) من 1,234 مقاتلًا، و«داعش» B-12 £140m.<sup>1</sup> <i>ثمّ</i> عادوا.",
    f"<p style='text-align: justify'>{TEXT}<p style='font-size: 6.3pt'>{TEXT}",
    "<p style='letter-spacing: 1pt'>كتاب<p style='text-decoration: underline'>باب<p>باب <b>باب</b>",
    "<p>1<p>1 <p>و 1<p>قال 1<p style='font-size: 17.7pt'>1 قال: «1».",
)


@pytest.mark.parametrize("content", MIXED)
def test_text_that_was_shown_before_is_shown_alike(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html, drawn = page(content), []
    alone = make_pdf(html, {}, FONTS, kit=Kit()).data
    theirs = text.draw_first_line

    def counted(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        drawn.append(textbox.text)
        return theirs(stream, textbox, text_overflow, block_ellipsis, matrix)

    monkeypatch.setattr(text, "draw_first_line", counted)
    kit = Kit()
    # Others come before, in which the same glyphs stand in other sizes first.
    for other in (page("".join(MIXED)), page("".join(reversed(MIXED))), html):
        make_pdf(other, {}, FONTS, kit=kit)
    drawn.clear()
    assert make_pdf(html, {}, FONTS, kit=kit).data == alone
    # Once for each font, superscripts, and where a space before is told with the word.
    assert len([words for words in drawn if words.strip()]) <= 6


def test_a_glyph_of_another_width_is_drawn_again() -> None:
    before, font = ShownBefore(), Mock(hash="A", widths={}, **NOTHING)
    listener, glyph = Listener(None), Glyph(font, 10.0, 7, 0.0, 0.0, 5.0)
    listener.fonts[font] = Before(0, 0)
    font.widths[7] = 500
    shown = Shown("م", frozenset(), 10.0, 0.0, 5.0)
    before.keep(("م", 0, 0.0), shown, listener, [glyph])
    for widths, found in (({}, shown), ({7: 500, 8: 1}, shown), ({7: 501}, None)):
        other = SimpleNamespace(widths=widths)
        assert before.find(("م", 0, 0.0), {"A": other}) is found
    assert before.find(("م", 0, 0.0), {}) is None
    assert before.find(("م", 1, 0.0), {"A": font}) is None


def test_all_that_lines_depend_on_is_known() -> None:
    others = ("strut", "character_ratio", "_font_style_cache_key")
    functions = [
        function
        for name, function in inspect.getmembers(line_break)
        if getattr(function, "__module__", "") == line_break.__name__ and name not in others
    ]
    sources = "".join(map(inspect.getsource, [*functions, fonts.get_font_description]))
    assert set(re.findall(r"style\['(\w+)'\]", sources)) == set(PROPERTIES)


def test_all_sizes_that_follow_from_a_style_are_known() -> None:
    rendered = HTML(string="<p>text</p>").render()
    style = next(box.style for box in rendered.pages[0]._page_box.descendants() if box.element)
    box = SimpleNamespace(style=style)
    resolve_percentages(box, (100, 100))
    assert {*vars(box)} - {"style"} == set(RESOLVED)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (inline, "split_first_line"),
        (inline, "get_next_linebox"),
        (inline, "avoid_collisions"),
        (inline, "resolve_percentages"),
        (inline, "strut"),
        (block, "columns_layout"),
        (block, "block_box_layout"),
        (block, "block_level_layout"),
        (svg, "path"),
        (text, "draw_first_line"),
        (line_break.Layout, "reactivate"),
        (line_break.Layout, "deactivate"),
        (css, "find_stylesheets"),
        (css, "ComputedStyle"),
        (css.StyleFor, "set_computed_styles"),
    ],
)
def test_another_weasyprint_is_told_of(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lambda something_else: something_else)
    with pytest.raises(RenderError, match=rf"another {module.__name__}\.{name} than is known"):
        make_pdf(page("<p>نص</p>"), {}, FONTS)


def test_nothing_lies_about_while_a_page_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    theirs, there = block.block_container_layout, list[Path]()

    def looked(*arguments: Any, **named: Any) -> Any:
        there.extend(tmp_path.iterdir())
        return theirs(*arguments, **named)

    monkeypatch.setattr(block, "block_container_layout", looked)
    make_pdf(page("<p>نص</p>"), {}, FONTS, kit=Kit())
    assert there == []


def test_all_is_as_before_afterwards() -> None:
    functions = (inline.split_first_line, inline.avoid_collisions, inline.resolve_percentages)
    set_styles = css.StyleFor.set_computed_styles
    thresholds = gc.get_threshold()
    with suppress(ZeroDivisionError), quick_weasyprint(), plain_paths():
        assert gc.get_threshold() != thresholds
        assert inline.split_first_line is not functions[0]
        raise ZeroDivisionError
    assert gc.get_threshold() == thresholds
    assert svg.TAGS["path"] is svg.path
    assert css.StyleFor.set_computed_styles is set_styles
    assert functions == (
        inline.split_first_line,
        inline.avoid_collisions,
        inline.resolve_percentages,
    )


IMPORTED = """
import ctypes.util, gc, sys
from briefings.pdf import loading
{change}
find, enabled = ctypes.util.find_library, gc.isenabled()
asked = []
ctypes.util.find_library = given = lambda name: asked.append(name) or find(name)
loading.load_weasyprint()
import weasyprint
import weasyprint.pdf.fonts as weasy
assert ctypes.util.find_library is given and gc.isenabled()
print(bool(asked), "fontTools.subset" in sys.modules, "fontTools.varLib.instancer" in sys.modules)
assert weasyprint.text.ffi.ffi.typeof("PangoRectangle *").item.kind == "struct"
print(weasyprint.text.ffi.ffi._parser.parse_type.__module__)
import fontTools.subset
assert type(weasy.subset.Options()) is fontTools.subset.Options
from fontTools.varLib import instancer
try:
    weasy.instantiateVariableFont(None, {{}})
except (AttributeError, TypeError) as error:
    print(error.__traceback__.tb_next is not None)
"""


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        pytest.param("", ["False False False", "briefings.pdf.loading", "True"], id="by-name"),
        pytest.param(
            'loading.LIBRARIES = ("libnone.so.1",)',
            ["True True True", "cffi.cparser", "True"],
            id="asking",
            marks=pytest.mark.filterwarnings("ignore"),
        ),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="libraries have other names elsewhere")
def test_the_import_asks_no_other_program(change: str, printed: list[str]) -> None:
    code = IMPORTED.format(change=change)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == printed


PLAIN = [
    ("M 1 2 L 3.5 -4", [b"0 0 m", b"1 2 m", b"3.5 -4 l"]),
    ("M 0 0 L 6 0 z M 1 1 L 2 1 z", [*b"0 0 m,0 0 m,6 0 l,h,1 1 m,2 1 l,h".split(b",")]),
    ("M 0 0 C 1 2 3 4 5 6", [b"0 0 m", b"0 0 m", b"1 2 3 4 5 6 c"]),
    # Two thirds of the way to the control point, from either end.
    ("M 0 0 Q 3 6 9 0.03", [b"0 0 m", b"0 0 m", b"2 4 5 4.01 9 0.03 c"]),
]


@pytest.mark.parametrize(("path", "expected"), PLAIN)
def test_a_plain_path_is_painted_as_weasyprint_paints_it(path: str, expected: list[bytes]) -> None:
    assert is_plain(path)
    assert list(operators(path)) == expected
    theirs = SimpleNamespace(stream=pydyf.Stream(), point=lambda x, y, _: (float(x), float(y)))
    node = SimpleNamespace(get=lambda *_: path, vertices=deque())
    svg.path(theirs, node, 12)
    assert theirs.stream.stream == expected


@pytest.mark.parametrize(
    "path",
    [
        *("", "M 1 2", "M 1 2 z", "M1 2L3 4", "m 1 2 l 3 4", "M 1,2 L 3,4", "M 1 2 L 3 4 L 5"),
        *("M 1 2 L 3 4 z z", "M 1 2 L 3 4 5 6", "M .5 2 L 3 4", "M 1.50 2 L 3 4", "M -0 2 L 3 4"),
        *("M 1 2 H 3", "M 1 2 L 3 4 z L 5 6", "M 01 2 L 3 4", "M 1e3 2 L 3 4", "L 1 2"),
        "M 1 2 L 3 4.1234567",
    ],
)
def test_any_other_path_is_left_to_weasyprint(path: str) -> None:
    assert not is_plain(path)


def test_pictures_of_others_are_still_drawn() -> None:
    data = make_pdf(page('<img src="brief:a.svg" alt="مثلث">'), {"a.svg": SVG}, FONTS).data
    assert data.startswith(b"%PDF")
