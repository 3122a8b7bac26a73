"""Themes and fonts to break: copies of the shipped ones, changed one thing at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefings.resources import templates_folder

SHIPPED = templates_folder() / "themes" / "default"
SAMPLE = Path(__file__).with_name("sample.css")
"""A style sheet that gives no variable that a theme may leave out."""

ChangeFont = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A theme of a user: the fonts of the default theme, and a style sheet of its own."""
    made = Path(shutil.copytree(SHIPPED, tmp_path / "mine"))
    shutil.copy(SAMPLE, made / "theme.css")
    return made


@pytest.fixture
def change_sheet(folder: Path) -> Callable[[str, str], None]:
    """``change_sheet(old, new)`` in the theme's style sheet."""

    def change(old: str, new: str) -> None:
        sheet = folder / "theme.css"
        css = sheet.read_text(encoding="utf-8")
        assert old in css
        sheet.write_text(css.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def change_font(folder: Path) -> ChangeFont:
    """``change_font("Brief*", function)`` passes each such font of the theme to a function."""

    def change(pattern: str, function: Callable[[Any], None]) -> None:
        from fontTools.ttLib import TTFont

        paths = sorted((folder / "fonts").glob(pattern))
        assert paths
        for path in paths:
            with TTFont(path) as font:
                function(font)
                font.save(path)

    return change
