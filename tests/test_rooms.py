"""Who may import whom (`rooms.py` has the list), and what only one place may do."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from runpy import run_path
from sys import stdlib_module_names

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rooms import ORDER

# From the top down; a part may import what stands in the same place or below.
PLACES = {part: place for place, part in enumerate(("__main__", *ORDER, "__init__"))}
TOP = ("__main__", "cli")
"""What may read the clock, print and exit."""

# Packages that only one part may import, or one of two.
ONLY_IN = {
    "weasyprint": "pdf",
    "pydyf": "pdf",
    "pypdfium2": "pdf",
    "matplotlib": "charts",
    "jinja2": "html",
    "yaml": "data",
    "openpyxl": "data",
    "tinycss2": "html",
    "uharfbuzz": "charts or html or pdf",
    "bagit": "archive",
    "minisign": "archive",
    "click": "cli",
    "rich": "cli",
    "platformdirs": "cli",
    "distributed": "batch",
    "fcntl": "atomic",
}

# Calls that belong to the top, or (False) nowhere.
CALLS = {
    "date.today": True,
    "datetime.now": True,
    "datetime.today": True,
    "datetime.utcnow": True,
    "time.time": True,
    "time.time_ns": True,
    "time.localtime": True,
    "time.gmtime": True,
    "print": True,
    "sys.exit": True,
    "os.chdir": False,
}

MOST_LINES = 400


def test_the_package_keeps_its_rooms(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {canonicalize_name(Requirement(text).name) for text in required}
    broken = list(broken_rules(checkout / "briefings", declared))
    assert not broken, "\n".join(broken)


def test_contributing_shows_the_rooms_as_they_are(checkout: Path) -> None:
    page = (checkout / "CONTRIBUTING.md").read_text("utf-8")
    renewed = run_path(str(checkout / "docs/make_rooms.py"))["renewed"]
    assert renewed(page) == page, "Run .venv/bin/python -m docs.make_rooms"


@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        pytest.param(
            "model/facts.py",
            "from ..arabic import digits",
            "model/facts.py:1: model imports arabic, which stands above it",
            id="upwards",
        ),
        pytest.param(
            "pdf/merge.py",
            "def late():\n    import briefings.facts.selection",
            "pdf/merge.py:2: pdf imports facts, which stands above it",
            id="upwards-lazily",
        ),
        pytest.param(
            "errors.py",
            "from . import cli",
            "errors.py:1: errors imports cli, which stands above it",
            id="upwards-from-the-package",
        ),
        pytest.param(
            "html/templates.py",
            "import weasyprint.text",
            "html/templates.py:1: only pdf may import weasyprint",
            id="package-of-another-part",
        ),
        pytest.param(
            "archive/inside.py",
            "import fcntl",
            "archive/inside.py:1: only atomic may import fcntl",
            id="locks-of-its-own",
        ),
        pytest.param(
            "html/templates.py",
            "import requests",
            "html/templates.py:1: requests is not among the dependencies in pyproject.toml",
            id="undeclared-package",
        ),
        pytest.param(
            "helpers.py",
            "",
            "helpers.py: helpers is no room of tests/rooms.py",
            id="no-room",
        ),
        pytest.param(
            "build/pipeline.py",
            "from datetime import date\nday = date.today()",
            "build/pipeline.py:2: date.today() belongs to cli",
            id="clock",
        ),
        pytest.param(
            "build/pipeline.py",
            "import datetime as dt\nday = dt.datetime.now(dt.UTC)",
            "build/pipeline.py:2: datetime.now() belongs to cli",
            id="clock-under-another-name",
        ),
        pytest.param(
            "build/pipeline.py",
            "from time import time as clock\nstart = clock()",
            "build/pipeline.py:2: time.time() belongs to cli",
            id="clock-imported-by-name",
        ),
        pytest.param(
            "data/__init__.py",
            "print('loaded')",
            "data/__init__.py:1: print() belongs to cli",
            id="print",
        ),
        pytest.param(
            "cli/__init__.py",
            "import os\nos.chdir('/')",
            "cli/__init__.py:2: os.chdir() is not to be used",
            id="chdir",
        ),
        pytest.param(
            "model/facts.py",
            "pass\n" * 401,
            "model/facts.py: 401 lines, more than 400: split it",
            id="too-long",
        ),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, file: str, code: str, message: str) -> None:
    _plant(tmp_path, file, code)
    assert list(broken_rules(tmp_path, declared={"weasyprint"})) == [message]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        pytest.param(
            "cli/build.py", "from ..build.pipeline import build\nprint(build)", id="downwards"
        ),
        pytest.param("charts/bars.py", "from .marks import Mark\nfrom . import axes", id="inside"),
        pytest.param(
            "pdf/engine.py", "def render():\n    import weasyprint", id="the-one-importer"
        ),
        pytest.param(
            "build/pipeline.py", "import time\nstart = time.perf_counter()", id="stopwatch"
        ),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, file: str, code: str) -> None:
    _plant(tmp_path, file, code)
    assert list(broken_rules(tmp_path, declared={"weasyprint"})) == []


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        pytest.param(
            {
                "cli/names.py": "def late():\n    from .options import theme",
                "cli/options.py": "from . import names",
            },
            "a circle: cli.names imports cli.options imports cli.names",
            id="files",
        ),
        pytest.param(
            {
                "facts/search.py": "from .old import words",
                "facts/old/words.py": "from ...facts import dates",
                "facts/dates.py": "",
            },
            "a circle: facts imports facts.old imports facts",
            id="folders",
        ),
    ],
)
def test_a_circle_is_named(tmp_path: Path, planted: dict[str, str], message: str) -> None:
    for file, code in planted.items():
        _plant(tmp_path, file, code)
    (told,) = broken_rules(tmp_path, declared=())
    start = message.removeprefix("a circle: ").split(" imports ")
    turned = f"a circle: {' imports '.join([*start[1:], start[1]])}"
    assert told in (message, turned)


def _plant(package: Path, file: str, code: str) -> None:
    path = package / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, "utf-8")


def broken_rules(package: Path, declared: Collection[str]) -> Iterator[str]:
    """Name every broken rule in the modules of a package folder, with file and line.

    ``declared`` holds the canonical names of the distributions that the package depends on.
    """
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        part = file.split("/")[0].removesuffix(".py")
        if part not in PLACES:
            yield f"{file}: {part} is no room of tests/rooms.py"
            continue
        source = path.read_text("utf-8")
        lines = len(source.splitlines())
        if lines > MOST_LINES:
            yield f"{file}: {lines} lines, more than {MOST_LINES}: split it"
        tree = ast.parse(source, file)
        for line, name in sorted(set(_imports(tree, file))):
            own, _, rest = name.partition(".")
            broken = (
                _wrong_room(part, rest.split(".")[0])
                if own == "briefings"
                else _wrong_package(part, own, declared)
            )
            if broken:
                yield f"{file}:{line}: {broken}"
        for line, call in _calls(tree):
            if CALLS.get(call) is False:
                yield f"{file}:{line}: {call}() is not to be used"
            elif CALLS.get(call) and part not in TOP:
                yield f"{file}:{line}: {call}() belongs to cli"
    yield from _circles(package)


def _circles(package: Path) -> Iterator[str]:
    """A circle of imports between files, and one between folders, where there are any."""
    folders, files = {}, {}
    for path in package.rglob("*.py"):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        folders[name] = ".".join(path.relative_to(package).parts[:-1])
        files[name] = path
    of_files: dict[str, set[str]] = {}
    of_folders: dict[str, set[str]] = {}
    for name, path in files.items():
        file = path.relative_to(package).as_posix()
        for _, full in _imports(ast.parse(path.read_text("utf-8")), file, whole=True):
            other = full.removeprefix("briefings.")
            other = other if other in files else other.rpartition(".")[0]
            homes = (folders[name], folders.get(other, ""))
            if other in files and name != other:
                of_files.setdefault(name, set()).add(other)
            if all(homes) and homes[0] != homes[1]:
                of_folders.setdefault(homes[0], set()).add(homes[1])
    for graph in (of_files, of_folders):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            yield f"a circle: {' imports '.join(reversed(error.args[1]))}"


def _wrong_room(part: str, other: str) -> str | None:
    # `from briefings import __version__` names no part.
    there = PLACES.get(other)
    if there is None or there >= PLACES[part]:
        return None
    return f"{part} imports {other}, which stands above it"


def _wrong_package(part: str, package: str, declared: Collection[str]) -> str | None:
    if part not in ONLY_IN.get(package, part).split(" or "):
        return f"only {ONLY_IN[package]} may import {package}"
    if package in stdlib_module_names:
        return None
    if not {canonicalize_name(name) for name in _providers().get(package, [package])}.intersection(
        declared
    ):
        return f"{package} is not among the dependencies in pyproject.toml"
    return None


@cache
def _providers() -> Mapping[str, list[str]]:
    """The distributions that provide each package that can be imported."""
    return packages_distributions()


def _imports(tree: ast.Module, file: str, *, whole: bool = False) -> Iterator[tuple[int, str]]:
    """Line and absolute name of everything imported, wherever in the module it is imported.

    Of ``from a import b`` it is the name of ``a``, or, as a ``whole``, of ``a.b``.
    """
    home = ["briefings", *file.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            if whole or module == "briefings":
                for alias in node.names:
                    yield node.lineno, f"{module}.{alias.name}"
            else:
                yield node.lineno, module


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of every call, as ``owner.name``, or by the full name it was imported from."""
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, *rest = ast.unparse(node.func).split(".")
            full = [*names.get(first, first).split("."), *rest]
            yield node.lineno, ".".join(full[-2:])
