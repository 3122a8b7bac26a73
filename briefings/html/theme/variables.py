"""The variables of a theme: their meaning, their values, and the grounds of colours.

The check, the table in ``docs/themes.md`` and the style sheet of pages are made from these. To add
a variable, add its line, and its value to every ``theme.css``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from ...model.charts import MARK_CONTRAST, TEXT_CONTRAST


class ValueKind(Enum):
    """The type of a variable's value."""

    FACES = auto()
    FILES = auto()
    COLOUR = auto()
    OPTIONAL_COLOUR = auto()
    LENGTH = auto()
    NUMBER = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; ``name`` is without the leading hyphens.

    ``bounds`` are points for a length. A colour needs a contrast of ``contrast`` : 1 against each
    of the variables ``on``; one of those that is ``none`` shows the paper. A theme that leaves it
    out gets the value of the variable ``like``, or else the ``usual`` value; without these, every
    theme must give it.
    """

    name: str
    kind: ValueKind
    meaning: str
    on: tuple[str, ...] = ()
    contrast: float = 0.0
    bounds: tuple[float, float] = (0.0, 0.0)
    values: tuple[str, ...] = ()
    like: str = ""
    usual: str = ""

    @property
    def is_optional(self) -> bool:
        """Whether a theme may leave it out."""
        return bool(self.like or self.usual)

    def without(self, entries: Mapping[str, str]) -> str:
        """Its value in a theme that leaves it out, from the values that it gives others."""
        return self.usual or entries[self.like]

    @property
    def allowed(self) -> str:
        """The allowed values, as words that follow “must be”."""
        least, most = self.bounds
        match self.kind:
            case ValueKind.FACES:
                return "names of families in double quotes, with commas between"
            case ValueKind.FILES:
                return "names of files in double quotes, with commas between"
            case ValueKind.COLOUR:
                return "a colour written #rrggbb"
            case ValueKind.OPTIONAL_COLOUR:
                return "a colour written #rrggbb, or none"
            case ValueKind.LENGTH:
                return f"a length from {least:g}pt to {most:g}pt (or in mm)"
            case ValueKind.NUMBER:
                return f"a number from {least:g} to {most:g}"
            case ValueKind.CHOICE:
                return f"{', '.join(self.values[:-1])} or {self.values[-1]}"


def _colour(name: str, meaning: str) -> Variable:
    return Variable(name, ValueKind.COLOUR, meaning)


def _none_or_colour(name: str, meaning: str) -> Variable:
    return Variable(name, ValueKind.OPTIONAL_COLOUR, meaning)


def _text(name: str, meaning: str, *on: str, like: str = "") -> Variable:
    return Variable(name, ValueKind.COLOUR, meaning, on, TEXT_CONTRAST, like=like)


def _mark(name: str, meaning: str, *on: str) -> Variable:
    return Variable(name, ValueKind.COLOUR, meaning, on, MARK_CONTRAST)


def _size(name: str, meaning: str, least: float, most: float) -> Variable:
    return Variable(name, ValueKind.LENGTH, meaning, bounds=(least, most))


def _choice(name: str, meaning: str, *values: str, usual: str = "") -> Variable:
    return Variable(name, ValueKind.CHOICE, meaning, values=values, usual=usual)


GROUPS: Mapping[str, tuple[Variable, ...]] = {
    "Faces": (
        Variable("text-face", ValueKind.FACES, "Faces of running text, the Arabic one first"),
        Variable(
            "head-face", ValueKind.FACES, "Faces of tables, tiles and notes, the Arabic first"
        ),
        Variable("title-face", ValueKind.FACES, "Faces of titles and headings, the Arabic first"),
        Variable(
            "number-face",
            ValueKind.FACES,
            "Faces of large figures and of columns of numbers",
            like="head-face",
        ),
    ),
    "Sizes": (
        _size("title-size", "Size of the title on the first page", 14, 36),
        _size("body-size", "Size of running text", 9, 13),
        Variable(
            "body-leading",
            ValueKind.NUMBER,
            "Distance from line to line, as a multiple of the size",
            bounds=(1.3, 2.2),
        ),
        _size("heading-size", "Size of the headings of blocks", 10, 20),
    ),
    "Colours": (
        _colour("paper", "The page, and the ground of whatever has none of its own"),
        _text("ink", "Running text", "paper", "box-ground", "tile-ground", "tint"),
        _text("muted", "Dates, notes and running heads", "paper", "tile-ground", "tint"),
        _colour("rule", "Hairlines in tables"),
        _text(
            "accent",
            "Marks, source numbers, lines of a pack's cover, what is to be seen first",
            *("paper", "box-ground", "tile-ground", "heading-ground", "table-head-ground"),
        ),
        _text("warn", "What the reader is warned of, such as an estimated date", "paper"),
        _text(
            "exception",
            "What stands out: exceptions, what is asked, the letters of notes",
            "paper",
            like="warn",
        ),
        Variable(
            "tint",
            ValueKind.OPTIONAL_COLOUR,
            "Ground of strips, rows and cards that stand out",
            like="table-head-ground",
        ),
    ),
    "Masthead": (
        _choice(
            "masthead-style",
            "A filled band, text over a line, or a frame (the frame takes the most height)",
            "band",
            "plain",
            "frame",
        ),
        _choice(
            "title-align", "Where the title stands: at the right, or centred", "start", "center"
        ),
        _none_or_colour("masthead-ground", "Ground of the masthead"),
        _text("masthead-ink", "Issuer and marking in the masthead", "masthead-ground"),
        _text("masthead-muted", "The kind of document in the masthead", "masthead-ground"),
        _none_or_colour("masthead-rule", "Line or frame of the masthead"),
    ),
    "Headings": (
        _choice(
            "heading-style",
            "A line below, a bar at the right, a filled block, or the words alone",
            "rule",
            "bar",
            "block",
            "plain",
        ),
        _text(
            "heading-ink",
            "Headings, large figures and other strong text",
            *("paper", "heading-ground", "tile-ground"),
        ),
        _none_or_colour("heading-rule", "Line below a heading, or the bar beside it"),
        _none_or_colour("heading-ground", "Ground of a heading"),
    ),
    "Boxes, tiles and tables": (
        _choice("box-style", "The bottom line as text, or in a box", "box", "plain", usual="box"),
        _none_or_colour("box-ground", "Ground of the box that holds the bottom line"),
        _none_or_colour("box-rule", "Line of that box"),
        _choice("tile-style", "Key figures below a line, or each in a box", "rule", "box"),
        _none_or_colour("tile-rule", "Line above, or frame around, a key figure"),
        _none_or_colour("tile-ground", "Ground of a key figure"),
        _none_or_colour("table-head-ground", "Ground of the head of a table"),
        _text("table-head-ink", "Text in the head of a table", "table-head-ground"),
    ),
    "Charts": (
        Variable(
            "chart-face",
            ValueKind.FACES,
            "Faces of the words in charts: the families of the files below",
            like="head-face",
        ),
        _text("chart-text", "Words and values in charts", "paper"),
        _text("chart-muted", "Axes and less important words", "paper"),
        _colour("chart-rule", "Lines of the grid"),
        _mark("chart-1", "The mark that carries the point", "paper"),
        _mark("chart-2", "The other marks", "paper", "chart-1"),
        _mark("chart-3", "A third part, seldom needed", "paper"),
        _mark("chart-4", "A fourth part, seldom needed", "paper"),
        Variable("chart-fonts", ValueKind.FILES, "Files for charts, regular, the Arabic one first"),
        Variable("chart-bold-fonts", ValueKind.FILES, "The same in bold"),
    ),
}
"""The variables under the headings of their table in the documentation."""

VARIABLES: Mapping[str, Variable] = {
    variable.name: variable for group in GROUPS.values() for variable in group
}
"""All of them, by name."""
