"""Texts side by side, shortened to what differs."""

from __future__ import annotations

import pytest

from briefings.content.blocks.rewordings import Parts, shortened

LONG = " ".join(f"ك{n}" for n in range(30))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("أ ب ج", "أ د ج", (("أ", "ب", "ج"), ("أ", "د", "ج")), id="a-word"),
        pytest.param("أ ب", "أ ب ج", (("أ ب", "", ""), ("أ ب", "ج", "")), id="a-word-more"),
        pytest.param("أ أ", "أ", (("أ", "أ", ""), ("أ", "", "")), id="a-word-twice"),
        pytest.param(
            "1 2 3 4 5 ب 1 2 3 4 5",
            "1 2 3 4 5 د 1 2 3 4 5",
            (("… 3 4 5", "ب", "1 2 3 …"), ("… 3 4 5", "د", "1 2 3 …")),
            id="amid-many",
        ),
        pytest.param("", "أ **ب**", (("", "", ""), ("", "أ ب", "")), id="a-new-text"),
        pytest.param(
            LONG,
            "",
            (("", " ".join([*LONG.split()[:24], "…"]), ""), ("", "", "")),
            id="a-long-text",
        ),
    ],
)
def test_texts_are_shortened_to_what_differs(
    before: str, after: str, expected: tuple[Parts, Parts]
) -> None:
    assert shortened(before, after) == expected
