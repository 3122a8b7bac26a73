"""Checks the logo of a theme: an SVG that is drawn the same everywhere and fits PDF/A.

The logo may come from anybody. It is checked before anything draws it, with bounds: elements and
values that are not listed here are refused, with their line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from ...atomic import MEGABYTE, read_regular
from ...errors import Level, Problem
from .sheet import endless
from .svgtree import MOST_ELEMENTS, Element, TooMuchError, check_drawn
from .svgvalues import declarations, value_fault

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
_DRAWN_ANYWHERE = frozenset(
    (
        *("a", "image", "text", "textPath", "tspan", "tref", "marker", "mask", "filter", "pattern"),
        *("foreignObject", "script"),
        *(_ELEMENTS - {"title", "desc", "metadata", "g", "style"}),
    )
)
"""Elements that WeasyPrint draws or obeys in any namespace."""
_OTHER = ("it is not drawn the same everywhere", "Delete it, or turn what it shows into paths.")
_SIZE = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)(?:px|pt|mm|cm)?\s*")
_OPACITIES = ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity")
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#|\s|['\"])", re.IGNORECASE)
_SELECTOR = re.compile(r"(\*|[A-Za-z]*)((?:[.#][\w-]+)*)")
_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")
_ID = re.compile(r"[\w.:-]+")
LARGEST = MEGABYTE
"""Bytes of a logo."""
_DEEPEST = 50
_LONGEST_STYLE = 50_000
_MOST_RULES = 1000
_MOST_PROBLEMS = 20


def read_logo(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The logo's bytes, or None where there is none, and its problems."""
    try:
        data = read_regular(path, LARGEST, inside=path.parent)
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        return None, (Problem(str(path), 0, 0, "logo", message, "Replace or delete it."),)
    return data, _LogoReader(str(path)).read(data)


