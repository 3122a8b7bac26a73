"""Functions of other packages are replaced in one place only, which says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLACE = "pdf/patches.py"

_SETTINGS = {"os.environ", "sys.path"}
"""What belongs to the process, and is meant to be set."""


def test_no_function_of_another_package_is_replaced(checkout: Path) -> None:
    found = list(replacements(checkout / "briefings"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "from weasyprint import pdf\npdf.add_tags = None",
        "import weasyprint.pdf as theirs\ntheirs.add_tags, other = None, 1",
        "import ctypes.util\ndel ctypes.util.find_library",
        "from weasyprint import svg\nsvg.TAGS['path'] = None",
        "from weasyprint.text import line_break\nlayout = line_break.Layout\nlayout.setup = None",
        "import pydyf\nfor pydyf.PDF.write in (): pass",
        "import sys\nsys.modules['fontTools.subset'] = None",
        "def late():\n    import pydyf\n    setattr(pydyf, 'PDF', None)",
        "import pydyf\nvars(pydyf)['PDF'] = None",
        "import pydyf\npydyf.__dict__['PDF'] = None",
        "def f(pdf):\n    def write(): ...\n    pdf.write = write",
        "def f(pdf):\n    pdf.write, pdf.x = lambda: None, 1",
        "def f(): ...\ndef g(metadata):\n    type(metadata).generate = f",
        "class A:\n    def b(self): ...\n    def f(self, ffi):\n        ffi.parse = self.b",
        "from unittest.mock import patch",
    ],
)
def test_a_planted_replacement_is_named(code: str, tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    for name in ("engine.py", "patches.py"):
        (tmp_path / "pdf" / name).write_text(code, "utf-8")
    line = code.count("\n") + 1
    (found,) = replacements(tmp_path)
    assert found.startswith(f"pdf/engine.py:{line}: ")
    assert found.endswith(f"belongs to {PLACE}")


@pytest.mark.parametrize(
    "code",
    [
        "import os, sys\nos.environ['A'] = ''\nsys.path[:] = []",
        "class A:\n    def b(self): ...\n    def f(self, x):\n        self.b = self.g = x.size = 1",
        "def f(parser, self):\n    parser.StartElementHandler = self._start",
        "import gc\nbefore = gc.get_threshold()\nclass B: pass\nB().size = before",
    ],
)
def test_values_may_be_set(code: str, tmp_path: Path) -> None:
    (tmp_path / "any.py").write_text(code, "utf-8")
    assert list(replacements(tmp_path)) == []


def replacements(package: Path) -> Iterator[str]:
    """Name what replaces a function of another package, with file and line.

    That is whatever sets an attribute, or an entry, of something imported from another package,
    and whatever sets a function as an attribute of anything but ``self``.
    """
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        if file != PLACE:
            tree = ast.parse(path.read_text("utf-8"), file)
            for line, shown in sorted(set(_Looked(tree).found())):
                yield f"{file}:{line}: {shown} belongs to {PLACE}"


class _Looked:
    """What one module imports and defines, by name."""

    def __init__(self, tree: ast.Module) -> None:
        self._nodes = list(ast.walk(tree))
        self._foreign = set(self._imported())
        self._functions = {one.name for one in self._nodes if isinstance(one, ast.FunctionDef)}
        for node in self._nodes:
            # Another name for a part of another package.
            if isinstance(node, ast.Assign) and self._is_foreign(node.value):
                self._foreign |= {each.id for each in node.targets if isinstance(each, ast.Name)}

    def _imported(self) -> Iterator[str]:
        for node in self._nodes:
            if isinstance(node, ast.Import):
                yield from (each.asname or each.name.split(".")[0] for each in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from (each.asname or each.name for each in node.names)

    def found(self) -> Iterator[tuple[int, str]]:
        """Line and source of each replacement."""
        for node in self._nodes:
            if isinstance(node, ast.ImportFrom | ast.Call) and _replaces_others(node):
                yield node.lineno, ast.unparse(node)
            for target, value in _set(node):
                if self._replaces(target, value):
                    yield target.lineno, ast.unparse(target)

    def _replaces(self, target: ast.expr, value: ast.expr | None) -> bool:
        if isinstance(target, ast.Subscript):
            owner = target.value
            if isinstance(owner, ast.Call) and ast.unparse(owner.func) == "vars":
                return True
            return self._is_foreign(owner) and ast.unparse(owner) not in _SETTINGS
        if not isinstance(target, ast.Attribute):
            return False
        if self._is_foreign(target.value):
            return True
        is_own = isinstance(target.value, ast.Name) and target.value.id in {"self", "cls"}
        # Handlers are how expat is told what to call.
        return not is_own and self._is_function(value) and not target.attr.endswith("Handler")

    def _is_function(self, value: ast.expr | None) -> bool:
        if isinstance(value, ast.Attribute):
            return value.attr in self._functions and ast.unparse(value.value) == "self"
        is_named = isinstance(value, ast.Name) and value.id in self._functions
        return is_named or isinstance(value, ast.Lambda)

    def _is_foreign(self, value: ast.expr) -> bool:
        while isinstance(value, ast.Attribute):
            value = value.value
        return isinstance(value, ast.Name) and value.id in self._foreign


def _replaces_others(node: ast.ImportFrom | ast.Call) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "unittest.mock"
    return ast.unparse(node.func) in {"setattr", "delattr"}


def _set(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """What a statement sets or deletes, each with its value as far as that is seen."""
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets, value = [node.target], node.value
    elif isinstance(node, ast.For):
        targets = [node.target]
    elif isinstance(node, ast.withitem):
        targets = [node.optional_vars] if node.optional_vars else []
    elif isinstance(node, ast.Delete):
        targets = node.targets
    else:
        return
    for target in targets:
        if not isinstance(target, ast.Tuple):
            yield target, value
        elif isinstance(value, ast.Tuple):
            yield from zip(target.elts, value.elts, strict=False)
        else:
            yield from ((each, None) for each in target.elts)
