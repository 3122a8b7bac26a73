"""Reads a theme's style sheet: one ``:root`` rule of variables, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from ...atomic import MEGABYTE, read_regular
from ...errors import Level, Problem
from .variables import VARIABLES

NAME = "theme.css"
LARGEST = MEGABYTE // 10
"""Bytes of a style sheet at the most; a theme's has three thousand."""
_DEEPEST = 8
_MOST_PROBLEMS = 50
_LONGEST_SHOWN = 80
_TOKEN = re.compile(r"/\*.*?(?:\*/|$)|[][(){}]|[0-9]{200}", re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"
_BEGIN = "Begin with that of a shipped theme: the command “themes” tells where it lies."
_ONLY = "A theme consists of variables in one rule: “:root { --ink: #17242c; … }”."


@dataclass(frozen=True, slots=True)
class Declaration:
    """The value of a variable as written, and where it begins; line and column from 1."""

    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ThemeSheet:
    """The variables of a style sheet, by name without hyphens, and its problems."""

    file: str
    entries: Mapping[str, Declaration]
    problems: tuple[Problem, ...]

    def problem(
        self, name: str, rule: str, message: str, remedy: str, *, level: Level = "error"
    ) -> Problem:
        """A problem at the place of one of its variables."""
        entry = self.entries[name]
        return Problem(self.file, entry.line, entry.column, rule, message, remedy, level)


def read_sheet(path: Path) -> ThemeSheet:
    """Read a theme's style sheet; its values are not checked here."""
    import tinycss2

    file = str(path)

    def unread(line: int, message: str, remedy: str) -> ThemeSheet:
        problem = Problem(file, line, 1 if line else 0, "style-sheet", message, remedy)
        return ThemeSheet(file, {}, (problem,))

    try:
        css = read_regular(path, LARGEST, inside=path.parent).decode("utf-8-sig")
    except FileNotFoundError:
        return unread(0, "it is not there", _BEGIN)
    except OSError as error:
        return unread(0, f"it cannot be read: {error.strerror}", _BEGIN)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return unread(line, "it is not UTF-8", "Save it as UTF-8.")
    if found := endless(css):
        return unread(*found, _ONLY)
    entries: dict[str, Declaration] = {}
    problems: list[Problem] = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if len(problems) >= _MOST_PROBLEMS:
            remedy = "Mend what is told before this, then look again."
            place = file, rule.source_line, rule.source_column, "style-sheet"
            problems.append(Problem(*place, "it is not read from here on", remedy))
            break
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            problems += islice(_read_rule(file, rule, entries), _MOST_PROBLEMS)
        else:
            problems.append(_refused(file, rule, _named(rule)))
    if not entries and not problems:
        return unread(0, "it holds no variables", _BEGIN)
    return ThemeSheet(file, entries, tuple(problems))


def _read_rule(file: str, rule: Any, entries: dict[str, Declaration]) -> Iterator[Problem]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    ):
        if node.type != "declaration":
            yield _refused(file, node, _named(node))
            continue
        name = _shortened(node.name.removeprefix("--"))
        tokens = [token for token in node.value if token.type != "comment"]
        place = file, node.source_line, node.source_column
        if not node.name.startswith("--"):
            yield _refused(file, node, f"the property “{_shortened(node.name)}”")
        elif node.important:
            yield Problem(*place, "style-sheet", f"--{name} is !important", "Leave that out.")
        elif name in entries:
            first = entries[name].line
            message = f"--{name} is given a second time, first in line {first}"
            yield Problem(*place, "style-sheet", message, "Leave one of the two out.")
        else:
            value = tinycss2.serialize(tokens).strip()
            entries[name] = Declaration(value, node.source_line, node.source_column)
            if name not in VARIABLES:
                near = get_close_matches(name, VARIABLES, n=1)
                remedy = f"Did you mean --{near[0]}?" if near else "Leave it out."
                message = f"there is no variable --{name}"
                yield Problem(*place, "unknown-variable", message, remedy)


def endless(css: str) -> tuple[int, str] | None:
    """The line and the kind of a token that CSS parsers cannot bound; None where there is none.

    They recurse for each bracket, and Python limits the length of integers. Comments do not count.
    """
    depth = 0
    for found in _TOKEN.finditer(css):
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in _CLOSING:
            depth = max(0, depth - 1)
        if depth <= _DEEPEST and not found[0].isdigit():
            continue
        line = css.count("\n", 0, found.start()) + 1
        if depth > _DEEPEST:
            return line, f"brackets are nested more than {_DEEPEST} deep"
        return line, "it holds a number without end"
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _named(node: Any) -> str:
    """The name of a part of the sheet in a message."""
    import tinycss2

    if node.type == "at-rule":
        return f"“@{_shortened(node.at_keyword)}”"
    if node.type == "qualified-rule":
        return f"a rule for “{_shortened(tinycss2.serialize(node.prelude).strip())}”"
    return f"what cannot be read ({node.message})"


def _refused(file: str, node: Any, what: str) -> Problem:
    message = f"{what} has no place in a theme"
    return Problem(file, node.source_line, node.source_column, "style-sheet", message, _ONLY)
