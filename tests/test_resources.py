"""The templates and the data are found beside a checkout and inside an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings import resources
from briefings.errors import BriefingError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "briefings"
    folder.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    return folder


def test_a_checkout_has_them_beside_the_package(package: Path) -> None:
    (package.parent / "data").mkdir()
    assert resources.data_folder() == package.parent / "data"


def test_an_installed_package_has_its_own(package: Path) -> None:
    (package.parent / "templates").mkdir()
    (package / "share" / "templates").mkdir(parents=True)
    assert resources.templates_folder() == package / "share" / "templates"


def test_an_incomplete_installation_says_what_is_missing(package: Path) -> None:
    with pytest.raises(BriefingError, match="“data” is missing from this installation"):
        resources.data_folder()
