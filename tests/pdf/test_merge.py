"""Parts of a document: set anew by themselves, and their objects under new numbers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from briefings.errors import RenderError
from briefings.pdf.merge import _renumbered, check_links


@pytest.mark.parametrize(
    ("data", "renumbered"),
    [
        pytest.param(b"<</P 12 0 R/K [7 0 R]>>", b"<</P 40 0 R/K [9 0 R]>>", id="references"),
        pytest.param(b"<</T (12 0 R \\) 7 0 R)>>", b"<</T (12 0 R \\) 7 0 R)>>", id="in-a-string"),
        pytest.param(b"<</StructParents 3>>", b"<</StructParents 103>>", id="key-of-a-page"),
        pytest.param(b"<</StructParent 3/A 3>>", b"<</StructParent 103/A 3>>", id="key-of-a-link"),
        pytest.param(b"[112 0 R]", b"[5 0 R]", id="longer-number"),
        pytest.param(b"<</W [7 0 0 7]>>", b"<</W [7 0 0 7]>>", id="numbers-in-a-row"),
    ],
)
def test_objects_refer_to_each_other_by_new_numbers(data: bytes, renumbered: bytes) -> None:
    assert _renumbered(data, {12: 40, 7: 9, 112: 5}, 100) == renumbered


def test_a_link_to_what_is_in_no_part_is_told() -> None:
    first: Any = SimpleNamespace(anchors={"a": b""}, uses={"a": (1,), "b": (1,)})
    second: Any = SimpleNamespace(anchors={"b": b""}, uses={"a": (1,)})
    check_links([first, second])
    with pytest.raises(RenderError, match=r"links lead nowhere: #b$"):
        check_links([first])
