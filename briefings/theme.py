"""A theme: one folder with CSS variables and fonts, so that a brief can be rebranded.

theme.css    the variables, in one ``:root`` rule
fonts/       the font files that pages and charts may use; there are no others
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .errors import ThemeError
from .model import ChartStyle

_VARIABLE = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CHART_COLOURS = ("chart-text", "chart-muted", "chart-rule", "paper")
_CHART_SERIES = ("chart-1", "chart-2", "chart-3", "chart-4")
_CHART_FONTS = ("chart-fonts", "chart-bold-fonts")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that was read and found complete."""

    folder: Path
    css: str
    chart_style: ChartStyle

    @property
    def fonts(self) -> Path:
        """The folder of its font files."""
        return self.folder / "fonts"


def load_theme(folder: Path) -> Theme:
    """Read a theme; raises ThemeError with everything that is missing or wrong."""
    sheet = folder / "theme.css"
    try:
        css = sheet.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ThemeError(f"the theme's style sheet {sheet} cannot be read: {error}") from error
    variables = {name: value.strip() for name, value in _VARIABLE.findall(_COMMENT.sub("", css))}
    wrong = [
        f"--{name} must be a colour written #rrggbb"
        for name in (*_CHART_COLOURS, *_CHART_SERIES)
        if not _COLOUR.fullmatch(variables.get(name, ""))
    ]
    fonts = {}
    for name in _CHART_FONTS:
        files = re.findall(r'"([^"]+)"', variables.get(name, ""))
        if not files:
            wrong.append(f"--{name} must list font files in quotes")
        wrong += [
            f"--{name} names {file}, which is not in {folder / 'fonts'}"
            for file in files
            if not (folder / "fonts" / file).is_file()
        ]
        fonts[name] = tuple(str(folder / "fonts" / file) for file in files)
    if wrong:
        raise ThemeError("\n".join([f"the theme {folder} is incomplete:", *wrong]))
    text, muted, rule, paper = (variables[name] for name in _CHART_COLOURS)
    series = tuple(variables[name] for name in _CHART_SERIES)
    regular, bold = (fonts[name] for name in _CHART_FONTS)
    style = ChartStyle(text, muted, rule, paper, series, regular, bold)
    return Theme(folder, css, style)
