"""Arabic in pictures: joined, ordered, wrapped; proved with pixels, not with strings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.charts.engine import settings
from briefings.charts.text import Face, drawable
from briefings.errors import ChartError
from briefings.model import ChartStyle
from tests.charts.pictures import Pixels, likeness, pieces, svg_pixels
from tests.charts.samples import DRAW_LINES, FSI, LINES, PDI


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

    assert likeness(picture, printed_by_pango(LINES[name])) > 0.8
    assert likeness(picture, printed_by_pango(LINES[name][::-1])) < 0.6  # the test can fail


def test_letters_join(drawn: Path) -> None:
    """In المملكة المتحدة: ا, لمملكة, two dots, ا, لمتحد, ة; two dots each on ة, ت and ة."""
    picture = svg_pixels((drawn / "joined.svg").read_bytes())

    assert pieces(picture) < 14  # letters alone and their dots are 14 + 6


def test_old_and_new_versions_get_different_strings() -> None:
    assert drawable("أب", "3.11.0") == "\u200fأب"
    assert drawable("أب", "4.0.1") == "\u200fأب"
    assert drawable("أب", "3.10.9") == "\ufe8f\ufe83"  # from left to right: final-less ب, أ


@pytest.mark.parametrize(
    ("text", "visual"),
    [
        pytest.param("(UNDP) ب", "\ufe8f (UNDP)", id="left-to-right-in-brackets"),
        pytest.param("(ب) UN", "UN (\ufe8f)", id="arabic-in-brackets"),
        pytest.param("«ب» 2024", "2024 «\ufe8f»", id="guillemets"),
        pytest.param("\u2066-5%\u2069 ب", "\ufe8f -5%", id="isolated-number"),
        pytest.param("\u2066(a)\u2069 [ب]", "[\ufe8f] (a)", id="brackets-both-ways"),
        pytest.param("ب عنصرًا"[2:], "\ufe8d\ufeae\ufebc\ufee8\ufecb", id="vowel-signs-go"),
    ],
)
def test_visual_order_for_old_versions(text: str, visual: str) -> None:
    assert drawable(text, "3.10.0") == visual


def test_wrapping_keeps_words_numbers_and_their_isolates(style: ChartStyle) -> None:
    text = f"ما يزيد عن {FSI}3.8\u00a0مليار{PDI} جنيه إسترليني {FSI}30 أيلول 2024{PDI}"
    with settings():
        lines = Face(style.fonts).wrap(text, 4.0)
        widths = [Face(style.fonts).outline(line).width for line in lines]

    assert len(lines) > 2
    assert max(widths) <= 4.0
    plain = " ".join(lines).replace(FSI, "").replace(PDI, "")
    assert plain == text.replace(FSI, "").replace(PDI, "")
    assert any("3.8\u00a0مليار" in line for line in lines)
    assert all(line.count(FSI) == line.count(PDI) for line in lines)


def test_wrapped_lines_are_even(style: ChartStyle) -> None:
    with settings():
        face = Face(style.fonts)
        lines = face.wrap("كلمة كلمة كلمة كلمة", face.outline("كلمة كلمة كلمة").width + 0.01)

    assert lines == ("كلمة كلمة", "كلمة كلمة")


def test_a_missing_character_is_named(style: ChartStyle) -> None:
    with settings(), pytest.raises(ChartError, match=r"“漢” \(U\+6F22\).*label “أ漢”"):
        Face(style.fonts).outline("أ漢")


def test_a_later_font_serves_what_the_first_lacks(style: ChartStyle) -> None:
    arabic, latin = style.fonts
    with settings():
        with pytest.raises(ChartError, match="U\\+0055"):
            Face((arabic,)).outline("UNDP")
        assert Face((arabic, latin)).outline("UNDP").width > 1


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
        Face(fonts).outline("أ")
