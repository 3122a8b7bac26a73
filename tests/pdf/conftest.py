"""WeasyPrint without what it is spared."""

from __future__ import annotations

from contextlib import nullcontext

import pytest


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """WeasyPrint does everything by itself from here on."""
    monkeypatch.setattr("briefings.pdf.engine.quick_weasyprint", nullcontext)
    monkeypatch.setattr("briefings.pdf.conformance.plain_paths", nullcontext)
    monkeypatch.setattr("briefings.pdf.conformance._pack_once", lambda _pdf: None)
    return monkeypatch
