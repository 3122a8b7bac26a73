"""The bundled fonts draw every character that a brief can hold, one glyph for each letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefings.resources import templates_folder

FOLDER = templates_folder() / "themes" / "default" / "fonts"

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟ \u00a0\u200c\u200d"
NUMERALS = "٪٫٬٠١٢٣٤٥٦٧٨٩0123456789"
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


@pytest.mark.parametrize(
    "path", [*_faces("NotoNaskh*.ttf"), *_faces("Brief*.ttf")], ids=lambda path: path.stem
)
def test_an_arabic_face_has_all_letters(path: Path) -> None:
    assert set(ARABIC) - _characters(path) == set()


def test_one_face_alone_has_numerals() -> None:
    """A document has one design of them: the reading face leaves them to the structure face."""
    for path in _faces("Brief*.ttf"):
        assert set(NUMERALS) - _characters(path) == set()
    for path in _faces("NotoNaskh*.ttf"):
        assert set(NUMERALS) & _characters(path) == set()


@pytest.mark.parametrize("path", _faces("Brief*.ttf"), ids=lambda path: path.stem)
def test_the_thousands_mark_is_unlike_the_zero(path: Path) -> None:
    """It hangs above the middle of the digits, where no part of the zero is."""
    font = TTFont(path)
    glyphs, outlines = font.getBestCmap(), font["glyf"]
    mark, zero = outlines[glyphs[ord("٬")]], outlines[glyphs[ord("٠")]]
    assert mark.yMin > zero.yMax


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


@pytest.mark.parametrize(
    ("name", "there"),
    [("NotoNaskhArabic", {400, 700}), ("BriefSans", {400, 600, 700}), ("NotoSans", {400, 700})],
)
def test_a_face_has_its_weights(name: str, there: set[int]) -> None:
    weights = {TTFont(path)["OS/2"].usWeightClass for path in _faces(f"{name}-*.ttf")}
    assert weights == there


@pytest.mark.parametrize("path", _faces("Brief*.ttf"), ids=lambda path: path.stem)
def test_digits_are_equally_wide(path: Path) -> None:
    font = TTFont(path)
    glyphs = font.getBestCmap()
    assert {font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"} == {600}


def test_a_font_that_was_cut_does_not_bear_a_reserved_name() -> None:
    for path in _faces("Brief*.ttf"):
        names = TTFont(path)["name"]
        assert all("Plex" not in str(names.getName(at, 3, 1, 0x409)) for at in (1, 3, 4, 6, 16))
        assert "IBM Corp." in names.getDebugName(0)


def test_the_licence_is_there_whole() -> None:
    text = (FOLDER / "OFL.txt").read_text("utf-8")
    assert "Google" in text.splitlines()[0]
    assert "PERMISSION & CONDITIONS" in text
    assert "TERMINATION" in text
    assert "DISCLAIMER" in text
