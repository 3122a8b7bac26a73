"""The bundled fonts draw every character that a brief can hold, one glyph for each letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefings.resources import templates_folder

FOLDER = templates_folder() / "themes" / "default" / "fonts"

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩0123456789 \u00a0\u200f"
LATIN = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzéèçñöüÅøßšž0123456789"
    ".,:;!?%+-/()[]{}<>=&@#*\"'_|«»“”‘’–—…•·×÷°±£€$¥½¾¼§©®™\u00a0\u200e\u202f"
    "\u2066\u2067\u2068\u2069"
)
SYMBOLS = "→←↑↓−≈≠≤≥✓✔✗●○◆◇■□▲▼"


def _faces(pattern: str) -> list[Path]:
    return sorted(FOLDER.glob(pattern))


def _characters(path: Path) -> set[str]:
    return {chr(code) for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("path", _faces("Noto*Arabic-*.ttf"), ids=lambda path: path.stem)
def test_an_arabic_face_has_all_letters(path: Path) -> None:
    assert set(ARABIC) - _characters(path) == set()


@pytest.mark.parametrize("path", _faces("NotoSans-*.ttf"), ids=lambda path: path.stem)
def test_the_latin_face_has_all_signs(path: Path) -> None:
    assert set(LATIN) - _characters(path) == set()


def test_the_symbols_are_there() -> None:
    paths = [*_faces("NotoSansMath-*.ttf"), *_faces("NotoSansSymbols2-*.ttf")]
    assert set(SYMBOLS) - set().union(*map(_characters, paths)) == set()


@pytest.mark.parametrize("path", _faces("*.ttf"), ids=lambda path: path.stem)
def test_a_font_is_static_and_may_be_embedded(path: Path) -> None:
    font = TTFont(path)
    assert "fvar" not in font
    assert font["OS/2"].fsType == 0  # installable embedding
    assert "SIL Open Font License" in font["name"].getDebugName(13)


@pytest.mark.parametrize("name", ["NotoNaskhArabic", "BriefSans", "NotoSans"])
def test_a_face_has_both_weights(name: str) -> None:
    weights = {TTFont(path)["OS/2"].usWeightClass for path in _faces(f"{name}-*.ttf")}
    assert weights == {400, 700}


def test_digits_are_equally_wide_in_all_text_faces() -> None:
    widths = set()
    for path in [*_faces("Noto*Arabic-Regular.ttf"), *_faces("NotoSans-Regular*.ttf")]:
        font = TTFont(path)
        glyphs, unit = font.getBestCmap(), font["head"].unitsPerEm
        widths |= {font["hmtx"][glyphs[ord(digit)]][0] / unit for digit in "0123456789"}
    assert widths == {0.572}


def test_the_licence_is_there_whole() -> None:
    text = (FOLDER / "OFL.txt").read_text("utf-8")
    assert "Google" in text.splitlines()[0]
    assert "PERMISSION & CONDITIONS" in text
    assert "TERMINATION" in text
    assert "DISCLAIMER" in text
