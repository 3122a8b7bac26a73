"""What WeasyPrint is spared changes nothing of a document, and is told when it does not fit it."""

from __future__ import annotations

import gc
import inspect
import re
import subprocess
import sys
import tempfile
from collections import deque
from contextlib import suppress
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

from briefings.build.render import print_document
from briefings.errors import RenderError
from briefings.pdf import make_pdf
from briefings.pdf.line_break_cache import PROPERTIES
from briefings.pdf.loading import quick_weasyprint
from briefings.pdf.paths import is_plain, operators, plain_paths
from briefings.pdf.render_session import Kit
from briefings.pdf.sizes import RESOLVED
from briefings.pdf.text_layer.glyphs import Before, Glyph, Listener
from briefings.pdf.text_layer.run_cache import Shown, ShownBefore
from tests.pdf.test_engine import SVG, page
from tests.shipped import PACKS, Kind, document, library, printed
from tests.structure.small import FONTS, TEXT


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


NOTHING = dict.fromkeys(["missing", "bitmap", "png", "svg", "colr"])
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
    boxes = rendered.pages[0]._page_box.descendants()
    style = next(box.style for box in boxes if box.element is not None)
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
    thresholds = gc.get_threshold()
    with suppress(ZeroDivisionError), quick_weasyprint(), plain_paths():
        assert gc.get_threshold() != thresholds
        assert inline.split_first_line is not functions[0]
        raise ZeroDivisionError
    assert gc.get_threshold() == thresholds
    assert svg.TAGS["path"] is svg.path
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
