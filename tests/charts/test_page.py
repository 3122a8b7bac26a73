"""Labels on the page: where Matplotlib put them, as text, in one figure with their picture."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import weasyprint
from numpy.typing import NDArray

from briefings.arabic import Arabic
from briefings.build.chart_cache import _packed, _unpacked
from briefings.build.render import print_document
from briefings.content.brief import Purpose, compose
from briefings.html.drawings import pictures_of, with_drawings
from briefings.html.standalone import as_text
from briefings.model import ChartStyle, Drawing, Label, Style
from briefings.resources import templates_folder
from tests.charts.drawing import drawing_of
from tests.charts.samples import OLD
from tests.structure import problems_of
from tests.tiny import LATE, LIBRARY

NAME = "chart-0123456789abcdef"
SCALE = 6  # pixels to the point


def page_of(drawing: Drawing, style: ChartStyle) -> str:
    faces = "".join(
        f"@font-face {{ font-family: F{i}; font-weight: {weight}; src: url('file://{file}') }}"
        for weight, files in ((400, style.fonts), (700, style.bold_fonts))
        for i, file in enumerate(files)
    )
    css = (templates_folder() / "styles" / "charts.css").read_text("utf-8")
    head = f"{faces} :root {{ --chart-face: F0, F1 }} body {{ margin: 0 }} {css}"
    size = f"@page {{ size: {drawing.width}pt {drawing.height}pt; margin: 0 }}"
    return with_drawings(
        f"<html lang=ar dir=rtl><style>{size}{head}</style><!--{NAME}-->", {NAME: drawing}
    )


def greys(html: str) -> NDArray[np.uint8]:
    data = weasyprint.HTML(string=html).write_pdf()
    document = pypdfium2.PdfDocument(data)
    picture = np.asarray(document[0].render(scale=SCALE).to_pil().convert("L"))
    document.close()
    return picture


@pytest.mark.parametrize("anchor", ["left", "middle", "right"])
@pytest.mark.parametrize("size", [8.0, 13.0])
@pytest.mark.parametrize("text", ["H", "\u2068H\u2069", "HHHH"])
def test_a_label_stands_on_its_base_and_at_its_anchor(
    style: ChartStyle, anchor: str, size: float, text: str
) -> None:
    """The capital H of Brief Sans is 0.698 sizes high, with equal room at either side."""
    label = Label(text, 60, 40, 50, anchor, size, False, "#000000")
    ink = greys(page_of(Drawing(b"<svg/>", 120, 60, (label,)), style).replace("<img", "<i")) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    left, right = columns[0] / SCALE, (columns[-1] + 1) / SCALE

    assert (rows[-1] + 1) / SCALE == pytest.approx(40, abs=0.2)
    assert (rows[-1] + 1 - rows[0]) / SCALE == pytest.approx(0.698 * size, abs=0.25)
    at = {"left": left, "middle": (left + right) / 2, "right": right}[anchor]
    assert at == pytest.approx(60, abs=0.11 * size)  # the room at the side of a letter


def test_every_label_of_a_chart_stands_in_the_room_kept_for_it(style: ChartStyle) -> None:
    drawing = drawing_of(OLD, style)
    html = page_of(drawing, style)
    page = weasyprint.HTML(string=html.replace("<img", "<i")).render().pages[0]
    texts = [one for one in page._page_box.descendants(placeholders=True) if hasattr(one, "text")]
    texts = [one for one in texts if one.text.strip()]

    assert len(texts) == len(drawing.labels)
    for box, label in zip(texts, drawing.labels, strict=True):
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * label.width
        assert left - 0.5 <= box.position_x * 0.75
        assert (box.position_x + box.width) * 0.75 <= left + label.width + 0.5
        assert (box.position_y + box.baseline) * 0.75 == pytest.approx(label.y, abs=0.05)


def test_a_drawing_comes_back_from_the_cache_with_its_labels(style: ChartStyle) -> None:
    drawing = drawing_of(OLD, style)
    assert _unpacked(_packed(drawing)) == drawing


def test_a_brief_prints_labels_as_text_and_reads_them_once(brief_of: Callable[[], object]) -> None:
    """Search finds a label; a reader hears the alternative of the one figure instead of them."""
    from briefings.content.brief import Brief

    brief = brief_of()
    assert isinstance(brief, Brief)
    printed = print_document(LIBRARY, brief, Style(templates_folder()), exports=["html"], text=True)
    document = pypdfium2.PdfDocument(printed.data)
    said = document[0].get_textpage().get_text_range()
    document.close()

    assert "25,000" in said
    assert problems_of(printed.data) == []
    page = printed.beside["html"].decode()
    (figure,) = re.findall(r'<div class="drawing"[^>]*>', page)
    assert 'role="img"' in figure
    assert "رسم بالأعمدة" in figure
    assert re.search(r'<div class="at[^>]*>[^<]*(?:<bdi[^>]*>)?25,000', page)
    assert "<!--chart-" not in page
    assert printed.text.count('<p class="alt">رسم بالأعمدة') == 1


@pytest.fixture
def brief_of() -> Callable[[], object]:
    from briefings.content.blocks.chart import Charts
    from briefings.content.blocks.chart_spec import ChartItem, Panel
    from briefings.content.blocks.closing import Sources
    from briefings.model import Topic

    panel = Panel("bars", "زاد العدد", (ChartItem("trained"),))
    topic = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Charts((panel,)), Sources()))
    return lambda: compose(LIBRARY, topic, Purpose(LATE, LATE, Arabic()))


def test_text_for_archives_has_the_alternative_of_a_picture() -> None:
    page = f'<p>نص</p><div class="drawing" role="img" aria-label="بديل"><!--{NAME}--></div>'
    assert as_text(page) == '<p>نص</p><p class="alt">بديل</p>'


def test_the_svg_is_named_as_the_page_asks_for_it(style: ChartStyle) -> None:
    drawing = drawing_of(OLD, style)
    (name,) = pictures_of({OLD.name: drawing})
    assert f'src="brief:{name}"' in with_drawings(f"<!--{OLD.name}-->", {OLD.name: drawing})
    assert drawing_of(OLD, style).svg == drawing.svg


OWN_DRAWING = re.compile(
    r"<path|<rect|<circle|<line|vertices|codes|PathPatch|text_to_path|TextPath"
)
PLACING = {"plate.py", "layout.py", "line_labels.py", "text.py", "colours.py", "fills.py"}


def test_nothing_is_drawn_but_by_matplotlibs_artists(checkout: Path) -> None:
    """No outline, path or element of SVG is written by the modules of charts."""
    folder = checkout / "briefings" / "charts"
    drawers = [file for file in folder.glob("*.py") if not file.name.startswith("map")]
    assert drawers
    for file in drawers:
        code = file.read_text("utf-8")
        assert not OWN_DRAWING.search(code), file.name
        called = {
            node.func.attr
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        if file.name in ("bars.py", "share.py", "line.py", "matrix.py", "timeline.py", "dots.py"):
            artists = {"barh", "plot", "hlines", "vlines", "axhline", "axvline", "fill_between"}
            assert called & artists, f"{file.name} draws without an artist"
        if file.name in PLACING - {"plate.py", "layout.py"}:
            assert not called & {"plot", "barh", "scatter", "savefig"}, file.name