class _LogoReader:
    """Parses an SVG and collects its problems, with their places."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._open: list[Element] = []
        self._root: Element | None = None
        self._named: list[tuple[Element, frozenset[str]]] = []
        """The elements with the parts of selectors that match them."""
        self._style: list[str] | None = None
        self._rules: list[tuple[str, Mapping[str, str]]] = []
        # As UTF-8; another encoding in the XML declaration is refused.
        self._parser = parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.AttlistDeclHandler = self._attributes
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def read(self, data: bytes) -> tuple[Problem, ...]:
        with suppress(_TooComplexError):
            self._read(data)
        return tuple(self._problems)

    def _read(self, data: bytes) -> None:
        try:
            data.decode("utf-8-sig")
            self._parser.Parse(data, True)
            self._apply_rules()
            if self._root and not self._problems:
                check_drawn(self._root)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._told(line, 1, "it is not UTF-8", "Save the logo as SVG in UTF-8.")
        except expat.ExpatError as error:
            message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
            self._told(error.lineno, error.offset + 1, message, "Save the logo as SVG again.")
        except TooMuchError as error:
            self._told(error.line, 1, error.message, "Draw it with fewer and simpler shapes.")

    def _told(
        self, line: int, column: int, message: str, remedy: str, level: Level = "error"
    ) -> None:
        self._problems.append(Problem(self._file, line, column, "logo", message, remedy, level))
        if len(self._problems) >= _MOST_PROBLEMS:
            raise _TooComplexError

    def _wrong(self, message: str, remedy: str, level: Level = "error") -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        self._told(line, column, message, remedy, level)

    def _give_up(self, message: str, remedy: str) -> NoReturn:
        self._wrong(message, remedy)
        raise _TooComplexError

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            self._give_up(f"it says that it is written in {encoding[:40]}", "Save it as UTF-8.")

    def _entity(self, name: str, *_: object) -> None:
        # Nested entities expand a small file to any size.
        self._give_up(f"the entity “{name[:40]}” is declared", "Save the logo as plain SVG.")

    def _attributes(self, element: str, *_: object) -> None:
        self._give_up(f"attributes of <{element[:40]}> are declared", "Save the logo as plain SVG.")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        element = Element(name, self._parser.CurrentLineNumber, attributes.get("id", ""))
        if not self._open:
            self._root = element
            self._check_root(space, name, attributes)
        else:
            self._open[-1].children.append(element)
        self._open.append(element)
        if len(self._open) > _DEEPEST or len(self._named) >= MOST_ELEMENTS:
            few = f"{MOST_ELEMENTS} elements, or elements nested more than {_DEEPEST} deep"
            self._give_up(f"it has more than {few}", "Save a simpler drawing.")
        classes = (f".{one}" for one in attributes.get("class", "").split())
        self._named.append((element, frozenset(("", "*", name, f"#{element.id}", *classes))))
        if space != _SVG:
            # The elements of drawing programs are not drawn.
            if name in _DRAWN_ANYWHERE and len(self._open) > 1:
                self._wrong(
                    f"<{name[:40]}> is no element of SVG, but is drawn like one",
                    f'Delete it, or give it the namespace "{_SVG}".',
                )
            return
        if name == "style":
            self._style = []
        if name not in _ELEMENTS:
            why, remedy = _WHY.get(name, _OTHER)
            self._wrong(f"<{name[:40]}> has no place in a logo: {why}", remedy)
        element.add_links(attributes)
        for key, value in attributes.items():
            self._check_attribute(element, key, value)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.tag == "style" and self._style is not None:
            text, self._style = "".join(self._style), None
            self._read_rules(text)

    def _characters(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _check_root(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        if (space, name) != (_SVG, "svg"):
            remedy = f'The first element must be <svg xmlns="{_SVG}">.'
            self._wrong(f"this is not SVG: it begins with <{name[:40]}>", remedy)
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

    def _check_attribute(self, element: Element, key: str, value: str) -> None:
        if key.startswith("on"):
            self._wrong(f"{key[:40]}=… on <{element.tag}> is a script", "Delete it.")
        elif key in ("href", _XLINK_HREF):
            if not value.startswith("#") or not _ID.fullmatch(value[1:]):
                self._wrong(
                    f"<{element.tag}> refers to {value[:40]}, outside of the logo",
                    "Put what it shows into the file, as shapes.",
                )
            element.links.append(("use", value[1:]))
        elif key == "style":
            self._check_style(value)
            properties = declarations(value)
            element.add_links(properties)
            self._check_values(properties)
        else:
            self._check_values({key: value})

    def _check_style(self, style: str) -> None:
        if len(style) > _LONGEST_STYLE or endless(style):
            self._give_up("it has too long a style", "Save it with plain attributes instead.")
        if _OUTSIDE.search(style):
            self._outside(style)

    def _outside(self, style: str) -> None:
        self._wrong(
            f"it refers to something outside of the logo: {style.strip()[:40]}",
            "Put what it shows into the file, as shapes.",
        )

    def _check_values(self, values: Mapping[str, str]) -> None:
        """Check attributes, or the properties of a style."""
        for name, value in values.items():
            if _OUTSIDE.search(value):
                self._outside(value)
            elif fault := value_fault(name, value):
                self._wrong(f"{name} {fault}", "Save it with plain numbers, colours and shapes.")
            elif name in _OPACITIES and _share(value) < 1:
                self._wrong(
                    f"{name} is {value}: what shows through is not allowed in an archived PDF",
                    "Use the paler colour itself, and 1.",
                )

    def _read_rules(self, text: str) -> None:
        """Check the rules of a <style>, whose selectors must be simple enough to match here."""
        import tinycss2

        self._check_style(text)
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                what = f"@{rule.at_keyword[:40]}" if rule.type == "at-rule" else "what is no rule"
                self._wrong(f"its style holds {what}", "Leave rules for classes alone.")
                continue
            properties = declarations(tinycss2.serialize(rule.content))
            self._check_values(properties)
            for selector in tinycss2.serialize(rule.prelude).split(","):
                if not _SELECTOR.fullmatch(selector.strip()):
                    shown = selector.strip()[:40]
                    self._wrong(f"its style has a rule for “{shown}”", "Name classes alone.")
                    continue
                self._rules.append((selector.strip(), properties))
            if len(self._rules) > _MOST_RULES:
                self._give_up(f"its style has more than {_MOST_RULES} rules", "Save a simpler one.")

    def _apply_rules(self) -> None:
        """Add the references in rules to the elements that they match."""
        for selector, properties in self._rules:
            if not any("url" in value for value in properties.values()):
                continue
            tag, rest = _SELECTOR.fullmatch(selector).groups()  # type: ignore[union-attr]
            wanted = {tag, *re.findall(r"[.#][^.#]+", rest)}
            for element, names in self._named:
                if wanted <= names:
                    element.add_links(properties)


class _TooComplexError(Exception):
    pass


def _share(opacity: str) -> float:
    """An opacity from 0 to 1, of a value that is a number or a keyword."""
    try:
        number = float(opacity.strip().rstrip("%"))
    except ValueError:
        return 1.0
    return number / 100 if "%" in opacity else number


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
    # NaN fails these comparisons.
    return width / height if 0 < width < inf and 0 < height < inf else None
