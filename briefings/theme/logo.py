"""A theme's logo: an SVG that prints the same everywhere and may stand in an archived PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from ..errors import Level, Problem

NAME = "logo.svg"
WIDEST, NARROWEST = 6.0, 0.5
"""Width over height; outside of these a logo is tiny or crowds the title."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
_WHY = {
    "text": ("text is drawn letter by letter in pictures, Arabic unjoined", "Convert it to paths."),
    "image": ("a picture of pixels turns coarse in print", "Draw it as shapes."),
    "script": ("scripts have no place in print", "Delete it."),
}
_OTHER = ("it is not drawn the same everywhere", "Delete it, or turn what it shows into paths.")
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm)?\s*")
_OPACITY = re.compile(r"(?:^|[;{\s])((?:fill-|stroke-|stop-)?opacity)\s*:\s*([\d.]+%?)")
_OPACITIES = ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity")
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#|\s|['\"])", re.IGNORECASE)


def read_logo(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The logo's bytes, or None where there is none, and what is wrong with it."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        return None, (Problem(str(path), 0, 0, "logo", message, "Replace or delete it."),)
    return data, _Reader(str(path)).read(data)


class _Reader:
    """Walks through an SVG once and notes what is wrong, with its place."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._depth = 0
        self._in_style = False
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity

    def read(self, data: bytes) -> tuple[Problem, ...]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
            remedy = "Save the logo as SVG again."
            self._problems.append(
                Problem(self._file, error.lineno, error.offset + 1, "logo", message, remedy)
            )
        except _TooComplexError:
            pass
        return tuple(self._problems)

    def _wrong(self, message: str, remedy: str, level: Level = "error") -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        self._problems.append(Problem(self._file, line, column, "logo", message, remedy, level))

    def _entity(self, name: str, *_: object) -> None:
        # Entities can blow up a small file, and no drawing needs them.
        self._wrong(f"the entity “{name}” is declared", "Save the logo as plain SVG.")
        raise _TooComplexError

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._depth += 1
        if self._depth == 1:
            self._check_root(space, name, attributes)
        if space != _SVG:
            return  # what drawing programs note for themselves is not drawn
        self._in_style = name == "style"
        if name not in _ELEMENTS:
            why, remedy = _WHY.get(name, _OTHER)
            self._wrong(f"<{name}> has no place in a logo: {why}", remedy)
        for key, value in attributes.items():
            self._check_attribute(name, key, value)

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._in_style = False

    def _characters(self, text: str) -> None:
        if self._in_style:
            self._check_style(text)

    def _check_root(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        if (space, name) != (_SVG, "svg"):
            remedy = f'The first element must be <svg xmlns="{_SVG}">.'
            self._wrong(f"this is not SVG: it begins with <{name}>", remedy)
            return
        ratio = _proportion(attributes)
        if ratio is None:
            self._wrong(
                "neither viewBox nor width and height tell how large it is",
                'Add viewBox="0 0 WIDTH HEIGHT" to <svg>.',
            )
        elif not NARROWEST <= ratio <= WIDEST:
            self._wrong(
                f"it is {ratio:.2g} times as wide as it is high",
                f"Between {NARROWEST:g} and {WIDEST:g} is best: it is printed 15 mm high.",
                "warning",
            )

    def _check_attribute(self, element: str, key: str, value: str) -> None:
        if key.startswith("on"):
            self._wrong(f"{key}=… on <{element}> is a script", "Delete it.")
        elif key in ("href", _XLINK_HREF):
            if not value.startswith("#"):
                self._wrong(
                    f"<{element}> refers to {value[:40]}, outside of the logo",
                    "Put what it shows into the file, as shapes.",
                )
        elif key in _OPACITIES:
            self._check_style(f"{key}:{value}")
        else:
            self._check_style(value)

    def _check_style(self, style: str) -> None:
        if _OUTSIDE.search(style):
            self._wrong(
                f"it refers to something outside of the logo: {style.strip()[:40]}",
                "Put what it shows into the file, as shapes.",
            )
        for name, value in _OPACITY.findall(style):
            share = float(value.rstrip("%") or 0) / (100 if value.endswith("%") else 1)
            if share < 1:
                self._wrong(
                    f"{name} is {value}: what shows through is not allowed in an archived PDF",
                    "Use the paler colour itself, and 1.",
                )


class _TooComplexError(Exception):
    pass


def _proportion(attributes: Mapping[str, str]) -> float | None:
    """Width over height, from the viewBox or from both sizes; None where there are none."""
    box = attributes.get("viewBox", "").replace(",", " ").split()
    sizes = [_SIZE.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    try:
        if len(box) == 4:
            width, height = float(box[2]), float(box[3])
        else:
            width, height = (float(size[1]) for size in sizes if size)
    except ValueError:
        return None
    return width / height if width > 0 and height > 0 else None
