"""The doctor finds what a build lacks, names it, and says what to do."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefings.build import doctor
from briefings.pdf import libraries
from briefings.pdf.libraries import missing_libraries

from ..conftest import Program


def test_a_missing_package_and_one_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "babel":
            raise PackageNotFoundError(name)
        return "7.9.9" if name == "click" else "1000"

    monkeypatch.setattr(doctor, "version", version)
    monkeypatch.setattr(
        doctor, "_requirements", lambda: ["babel>=2.14", "click>=8.1.7", "jinja2>=3.1.3"]
    )
    check = doctor.check_packages()
    assert check.level == "error"
    assert check.found == (
        "missing: babel; not of a version that works: click 7.9.9 (click>=8.1.7)"
    )
    assert "make brief" in check.remedy


def test_a_version_beyond_the_bound_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda _: "72.0")
    monkeypatch.setattr(doctor, "_requirements", lambda: ["weasyprint>=70,<71"])
    check = doctor.check_packages()
    assert check.found == "not of a version that works: weasyprint 72.0 (weasyprint>=70,<71)"


def test_a_missing_library_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    files = ("libnowhere-1.0.so.0",)
    monkeypatch.setitem(libraries.LIBRARIES, "nowhere-1.0", files)
    monkeypatch.setattr(
        shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    assert missing_libraries() == ("nowhere-1.0",)
    check = doctor.check_libraries()
    assert (check.level, check.found) == ("error", "missing: nowhere-1.0")
    assert check.remedy.startswith("run: sudo apt-get update && sudo apt-get install libpango")


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=5 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    check = doctor.check_room()
    assert check.level == "warning"
    assert check.found.startswith("5 MB free in ")


def test_set_up_installs_the_libraries_that_are_looked_for(checkout: Path) -> None:
    packages = libraries.INSTALL["apt-get"].partition("apt-get install ")[2]
    assert f"libraries) echo {packages} ;;" in (checkout / ".ci/setup").read_text("utf-8")


def test_where_all_is_well_each_part_says_so(program: Program) -> None:
    done = program("doctor", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["check"] for row in rows] == [
        *("Python", "packages", "system libraries", "temporary files"),
        *("fonts", "data", "cache", "archive", "this folder"),
    ]
    assert {row["level"] for row in rows[1:]} == {"ok"}, rows


def test_what_is_not_well_is_told_with_what_to_do(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    monkeypatch.setenv("BRIEFINGS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "data").mkdir()
    done = program("doctor", "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    (cache,) = (number for number, line in enumerate(lines) if " cache: " in line)
    assert lines[cache].startswith("warning  cache: ")
    assert "BRIEFINGS_CACHE" in lines[cache + 1]
    (data,) = (line for line in lines if " data: " in line)
    assert data.startswith("error    data: ")
