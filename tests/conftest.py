"""What all tests share: the folders, and surroundings that are the same on every machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from subprocess import CompletedProcess, run
from sys import executable
from typing import Any

import pytest
from hypothesis import settings

from tests.forked import Forks

CHECKOUT = Path(__file__).resolve().parent.parent

# The same examples in every run: a failure is then the change's doing, never chance.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

# Read by Python, the program, or the libraries below it; a developer's own must not decide a test.
_LEFT_OUT = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "SOURCE_DATE_EPOCH",
    "LANGUAGE",
    "LC_ALL",
    "LANG",
    "PYTHONDONTWRITEBYTECODE",  # what is started would compile everything each time
)

Program = Callable[..., CompletedProcess[str]]

# These look at the same documents (`shipped.printed`), which a process prints once.
_SHARING = {
    "tests/pdf/test_text_layer.py",
    "tests/build/test_audit.py",
    "tests/structure/test_shipped.py",
}


# They take longest: a parallel run begins with them, so that none of them is the last.
_LONGEST = _SHARING | {
    "tests/archive/editions/test_same_bytes.py",
    "tests/batch/test_pack_copies.py",
    "tests/build/test_render_copies.py",
    "tests/build/test_typesetting.py",
    "tests/cli/test_batch.py",
    "tests/cli/test_cache.py",
    "tests/fuzz/test_fuzz.py",
    "tests/test_commands.py",
    "tests/test_imports.py",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.location[0] not in _LONGEST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Give each process of a parallel run whole files, and one of them those that share."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    config.option.loadscopereorder = False  # or files of many tests came first

    class Scheduling(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return "shared" if file in _SHARING else file

    return Scheduling(config, log)


_numbers = count()


@pytest.fixture(autouse=True)
def plain_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in (*_LEFT_OUT, *(name for name in os.environ if name.startswith("BRIEFINGS_"))):
        monkeypatch.delenv(name, raising=False)
    # Every test has a cache of its own, which nobody else fills.
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(_numbers)}"
    monkeypatch.setenv("BRIEFINGS_CACHE", str(folder))
    # How an earlier test's program spoke: quietly, or in visual order.
    if output := sys.modules.get("briefings.cli.output"):
        output.manner.quiet = False
        output.manner.visual = False


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Top folder of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def sources_folder() -> Path:
    """The documents that the facts were read from, which are not part of the project."""
    folder = CHECKOUT.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the source documents are not on this machine (../shared/sources)")
    return folder


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Forks]]:
    """``forks()``: the process from which calls of the program are forked, begun by the first."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in _LEFT_OUT and not name.startswith("BRIEFINGS_")
    }
    with ExitStack() as stack:

        @cache
        def started() -> Forks:
            environment = {**plain, "PYTHONPATH": str(CHECKOUT)}
            return stack.enter_context(Forks(tmp_path_factory.mktemp("forks"), environment))

        yield started


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: Callable[[], Forks]) -> Program:
    """``program("topics", "--json")``: the program in a process of its own, in an empty folder.

    The process is forked from one that has loaded everything, unless there is ``code``, or a
    variable that is read while it is loaded has another value.
    """
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    folder = tmp_path / "working-folder"
    folder.mkdir()

    def call(*arguments: str, code: str | None = None) -> CompletedProcess[str]:
        if code is None and forks().fits:
            return forks().run(*arguments, cwd=folder, timeout=120)
        start = ["-m", "briefings"] if code is None else ["-c", code]
        return run(
            [executable, *start, *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
