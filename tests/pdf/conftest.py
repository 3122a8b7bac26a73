"""WeasyPrint with all that only saves time left out."""

from __future__ import annotations

import pytest

from briefings.pdf.patches import Patch


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No patch that only saves time fits from here on."""
    theirs = Patch.misfit

    def misfit(patch: Patch) -> str:
        return "left out" if patch.benefit else theirs(patch)

    monkeypatch.setattr(Patch, "misfit", misfit)
    return monkeypatch
