"""A desk for each test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.build import pipeline

from .desk import Desk, plain_print


@pytest.fixture(autouse=True)
def no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a power cut leaves is for the tests of the archive."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def plain(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose documents are not laid out, for tests of what is kept rather than of how."""
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    return desk
