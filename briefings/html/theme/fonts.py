"""Reads the font files of a theme, and checks that it has the faces and files that it names."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...atomic import MEGABYTE, read_regular, size_text
from ...errors import Problem
from ...resources import LARGEST_OF_THEME
from .container import container_fault, is_open_type, other_format
from .sheet import ThemeSheet
from .values import is_name, quoted

FOLDER = "fonts"
SUFFIXES = (".ttf", ".otf")
_LARGEST_TOTAL = 128 * MEGABYTE
_MOST_FILES = 100

FACES = ("text-face", "head-face", "title-face", "number-face", "chart-face")
CHART_FONTS = ("chart-fonts", "chart-bold-fonts")
REGULAR, BOLD = 400, 700
_WEIGHTS = {REGULAR: "regular", BOLD: "bold"}
_OTHER_FONTS = (".woff", ".woff2", ".ttc", ".otc")
# Bits of fsType in the table OS/2. Fonts are always subset, which bit 8 forbids.
_FORBIDDEN = {0x0002: "embedding", 0x0100: "embedding a part of it", 0x0200: "embedding outlines"}


@dataclass(frozen=True, slots=True)
class Font:
    """A font file; ``forbidden`` is what its licence bits forbid, or empty."""

    path: Path
    family: str
    weight: int
    slanted: bool
    variable: bool
    forbidden: str


@dataclass(frozen=True, slots=True)
class FontFiles:
    """The font files of a theme by path, in order, and the problems of other files."""

    contents: Mapping[Path, bytes]
    problems: tuple[Problem, ...]


def read_files(theme: Path) -> FontFiles:
    """Read the font files of a theme's folder, and check their containers.

    Other files in it must not be fonts or links to elsewhere: fontconfig reads all of them.
    """
    contents: dict[Path, bytes] = {}
    problems, size = [], 0
    for path in sorted((theme / FOLDER).glob("*"))[: _MOST_FILES + 1]:
        if path.name.startswith("."):
            continue  # as fontconfig has it
        try:
            data = read_regular(path, LARGEST_OF_THEME, inside=theme)
        except OSError as error:
            problems.append(_unfit_file(path, error.strerror or str(error)))
            continue
        size += len(data)
        if len(contents) + len(problems) == _MOST_FILES or size > _LARGEST_TOTAL:
            message = f"it holds more than {_MOST_FILES} files or {size_text(_LARGEST_TOTAL)}"
            remedy = "Leave those that the theme names, and their licences."
            problems.append(Problem(str(theme / FOLDER), 0, 0, "font-file", message, remedy))
            break
        suffix = path.suffix.lower()
        if suffix in _OTHER_FONTS:
            problems.append(_other_format(path, f"{suffix} files are not read"))
        elif suffix not in SUFFIXES:
            if name := other_format(data) or ("a font" if is_open_type(data) else ""):
                problems.append(_other_format(path, f"the content of this file is {name}"))
        elif fault := container_fault(data):
            message = f"this is not a font that can be read: {fault}"
            remedy = (
                f"Get the file again, or delete it. If its maker gives it out so, this mends it: "
                f"fonttools ttLib {path.name} -o NEW.ttf"
            )
            problems.append(Problem(str(path), 0, 0, "font-file", message, remedy))
        else:
            contents[path] = data
    return FontFiles(contents, tuple(problems))


def _unfit_file(path: Path, reason: str) -> Problem:
    remedy = "Put the font files and their licences into this folder itself, and nothing else."
    return Problem(str(path), 0, 0, "font-file", f"it cannot be used: {reason}", remedy)


def _other_format(path: Path, message: str) -> Problem:
    remedy = "Convert it: fonttools ttLib.woff2 decompress, or ask the maker for TTF files."
    message += ", only .ttf and .otf"
    return Problem(str(path), 0, 0, "font-file", message, remedy)


def read_fonts(contents: Mapping[Path, bytes]) -> tuple[tuple[Font, ...], tuple[Problem, ...]]:
    """The fonts in files, by path, and the problems of those that cannot be used."""
    fonts, problems = [], []
    for path, data in contents.items():
        font = _read_font(path, data)
        if isinstance(font, Problem):
            problems.append(font)
        else:
            fonts.append(font)
    return tuple(fonts), tuple(problems)


def _read_font(path: Path, data: bytes) -> Font | Problem:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            bits = font["OS/2"]
            found = Font(
                path,
                font["name"].getBestFamilyName() or "",
                bits.usWeightClass,
                slanted=bool(bits.fsSelection & 0x201) or font["post"].italicAngle != 0,
                variable="fvar" in font,
                forbidden=next((w for bit, w in _FORBIDDEN.items() if bits.fsType & bit), ""),
            )
            font.getBestCmap()
    except Exception as error:  # noqa: BLE001  # fontTools raises whatever a table leads it to
        message = f"this is not a font that can be read: {type(error).__name__} {error}"[:200]
        return Problem(str(path), 0, 0, "font-file", message, "Get the file again, or delete it.")
    if not is_name(found.family):
        message = "its family has a name that cannot stand in a page"
        remedy = "Use a font whose name has letters, digits, spaces and hyphens."
        return Problem(str(path), 0, 0, "font-file", message, remedy)
    return found


def check_fonts(sheet: ThemeSheet, fonts: Iterable[Font], folder: Path) -> Iterator[Problem]:
    """Missing faces, weights and files, and fonts that may not be embedded.

    WeasyPrint would silently use another face or weight for a missing one.
    """
    fonts = tuple(fonts)
    names = {font.path.name for font in fonts}
    for font in fonts:
        yield from _unfit(font)
    yield from _twins(fonts)
    for name in FACES:
        yield from _face_problems(sheet, name, fonts, folder)
    for name in CHART_FONTS:
        entry = sheet.entries.get(name)
        for file in quoted(entry.value) if entry else ():
            if file not in names:
                there = ", ".join(sorted(names)) or "no font at all"
                message = f"--{name} names {file}, which is no font in {folder}"
                yield sheet.problem(name, "font-file", message, f"There is: {there}.")


def _twins(fonts: Iterable[Font]) -> Iterator[Problem]:
    """Files of one family and weight, whose glyphs would be confused on the page."""
    first: dict[tuple[str, int, bool], Font] = {}
    for font in fonts:
        twin = first.setdefault((font.family, font.weight, font.slanted), font)
        if twin is not font:
            style = f"“{font.family}” in weight {font.weight}"
            message = f"this and {twin.path.name} both hold {style}: wrong letters would be printed"
            remedy = "Keep the complete one. Parts of a font, as made for web sites, do not serve."
            yield Problem(str(font.path), 0, 0, "twin-fonts", message, remedy)


def _unfit(font: Font) -> Iterator[Problem]:
    place = str(font.path), 0, 0
    if font.forbidden:
        message = f"the licence bits of this font forbid {font.forbidden} (fsType)"
        remedy = "A PDF carries its fonts: use one that may be embedded, or ask its owner."
        yield Problem(*place, "font-licence", message, remedy)
    if font.variable:
        message = "this is a variable font: charts would show its regular weight where bold is due"
        remedy = (
            "Use static files, or make them: fonttools varLib.instancer FILE wght=400 -o "
            "NAME-Regular.ttf, then wght=700; add --update-name-table."
        )
        yield Problem(*place, "variable-font", message, remedy)


def _face_problems(
    sheet: ThemeSheet, name: str, fonts: Iterable[Font], folder: Path
) -> Iterator[Problem]:
    entry = sheet.entries.get(name)
    weights: dict[str, set[int]] = {}
    for font in fonts:
        weights.setdefault(font.family, set()).add(font.weight)
    for position, face in enumerate(quoted(entry.value) if entry else ()):
        if face not in weights:
            known = ", ".join(sorted(weights)) or "no font at all"
            message = f"--{name} names “{face}”, which no file in {folder} holds"
            yield sheet.problem(name, "face", message, f"There is: {known}.")
        elif position == 0:
            for weight, style in _WEIGHTS.items():
                if weight not in weights[face]:
                    message = f"--{name} needs “{face}” in {style} (weight {weight}) as well"
                    remedy = f"Add the {style} file of the same family to {folder}."
                    yield sheet.problem(name, "face", message, remedy)
