"""The project file, ``briefings.toml``: what would otherwise be said with every command."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..errors import BriefingError, Problem

NAME = "briefings.toml"
_KEYS = {
    "archive": "the folder in which editions are kept",
    "sign": "the file of the secret key that signs them",
}


@dataclass(frozen=True, slots=True)
class Project:
    """What the project file says, with paths as seen from its folder; None where it is silent."""

    archive: Path | None = None
    sign: Path | None = None


def read_project(folder: Path) -> Project:
    """The project file of a folder or of the nearest one above it; an empty one if there is none.

    Raises BriefingError with everything that is wrong with it, OSError where it cannot be read.
    """
    for above in (folder, *folder.parents):
        file = above / NAME
        if file.is_file():
            return _read(file)
    return Project()


def _read(file: Path) -> Project:
    data = file.read_bytes().removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message, remedy = "it is not in UTF-8", "Save it again with the encoding UTF-8."
        problem = Problem(str(file), line, 1, "not-utf8", message, remedy)
        raise BriefingError(str(problem)) from error
    except tomllib.TOMLDecodeError as error:
        raise BriefingError(str(_malformed(file, str(error)))) from error
    problems = []
    for name, value in values.items():
        line = _line_of(name, text)
        if name not in _KEYS:
            near = get_close_matches(name, _KEYS, n=1)
            known = ", ".join(f"“{key}” ({doc})" for key, doc in _KEYS.items())
            hint = f"Did you mean “{near[0]}”?" if near else f"There is {known}."
            problems.append(
                Problem(str(file), line, 1, "unknown-key", f"there is no key “{name}”", hint)
            )
        elif not isinstance(value, str) or not value.strip() or "\0" in value:
            remedy = f'Write it in quotes: {name} = "…"'
            message = f"“{name}” is {_KEYS[name]}, a path"
            problems.append(Problem(str(file), line, 1, "wrong-type", message, remedy))
    if problems:
        raise BriefingError("\n".join(map(str, problems)))
    paths = {name: file.parent / _expanded(value) for name, value in values.items()}
    return Project(**paths)


def _expanded(value: str) -> Path:
    with suppress(RuntimeError):  # “~name” that is nobody's home
        return Path(value).expanduser()
    return Path(value)


def _malformed(file: Path, said: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    reason = said.partition(" (at ")[0]
    remedy = 'A line reads: archive = "folder"'
    return Problem(str(file), line, column, "toml-syntax", f"it is not TOML: {reason}", remedy)


def _line_of(name: str, text: str) -> int:
    """The line that gives a key, or 0 where it is written in some rare way."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=\].]""")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if pattern.match(line)), 0)
