"""Validates the structure of an edition's record, so that its readers can rely on types."""

from __future__ import annotations

import datetime as dt
import re
import reprlib
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]

_DIGEST = re.compile("[0-9a-f]{64}")
_LONGEST = 10_000  # letters of a text
_MOST = 1_000_000  # of pages, copies and claims


def main_files(series: str) -> dict[str, str]:
    """The names of the main files, by kind; a record may name no others."""
    return {
        "pdf": f"{series}.pdf",
        "text": "text.html",
        "facts": "facts.json",
        "figures": "figures.json",
    }


def flaw(record: object, id_: tuple[str, dt.date, int]) -> str | None:
    """Why a value is no valid record of the edition with that id; None if it is one.

    The reason is a sentence without full stop.
    """
    if not isinstance(record, dict):
        return "it holds no record of an edition"
    for key in _REQUIRED:
        if key not in record:
            return f"it has no “{key}”"
    for key, fits in {**_REQUIRED, **_OPTIONAL}.items():
        if key in record and not fits(record[key]):
            return f"“{key}” is not what it should be: {reprlib.repr(record[key])}"
    series, date, number = id_
    given = [record[key] for key in ("edition", "series", "date", "number")]
    if given != [str(id_), series, date.isoformat(), number]:
        return f"it is the record of “{record['edition']}”, not of “{id_}”"
    names = main_files(series)
    for kind, file in record["files"].items():
        if file != names.get(kind, file):
            return f"its {kind} is called {reprlib.repr(file)}, not “{names[kind]}”"
    return None


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _digest(value: Any) -> bool:
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def _day(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _or_none(fits: Check) -> Check:
    return lambda value: value is None or fits(value)


def _list_of(fits: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _dict_of(fits: Check) -> Check:
    return lambda value: (
        isinstance(value, dict) and all(map(_text, value)) and all(map(fits, value.values()))
    )


def _meeting(value: Any) -> bool:
    return _dict_of(_text)(value) and "id" in value


def _option(value: Any) -> bool:
    single = isinstance(value, bool) or _number(value) or _text(value)
    return value is None or single or _list_of(_number)(value)


_REQUIRED: Mapping[str, Check] = {
    "edition": _text,
    "series": _text,
    "date": _day,
    "number": _number,
    "title": _text,
    "format": _text,
    "topics": _list_of(_text),
    "titles": _dict_of(_text),
    "meeting": _or_none(_meeting),
    "facts_as_of": _day,
    "files": _dict_of(_text),
}
_OPTIONAL: Mapping[str, Check] = {
    "ordinal": _number,
    "code": _text,
    "digest": _digest,
    "pages": _number,
    "options": _dict_of(_option),
    "versions": _dict_of(_text),
    "components": _dict_of(_text),
    "facts_since": _dict_of(_text),
    "previous": _dict_of(_or_none(_text)),
    "inputs": _text,
    "printed": _dict_of(_dict_of(_list_of(_number))),
}
"""Keys that every record of this program has; their readers check for them where needed."""
