"""Makes the fonts of the default theme: ``.venv/bin/python -m docs.make_fonts PLEX NASKH``.

``PLEX`` is the folder of the npm package ``@expo-google-fonts/ibm-plex-sans-arabic`` and ``NASKH``
that of Debian's ``fonts-noto-core``. The same packages give the same bytes.

IBM reserves the name “Plex” for the font as it is; what is cut from it has another name.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "templates/themes/default/fonts"
FAMILY = "Brief Sans"
WEIGHTS = {
    "400Regular": ("Regular", 400),
    "600SemiBold": ("SemiBold", 600),
    "700Bold": ("Bold", 700),
}
ARABIC = "U+0600-06FF,U+200C-200F"
LATIN = (
    "U+0020-007E,U+00A0-017F,U+0218-021B,U+02BC,U+02C6,U+02DA,U+02DC,U+0300-0304,U+0306-030C,"
    "U+0327,U+0328,U+1E9E,U+2000-206F,U+2070,U+2074-2079,U+2080-2089,U+20A0-20BF,U+2116,U+2122,"
    "U+2126,U+2150-215F,U+2190-2199,U+2212,U+2248,U+2260,U+2264,U+2265,U+FFFD"
)
LETTERS = (
    "U+0020,U+00A0,U+00AB,U+00BB,U+060C,U+0610-061B,U+061F-065F,U+066E-06EF,U+06FA-06FF,"
    "U+0750-077F,U+200B-200F,U+FB50-FDFF,U+FE70-FEFC"
)
"""What the reading face keeps: no digits, so that a document has one design of numerals. The space
without width is the glyph without ink that the text layer needs."""
FEATURES = [
    *("kern", "mark", "mkmk", "ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt"),
    *("lnum", "tnum"),
]
ROOM_OF_MARK = 10
"""Units at each side of the thousands mark."""
MOST_KERNING = 60
"""Units by which two letters are moved apart at most: PDFium reads more as a space."""


def main(plex: Path, naskh: Path) -> None:
    """Cut the fonts and write them into the theme."""
    for folder, (style, weight) in WEIGHTS.items():
        font = _cut(
            plex / folder / f"IBMPlexSansArabic_{folder}.ttf", f"{ARABIC},{LATIN}", FEATURES
        )
        _rename(font, style, weight)
        _drop_ligatures(font)
        _limit_kerning(font)
        _raise_thousands_mark(font)
        _add_joiners(font)
        _drop_quotes(font)
        font.save(TARGET / f"BriefSans-{style}.ttf")
    for style in ("Regular", "Bold"):
        font = _cut(naskh / f"NotoNaskhArabic-{style}.ttf", LETTERS, ["*"])
        font.save(TARGET / f"NotoNaskhArabic-{style}-subset.ttf")


def _cut(source: Path, unicodes: str, features: list[str]) -> Any:
    """The part of a font that has these characters."""
    from fontTools import subset

    options = subset.Options()
    options.layout_features = features
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = features == ["*"]
    options.recalc_timestamp = False
    options.drop_tables += ["meta"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(font)
    return font


def _rename(font: Any, style: str, weight: int) -> None:
    """Give a font the name of our family; its copyright and licence stay."""
    names = font["name"]
    plain = style in ("Regular", "Bold")
    given = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: style if plain else "Regular",
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        16: FAMILY,
        17: style,
    }
    kept = {0, 5, 8, 9, 11, 12, 13, 14}
    names.names = [one for one in names.names if one.nameID in kept]
    for number, text in given.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def _drop_ligatures(font: Any) -> None:
    """Leave the ligatures of lam and alef alone: other letters have a glyph each."""
    names = font.getBestCmap()
    lams = {table.mapping.get(names[0x0644]) for table in _tables(font, "init", "medi")}
    alefs = {
        table.mapping.get(names[alef])
        for table in _tables(font, "fina")
        for alef in (0x0622, 0x0623, 0x0625, 0x0627)
    }
    for table in _tables(font, "rlig"):
        table.ligatures = {
            first: [one for one in ligatures if set(one.Component) <= alefs]
            for first, ligatures in table.ligatures.items()
            if first in lams
        }


def _tables(font: Any, *features: str) -> Iterator[Any]:
    """The substitutions of some features."""
    table = font["GSUB"].table
    named = [one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag in features]
    for at in sorted({at for feature in named for at in feature.LookupListIndex}):
        for part in table.LookupList.Lookup[at].SubTable:
            yield getattr(part, "ExtSubTable", part)


def _limit_kerning(font: Any) -> None:
    for value in _kerning(font["GPOS"].table.LookupList.Lookup):
        for name in ("XAdvance", "XPlacement"):
            if getattr(value, name, 0) > MOST_KERNING:
                setattr(value, name, MOST_KERNING)


def _raise_thousands_mark(font: Any) -> None:
    """Draw the Arabic thousands mark as a raised comma: on the line it looks like a zero."""
    names, outlines, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
    mark, comma = names[0x066C], names[0x2019]
    outlines[mark] = copy.deepcopy(outlines[comma])
    width, left = widths[comma]
    widths[mark] = (width + 2 * ROOM_OF_MARK, left + ROOM_OF_MARK)
    outlines[mark].coordinates.translate((ROOM_OF_MARK, 0))
    outlines[mark].recalcBounds(outlines)


def _add_joiners(font: Any) -> None:
    """Add glyphs without ink for the joiners, on which the text layer writes marks."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    for code in (0x200C, 0x200D):
        name = f"uni{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = Glyph()
        font["hmtx"][name] = (0, 0)
        for table in font["cmap"].tables:
            table.cmap[code] = name


def _drop_quotes(font: Any) -> None:
    """Leave quotes to the next face: pdf.js turns them round with letters of the same face."""
    for table in font["cmap"].tables:
        for code in (0xAB, 0xBB, *range(0x2018, 0x2020)):
            table.cmap.pop(code, None)


def _kerning(lookups: Any) -> Iterator[Any]:
    """The records of how far pairs of glyphs are moved."""
    for lookup in lookups:
        for table in lookup.SubTable:
            pairs = getattr(table, "ExtSubTable", table)
            if type(pairs).__name__ != "PairPos":
                continue
            if pairs.Format == 1:
                records = [record for glyph in pairs.PairSet for record in glyph.PairValueRecord]
            else:
                records = [one for first in pairs.Class1Record for one in first.Class2Record]
            for record in records:
                yield from filter(None, (record.Value1, record.Value2))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
