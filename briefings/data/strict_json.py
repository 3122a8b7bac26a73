"""A bounded and strict parser for JSON from untrusted or damaged files.

:func:`json.loads` recurses until the stack overflows, accepts ``NaN`` and lone surrogates, and
expands a file of a few megabytes to gigabytes of objects. Values from :func:`read_json` can be
printed, encoded, compared and serialised safely.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_BYTES = 16 << 20
"""Largest input; as Python objects, nested brackets take about twenty times their bytes."""
MOST_DEPTH = 64
"""Deepest nesting of lists and objects; files of this program have less than ten levels."""


def read_json(data: bytes | str, most: int = MOST_BYTES) -> Any:
    """Parse a JSON text of at most ``most`` bytes (or characters of a ``str``).

    Raises ValueError with a clause for the user: “it is not JSON: …”.
    """
    if len(data) > most:
        raise ValueError(f"it is too large: {len(data)} bytes, where {most} are read at most")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value = json.loads(text, parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise ValueError("it is not JSON: its text is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # a number of thousands of digits, or NaN
        raise ValueError("it is not JSON: it holds a number that is none") from error
    if text.count("[") + text.count("{") > MOST_DEPTH:
        _check_depth(value)
    # The parser accepts escaped lone surrogates, which UTF-8 cannot encode.
    if "\\ud" in text.lower() or isinstance(data, str):
        _check_text(value)
    return value


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _too_deep() -> ValueError:
    return ValueError(f"it is nested more than {MOST_DEPTH} deep")


def _check_depth(value: Any) -> None:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MOST_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise _too_deep()


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    """The lists and objects directly inside one."""
    inner = value.values() if isinstance(value, dict) else value
    return [one for one in inner if isinstance(one, dict | list)]


def _check_text(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("it is not JSON: it holds half of a surrogate pair") from error
