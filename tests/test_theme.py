"""A theme is read whole, and all that is missing is told at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefings.errors import ThemeError
from briefings.pages import read_sheet
from briefings.resources import templates_folder
from briefings.theme import load_theme

SHIPPED = templates_folder() / "themes" / "default"
SHEET = read_sheet(templates_folder())


def test_the_shipped_theme_gives_charts_their_colours_and_fonts() -> None:
    theme = load_theme(SHIPPED, SHEET)
    assert theme.chart_style.series[0] == "#0b4a61"
    assert all(Path(font).is_file() for font in theme.chart_style.fonts)


def test_everything_missing_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(SHIPPED, folder)
    sheet = folder / "theme.css"
    css = sheet.read_text(encoding="utf-8")
    css = css.replace("--chart-1: #0b4a61", "--chart-1: teal").replace("--chart-rule", "--rules")
    css = css.replace("NotoKufiArabic-Bold.ttf", "Gone.ttf")
    sheet.write_text(css, encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder, SHEET)
    told = str(caught.value)
    assert "--chart-1 must be a colour" in told
    assert "--chart-rule must be a colour" in told
    assert "Gone.ttf" in told


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="there is no theme “nowhere”"):
        load_theme(tmp_path / "nowhere", SHEET)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("--muted:", "--mute:", "--muted is missing, and the page uses it"),
        (
            '--text-face: "Noto Naskh',
            '--text-face: "Noto Nask',
            "--text-face names “Noto Nask Arabic”, which no file",
        ),
    ],
)
def test_a_page_would_otherwise_be_set_wrong_in_silence(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "mine")
    css = (folder / "theme.css").read_text(encoding="utf-8")
    (folder / "theme.css").write_text(css.replace(old, new), encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder, SHEET)
    assert told in str(caught.value)


def test_a_missing_weight_and_a_broken_font_are_told(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "mine")
    (folder / "fonts" / "NotoNaskhArabic-Regular.ttf").unlink()
    (folder / "fonts" / "broken.ttf").write_bytes(b"not a font")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder, SHEET)
    assert "--text-face needs “Noto Naskh Arabic” in regular (weight 400)" in str(caught.value)
    assert "broken.ttf is not a font" in str(caught.value)
