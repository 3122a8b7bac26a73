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
_USED = re.compile(r"var\(--([a-z0-9-]+)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CHART_COLOURS = ("chart-text", "chart-muted", "chart-rule", "paper")
_CHART_SERIES = ("chart-1", "chart-2", "chart-3", "chart-4")
_CHART_FONTS = ("chart-fonts", "chart-bold-fonts")
_PAPER = {"bleed", "edge-end", "edge-start", "gutter", "head-space", "page-height"}
_FACES = ("text-face", "head-face")
_WEIGHTS = {400: "regular", 700: "bold"}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that was read and found complete."""

    folder: Path
    css: str
    chart_style: ChartStyle

    @property
    def styles(self) -> dict[str, str]:
        """The shapes of heads, headings and tiles."""
        return {"masthead": "band", "heading": "rule", "tile": "rule", "title": "start"}

    @property
    def logo(self) -> bytes | None:
        """The logo as SVG."""
        return None

    @property
    def fonts(self) -> Path:
        """The folder of its font files."""
        return self.folder / "fonts"


def load_theme(folder: Path, page_sheet: str) -> Theme:
    """Read a theme; raises ThemeError with everything that is missing or wrong.

    ``page_sheet`` is the style sheet of the page, which uses the theme's variables.
    """
    if not folder.is_dir():
        known = sorted(path.name for path in folder.parent.glob("*") if path.is_dir())
        raise ThemeError(f"there is no theme “{folder.name}”; there is: {', '.join(known)}")
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
    wrong += [
        f"--{name} is missing, and the page uses it"
        for name in sorted(set(_USED.findall(page_sheet)) - variables.keys() - _PAPER)
    ]
    wrong += _face_problems(variables, folder / "fonts")
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


def _face_problems(variables: dict[str, str], folder: Path) -> list[str]:
    """What keeps the page from being set in the faces named: a face without a file, or a weight.

    A missing one would be replaced by another in silence.
    """
    weights, wrong = _families(folder)
    for name in _FACES:
        faces = re.findall(r'"([^"]+)"', variables.get(name, ""))
        if not faces:
            wrong.append(f"--{name} must name faces in quotes, the Arabic one first")
        for position, face in enumerate(faces):
            if face not in weights:
                known = ", ".join(sorted(weights)) or "none"
                wrong.append(f"--{name} names “{face}”, which no file in {folder} holds ({known})")
            elif position == 0:
                wrong += [
                    f"--{name} needs “{face}” in {style} (weight {weight}) as well"
                    for weight, style in _WEIGHTS.items()
                    if weight not in weights[face]
                ]
    return wrong


def _families(folder: Path) -> tuple[dict[str, set[int]], list[str]]:
    """The weights of each face in a folder, and the files that are no fonts."""
    from fontTools.ttLib import TTFont, TTLibError

    weights: dict[str, set[int]] = {}
    wrong = []
    for file in sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")]):
        try:
            with file.open("rb") as data, TTFont(data, lazy=True) as font:
                name = font["name"].getBestFamilyName() or ""
                weights.setdefault(name, set()).add(font["OS/2"].usWeightClass)
        except (OSError, TTLibError, KeyError, AssertionError) as error:
            wrong.append(f"{file} is not a font that can be read: {error}")
    return weights, wrong
