"""Folders that calls of the program read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.data.folder import write

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A small sound library: a figure of June 2023, and a relation of a page of 2023."""
    return write(tmp_path, {})


@pytest.fixture
def broken_data(tmp_path: Path) -> Path:
    """The shipped data with two mistakes in two files."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    for name, old, new in (
        ("facts/uk.yaml", "qualifier: more-than", "qualifier: more-then"),
        ("topics/africa.yaml", "{threat-shift|cite}", "{threat-shfit|cite}"),
    ):
        file = folder / name
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.fixture
def own_theme(program: Program, tmp_path: Path) -> Path:
    """A theme in the working folder of the program, with a name that needs care."""
    shipped = DATA.parent / "templates" / "themes" / "default"
    return Path(shutil.copytree(shipped, tmp_path / "working-folder" / "R&D <1>"))
