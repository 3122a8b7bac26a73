"""The causes for which text is lost or torn in a PDF, one by one, as Chrome's engine reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from briefings.errors import RenderError
from briefings.pdf import make_pdf
from briefings.pdf.readback import LEAST, check_text, read_pages, words_of
from briefings.pdf.text_layer.font_encoding import Codes
from briefings.pdf.text_layer.layer import TextLayer
from briefings.resources import templates_folder

FONTS = templates_folder() / "themes" / "default" / "fonts"
KUFI = '"Brief Sans", "Noto Sans"'
NASKH = '"Noto Naskh Arabic", "Brief Sans", "Noto Sans"'
RAISED = "sup { font-size: 6pt; vertical-align: .42em; margin-right: .4mm; line-height: 0 }"


def page(body: str, faces: str = NASKH, style: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>'
        '<meta name="dcterms.created" content="2026-11-21">'
        f"<style>body {{ font: 11pt {faces} }} h1 {{ font-size: 11pt }} {style}</style></head>"
        f"<body><h1>عنوان الصفحة</h1>{body}</body></html>"
    )


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join(p.get_textpage().get_text_range() for p in pdf).replace("\r", "")


def finds(data: bytes, phrase: str) -> bool:
    with pypdfium2.PdfDocument(data) as pdf:
        return any(p.get_textpage().search(phrase).get_next() is not None for p in pdf)


@pytest.mark.parametrize("faces", [KUFI, NASKH], ids=["kufi", "naskh"])
@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        pytest.param("<p>وقد درّبت المملكة عناصر</p>", "درّبت المملكة", id="mark-inside-a-word"),
        pytest.param("<p>أُعلن ثم قال أحمد</p>", "ثم قال أحمد", id="letter-first-seen-with-mark"),
        pytest.param("<p>سنة قُدِّر تاريخها</p>", "قُدِّر تاريخها", id="two-marks"),
        pytest.param("<p>لا خلاف ولا إلحاح</p>", "لا خلاف ولا إلحاح", id="lam-alef"),
        pytest.param("<p>في سبتمبر 2016. أما بعد</p>", "2016. أما", id="full-stop-after-number"),
        pytest.param("<p>عام ٢٠١٦، ثم عام</p>", "٢٠١٦، ثم", id="comma-after-number"),
        pytest.param("<p>بلغت \u061c90٪ من</p>", "90٪ من", id="percent"),
        pytest.param("<p>مليون (تقديرًا) فقط</p>", "(تقديرًا) فقط", id="brackets"),
        pytest.param("<p>حملة «العودة» كلها</p>", "حملة «العودة» كلها", id="quotes"),
        pytest.param("<p>أكثر من 4.3 مليار</p>", "4.3 مليار", id="decimal"),
        pytest.param("<p>في 30\u00a0سبتمبر</p>", "30 سبتمبر", id="bound-space"),
        pytest.param(
            "<p>الأمن<sup>[1]</sup>، ثم</p>", "الأمن[1]، ثم", id="mark-of-a-source-in-a-sentence"
        ),
        pytest.param("<p>دول<sup>[1]</sup><sup>[2]</sup>.</p>", "دول[1][2].", id="several-marks"),
        pytest.param("<p>120,000<sup>[1]</sup></p>", "120,000[1]", id="mark-after-a-lone-number"),
        pytest.param(
            "<p>قال <strong>أكثر من</strong> ذلك</p>", "قال أكثر من ذلك", id="bold-in-a-sentence"
        ),
        pytest.param(
            "<p>نشر <bdi>state.gov</bdi> المقال</p>", "نشر state.gov المقال", id="address"
        ),
        pytest.param(
            "<p>طائرة <bdi>B-12</bdi> واحدة</p>", "طائرة B-12 واحدة", id="letter-and-figure"
        ),
        pytest.param("<p>نحو <bdi>£140m</bdi> في</p>", "نحو £140m في", id="money"),
        pytest.param("<p>يوم <bdi>2024-09-30</bdi> في</p>", "يوم 2024-09-30 في", id="iso-date"),
    ],
)
def test_a_phrase_is_found(body: str, phrase: str, faces: str) -> None:
    assert finds(make_pdf(page(body, faces, RAISED), {}, FONTS).data, phrase)


def test_margins_and_counters_are_read_like_the_page() -> None:
    margins = '@page { @bottom-left { content: "صفحة " counter(page) " من " counter(pages) } }'
    data = make_pdf(page("<p>نص</p>", style=margins), {}, FONTS).data
    assert "صفحة 1 من 1" in text_of(data)


def test_cells_that_touch_are_not_one_word() -> None:
    cells = "<table><tr><td>اسم</td><td>عدد</td></tr></table>"
    style = "table { border-collapse: collapse } td { padding: 0 }"
    data = make_pdf(page(cells, style=style), {}, FONTS).data
    assert words_of(text_of(data)) == words_of("عنوان الصفحة اسم عدد")


def font_with(folder: Path, features: str = "", shared: tuple[str, str] | None = None) -> Path:
    """A folder with one font: a bundled one, spoilt."""
    font = TTFont(FONTS / "NotoNaskhArabic-Regular-subset.ttf")
    if features:
        addOpenTypeFeaturesFromString(font, features)
    if shared:
        for table in font["cmap"].tables:
            if ord(shared[0]) in table.cmap:
                table.cmap[ord(shared[1])] = table.cmap[ord(shared[0])]
    folder.mkdir()
    font.save(folder / "spoilt.ttf")
    return folder


def with_postscript_outlines(folder: Path) -> Path:
    """A folder with a bundled font, its outlines as OpenType fonts from PostScript have them."""
    font = TTFont(FONTS / "NotoNaskhArabic-Regular-subset.ttf")
    outlines, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(outlines[name].width, outlines)
        outlines[name].draw(pen)
        drawn[name] = pen.getCharString()
    for table in {"glyf", "loca", "cvt ", "fpgm", "prep", "gasp", "DSIG"} & {*font.keys()}:
        del font[table]
    builder = FontBuilder(font=font)
    builder.isTTF, font.sfntVersion = False, "OTTO"
    builder.setupCFF("NotoNaskhArabic", {}, drawn, {})
    builder.setupMaxp()
    folder.mkdir()
    font.save(folder / "outlines.otf")
    return folder


def test_fonts_with_postscript_outlines_are_read_as_well(tmp_path: Path) -> None:
    fonts = with_postscript_outlines(tmp_path / "fonts")
    body = "<p>أُعلن ثم أضاف أحمد، قُدِّر العدد لا الاسم</p>"
    data = make_pdf(page(body, '"Noto Naskh Arabic"'), {}, fonts).data
    for phrase in ("أُعلن ثم أضاف أحمد", "قُدِّر العدد لا الاسم"):
        assert finds(data, phrase)


def one_text_for_each_glyph(self: Codes, font: object, gid: int, text: str) -> int:
    font.to_unicode.setdefault(gid, text)  # type: ignore[attr-defined]
    return gid


WORDS = "<p>بيت ثبت تثبت بتات ثوب توت باب بث تب</p>"
# What newer Arabic fonts do: a letter is a base and dots, and several letters share the base.
DOTS = """languagesystem arab dflt;
feature ccmp {
  sub uni0628 by uni066E uni0651;
  sub uni062A by uni066E uni0652;
  sub uni062B by uni066E uni064B;
} ccmp;"""


@pytest.mark.parametrize(
    ("features", "shared"),
    [
        pytest.param("", ("ب", "ت"), id="two-letters-share-a-glyph"),
        pytest.param(DOTS, None, id="base-and-dots"),
    ],
)
def test_a_glyph_may_stand_for_several_letters(
    tmp_path: Path, features: str, shared: tuple[str, str] | None
) -> None:
    fonts = font_with(tmp_path / "fonts", features, shared)
    data = make_pdf(page(WORDS, '"Noto Naskh Arabic"'), {}, fonts).data
    assert words_of(WORDS) - words_of(text_of(data)) == {}


@pytest.mark.parametrize(
    ("features", "shared", "told"),
    [
        pytest.param("", ("ب", "ت"), "ب، ت", id="two-letters-share-a-glyph"),
        pytest.param(DOTS, None, "ب، ت، ث", id="base-and-dots"),
    ],
)
def test_a_font_whose_letters_cannot_be_told_apart_stops_the_build(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    features: str,
    shared: tuple[str, str] | None,
    told: str,
) -> None:
    monkeypatch.setattr(Codes, "code", one_text_for_each_glyph)
    fonts = font_with(tmp_path / "fonts", features, shared)
    with pytest.raises(RenderError) as caught:
        make_pdf(page(WORDS, '"Noto Naskh Arabic"'), {}, fonts)
    message = str(caught.value)
    assert f"the letters {told} cannot be told apart in “Noto Naskh Arabic”" in message
    assert "use another font in the theme" in message
    assert "words that are lost: " in message
    share = re.match(r"only ([0-9.]+)% of the words", message)
    assert share
    assert 0 < float(share[1]) < LEAST * 100


def test_text_that_is_not_there_is_missed() -> None:
    data = make_pdf(page("<p>كلمة أولى</p>"), {}, FONTS).data
    read = "\n".join(read_pages(data))
    families = {"ب": {"خط ب"}, "ث": {"خط ث"}, "ع": {"آخر"}}
    check_text("عنوان الصفحة كلمة أولى", read, families)
    told = r"only 80\.0% .* the letters ب، ث get lost in “خط ب”, “خط ث”"
    with pytest.raises(RenderError, match=told):
        check_text("عنوان الصفحة كلمة أولى ثب", read, families)


def test_a_weasyprint_that_draws_otherwise_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if the function that the text layer takes the place of were no longer the one called.
    for function in ("through_this_layer", "put_off"):
        monkeypatch.setattr(TextLayer, function, lambda _, theirs: theirs)
    with pytest.raises(RenderError, match="draws text in another way"):
        make_pdf(page("<p>كلمة أولى</p>"), {}, FONTS)


def test_short_lines_that_pdfium_takes_for_columns_do_not_stop_a_build() -> None:
    far = [0, 60, 140]
    lines = "".join(f'<p style="margin-right: {mm}mm">عام ٢٠٢٤</p>' for mm in far)
    data = make_pdf(page(lines * 8, KUFI), {}, FONTS).data
    assert words_of(text_of(data))["٢٠٢٤"] < 24
    assert words_of("\n".join(read_pages(data, across=True)))["٢٠٢٤"] == 24
