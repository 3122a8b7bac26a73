"""JSON that somebody else may have written or spoilt: read within bounds, or refused.

:func:`json.loads` follows brackets until the stack ends, takes ``NaN`` and half of a surrogate pair
for values, and grows a file of a few megabytes to gigabytes. What is read here can be printed,
encoded, compared and written again without any of these coming back later.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_BYTES = 16 << 20
"""As much as is read: brackets take about twenty times their bytes as Python's objects."""
MOST_DEPTH = 64
"""Lists and objects inside each other; what this program writes has less than ten."""


def read_json(data: bytes | str, most: int = MOST_BYTES) -> Any:
    """The value of a text in JSON, of at most ``most`` bytes (or characters of a ``str``).

    Raises ValueError, whose text says what is wrong: “it is not JSON: …”.
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
    # Escaped halves of a pair come through the parser; written out they are no UTF-8.
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
