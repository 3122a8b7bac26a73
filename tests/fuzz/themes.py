"""Themes: the style sheet, the logo and a font, each damaged in a theme that is sound otherwise.

What the check of a theme lets through is then used as a build uses it. A logo or a sheet that was
let through must be drawn; a font must not end in anything but a known error.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random

from briefings.charts.text import FontStack
from briefings.errors import RenderError
from briefings.html.standalone import self_contained
from briefings.html.theme import Theme, audit_theme, load_theme
from briefings.pdf import make_pdf
from briefings.pdf.loading import load_weasyprint
from briefings.resources import templates_folder

from .damage import damaged, damaged_words
from .running import Target

_TEXT = "إحاطة موجزة: الجملة 95٪ والعدد 120,000 (Brief)"
_PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>Title</title>
<meta name="dcterms.created" content="2026-11-21">
<style>{css} body {{ font: var(--body-size)/var(--body-leading) var(--head-face); }}
img {{ height: 15mm; }}</style></head><body><p>{text}</p>{picture}</body></html>"""
_KUFI = "fonts/BriefSans-Regular.ttf"
_LOGOS = (
    b"""<?xml version="1.0" encoding="UTF-8"?>
<svg width="60mm" height="20mm" viewBox="0 0 60 20" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink"><style type="text/css">.a{fill:#8C2131;}
 .b,.c{clip-path:url(#clip);}</style><defs><rect id="r" width="60" height="20" rx="2"/>
 <linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="-1e1" x2="100%" y2="0"
 gradientTransform="matrix(1 0 0 -1 0 20)"><stop offset="0" style="stop-color:#fff"/>
 <stop offset="100%" stop-color="rgb(1, 2, 3)"/></linearGradient>
 <symbol id="s" viewBox="0 0 5 5"><ellipse cx="1" cy="2" rx="1" ry="2"/></symbol></defs>
 <clipPath id="clip"><use xlink:href="#r"/></clipPath>
 <g class="b" transform="translate(-1.5,2) rotate(30 1 1)"><polygon class="a"
 points="1,2 3.5-4 5,6"/></g>
 <path style="fill:url(#g);stroke:#000;stroke-width:0.26px;stroke-dasharray:1 2" opacity="1"
 d="m 1.2,3.4 c 0.5,-.5.7.9 1e-3,0 z M5 5h2v2a1 1 0 01.5.5q1 1 2 2t1 1s1 1 2 2L9 9V3H2Z"/>
 <use href="#s" x="1" y="2" width="5" height="5"/><line x1="0" y1="1" x2="3" y2="4" stroke="red"/>
 <circle cx="10" cy="10" r="9" fill="none" stroke="url(#g)"/></svg>""",
)


def _theme(folder: Path) -> Path:
    """A theme with as few fonts as serve, which are read again for each input."""
    theme = folder / "mine"
    kept = ("BriefSans-*.ttf", "NotoSans-Regular-subset.ttf", "OFL.txt")
    shipped = templates_folder() / "themes" / "default"
    (theme / "fonts").mkdir(parents=True)
    for pattern in kept:
        for file in shipped.glob(f"fonts/{pattern}"):
            shutil.copy(file, theme / "fonts")
    (theme / "theme.css").write_bytes(_sheet())
    return theme


def _sheet() -> bytes:
    """The default style sheet with the faces of that theme."""
    sheet = (templates_folder() / "themes/default/theme.css").read_text("utf-8")
    faces = '"Brief Sans", "Noto Sans"'
    sheet = re.sub(r"(--(?:text|head|title)-face): [^;]*;", rf"\1: {faces};", sheet)
    return sheet.replace(', "NotoSans-Bold-subset.ttf"', "").encode()


def _use(theme: Theme, *, with_logo: bool = False) -> None:
    """Lay out a line of text, with the logo."""
    picture = '<img src="brief:logo.svg" alt="شعار">' if with_logo else ""
    page = _PAGE.format(css=theme.css, text=_TEXT, picture=picture)
    make_pdf(page, {"logo.svg": theme.logo or b""}, theme.fonts)


