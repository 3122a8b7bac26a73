"""What stops a PDF from being made, and that two runs give the same bytes."""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path

import pikepdf
import pytest

from briefings.errors import RenderError
from briefings.pdf import make_pdf
from briefings.resources import templates_folder

FONTS = templates_folder() / "themes" / "default" / "fonts"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><path d="M0 0h20v20z"/></svg>'
)


def page(body: str, style: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21">'
        f'<style>body {{ font-family: "Noto Naskh Arabic" }} {style}</style></head>'
        f"<body><h1>عنوان</h1>{body}</body></html>"
    )


def test_a_sound_page_becomes_a_pdf_with_its_pages_counted() -> None:
    html = page('<p style="break-after: page">أول</p><img src="brief:a.svg" alt="مربع">')
    layout = make_pdf(html, {"a.svg": SVG}, FONTS)
    with pikepdf.open(io.BytesIO(layout.data)) as pdf:
        assert len(pdf.pages) == layout.pages == 2
        assert pdf.Root.Lang == "ar"


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        ("<p>日本</p>", "", ".notdef glyph"),
        ("<p>نص</p>", "p { colour: red }", "colour"),
        ('<img src="brief:gone.svg" alt="لا شيء">', "", "brief:gone.svg"),
        ('<img src="file:///etc/hostname" alt="ملف">', "", "file:///etc/hostname"),
        ('<img src="http://localhost:9/a.png" alt="شبكة">', "", "http://localhost:9/a.png"),
        ("<p>نص</p>", '@import url("file:///etc/a.css");', "file:///etc/a.css"),
    ],
    ids=["missing glyph", "unknown property", "missing picture", "file", "network", "import"],
)
def test_whatever_is_wrong_with_a_page_stops_the_build(body: str, style: str, told: str) -> None:
    with pytest.raises(RenderError) as caught:
        make_pdf(page(body, style), {}, FONTS)
    assert told in str(caught.value)


def test_only_the_fonts_of_the_theme_exist(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "one.ttf").write_bytes(
        (FONTS / "NotoSans-Regular-subset.ttf").read_bytes()
    )
    with pytest.raises(RenderError, match=r"\.notdef glyph"):
        make_pdf(page("<p>نص</p>"), {}, tmp_path / "fonts")


def test_the_same_page_gives_the_same_bytes() -> None:
    html = page("<p>نص ثابت 120,000</p>")
    assert make_pdf(html, {}, FONTS).data == make_pdf(html, {}, FONTS).data


def test_surroundings_are_left_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    logger = logging.getLogger("weasyprint")
    before = list(logger.handlers), logger.propagate
    make_pdf(page("<p>نص</p>"), {}, FONTS)
    assert os.environ["FONTCONFIG_FILE"] == "mine"
    assert (list(logger.handlers), logger.propagate) == before
