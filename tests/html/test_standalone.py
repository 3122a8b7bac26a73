"""The HTML file holds what fonts say of themselves as text, never as markup."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import tinycss2

from briefings.errors import ThemeError
from briefings.html.standalone import breakable, self_contained
from briefings.resources import templates_folder

_FONT = templates_folder() / "themes/default/fonts/NotoSans-Regular-subset.ttf"
_PAGE = "<style></style><p>A</p>"


@pytest.mark.parametrize(
    "family",
    [
        pytest.param("</style><script>alert(1)</script>", id="markup"),
        pytest.param('A"; } body { display: none', id="quote"),
        pytest.param("A\\22 B", id="backslash"),
        pytest.param("A\nB", id="line"),
        pytest.param("Noto Sans-UI 2.0", id="plain"),
        pytest.param("خط", id="arabic"),
    ],
)
def test_a_family_is_a_string_of_the_style_sheet(tmp_path: Path, family: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(_FONT) as font:
        font["name"].setName(family, 1, 3, 1, 0x409)
        font["name"].removeNames(nameID=16)
        font.save(tmp_path / "one.ttf")
    page = self_contained(_PAGE, {}, tmp_path)
    assert page.count("<") == 6, "the tags of the page and those around the rules of its fonts"
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert sheet
    (rule,) = tinycss2.parse_stylesheet(sheet[1], skip_whitespace=True)
    found = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
    names = [one.value[1].value for one in found if one.name == "font-family"]
    assert names == [family]


def test_a_font_that_cannot_be_cut_is_named(tmp_path: Path) -> None:
    shutil.copy(_FONT, tmp_path / "one.ttf")
    with (tmp_path / "one.ttf").open("r+b") as file:
        file.truncate(20_000)
    with pytest.raises(ThemeError, match=r"one\.ttf cannot be put into an HTML file"):
        self_contained(_PAGE, {}, tmp_path)


def test_places_to_break_a_word_are_elements_of_text_alone() -> None:
    page = '<style>a { content: "b_\u200bc" }</style><p title="b_\u200bc">b_\u200bc</p>'
    assert breakable(page) == ('<style>a { content: "b_c" }</style><p title="b_c">b_<wbr>c</p>')
