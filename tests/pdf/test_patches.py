"""What is replaced of other packages changes no byte where it only saves time, and is told of
where it does not fit."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from pkgutil import resolve_name
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from weasyprint import HTML
from weasyprint.draw import text
from weasyprint.layout import block, inline, preferred

from briefings.build.render import print_document
from briefings.errors import RenderError
from briefings.pdf import make_pdf, patches
from briefings.pdf.conformance import pack_once
from briefings.pdf.loading import patched_weasyprint
from briefings.pdf.patches import (
    DRAWN_TEXT,
    LIBRARY_SEARCH,
    LINE_BREAKS,
    Patch,
    installed_version,
)
from briefings.pdf.render_session import Kit
from briefings.pdf.text_layer.glyphs import Before, Glyph, Listener
from briefings.pdf.text_layer.run_cache import PROPERTIES, Shown, ShownBefore
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


PATCHES = [each for each in vars(patches).values() if isinstance(each, Patch)]
NOTHING = dict.fromkeys(["missing", "bitmap", "png", "svg", "colr"])
MIXED = (
    "<p>نحو <b>٪12</b> (أو 15٪) من 1,234 مقاتلًا، و«داعش» B-12 £140m.<sup>1</sup> <i>ثمّ</i> عادوا.",
    f"<p style='text-align: justify'>{TEXT}<p style='font-size: 6.3pt'>{TEXT}",
    "<p style='letter-spacing: 1pt'>كتاب<p style='text-decoration: underline'>باب<p>باب <b>باب</b>",
    "<p>1<p>1 <p>و 1<p>قال 1<p style='font-size: 17.7pt'>1 قال: «1».",
)


STYLES = (
    "<p style='width: 3em; hyphens: auto' lang=en>internationalization of everything</p>",
    "<p style='width: 1em; overflow-wrap: anywhere; word-break: break-all'>كتاب وباب</p>",
    "<p style='white-space: pre-wrap'>a\tb</p><p style='text-decoration: underline'>باب</p>",
    "<p style='letter-spacing: 1pt; word-spacing: 2pt; text-align: justify'>باب وباب وكتاب</p>",
    '<p style=\'font-variation-settings: "wght" 500; font-feature-settings: "liga" 0\'>باب</p>',
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


def test_lines_depend_on_what_is_known(slow: pytest.MonkeyPatch) -> None:
    theirs, read = inline.split_first_line, set[str]()

    class Watched:
        def __init__(self, style: Any) -> None:
            self._style = style

        def __getitem__(self, name: str) -> Any:
            read.add(name)
            return self._style[name]

        def __getattr__(self, name: str) -> Any:
            return getattr(self._style, name)

    def split_first_line(text: str, style: Any, *rest: Any, **named: Any) -> Any:
        return theirs(text, Watched(style), *rest, **named)

    slow.setattr(inline, "split_first_line", split_first_line)
    slow.setattr(preferred, "split_first_line", split_first_line)
    HTML(string=page("".join(STYLES))).render()
    assert read == set(PROPERTIES)


def test_the_bytes_are_the_same_where_what_saves_time_does_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = page("".join(MIXED) + "<table><tr><td>باب وكتاب<td>كتاب</table>")
    data = make_pdf(html, {}, FONTS, kit=Kit()).data
    called = set[str]()
    functions = {*LINE_BREAKS.functions, *DRAWN_TEXT.functions}
    for function in functions:
        monkeypatch.setattr(function, _with_another_signature(function, called))
    kit = Kit()
    assert make_pdf(html, {}, FONTS, kit=kit).data == data
    assert called == functions
    assert not kit.broken.lines
    assert not kit.shown._pieces


def _with_another_signature(function: str, called: set[str]) -> Callable[..., Any]:
    theirs = resolve_name(function)

    def other(*arguments: Any, **named: Any) -> Any:
        called.add(function)
        return theirs(*arguments, **named)

    return other


NEEDED = [
    pytest.param(patch, function, id=function)
    for patch in PATCHES
    if not patch.benefit
    for function in patch.functions
]


@pytest.mark.parametrize("is_gone", [False, True])
@pytest.mark.parametrize(("patch", "function"), NEEDED)
def test_another_function_that_correctness_rests_on_ends_the_build(
    patch: Patch, function: str, is_gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_gone:
        monkeypatch.delattr(function)
    else:
        monkeypatch.setattr(function, _with_another_signature(function, set()))
    name = {"weasyprint": "WeasyPrint", "pydyf": "pydyf"}[patch.package]
    this = f"this {name} {installed_version(patch.package)}"
    with pytest.raises(RenderError) as error:
        make_pdf(page("<p>نص</p>"), {}, FONTS, kit=Kit())
    assert str(error.value).startswith(f"{this} has another {function} than is known here: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("package", "version", "told"),
    [
        ("weasyprint", "71.0", "WeasyPrint from 70 on and below 71 is needed, so that"),
        ("weasyprint", "69.2", "WeasyPrint from 70 on and below 71 is needed, so that"),
        ("pydyf", "0.14.0", "pydyf from 0.13 on and below 0.14 is needed, so that validators"),
    ],
)
def test_another_version_ends_the_build(
    package: str, version: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{package}.__version__", version)
    # Nothing is asked of an unknown version.
    monkeypatch.delattr("weasyprint.HTML.render")
    with pytest.raises(RenderError, match=f"^this [Wp]\\w+ {version} is another .*: {told}"):
        make_pdf(page("<p>نص</p>"), {}, FONTS, kit=Kit())


def test_all_versions_that_are_installed_are_known() -> None:
    assert [patch.misfit() for patch in PATCHES] == [""] * len(PATCHES)


def test_all_that_correctness_rests_on_is_needed() -> None:
    assert [patch for patch in PATCHES if not patch.benefit] == [*patches.NEEDED]


def test_a_benefit_is_a_row_of_the_benchmarks(checkout: Path) -> None:
    page = (checkout / "docs" / "performance.md").read_text("utf-8")
    benefits = [patch.benefit for patch in PATCHES if patch.benefit]
    assert len(benefits) == 4
    assert [row for row in benefits if f"\n| {row} | " not in page] == []


def test_nothing_is_replaced_but_what_patches_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before, changed = _functions(), set[str]()

    def looked(pdf: Any) -> None:
        changed.update(name for name, one in _functions().items() if before.get(name) is not one)
        pack_once(pdf)

    monkeypatch.setattr("briefings.pdf.engine.pack_once", looked)
    make_pdf(page("<p>نص</p>"), {}, FONTS, kit=Kit())
    named = {name for patch in PATCHES for name in patch.functions} - {*LIBRARY_SEARCH.functions}
    assert changed == named
    after = _functions()
    assert all(after[name] is one for name, one in before.items())


def _functions() -> dict[str, Any]:
    """All functions and methods of the packages that a page passes through, by full name."""
    found: dict[str, Any] = {}
    packages = ("weasyprint", "pydyf", "fontTools", "cffi", "ctypes", "tinycss2", "cssselect2")
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in packages:
            for key, one in list(vars(module).items()):
                if isinstance(one, type):
                    inside = f"{one.__module__}.{one.__qualname__}"
                    found |= {f"{inside}.{key}": each for key, each in vars(one).items()}
                elif callable(one):
                    found[f"{name}.{key}"] = one
    return {name: one for name, one in found.items() if callable(one)}


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
    theirs, thresholds = inline.split_first_line, gc.get_threshold()
    with suppress(ZeroDivisionError), patched_weasyprint(Kit()):
        assert gc.get_threshold() != thresholds
        assert inline.split_first_line is not theirs
        raise ZeroDivisionError
    assert gc.get_threshold() == thresholds
    assert inline.split_first_line is theirs


def test_all_is_as_before_where_nothing_fits(slow: pytest.MonkeyPatch) -> None:
    theirs, thresholds = inline.split_first_line, gc.get_threshold()
    with patched_weasyprint(Kit()):
        assert gc.get_threshold() == thresholds
        assert inline.split_first_line is theirs


IMPORTED = """
import ctypes.util
from briefings.pdf import loading
find, asked = ctypes.util.find_library, []
ctypes.util.find_library = given = lambda name: asked.append(name) or find(name)
{change}
loading.load_weasyprint()
import weasyprint
assert ctypes.util.find_library is given
print(bool(asked))
"""


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        pytest.param("", "False", id="by-name"),
        pytest.param(
            'loading.LIBRARIES = {"none": ("libnone.so.1",)}',
            "True",
            id="asking",
        ),
        pytest.param(
            "ctypes.util.find_library = given = lambda *names: asked.append(names) or find(*names)",
            "True",
            id="another-signature",
        ),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="libraries have other names elsewhere")
def test_the_import_asks_no_other_program(change: str, printed: str) -> None:
    code = IMPORTED.format(change=change)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [printed]


def test_pictures_of_others_are_still_drawn() -> None:
    data = make_pdf(page('<img src="brief:a.svg" alt="مثلث">'), {"a.svg": SVG}, FONTS).data
    assert data.startswith(b"%PDF")
