"""Arabic in pictures: joined, ordered, wrapped; proved with pixels, not with strings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import arabic_reshaper
import pytest
from bidi import get_display  # type: ignore[import-untyped]
from briefings.charts.canvas import Canvas

import briefings.charts.text as text_module
from briefings.charts.engine import settings
from briefings.charts.text import FontStack, drawable
from briefings.errors import ChartError
from briefings.model import ChartStyle
from tests.charts.pictures import Pixels, likeness, pieces, svg_pixels
from tests.charts.samples import DRAW_LINES, FSI, LINES, LRI, PDI

ALIKE = 0.98


@pytest.fixture(scope="module")
def drawn(style: ChartStyle, tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    return draw_lines(sys.executable, LINES, style, tmp_path_factory.mktemp("lines"), checkout)


def draw_lines(
    python: str, lines: dict[str, str], style: ChartStyle, folder: Path, checkout: Path
) -> Path:
    """Draw each line with the interpreter's Matplotlib; returns the folder of the SVG files."""
    subprocess.run(
        [python, "-W", "error", "-c", DRAW_LINES, str(folder), *style.fonts],
        input=json.dumps(lines),
        cwd=checkout,
        encoding="utf-8",
        check=True,
    )
    return folder


@pytest.mark.parametrize("name", LINES)
def test_text_looks_as_another_engine_prints_it(
    drawn: Path, printed_by_pango: Callable[[str], Pixels], name: str
) -> None:
    picture = svg_pixels((drawn / f"{name}.svg").read_bytes())

    assert likeness(picture, printed_by_pango(LINES[name])) > ALIKE


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param("joined", LINES["joined"][::-1], id="reversed"),
        pytest.param("number", LINES["number"].replace("4.3", "3.4"), id="digits-reversed"),
        pytest.param("percent", "من 58%- إلى 95%", id="minus-behind"),
        pytest.param("percent", f"من {LRI}-58%{PDI} إلى {LRI}%95{PDI}", id="percent-sign-swapped"),
        pytest.param("range", f"بين {LRI}2014–2024{PDI}", id="range-turned"),
        pytest.param("date", "2024 أيلول/سبتمبر 30", id="date-turned"),
        pytest.param("brackets", "المواد المناهضة )UNDP( «داعش»", id="brackets-not-mirrored"),
        pytest.param("latin-first", f"{LRI}{LINES['latin-first']}{PDI}", id="left-to-right"),
    ],
)
def test_the_comparison_sees_what_goes_wrong(
    drawn: Path, printed_by_pango: Callable[[str], Pixels], name: str, wrong: str
) -> None:
    picture = svg_pixels((drawn / f"{name}.svg").read_bytes())

    assert likeness(picture, printed_by_pango(wrong)) < ALIKE


def test_what_was_shaped_before_comes_out_wrong(
    style: ChartStyle, printed_by_pango: Callable[[str], Pixels], monkeypatch: pytest.MonkeyPatch
) -> None:
    def shaped(text: str, _: str) -> str:
        return str(get_display(arabic_reshaper.reshape(text), base_dir="R"))

    monkeypatch.setattr(text_module, "drawable", shaped)
    with settings():
        canvas = Canvas(replace(style, size_pt=30), 700, 60)
        canvas.put(canvas.block(LINES["joined"]), 0, 0)
        canvas.finish(60)
        picture = svg_pixels(canvas.svg(""))

    assert likeness(picture, printed_by_pango(LINES["joined"])) < 0.9


def test_letters_join(drawn: Path) -> None:
    """المملكة المتحدة is five pieces of ink (ا لمملكة ا لمتحد ة) and the two dots of ة, ت, ة."""
    assert pieces(svg_pixels((drawn / "joined.svg").read_bytes())) == 5 + 6


def test_versions_that_draw_arabic_reversed_are_refused() -> None:
    assert drawable("أب", "3.11.0") == "\u200fأب"
    assert drawable("أب", "4.0.1") == "\u200fأب"
    with pytest.raises(ChartError, match=r"Matplotlib 3\.10\.9 cannot draw Arabic"):
        drawable("أب", "3.10.9")


def test_wrapping_keeps_words_numbers_and_their_isolates(style: ChartStyle) -> None:
    text = f"ما يزيد عن {FSI}3.8\u00a0مليار{PDI} جنيه إسترليني {FSI}30 أيلول 2024{PDI}"
    with settings():
        lines = FontStack(style.fonts).wrap(text, 4.0)
        widths = [FontStack(style.fonts).outline(line).width for line in lines]

    assert len(lines) > 2
    assert max(widths) <= 4.0
    plain = " ".join(lines).replace(FSI, "").replace(PDI, "")
    assert plain == text.replace(FSI, "").replace(PDI, "")
    assert any("3.8\u00a0مليار" in line for line in lines)
    assert all(line.count(FSI) == line.count(PDI) for line in lines)


def test_only_a_long_latin_word_without_room_is_broken(style: ChartStyle) -> None:
    face = FontStack(style.fonts)
    address = "https://example.org/annex_3/table-of-contributions.html"
    room = face.outline("https://example.org/").width + 0.01
    assert face.wrap(f"انظر \u2066{address}\u2069", face.outline(address).width + 0.01) == (
        "انظر",
        f"\u2066{address}\u2069",
    )
    lines = face.wrap(f"انظر \u2066{address}\u2069", room)
    assert "".join(lines).replace("\u2069\u2066", "") == f"انظر \u2066{address}\u2069"
    assert all(line.endswith(("/", "_", "-", ".", ".html\u2069")) for line in map(_bare, lines))
    assert max(face.outline(line).width for line in lines) <= room
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
        lines = face.wrap("كلمة كلمة كلمة كلمة", face.outline("كلمة كلمة كلمة").width + 0.01)

    assert lines == ("كلمة كلمة", "كلمة كلمة")


def test_a_missing_character_is_named(style: ChartStyle) -> None:
    with settings(), pytest.raises(ChartError, match=r"“漢” \(U\+6F22\).*label “أ漢”"):
        FontStack(style.fonts).outline("أ漢")


def test_a_later_font_serves_what_the_first_lacks(style: ChartStyle) -> None:
    arabic, latin = style.fonts
    with settings():
        with pytest.raises(ChartError, match="U\\+0055"):
            FontStack((arabic,)).outline("UNDP")
        assert FontStack((arabic, latin)).outline("UNDP").width > 1


@pytest.mark.parametrize(
    ("fonts", "message"),
    [
        pytest.param((), "names no font files", id="none"),
        pytest.param(("nowhere/x.ttf",), "cannot be read", id="missing"),
        pytest.param((__file__,), "cannot be read", id="not-a-font"),
    ],
)
def test_unusable_fonts(fonts: tuple[str, ...], message: str) -> None:
    with settings(), pytest.raises(ChartError, match=message):
        FontStack(fonts).outline("أ")