def _must_be_drawn(theme: Theme, *, with_logo: bool = False) -> None:
    try:
        _use(theme, with_logo=with_logo)
    except RenderError as error:
        # WeasyPrint does not draw an arc from a point to itself; it says so, and so does the build.
        if "brief:logo.svg" in str(error):
            return
        raise AssertionError("the check let through what cannot be drawn") from error


def read_sheet(path: Path) -> None:
    """Read a theme with a damaged sheet, and use it if it is sound."""
    _must_be_drawn(load_theme(path.parent))


def read_logo(path: Path) -> None:
    """The same with a damaged logo."""
    theme = load_theme(path.parent, with_fonts=False)
    _must_be_drawn(theme, with_logo=theme.logo is not None)


def read_font(path: Path) -> None:
    """The same with a damaged font, in each of the ways in which a build uses fonts."""
    folder = path.parents[1]
    audit_theme(folder)
    theme = load_theme(folder)
    self_contained(f"<style></style>{_TEXT}", {}, theme.fonts)
    FontStack((str(path),)).measure("إحاطة")
    _use(theme)


def _words(random: Random, sound: bytes, other: bytes) -> bytes:
    """Damage to bytes, or to whole words, which leaves the syntax sound more often."""
    if random.random() < 0.5:
        return damaged(random, sound, other)
    data = sound.decode("utf-8")
    for _ in range(random.randint(1, 3)):
        data = damaged_words(random, data)
    return data.encode("utf-8", "surrogateescape")


def damaged_font(random: Random, sound: bytes, other: bytes) -> bytes:
    """Damage to the file, or to one of its tables with checksums that go with it."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    if random.random() < 0.3:
        return damaged(random, sound, other)
    reader = SFNTReader(io.BytesIO(sound))
    chosen = random.choice(sorted(reader.keys()))
    made = io.BytesIO()
    writer = SFNTWriter(made, len(reader.keys()), reader.sfntVersion)
    for name in reader.keys():  # noqa: SIM118 — no mapping
        table = reader[name]
        if name == chosen:
            table = damaged(random, table[: random.choice((40, 400, len(table)))]) + table[400:]
        if name == "head":
            table = table.ljust(12, b"\0")
        writer[name] = table
    writer.close()
    return made.getvalue()


def _drawn_with_lines() -> bytes:
    """A font with outlines in a table CFF, each letter a square."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    characters = sorted(set(_TEXT) | {"ب", "ل"})
    names = [".notdef", *(f"uni{ord(one):04X}" for one in characters)]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"uni{ord(one):04X}" for one in characters})
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 400))
    pen.curveTo((100, 500), (300, 500), (400, 400))
    pen.closePath()
    drawing = pen.getCharString()
    builder.setupCFF("BriefSans", {}, dict.fromkeys(names, drawing), {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Brief Sans", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    made = io.BytesIO()
    builder.save(made)
    return made.getvalue()


def _target(
    name: str, folder: Path, file: str, sound: tuple[bytes, ...], read: Callable[[Path], object]
) -> Target:
    # Imported once, and not in the child process of each input.
    load_weasyprint()
    for module in ("fontTools.subset", "fontTools.ttLib.woff2", "matplotlib.textpath", "uharfbuzz"):
        import_module(module)
    damage = damaged_font if name == "font" else _words
    inputs = 6 if name == "font" else 12
    return Target(name, _theme(folder), sound, read, file, damage=damage, inputs=inputs)


def theme(folder: Path) -> Target:
    """The style sheet of a theme."""
    return _target("theme", folder, "theme.css", (_sheet(),), read_sheet)


def logo(folder: Path) -> Target:
    """The logo of a theme."""
    return _target("logo", folder, "logo.svg", _LOGOS, read_logo)


def font(folder: Path) -> Target:
    """A font of a theme."""
    shipped = (templates_folder() / "themes" / "default" / _KUFI).read_bytes()
    return _target("font", folder, _KUFI, (shipped, _drawn_with_lines()), read_font)
