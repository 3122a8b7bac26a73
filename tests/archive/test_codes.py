"""A code is read however it was typed."""

from __future__ import annotations

import pytest

from briefings.archive import PaperCode
from briefings.errors import ArchiveError

ID, SHORT, LONG = "uk-contributions-2026-11-28-1", "340fdc7371cf", "340fdc7371cf8812340fdc73"
UNKEPT = "africa-2026-11-28-as-of-2024-12-31-mono"
LRI, PDI = "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "briefings:uk-contributions-2026-11-28-1?d=340fdc7371cf8812340fdc73",
            (ID, f"{SHORT}8812340fdc73"),
        ),
        ("BRIEFINGS:UK-CONTRIBUTIONS-2026-11-28-1?D=340FDC7371CF", (ID, SHORT)),
        (
            "الإصدار \u2066uk-contributions-2026-11-28-1\u2069 · البصمة \u2066340f dc73 71cf\u2069",
            (ID, SHORT),
        ),
        ("uk-contributions-٢٠٢٦-١١-٢٨-١  ٣٤٠f dc٧٣ ٧١cf", (ID, SHORT)),
        ("uk-contributions-۲۰۲۶-۱۱-۲۸-۱", (ID, "")),
        ("uk-\ncontributions-2026-11-28-1, 340fdc7371cf", (ID, SHORT)),
        ("340f dc73 71cf", ("", SHORT)),
        ("340F-DC73-71CF", ("", SHORT)),
        (
            "  africa-2026-11-28-as-of-2024-12-31-mono ",
            ("africa-2026-11-28-as-of-2024-12-31-mono", ""),
        ),
    ],
)
def test_it_is_read_in_any_form(text: str, code: tuple[str, str]) -> None:
    assert PaperCode.read(text)[:2] == code


@pytest.mark.parametrize(
    "text",
    [
        # As PDFium gives a line of the page, and as poppler does.
        "الإصدار -2024-2026-11-29-1washington-pack · البصمة a0b7 79d3 5d3b",
        "الإصدار pack-washington-2024-2026-11-29-1 · البصمة b3d5 3d79 7b0a",
    ],
)
def test_what_a_viewer_has_mirrored_is_read_both_ways(text: str) -> None:
    wanted = PaperCode("pack-washington-2024-2026-11-29-1", "a0b779d35d3b")
    assert wanted in PaperCode.read(text).readings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no code of a page"),
        ("hello", "is no code of a page: write what the QR code says"),
        ("https://example.org/?d=340fdc7371cf", "is no code of a page"),
        ("340f", "has 4 digits of a digest, too few to tell editions apart"),
        ("africa-2026-11-28-1 340", "too few"),
        ("ab" * 33, "is no code of a page"),
    ],
)
def test_what_is_none_is_told(text: str, message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        PaperCode.read(text)
