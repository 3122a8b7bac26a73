"""Fonts: embedded, and every code that is shown has a letter and the width that is declared."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from .reading import Key, operations_of

_PAIR = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_BAD = re.compile("[\x00\ufeff\ufffe\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def font_problems(pdf: Any) -> Iterator[str]:
    """What is wrong with the fonts that pages use, and what they use without having it."""
    fonts: dict[Key, Any] = {}
    shown: dict[Key, set[int]] = {}
    for page in pdf.pages:
        _read(page, page.get("/Resources", {}), fonts, shown)
    for key, font in fonts.items():
        for problem in _problems(font, shown.get(key, set())):
            yield f"font {str(font.BaseFont)[1:]}: {problem}"


def _read(holder: Any, resources: Any, fonts: dict[Key, Any], shown: dict[Key, set[int]]) -> None:
    """Gather the codes that a stream shows, and those of the forms and patterns it can use."""
    own = dict(resources.get("/Font", {}).items())
    fonts |= {font.objgen: font for font in own.values()}
    codes: set[int] = set()
    for operands, name in operations_of(holder):
        if name == "Tf":
            codes = shown.setdefault(own[str(operands[0])].objgen, set())
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    codes |= {
                        int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)
                    }
    for group in ("/XObject", "/Pattern"):
        for form in resources.get(group, {}).values():
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") != "/Image":
                _read(form, form.get("/Resources", {}), fonts, shown)


def _problems(font: Any, shown: set[int]) -> Iterator[str]:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        yield "not of the kind that this project embeds"
        return
    descendant = font.DescendantFonts[0]
    program = descendant.FontDescriptor.get("/FontFile2")
    if program is None:
        yield "not embedded"
        return
    yield from _letter_problems(font, shown)
    with TTFont(io.BytesIO(program.read_bytes()), lazy=True) as face:
        order, metrics = face.getGlyphOrder(), face["hmtx"].metrics
        upem = face["head"].unitsPerEm
    widths = _widths(descendant.get("/W", []))
    for code in sorted(shown):
        glyph = _glyph(descendant.get("/CIDToGIDMap"), code)
        if not 0 < glyph < len(order):
            yield f"code {code} shows no glyph"
            continue
        real = metrics[order[glyph]][0] * 1000 / upem
        if abs(widths.get(code, 1000) - real) > 1:
            yield f"code {code} is declared {widths.get(code)} wide and is {real:.0f}"


def _glyph(table: Any, code: int) -> int:
    """The number of the glyph that a code shows; 0 for none."""
    if isinstance(table, pikepdf.Stream):
        return int.from_bytes(table.read_bytes()[2 * code : 2 * code + 2], "big")
    return code if table == "/Identity" else 0


def _letter_problems(font: Any, shown: set[int]) -> Iterator[str]:
    if "/ToUnicode" not in font:
        yield "no code has a letter (ToUnicode)"
        return
    table = font.ToUnicode.read_bytes().decode("ascii")
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
    letters = {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for block in blocks
        for code, text in _PAIR.findall(block)
    }
    for code in sorted(shown):
        if not letters.get(code):
            yield f"code {code} has no letter (ToUnicode)"
    for code, text in letters.items():
        if code in shown and _BAD.search(text):
            yield f"code {code} stands for U+{ord(text[0]):04X} (ToUnicode)"


def _widths(array: Any) -> dict[int, float]:
    widths: dict[int, float] = {}
    index = 0
    while index < len(array):
        first, second = int(array[index]), array[index + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + i: float(width) for i, width in enumerate(second)}
            index += 2
        else:
            same = float(array[index + 2])
            widths |= dict.fromkeys(range(first, int(second) + 1), same)
            index += 3
    return widths
