"""A theme: a folder that gives briefs the look of an organisation.

theme.css    variables, in one ``:root`` rule; :mod:`.variables` defines them
fonts/       all font files that pages and charts can use, and their licence
logo.svg     the organisation's logo, if it has one

:func:`load_theme` checks what a page needs; :func:`audit_theme` also looks into the fonts.
How to make one: ``docs/themes.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import Problem, ThemeError
from ...model import ChartStyle
from ...resources import templates_folder
from ..themes import DEFAULT, find_theme
from .audit import audit_fonts
from .fonts import CHART_FONTS, FOLDER, Font, check_fonts, read_files, read_fonts
from .logo import NAME as LOGO
from .logo import read_logo
from .probe import Kept, probe_fonts
from .sheet import NAME as SHEET
from .sheet import ThemeSheet, read_sheet
from .values import check_values, points, quoted
from .variables import VARIABLES, ValueKind

__all__ = ["Theme", "audit_theme", "find_theme", "load_theme"]

_CHART_COLOURS = ("chart-text", "chart-muted", "chart-rule", "paper")
_CHART_SERIES = ("chart-1", "chart-2", "chart-3", "chart-4")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme without errors.

    ``folder`` is absolute. ``variables`` maps names without hyphens to values as written. ``logo``
    holds the bytes of an SVG, or None.
    """

    folder: Path
    variables: Mapping[str, str]
    logo: bytes | None

    @property
    def fonts(self) -> Path:
        """The folder of its font files."""
        return self.folder / FOLDER

    @property
    def css(self) -> str:
        """The ``:root`` rule for the page, with ``transparent`` for a colour that is ``none``.

        It lacks the choices of :attr:`styles`: style sheets cannot choose by a variable.
        """
        lines = [
            f"  --{name}: {'transparent' if value == 'none' else value};"
            for name, value in self.variables.items()
            if VARIABLES[name].kind is not ValueKind.CHOICE
        ]
        return "\n".join([":root {", *lines, "}", ""])

    @property
    def styles(self) -> Mapping[str, str]:
        """The choices among a few words, by the first word of each name: ``masthead``: ``band``."""
        return {
            name.partition("-")[0]: value
            for name, value in self.variables.items()
            if VARIABLES[name].kind is ValueKind.CHOICE
        }

    @property
    def points(self) -> Mapping[str, float]:
        """Its sizes in points, by name."""
        return {
            name: points(value)
            for name, value in self.variables.items()
            if VARIABLES[name].kind is ValueKind.LENGTH
        }

    @property
    def chart_style(self) -> ChartStyle:
        """The look of charts."""
        text, muted, rule, paper = (self.variables[name] for name in _CHART_COLOURS)
        series = tuple(self.variables[name] for name in _CHART_SERIES)
        regular, bold = (
            tuple(str(self.fonts / file) for file in quoted(self.variables[name]))
            for name in CHART_FONTS
        )
        return ChartStyle(text, muted, rule, paper, series, regular, bold)


def load_theme(folder: Path, *, with_fonts: bool = True, kept: Kept | None = None) -> Theme:
    """Read a theme; raises ThemeError with everything that is missing or wrong.

    Without ``with_fonts``, fonts are checked only if something else is wrong: another process will
    check them. ``kept`` is a cache of the fonts that were found sound.
    """
    read = _read(folder, kept, with_fonts=with_fonts)
    if read.problems and not with_fonts:
        read = _read(folder, kept)
    errors = [problem for problem in read.problems if problem.level == "error"]
    if errors:
        noun = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
        raise ThemeError(f"{noun} in the theme {folder}", errors)
    given = {name: entry.value for name, entry in read.sheet.entries.items()}
    values = {
        name: given[name] if name in given else variable.without(given)
        for name, variable in VARIABLES.items()
    }
    return Theme(folder.absolute(), values, read.logo)


def audit_theme(folder: Path, kept: Kept | None = None) -> tuple[Problem, ...]:
    """All problems of a theme, with warnings and notes on its fonts; errors come first.

    Raises ThemeError if there is no such folder.
    """
    read = _read(folder, kept)
    found = [*read.problems, *audit_fonts(read.sheet, read.fonts, folder / FOLDER)]
    levels = ("error", "warning", "note")
    return tuple(sorted(set(found), key=lambda problem: (levels.index(problem.level), problem)))


@dataclass(frozen=True, slots=True)
class _Read:
    """The content of a theme's folder, and its problems."""

    sheet: ThemeSheet
    fonts: tuple[Font, ...]
    logo: bytes | None
    problems: tuple[Problem, ...]


def _read(folder: Path, kept: Kept | None, *, with_fonts: bool = True) -> _Read:
    if not folder.is_dir():
        raise ThemeError(f"there is no folder {folder}")
    if not str(folder.absolute()).isprintable():
        raise ThemeError(
            f"the path {str(folder)!a} has characters that fonts cannot be found by: rename it"
        )
    sheet = read_sheet(folder / SHEET)
    fonts, unread = _fonts_of(folder, kept, with_fonts=with_fonts)
    logo, badly_drawn = read_logo(folder / LOGO)
    default = read_sheet(templates_folder() / "themes" / DEFAULT / SHEET)
    examples = {name: entry.value for name, entry in default.entries.items()}
    problems = [
        *sheet.problems,
        *check_values(sheet, examples),
        *unread,
        *(check_fonts(sheet, fonts, folder / FOLDER) if with_fonts else ()),
        *badly_drawn,
    ]
    return _Read(sheet, fonts, logo, tuple(sorted(problems)))


def _fonts_of(
    folder: Path, kept: Kept | None, *, with_fonts: bool
) -> tuple[tuple[Font, ...], list[Problem]]:
    """The fonts of a theme that can be used, and the problems of the others.

    A font that did not come with the program is probed before anything reads its tables.
    """
    is_shipped = folder.resolve().parent == templates_folder() / "themes"
    if is_shipped and not with_fonts:
        return (), []
    files = read_files(folder)
    problems = [*files.problems, *(() if is_shipped else probe_fonts(files.contents, kept))]
    if not with_fonts:
        return (), problems
    unsound = {problem.file for problem in problems}
    sound = {path: data for path, data in files.contents.items() if str(path) not in unsound}
    fonts, unread = read_fonts(sound)
    return fonts, [*problems, *unread]
