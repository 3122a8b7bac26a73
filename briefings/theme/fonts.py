"""The font files of a theme, and whether the faces and files that it names are among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem
from .sheet import Sheet
from .values import quoted

FACES = ("text-face", "head-face", "title-face")
CHART_FONTS = ("chart-fonts", "chart-bold-fonts")
REGULAR, BOLD = 400, 700
_WEIGHTS = {REGULAR: "regular", BOLD: "bold"}
_OTHER_FONTS = (".woff", ".woff2", ".ttc", ".otc")
# Bits of fsType in the table OS/2. Fonts are always subset, which bit 8 forbids.
_FORBIDDEN = {0x0002: "embedding", 0x0100: "embedding a part of it", 0x0200: "embedding outlines"}


@dataclass(frozen=True, slots=True)
class Font:
    """One font file. ``forbidden`` says what its licence bits forbid, if anything."""

    path: Path
    family: str
    weight: int
    slanted: bool
    variable: bool
    forbidden: str


def read_fonts(folder: Path) -> tuple[tuple[Font, ...], tuple[Problem, ...]]:
    """The fonts of a folder in the order of their names, and the files that cannot be used."""
    fonts, problems = [], []
    for path in sorted(folder.glob("*")):
        suffix = path.suffix.lower()
        if suffix in _OTHER_FONTS:
            remedy = "Convert it: fonttools ttLib.woff2 decompress, or ask the maker for TTF files."
            message = f"{suffix} files are not read, only .ttf and .otf"
            problems.append(Problem(str(path), 0, 0, "font-file", message, remedy))
        elif suffix in (".ttf", ".otf"):
            font = _read_font(path)
            if isinstance(font, Problem):
                problems.append(font)
            else:
                fonts.append(font)
    return tuple(fonts), tuple(problems)


def _read_font(path: Path) -> Font | Problem:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as data, TTFont(data, lazy=True) as font:
            bits = font["OS/2"]
            return Font(
                path,
                font["name"].getBestFamilyName() or "",
                bits.usWeightClass,
                slanted=bool(bits.fsSelection & 0x201) or font["post"].italicAngle != 0,
                variable="fvar" in font,
                forbidden=next((w for bit, w in _FORBIDDEN.items() if bits.fsType & bit), ""),
            )
    except (OSError, TTLibError, KeyError, AssertionError) as error:
        message = f"this is not a font that can be read: {error}"
        return Problem(str(path), 0, 0, "font-file", message, "Get the file again, or delete it.")


def check_fonts(sheet: Sheet, fonts: Iterable[Font], folder: Path) -> Iterator[Problem]:
    """Faces and files that are named and not there, weights that lack, fonts not to be embedded.

    A missing face or weight would be replaced by another in silence.
    """
    fonts = tuple(fonts)
    for font in fonts:
        yield from _unfit(font)
    yield from _twins(fonts)
    for name in FACES:
        yield from _face_problems(sheet, name, fonts, folder)
    for name in CHART_FONTS:
        entry = sheet.entries.get(name)
        for file in quoted(entry.value) if entry else ():
            if not (folder / file).is_file():
                there = ", ".join(font.path.name for font in fonts) or "no font at all"
                message = f"--{name} names {file}, which is not in {folder}"
                yield sheet.problem(name, "font-file", message, f"There is: {there}.")


def _twins(fonts: Iterable[Font]) -> Iterator[Problem]:
    """Files of one family and weight: the page takes the shapes of one for the other's letters."""
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
    sheet: Sheet, name: str, fonts: Iterable[Font], folder: Path
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
