"""What is installed is told quickly, and as the slow way tells it."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from briefings.build.environment import native_files, native_versions, package_versions
from briefings.build.fingerprint import PACKAGES


def test_versions_are_those_of_the_metadata() -> None:
    assert package_versions(PACKAGES) == {name: version(name) for name in PACKAGES}


def test_the_first_folder_of_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Python_BIDI-9.8.7.dist-info").mkdir()
    (tmp_path / "another-1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path), *sys.path])
    found = package_versions(["python-bidi", "numpy"])
    assert found == {"python-bidi": "9.8.7", "numpy": version("numpy")}


def test_a_package_without_such_a_folder_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    egg = tmp_path / "of_a_distribution.egg-info"
    egg.write_text("Metadata-Version: 2.1\nName: of-a-distribution\nVersion: 3.1\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert package_versions(["of-a-distribution"]) == {"of-a-distribution": "3.1"}


def test_a_package_that_is_not_there_is_told() -> None:
    with pytest.raises(PackageNotFoundError):
        package_versions(["is-not-installed"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the files")
def test_the_files_of_the_system_libraries_are_known_by_size_and_time() -> None:
    versions, files = native_versions(), native_files()
    assert "unknown" not in versions.values()
    names = {Path(path).name.partition(".so")[0] for path, _, _ in files}
    assert {"libfontconfig", "libfreetype", "libharfbuzz", "libpango-1.0"} <= names
    for path, size, time in files:
        status = Path(path).stat()
        assert (size, time) == (status.st_size, status.st_mtime_ns)
    assert native_files() == files
