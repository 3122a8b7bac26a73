"""The shape of the package, as data: who may import whom, and what only one place may do."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from sys import stdlib_module_names

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# A part imports from its own layer or from below. Parts of a SEPARATE layer do not import each
# other: each of them knows one outside thing, and only what stands above brings them together.
LAYERS = {
    0: (
        *("__init__", "errors", "model", "resources", "files", "beside", "replacing"),
        *("libraries", "doctor", "suggestions", "strictjson", "searchpath"),
    ),
    1: (
        *("contrast", "locales", "numerals", "differences", "selection", "age"),
        *("history", "typed", "checks", "evidence", "texts", "blocks", "search"),
        *("extract", "spelling", "changes"),
    ),
    2: (
        *("library", "documents", "theme", "charts", "pages", "pdf", "webfile", "archive"),
        *("sheets", "installed", "cache"),
    ),
    3: (
        *("meetings", "briefs", "packs", "audit", "records", "explain", "exchange"),
        *("printing", "partwise", "comparison", "recipe", "orders", "editions", "pipeline"),
        *("drawing", "finished", "reuse", "batch", "copies", "typesetting", "remarks"),
    ),
    4: ("cli", "__main__"),
}
SEPARATE = {2}

# Packages that only one part may import, or one of two.
ONLY_IN = {
    "weasyprint": "pdf",
    "pydyf": "pdf",
    "pypdfium2": "pdf",
    "matplotlib": "charts",
    "jinja2": "pages",
    "yaml": "library",
    "openpyxl": "sheets",
    "tinycss2": "theme",
    "uharfbuzz": "theme or pdf",
    "bagit": "archive",
    "minisign": "archive",
    "click": "cli",
    "rich": "cli",
    "platformdirs": "cli",
    "distributed": "batch",
}

# Calls that belong to the top layer, or (None) nowhere.
CALLS = {
    "date.today": 4,
    "datetime.now": 4,
    "datetime.today": 4,
    "datetime.utcnow": 4,
    "time.time": 4,
    "time.time_ns": 4,
    "time.localtime": 4,
    "time.gmtime": 4,
    "print": 4,
    "sys.exit": 4,
    "os.chdir": None,
}

MOST_LINES = 400

LAYER_OF = {part: layer for layer, parts in LAYERS.items() for part in parts}


def test_the_package_keeps_its_layers(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {canonicalize_name(Requirement(text).name) for text in required}
    broken = list(broken_rules(checkout / "briefings", declared))
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        pytest.param(
            "model/facts.py",
            "from ..locales import digits",
            "model/facts.py:1: model (layer 0) imports locales (layer 1)",
            id="upwards",
        ),
        pytest.param(
            "selection.py",
            "def late():\n    import briefings.pdf",
            "selection.py:2: selection (layer 1) imports pdf (layer 2)",
            id="upwards-lazily",
        ),
        pytest.param(
            "errors.py",
            "from . import cli",
            "errors.py:1: errors (layer 0) imports cli (layer 4)",
            id="upwards-from-the-package",
        ),
        pytest.param(
            "charts/bars.py",
            "from briefings.theme import style",
            "charts/bars.py:1: charts imports theme, of the same layer",
            id="sideways",
        ),
        pytest.param(
            "pages.py",
            "import weasyprint.text",
            "pages.py:1: only pdf may import weasyprint",
            id="package-of-another-part",
        ),
        pytest.param(
            "pages.py",
            "import requests",
            "pages.py:1: requests is not among the dependencies in pyproject.toml",
            id="undeclared-package",
        ),
        pytest.param(
            "helpers.py",
            "",
            "helpers.py: helpers has no layer; add it to LAYERS in tests/test_layering.py",
            id="part-without-a-layer",
        ),
        pytest.param(
            "pipeline.py",
            "from datetime import date\nday = date.today()",
            "pipeline.py:2: date.today() belongs to layer 4",
            id="clock",
        ),
        pytest.param(
            "pipeline.py",
            "import datetime as dt\nday = dt.datetime.now(dt.UTC)",
            "pipeline.py:2: datetime.now() belongs to layer 4",
            id="clock-under-another-name",
        ),
        pytest.param(
            "pipeline.py",
            "from time import time as clock\nstart = clock()",
            "pipeline.py:2: time.time() belongs to layer 4",
            id="clock-imported-by-name",
        ),
        pytest.param(
            "library/__init__.py",
            "print('loaded')",
            "library/__init__.py:1: print() belongs to layer 4",
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
        pytest.param("cli/build.py", "from ..pipeline import build\nprint(build)", id="downwards"),
        pytest.param("charts/bars.py", "from .marks import Mark\nfrom . import axes", id="inside"),
        pytest.param("pipeline.py", "from briefings.briefs import compose", id="same-layer"),
        pytest.param("pdf.py", "def render():\n    import weasyprint", id="the-one-importer"),
        pytest.param("pipeline.py", "import time\nstart = time.perf_counter()", id="stopwatch"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, file: str, code: str) -> None:
    _plant(tmp_path, file, code)
    assert list(broken_rules(tmp_path, declared={"weasyprint"})) == []


def _plant(package: Path, file: str, code: str) -> None:
    path = package / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(code, "utf-8")


def broken_rules(package: Path, declared: Collection[str]) -> Iterator[str]:
    """Name every broken rule in the modules of a package folder, with file and line.

    ``declared`` holds the canonical names of the distributions that the package depends on.
    """
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        part = file.split("/")[0].removesuffix(".py")
        if part not in LAYER_OF:
            yield f"{file}: {part} has no layer; add it to LAYERS in tests/test_layering.py"
            continue
        source = path.read_text("utf-8")
        lines = len(source.splitlines())
        if lines > MOST_LINES:
            yield f"{file}: {lines} lines, more than {MOST_LINES}: split it"
        tree = ast.parse(source, file)
        for line, name in sorted(set(_imports(tree, file))):
            own, _, rest = name.partition(".")
            broken = (
                _wrong_part(part, rest.split(".")[0] or "__init__")
                if own == "briefings"
                else _wrong_package(part, own, declared)
            )
            if broken:
                yield f"{file}:{line}: {broken}"
        for line, call in _calls(tree):
            layer = CALLS.get(call, LAYER_OF[part])
            if layer is None:
                yield f"{file}:{line}: {call}() is not to be used"
            elif layer > LAYER_OF[part]:
                yield f"{file}:{line}: {call}() belongs to layer {layer}"


def _wrong_part(part: str, other: str) -> str | None:
    # `from briefings import __version__` names no part.
    here, there = LAYER_OF[part], LAYER_OF.get(other, 0)
    if there > here:
        return f"{part} (layer {here}) imports {other} (layer {there})"
    if other != part and there == here and here in SEPARATE:
        return f"{part} imports {other}, of the same layer"
    return None


def _wrong_package(part: str, package: str, declared: Collection[str]) -> str | None:
    if package in stdlib_module_names:
        return None
    if part not in ONLY_IN.get(package, part).split(" or "):
        return f"only {ONLY_IN[package]} may import {package}"
    if not {canonicalize_name(name) for name in _providers().get(package, [package])}.intersection(
        declared
    ):
        return f"{package} is not among the dependencies in pyproject.toml"
    return None


@cache
def _providers() -> Mapping[str, list[str]]:
    """The distributions that provide each package that can be imported."""
    return packages_distributions()


def _imports(tree: ast.Module, file: str) -> Iterator[tuple[int, str]]:
    """Line and absolute name of everything imported, wherever in the module it is imported."""
    home = ["briefings", *file.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            if module == "briefings":
                for alias in node.names:
                    yield node.lineno, f"briefings.{alias.name}"
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
