"""Audits the fonts of a theme: missing characters, and what affects reading and searching.

A build stops at a missing glyph, and does not notice the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_letters, digits
from unicodedata import combining

from ...arabic.reading.alphabet import ESSENTIAL, MARKS, SCRIPT, SELDOM, TEXT
from ...errors import Level, Problem
from .fonts import BOLD, CHART_FONTS, FACES, REGULAR, Font
from .shapes import Shapes, letter_shapes
from .sheet import ThemeSheet
from .values import quoted

_WEIGHTS = {REGULAR: "regular", BOLD: "bold"}
_LICENCES = ("OFL*", "LICEN[CS]E*", "COPYING*", "[lL]icen[cs]e*")
_SHOWN = 8
Characters = Mapping[Path, frozenset[str]]


def audit_fonts(sheet: ThemeSheet, fonts: Iterable[Font], folder: Path) -> Iterator[Problem]:
    """Missing characters, letters that cannot be searched, and faults of the look.

    ``fonts`` are those of ``folder``. Faces that the sheet names and no font has are left to
    :func:`.fonts.check_fonts`.
    """
    fonts = tuple(fonts)
    characters = {font.path: _characters(font.path) for font in fonts}
    for name in FACES:
        yield from _face_coverage(sheet, name, fonts, characters)
    for name in CHART_FONTS:
        yield from _chart_coverage(sheet, name, folder, characters)
    for font in fonts:
        if font.slanted:
            message = "this font is italic or oblique, which Arabic does not know"
            remedy = "Delete it: briefs emphasise by weight, and it may be taken for the upright."
            yield _of(font, "slanted", message, remedy, level="warning")
        if characters[font.path].issuperset(ESSENTIAL):
            shapes = letter_shapes(font.path)
            yield from _text_layer(font, shapes)
            yield from _crowded(sheet, font, shapes)
    if fonts and not any(any(folder.glob(pattern)) for pattern in _LICENCES):
        message = "there is no licence beside the fonts"
        remedy = "Add its text as OFL.txt or LICENSE.txt: most licences demand it when fonts go on."
        yield Problem(str(folder), 0, 0, "font-licence", message, remedy, level="warning")


def _characters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or {}))


def _face_coverage(
    sheet: ThemeSheet, name: str, fonts: Iterable[Font], characters: Characters
) -> Iterator[Problem]:
    """The characters that a list of faces lacks, and the faces that digits and Latin come from."""
    entry = sheet.entries.get(name)
    families = [
        [font for font in fonts if font.family == face]
        for face in (quoted(entry.value) if entry else ())
    ]
    families = [family for family in families if family]
    if not families:
        return
    by_style = {
        style: [
            frozenset().union(*(characters[font.path] for font in _weight(family, weight)))
            for family in families
        ]
        for weight, style in _WEIGHTS.items()
    }
    yield from _lacking(sheet, name, by_style)
    served = [frozenset().union(*(characters[font.path] for font in f)) for f in families]
    for signs, what in ((ascii_letters, "Latin letters"), (digits, "the digits 0 to 9")):
        found = (next((i for i, has in enumerate(served) if c in has), None) for c in signs)
        first = sorted({i for i in found if i is not None})
        yield from _companions(sheet, name, [families[i] for i in first], what, own=first == [0])
        if signs is digits:
            for i in first:
                yield from _uneven_digits(families[i], characters)


def _weight(family: Iterable[Font], weight: int) -> list[Font]:
    """The files of that weight, or all: the page takes another weight for one that is missing."""
    return [font for font in family if font.weight == weight] or list(family)


def _lacking(
    sheet: ThemeSheet, name: str, by_style: Mapping[str, list[frozenset[str]]]
) -> Iterator[Problem]:
    """The characters that no face has, or not the first one, in regular or bold."""
    lost, scattered, seldom = {}, {}, {}
    for style, served in by_style.items():
        everywhere = frozenset().union(*served)
        lost[style] = _missing(TEXT + MARKS, everywhere)
        scattered[style] = _missing([c for c in SCRIPT if c in everywhere], served[0])
        seldom[style] = _missing(SELDOM, everywhere)
    for what in _styled(lost):
        message = f"no face of --{name} has {what}"
        remedy = "Add a face that has them at the end: a brief that prints one is not built."
        yield sheet.problem(name, "characters", message, remedy)
    for what in _styled(scattered):
        message = f"the first face of --{name} lacks {what}"
        remedy = "Words with them will be set in two faces, and may not join: use another face."
        yield sheet.problem(name, "characters", message, remedy, level="warning")
    for what in _styled(seldom):
        message = f"no face of --{name} has {what}"
        remedy = "Names and quotations seldom need them; a brief that does is not built."
        yield sheet.problem(name, "characters", message, remedy, level="note")


def _styled(texts: Mapping[str, str]) -> list[str]:
    """The texts with their style, or one text alone if both are the same."""
    if len(set(texts.values())) == 1:
        return [text for text in set(texts.values()) if text]
    return [f"{text} in {style}" for style, text in texts.items() if text]


def _companions(
    sheet: ThemeSheet, name: str, families: list[list[Font]], what: str, *, own: bool
) -> Iterator[Problem]:
    """The faces that digits or Latin letters come from, and whether they have both weights."""
    faces = " and ".join(f"“{family[0].family}”" for family in families)
    if len(families) > 1:
        message = f"{what} come partly from {faces}"
        remedy = "Words will be set in two faces: put the complete one first, or leave one out."
        yield sheet.problem(name, "companion", message, remedy, level="warning")
    elif families and not own:
        message = f"{what} come from {faces}"
        remedy = "Look whether both faces have the same height and colour on the page."
        yield sheet.problem(name, "companion", message, remedy, level="note")
    for family in families:
        if BOLD not in {font.weight for font in family}:
            message = f"{what} come from “{family[0].family}”, which is not there in bold"
            remedy = "In bold text they will look pale or smeared: add its bold file (weight 700)."
            yield sheet.problem(name, "weight", message, remedy, level="warning")


def _uneven_digits(family: list[Font], characters: Characters) -> Iterator[Problem]:
    from fontTools.ttLib import TTFont

    for font in family:
        if not characters[font.path].issuperset(digits):
            continue
        with TTFont(font.path, lazy=True) as data:
            glyphs, metrics = data.getBestCmap(), data["hmtx"]
            widths = {metrics[glyphs[ord(digit)]][0] for digit in digits}
        if len(widths) > 1:
            message = "the digits 0 to 9 are of different widths"
            remedy = (
                "Figures below each other will not align; a face with even digits looks better."
            )
            yield _of(font, "digits", message, remedy, level="note")


def _chart_coverage(
    sheet: ThemeSheet, name: str, folder: Path, characters: Characters
) -> Iterator[Problem]:
    entry = sheet.entries.get(name)
    paths = [folder / file for file in (quoted(entry.value) if entry else ())]
    known = [characters[path] for path in paths if path in characters]
    if known and (lost := _missing(TEXT, frozenset().union(*known))):
        message = f"no file of --{name} has {lost}"
        remedy = "Add a file that has them at the end: a chart that needs one is not drawn."
        yield sheet.problem(name, "characters", message, remedy)


def _text_layer(font: Font, shapes: Shapes) -> Iterator[Problem]:
    """Faults that readers notice when they search the PDF, copy from it or have it read aloud."""
    if shapes.same:
        message = f"different letters look the same, drawn by one glyph: {_some(shapes.same)}"
        yield _of(font, "shared-glyph", message, "The font is damaged: get it anew, or another.")
    if shapes.alike:
        message = f"different letters share a glyph: {_some(shapes.alike)}"
        remedy = (
            "Readers find them all the same: the PDF has a code of its own for each letter. Tools "
            "that go by glyphs do not; a font with a glyph for each letter is safer."
        )
        yield _of(font, "shared-glyph", message, remedy, level="warning")
    if shapes.hamza:
        message = f"letters share a glyph and differ by hamza alone: {_some(shapes.hamza)}"
        remedy = "Nothing to do: the PDF has a code of its own for each letter."
        yield _of(font, "shared-glyph", message, remedy, level="note")
    if shapes.unsteady:
        message = f"{_some(shapes.unsteady)} is drawn now by one glyph and now by several"
        remedy = (
            "The letter may be missing from what readers copy; a build with many such words stops."
        )
        yield _of(font, "unsteady-glyph", message, remedy, level="warning")
    if shapes.ligatures:
        count = len(shapes.ligatures)
        what = "1 group of letters is" if count == 1 else f"{count} groups of letters are"
        message = f"{what} one glyph: {_some(shapes.ligatures)}"
        remedy = (
            "Viewers give such letters back together; tools that read a PDF by themselves may give "
            "them in the wrong order. A font with few ligatures is safer."
        )
        yield _of(font, "ligature", message, remedy, level="warning")
    if shapes.usual:
        message = f"one glyph stands for {_some(shapes.usual)}, as in most fonts"
        remedy = "Nothing to do: the program puts these letters in order for readers who search."
        yield _of(font, "ligature", message, remedy, level="note")


def _crowded(sheet: ThemeSheet, font: Font, shapes: Shapes) -> Iterator[Problem]:
    entry = sheet.entries.get("body-leading")
    face = sheet.entries.get("text-face")
    try:
        leading = float(entry.value) if entry else 0.0
    except ValueError:
        return
    if face and quoted(face.value)[:1] == (font.family,) and 0 < leading < shapes.height:
        message = f"its letters are up to {shapes.height:.2f} times as high as the size"
        remedy = (
            f"At a --body-leading of {leading:g} they may touch those of the next line: "
            "raise it, or use a face with shorter strokes."
        )
        yield _of(font, "height", message, remedy, level="warning")


def _missing(wanted: Iterable[str], there: frozenset[str]) -> str:
    lost = [c for c in dict.fromkeys(wanted) if c not in there]
    return _some([_named(c) for c in lost]) if lost else ""


def _named(character: str) -> str:
    """The character; a combining mark on a dotted circle."""
    return "◌" + character if combining(character) else character


def _some(items: Iterable[str]) -> str:
    """The items, or the first of them and how many more there are."""
    items = list(items)
    shown = " ".join(items[:_SHOWN])
    return shown + (f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else "")


def _of(font: Font, rule: str, message: str, remedy: str, *, level: Level = "error") -> Problem:
    return Problem(str(font.path), 0, 0, rule, message, remedy, level)
