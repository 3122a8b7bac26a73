"""Where characters stand on a page that WeasyPrint laid out, with the bundled fonts."""

from __future__ import annotations

import html
from pathlib import Path

import pypdfium2
import pytest
from weasyprint import HTML

from briefings.arabic import Arabic, Digits, isolate_latin
from briefings.model import Qualifier

from .units import PERCENT

FONTS = Path(__file__).parents[2] / "templates" / "themes" / "default" / "fonts"
STYLE = f"""
@font-face {{ font-family: N; src: url({(FONTS / "NotoNaskhArabic-Regular-subset.ttf").as_uri()}) }}
@font-face {{ font-family: S; src: url({(FONTS / "NotoSans-Regular-subset.ttf").as_uri()}) }}
@page {{ size: 200mm 20mm; margin: 2mm }}
body {{ font-family: N, S }}
"""


def laid_out(text: str) -> str:
    """The characters of one right-to-left line, from left to right, without spaces.

    Isolates become ``<bdi>`` as they do on the pages of a brief. Brackets come back as ``|``:
    PDFium turns some of them around when it reads the text; on the page they are right.
    """
    body = html.escape(text).replace("\u2066", '<bdi dir="ltr">').replace("\u2069", "</bdi>")
    page = f'<html lang="ar" dir="rtl"><style>{STYLE}</style><p>{body}</p>'
    document = pypdfium2.PdfDocument(HTML(string=page).write_pdf())
    try:
        line = document[0].get_textpage()
        places = []
        for index in range(line.count_chars()):
            left, _, _, _ = line.get_charbox(index)
            char = line.get_text_range(index, 1)
            if not char.isspace():
                places.append((left, char))
    finally:
        document.close()
    return "".join("|" if char in "()" else char for _, char in sorted(places))


LATN, ARAB = Arabic(), Arabic(digits=Digits.ARAB)


@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        pytest.param(LATN.quantity(90, PERCENT), "٪90", id="percent alone"),
        pytest.param(ARAB.quantity(90, PERCENT), "٪٩٠", id="arabic percent alone"),
        pytest.param(f"د {LATN.quantity(-5, PERCENT)} ا", "ا٪-5د", id="negative percent"),
        pytest.param(
            f"{isolate_latin('UNDP')} {LATN.quantity(90, PERCENT)}", "٪90UNDP", id="after latin"
        ),
        pytest.param(f"د {LATN.number(-1200.5)} ا", "ا-1,200.5د", id="negative"),
        pytest.param(f"د {ARAB.number(-1200.5)} ا", "ا-١٬٢٠٠٫٥د", id="arabic negative"),
        pytest.param(isolate_latin("د 2024-09-30 ا"), "ا2024-09-30د", id="iso date"),
        pytest.param(isolate_latin("د (UNDP) ا"), "ا|UNDP|د", id="acronym in brackets"),
        pytest.param(isolate_latin("د (£140m) ا"), "ا|£140m|د", id="money in brackets"),
        pytest.param(isolate_latin("د @UKagainstDaesh ا"), "ا@UKagainstDaeshد", id="handle"),
        pytest.param(isolate_latin("د 2 / 5 ا"), "ا2/5د", id="spaced slash"),
        pytest.param("د 2178 ا", "ا2178د", id="plain number"),
        pytest.param(LATN.range(3, 5), "5ىلإ3نم", id="range in words"),
    ],
)
def test_order_on_paper(text: str, left_to_right: str) -> None:
    assert laid_out(text) == left_to_right


def test_without_the_mark_the_sign_stands_on_the_wrong_side() -> None:
    # The reason for the mark; when this fails, WeasyPrint has changed and the mark may go.
    assert laid_out("90٪") == "90٪"


def test_qualifiers_do_not_move_the_sign() -> None:
    line = laid_out(LATN.quantity(90, PERCENT, Qualifier.ABOUT))
    assert line.startswith("٪90")
