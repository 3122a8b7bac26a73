"""What Arabic cannot bear in a style sheet, and what keeps pages whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings.model.scale import SMALLEST


@pytest.fixture(scope="module")
def printed_sheets(checkout: Path) -> str:
    sheets = sorted((checkout / "templates/styles").glob("*.css"))
    text = "".join(path.read_text("utf-8") for path in sheets if path.name != "web.css")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    "forbidden",
    [
        "letter-spacing",  # tears joined letters apart
        "italic",  # Arabic has none
        "underline",  # cuts descenders
        "text-transform",
        "opacity",  # breaks the archive format
        "justify;",  # stretches the spaces of narrow columns
        "display: grid",  # ignores the direction
    ],
)
def test_styles_do_nothing_that_breaks_arabic_or_the_archive(
    printed_sheets: str, forbidden: str
) -> None:
    assert forbidden not in printed_sheets


@pytest.mark.parametrize(
    "rule",
    [
        r"p \{[^}]*orphans: 2; widows: 2",
        r"\nh2 \{[^}]*break-after: avoid",
        r"thead \{ display: table-header-group",
        r"\ntr \{ break-inside: avoid",
        r"\.picture \{[^}]*break-inside: avoid",
    ],
    ids=["lone lines", "heads stay", "table heads repeat", "rows whole", "figures with captions"],
)
def test_blocks_never_break_badly(printed_sheets: str, rule: str) -> None:
    assert re.search(rule, printed_sheets)


def test_sizes_of_type_come_from_the_scale(checkout: Path) -> None:
    """But for those of covers, no style sheet has a size under the smallest of the scale."""
    for path in (checkout / "templates/styles").glob("*.css"):
        sheet = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        sizes = map(float, re.findall(r"font(?:-size)?: (?:bold |[0-9]+ )?([\d.]+)pt", sheet))
        assert min(sizes, default=SMALLEST) >= SMALLEST, path.name
