"""Makes one HTML file of a document: with pictures and fonts embedded, or as text alone."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from string import digits

from ..arabic.phrases.page import SEAM
from ..arabic.reading.alphabet import ARABIC_DIGITS
from ..errors import ThemeError
from .browser import for_browsers

_PICTURE = re.compile(r'src="brief:([^"]+)"')
_IMAGE = re.compile(
    r'<img [^>]*?alt="([^"]*)">|<div class="drawing" [^>]*?aria-label="([^"]*)">.*?</div>'
)
_SEAM = re.compile(f"(<style.*?</style>|<[^>]*>)|{SEAM}", re.DOTALL)
_SPECIAL = re.compile(r"[^\w\s.'-]|[\r\n\f\ud800-\udfff]")
_LAYOUT = ["*"]  # every feature: Arabic is joined by them


def self_contained(html: str, pictures: Mapping[str, bytes], fonts: Path) -> str:
    """The page for browsers, with its pictures as data URLs and fonts subset to its letters.

    ``pictures`` maps names to SVG documents or JPEGs; ``fonts`` is the theme's folder. Raises
    ThemeError for a font that cannot be subset.
    """

    def picture(found: re.Match[str]) -> str:
        data = base64.b64encode(pictures[found[1]]).decode()
        kind = "image/jpeg" if found[1].endswith(".jpg") else "image/svg+xml"
        return f'src="data:{kind};base64,{data}"'

    faces = "\n".join(_faces({*unescape(html), *digits, *ARABIC_DIGITS}, fonts))
    page = _PICTURE.sub(picture, for_browsers(html))
    return page.replace("<style>", f"<style>\n{faces}\n</style>\n<style>", 1)


def breakable(html: str) -> str:
    """The page with elements where long words may break: what stands there in print is copied."""
    return _SEAM.sub(lambda found: found[1].replace(SEAM, "") if found[1] else "<wbr>", html)


def as_text(html: str) -> str:
    """The page with its charts replaced by their text alternatives, and without other pictures.

    It embeds no fonts, and is small enough for an archive.
    """

    def told(found: re.Match[str]) -> str:
        words = found[1] or found[2]
        return f'<p class="alt">{words}</p>' if words else ""

    return _IMAGE.sub(told, html)


def _faces(letters: set[str], fonts: Path) -> Iterator[str]:
    """A ``@font-face`` rule for each font file that has any of the letters."""
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont

    for file in sorted(fonts.glob("[!.]*")):
        if file.suffix.lower() not in (".ttf", ".otf"):
            continue
        try:
            with TTFont(file, recalcTimestamp=False) as font:  # never the clock
                family = font["name"].getBestFamilyName() or ""
                weight = font["OS/2"].usWeightClass
                codes = {ord(letter) for letter in letters} & font.getBestCmap().keys()
                if not codes:
                    continue
                options = Options(layout_features=_LAYOUT, flavor="woff2", notdef_outline=True)
                cutter = Subsetter(options)
                cutter.populate(unicodes=codes)
                cutter.subset(font)
                packed = io.BytesIO()
                save_font(font, packed, options)
        except Exception as error:  # fontTools raises whatever a table leads it to
            raise ThemeError(f"{file} cannot be put into an HTML file: {error}") from error
        data = base64.b64encode(packed.getvalue()).decode()
        yield (
            f"@font-face {{ font-family: {_quoted(family)}; font-weight: {weight}; "
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
        )


def _quoted(name: str) -> str:
    """A text as a CSS string, escaped for ``<style>``."""
    return '"' + _SPECIAL.sub(lambda found: f"\\{ord(found[0]):x} ", name) + '"'
