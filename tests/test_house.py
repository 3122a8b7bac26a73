"""How the code reads: Arabic in its room, one name for one class, few parameters, no tiny modules.

Who may import whom and how long a module may be is the matter of `test_rooms.py`, options that of
`build/test_options.py`, foreign functions that of `test_foreign_functions.py`.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

MOST_PARAMETERS = 6
FEWEST_LINES = 40
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")

# A kind of block and a format are a module each, however little they need.
FOUND_BY_THEMSELVES = ("content/blocks/", "build/exporters/")

# Functions whose parameters somebody else has laid down.
FOREIGN_SIGNATURES = {"pdf/line_break_cache.py:split_first_line"}

Sources = Mapping[str, str]
"""The text of each module, by its path in the package."""


def arabic_elsewhere(sources: Sources) -> Iterator[str]:
    """String literals with Arabic letters outside the room that words it."""
    for file, tree in _parsed(sources):
        if file.startswith("arabic/"):
            continue
        explained = {id(text) for text in (*_docstrings(tree), *_own_names(tree))}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in explained
                and ARABIC.search(node.value)
            ):
                yield f"{file}:{node.lineno}: Arabic belongs in arabic/ or a template"


def names_in_two_rooms(sources: Sources) -> Iterator[str]:
    """Class names that stand for two things."""
    rooms: defaultdict[str, set[str]] = defaultdict(set)
    for file, tree in _parsed(sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                rooms[node.name].add(file.split("/")[0])
    for name, found in rooms.items():
        if len(found) > 1:
            yield f"class {name} stands in {' and '.join(sorted(found))}"


def long_signatures(sources: Sources) -> Iterator[str]:
    """Functions with too many parameters, `self` aside."""
    for file, tree in _parsed(sources):
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            count = sum(one.arg not in ("self", "cls") for one in given)
            if count > MOST_PARAMETERS and f"{file}:{node.name}" not in FOREIGN_SIGNATURES:
                yield f"{file}:{node.lineno}: {node.name} takes {count} parameters"


def tiny_modules(sources: Sources) -> Iterator[str]:
    """Modules too small to be worth a file; faces of packages aside."""
    for file, text in sources.items():
        if file.endswith(("__init__.py", "__main__.py")):
            continue
        lines = len(text.splitlines())
        if lines < FEWEST_LINES and not file.startswith(FOUND_BY_THEMSELVES):
            yield f"{file} has {lines} lines"


RULES = [arabic_elsewhere, names_in_two_rooms, long_signatures, tiny_modules]


@pytest.mark.parametrize("rule", RULES)
def test_the_package_keeps_the_rule(checkout: Path, rule: object) -> None:
    package = checkout / "briefings"
    sources = {
        file.relative_to(package).as_posix(): file.read_text("utf-8")
        for file in sorted(package.rglob("*.py"))
    }
    assert callable(rule)
    assert not list(rule(sources))


@pytest.mark.parametrize(
    ("sources", "rule", "message"),
    [
        (
            {"pdf/a.py": 'def f():\n    """قول"""\n    return f"قول {1}"\n'},
            arabic_elsewhere,
            "pdf/a.py:3: Arabic belongs in arabic/ or a template",
        ),
        (
            {"pdf/a.py": "class Row: ...\n", "html/b.py": "class Row: ...\n"},
            names_in_two_rooms,
            "class Row stands in html and pdf",
        ),
        (
            {"pdf/a.py": "class A:\n    def f(self, a, b, c, d, *, e, f, g): ...\n"},
            long_signatures,
            "pdf/a.py:2: f takes 7 parameters",
        ),
        ({"pdf/a.py": "x = 1\n"}, tiny_modules, "pdf/a.py has 1 lines"),
    ],
)
def test_what_breaks_a_rule_is_found(sources: Sources, rule: object, message: str) -> None:
    assert callable(rule)
    assert list(rule(sources)) == [message]


def test_what_keeps_the_rules_is_left_alone() -> None:
    sources = {
        "arabic/a.py": 'SAID = "قول"\n' + "x = 1\n" * FEWEST_LINES,
        "pdf/a.py": "class Row: ...\ndef f(a, b, c, d, e, f): ...\n" + "x = 1\n" * FEWEST_LINES,
        "content/blocks/a.py": 'class A:\n    reworded_as: ClassVar[str] = "اقتباس"\n',
        "pdf/b.py": "class Row: ...\n" + "x = 1\n" * FEWEST_LINES,
        "pdf/__init__.py": "",
    }
    for rule in RULES:
        assert not list(rule(sources))


def _parsed(sources: Sources) -> Iterator[tuple[str, ast.Module]]:
    for file, text in sources.items():
        yield file, ast.parse(text)


def _own_names(tree: ast.Module) -> Iterator[ast.expr]:
    """The name of a block kind is an attribute of its class, as everything particular to it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "reworded_as":
            assert node.value is not None
            yield node.value


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        ):
            yield node.body[0].value
