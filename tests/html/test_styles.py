"""What Arabic cannot bear in a style sheet, and what keeps pages whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


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


def test_space_is_set_in_steps_of_a_fixed_scale(printed_sheets: str) -> None:
    # Multiples of 0.75 mm, and a few hairs for lines of type.
    spaces = re.findall(r"(?:margin|padding|gap)[a-z-]*: ([^;]+);", printed_sheets)
    measures = {float(one) for text in spaces for one in re.findall(r"([\d.]+)mm", text)}
    odd = {one for one in measures if one % 0.75 > 1e-9 and 0.75 - one % 0.75 > 1e-9}
    assert odd <= {0.3, 0.4, 0.6, 1.05, 1.2, 14.0, 15.0}
