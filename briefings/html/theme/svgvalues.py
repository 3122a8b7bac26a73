"""Checks the attributes and style properties of a drawing that WeasyPrint reads.

It does not check them: a malformed or infinite number ends a build or gets into the PDF, and some
values take long to parse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite

from .sheet import endless

LARGEST_NUMBER = 1e6
LONGEST_RUN = 50_000
"""Characters of numbers in a row; WeasyPrint copies the rest of them for each number it reads."""

# Possessive and atomic, so that no value makes them backtrack.
_NUMBER = r"(?>[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)"
_NUMBERS = re.compile(_NUMBER)
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|q|Q|em|ex|rem|%)?"
_ANGLE = rf"{_NUMBER}(?:deg|rad|grad|turn)?"
_COLOUR = r"(?:#[0-9a-fA-F]{3,8}|[a-zA-Z-]++|[a-zA-Z]++\([^()]{0,100}\))"
_REFERENCE = r"url\(\s*+['\"]?#[\w.:-]++['\"]?\s*+\)"
_SEPARATORS = " ,\t\r\n"

_SINGLE = {
    name: re.compile(rf"\s*+(?:{pattern}|inherit|initial)?\s*+")
    for names, pattern in (
        (
            "x y x1 y1 x2 y2 cx cy fx fy fr r rx ry width height offset font-size",
            rf"{_LENGTH}|auto|normal|none|small|medium|large|[a-z]++-(?:small|large)",
        ),
        ("stroke-width stroke-dashoffset", _LENGTH),
        ("opacity fill-opacity stroke-opacity stop-opacity", rf"{_NUMBER}\s*+%?"),
        ("stroke-miterlimit", _NUMBER),
        ("fill stroke", rf"{_COLOUR}|{_REFERENCE}(?:\s++{_COLOUR})?"),
        ("stop-color color", _COLOUR),
        ("clip-path", rf"none|{_REFERENCE}"),
        ("filter mask marker marker-start marker-mid marker-end", "none"),
        ("spreadMethod", "pad"),
        ("preserveAspectRatio", r"(?:none|xM(?:in|id|ax)YM(?:in|id|ax))(?:\s++(?:meet|slice))?"),
        ("font", rf"(?:{_LENGTH}|(?!r?em\b|ex\b)[a-z]++)\s[^\n]*+"),
    )
    for name in names.split()
}
_LISTS = {
    "viewBox": _NUMBER,
    "points": _NUMBER,
    "stroke-dasharray": rf"{_LENGTH}|none|inherit",
    "transform-origin": rf"{_NUMBER}(?:px|pt|mm|cm|in)?|center|left|right|top|bottom",
}
_FUNCTION = re.compile(r"([a-zA-Z]++)\s*+\(([^()]*+)\)")
_ARGUMENTS = {
    "matrix": (6,),
    "translate": (1, 2),
    "translateX": (1,),
    "translateY": (1,),
    "scale": (1, 2),
    "scaleX": (1,),
    "scaleY": (1,),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}
_ARGUMENT = re.compile(rf"{_LENGTH}|{_ANGLE}")
_PATH = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*+)")
_COUNTS = {"z": 0, "h": 1, "v": 1, "m": 2, "l": 2, "t": 2, "q": 4, "s": 4, "c": 6}
_GAP = r"[\s,]*+"
_ARC = re.compile(_GAP.join((_NUMBER, _NUMBER, _NUMBER, "[01]", "[01]", _NUMBER, _NUMBER, "")))


def value_fault(name: str, value: str) -> str:
    """The fault of the value of an attribute or property, as a clause; empty if none."""
    if name == "d":
        return _path_fault(value)
    if (
        name not in _SINGLE
        and name not in _LISTS
        and name not in ("transform", "gradientTransform")
    ):
        return ""
    if len(value) > LONGEST_RUN:
        return f"has more than {LONGEST_RUN} characters in a row"
    if name in _SINGLE:
        is_sound = bool(_SINGLE[name].fullmatch(value))
    elif name in _LISTS:
        is_sound = _is_list(value, _LISTS[name])
        if name == "viewBox":
            is_sound = is_sound and len(_NUMBERS.findall(value)) == 4
    else:
        is_sound = _is_transform(value)
    if not is_sound:
        return f"cannot be {_shown(value)}"
    return _number_fault(value) if "#" not in value else ""


def _is_list(value: str, pattern: str) -> bool:
    """Whether a value is a list of what the pattern matches."""
    return not re.sub(pattern, " ", value).strip(_SEPARATORS)


def _is_transform(value: str) -> bool:
    if value.strip() in ("none", "inherit"):
        return True
    for name, arguments in _FUNCTION.findall(value):
        found = _ARGUMENT.findall(arguments)
        if len(found) not in _ARGUMENTS.get(name, ()):
            return False
        if _ARGUMENT.sub(" ", arguments).strip(_SEPARATORS):
            return False
    return not _FUNCTION.sub(" ", value).strip(_SEPARATORS)


def _number_fault(value: str) -> str:
    for number in _NUMBERS.findall(value):
        size = abs(float(number))
        if not isfinite(size) or size > LARGEST_NUMBER:
            return f"holds the number {_shown(number)}, and {LARGEST_NUMBER:.0f} is the largest"
    return ""


def _path_fault(value: str) -> str:
    """The fault of the data of a path."""
    rest = value.lstrip()
    if rest and rest[0] not in "Mm":
        return "cannot be read: it does not begin with M"
    for letter, run in _PATH.findall(rest):
        if len(run) > LONGEST_RUN:
            return f"has more than {LONGEST_RUN} characters in a row"
        if fault := _number_fault(run):
            return fault
        numbers = run.strip()
        if letter in "aA":
            if not numbers or _ARC.sub("", numbers):
                return f"has an arc that cannot be read: {_shown(numbers)}"
            continue
        if _NUMBERS.sub(" ", numbers).strip(_SEPARATORS):
            return f"cannot hold {_shown(numbers)}"
        count, wanted = len(_NUMBERS.findall(numbers)), _COUNTS[letter.lower()]
        if (count and not wanted) or (wanted and (not count or count % wanted)):
            return f"has {count} numbers after {letter}"
    return ""


def _shown(value: str) -> str:
    value = value.strip()
    return f"“{value[:40]}…”" if len(value) > 40 else f"“{value}”"


def declarations(style: str) -> Mapping[str, str]:
    """The properties of a ``style`` attribute or of the block of a rule, the last of each."""
    import tinycss2

    if endless(style):
        return {}
    found = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return {
        one.lower_name: tinycss2.serialize(one.value).strip()
        for one in found
        if one.type == "declaration"
    }
