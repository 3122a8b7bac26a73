"""Text is measured and wrapped here, and set by the page: both must agree."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint

import briefings.charts.text as text_module
from briefings.charts.engine import settings
from briefings.charts.text import FontStack, measurable
from briefings.errors import ChartError
from briefings.model import ChartStyle, Origin, marked
from tests.charts.samples import FSI, LINES, PDI

JOINED = "المملكة المتحدة"


def set_by_pango(text: str, style: ChartStyle) -> float:
    """The width that WeasyPrint gives a line of 100 points."""
    faces = "".join(
        f"@font-face {{ font-family: F{i}; src: url('file://{file}') }}"
        for i, file in enumerate(style.fonts)
    )
    css = f"<style>{faces} @page {{ size: 4000pt 200pt }} p {{ font: 100pt F0, F1 }}</style>"
    html = f"{css}<p dir=rtl lang=ar style='white-space: pre'>{text}</p>"
    page = weasyprint.HTML(string=html).render().pages[0]
    boxes = [one for one in page._page_box.descendants() if hasattr(one, "text")]
    return float(sum(box.width for box in boxes)) * 0.75 / 100


@pytest.mark.parametrize("name", LINES)
def test_text_is_measured_as_wide_as_the_page_sets_it(style: ChartStyle, name: str) -> None:
    with settings():
        width = FontStack(style.fonts).measure(LINES[name]).width
    # The page has the advance of a line, this its ink, and two hundredths for caution.
    assert set_by_pango(LINES[name], style) == pytest.approx(width, rel=0.03, abs=0.15)


def test_versions_without_shaping_get_joined_letters() -> None:
    assert measurable("أب", (3, 11)) == "\u200fأب"
    assert measurable("أب", (4, 0)) == "\u200fأب"
    # Heh, joined: initial, medial, final.
    assert measurable("\u2068ههه\u2069", (3, 10)) == "\ufeeb\ufeec\ufeea"


@pytest.mark.parametrize("name", ["joined", "lam-alef", "number", "date"])
def test_joined_letters_are_measured_like_shaped_ones(
    style: ChartStyle, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settings():
        shaped = FontStack(style.fonts).measure(LINES[name]).width
        monkeypatch.setattr(text_module, "_RAQM", (99, 0))
        joined = FontStack(style.fonts).measure(LINES[name]).width

    # Without ligatures a line can be wider, never narrower.
    assert 0.99 * shaped <= joined <= 1.12 * shaped


def test_marks_of_origin_take_no_room(style: ChartStyle) -> None:
    with settings():
        face = FontStack(style.fonts)
        assert face.measure(marked(JOINED, Origin.FIGURE, "uk#0")) == face.measure(JOINED)
        text = f"كلمة {marked('أكثر من 25,000', Origin.FIGURE, 'uk-trained-forces#0')} كلمة"
        lines = face.wrap(text, 5.0)
    assert "".join(lines).count("uk-trained-forces#0") == 1
    assert len(lines) == 3


def test_wrapping_keeps_words_numbers_and_their_isolates(style: ChartStyle) -> None:
    text = f"ما يزيد عن {FSI}3.8\u00a0مليار{PDI} جنيه إسترليني {FSI}30 أيلول 2024{PDI}"
    with settings():
        face = FontStack(style.fonts)
        lines = face.wrap(text, 4.0)
        widths = [face.measure(line).width for line in lines]

    assert len(lines) > 2
    assert max(widths) <= 4.0
    plain = " ".join(lines).replace(FSI, "").replace(PDI, "")
    assert plain == text.replace(FSI, "").replace(PDI, "")
    assert any("3.8\u00a0مليار" in line for line in lines)
    assert all(line.count(FSI) == line.count(PDI) for line in lines)


def test_only_a_long_latin_word_without_room_is_broken(style: ChartStyle) -> None:
    face = FontStack(style.fonts)
    address = "https://example.org/annex_3/table-of-contributions.html"
    room = face.measure("https://example.org/").width + 0.01
    assert face.wrap(f"انظر \u2066{address}\u2069", face.measure(address).width + 0.01) == (
        "انظر",
        f"\u2066{address}\u2069",
    )
    lines = face.wrap(f"انظر \u2066{address}\u2069", room)
    assert "".join(lines).replace("\u2069\u2066", "") == f"انظر \u2066{address}\u2069"
    assert all(line.endswith(("/", "_", "-", ".", ".html\u2069")) for line in map(_bare, lines))
    assert max(face.measure(line).width for line in lines) <= room
    # Arabic is never broken, nor a word of prose.
    assert face.wrap("والاستقرارواعادةالاعمار internationalization", 1.0) == (
        "والاستقرارواعادةالاعمار",
        "internationalization",
    )


def _bare(line: str) -> str:
    return line if line.endswith("html\u2069") else line.removesuffix("\u2069")


def test_wrapped_lines_are_even(style: ChartStyle) -> None:
    with settings():
        face = FontStack(style.fonts)
        lines = face.wrap("كلمة كلمة كلمة كلمة", face.measure("كلمة كلمة كلمة").width + 0.01)

    assert lines == ("كلمة كلمة", "كلمة كلمة")


def test_a_missing_character_is_named(style: ChartStyle) -> None:
    with settings(), pytest.raises(ChartError, match=r"“漢” \(U\+6F22\).*label “أ漢”"):
        FontStack(style.fonts).measure("أ漢")


def test_a_later_font_serves_what_the_first_lacks(style: ChartStyle) -> None:
    with_arabic, latin = style.fonts
    with settings():
        with pytest.raises(ChartError, match="U\\+0623"):
            FontStack((latin,)).measure("أ")
        assert FontStack((latin, with_arabic)).measure("أ").width > 0.1


@pytest.mark.parametrize(
    ("fonts", "message"),
    [
        pytest.param((), "names no font files", id="none"),
        pytest.param(("nowhere/x.ttf",), "cannot be read", id="missing"),
        pytest.param((str(Path(__file__)),), "cannot be read", id="not-a-font"),
    ],
)
def test_unusable_fonts(fonts: tuple[str, ...], message: str) -> None:
    with settings(), pytest.raises(ChartError, match=message):
        FontStack(fonts).measure("أ")
