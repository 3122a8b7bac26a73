"""Checks the values of a theme's variables, and the contrast of its colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...errors import Problem
from ...model.charts import contrast
from .sheet import ThemeSheet
from .variables import VARIABLES, ValueKind, Variable

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(pt|mm)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r'"([^"]+)"')
# Without characters that have a meaning in HTML, style sheets, lists of families or paths.
_NAME = re.compile(r'[^"\\<>,;{}/\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,100}')
_LIST = re.compile(rf'"{_NAME.pattern}"(\s*,\s*"{_NAME.pattern}")*')
_LONGEST_SHOWN = 80
_POINTS = {"pt": 1.0, "mm": 72 / 25.4}


def check_values(sheet: ThemeSheet, examples: Mapping[str, str]) -> Iterator[Problem]:
    """Variables that are missing, malformed or out of bounds, and colours without contrast.

    ``examples`` holds the value that another theme gives each variable.
    """
    # A sheet without any has a problem that says why.
    for name in VARIABLES.keys() - sheet.entries.keys() if sheet.entries else ():
        if VARIABLES[name].is_optional:
            continue
        remedy = f"Add it, as in the default theme: --{name}: {examples.get(name, '…')};"
        yield Problem(sheet.file, 0, 0, "missing-variable", f"--{name} is missing", remedy)
    good = {}
    for name in VARIABLES.keys() & sheet.entries.keys():
        entry, variable = sheet.entries[name], VARIABLES[name]
        if _is_allowed(variable, entry.value):
            good[name] = entry.value
            continue
        message = f"--{name} must be {variable.allowed}, not {_shown(entry.value)}"
        remedy = "Write it that way."
        if "--" in entry.value:
            remedy = "A semicolon is missing at the end of this line."
        elif "(" in entry.value:
            remedy = "Write the value itself: url() and other functions have no place in a theme."
        elif not all(map(is_name, quoted(entry.value))):
            remedy = "A name has letters, digits, spaces, hyphens: no signs of code or of paths."
        elif variable.name in examples:
            remedy = f"Write it as the default theme does: --{name}: {examples[name]};"
        yield sheet.problem(name, "value", message, remedy)
    yield from _too_close(sheet, good)


def quoted(value: str) -> tuple[str, ...]:
    """The names in a list of quoted names."""
    return tuple(_QUOTED.findall(value))


def points(length: str) -> float:
    """A length that is written as a theme may write it, in points."""
    found = _LENGTH.fullmatch(length)
    assert found is not None
    return float(found[1]) * _POINTS[found[2]]


def is_name(name: str) -> bool:
    """Whether a family or a file of a font has a name that can stand in a page."""
    return bool(_NAME.fullmatch(name))


def _is_allowed(variable: Variable, value: str) -> bool:
    least, most = variable.bounds
    match variable.kind:
        case ValueKind.FACES | ValueKind.FILES:
            return bool(_LIST.fullmatch(value))
        case ValueKind.COLOUR:
            return bool(_COLOUR.fullmatch(value))
        case ValueKind.OPTIONAL_COLOUR:
            return value == "none" or bool(_COLOUR.fullmatch(value))
        case ValueKind.LENGTH:
            found = _LENGTH.fullmatch(value)
            return found is not None and least <= float(found[1]) * _POINTS[found[2]] <= most
        case ValueKind.NUMBER:
            return bool(_NUMBER.fullmatch(value)) and least <= float(value) <= most
        case ValueKind.CHOICE:
            return value in variable.values


def _shown(value: str) -> str:
    first = value.split("\n", maxsplit=1)[0]
    if len(first) > _LONGEST_SHOWN:
        first = f"{first[:_LONGEST_SHOWN]}…"
    return f"“{first}”" if value else "empty"


def _too_close(sheet: ThemeSheet, good: Mapping[str, str]) -> Iterator[Problem]:
    """Colours that lack contrast, among those that are well formed."""
    for name, value in good.items():
        variable = VARIABLES[name]
        for on in variable.on:
            ground = good.get(on)
            if ground == "none":
                ground, on = good.get("paper"), "paper"  # noqa: PLW2901
            if ground is None or (ratio := contrast(value, ground)) >= variable.contrast:
                continue
            message = (
                f"--{name} {value} and --{on} {ground} have a contrast of {_below(ratio)}:1, "
                f"and need {variable.contrast:g}:1"
            )
            remedy = "Make one of them darker or lighter: few could read it, on paper least of all."
            yield sheet.problem(name, "contrast", message, remedy)


def _below(ratio: float) -> str:
    """A ratio with two decimals, rounded down: 4.499 must not read 4.50."""
    return f"{int(ratio * 100) / 100:.2f}"
