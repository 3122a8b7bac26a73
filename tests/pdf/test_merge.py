"""Parts of a document: set anew by themselves, and their objects under new numbers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from briefings.errors import RenderError
from briefings.pdf.layout_fit import Adjustment, set_anew
from briefings.pdf.merge import _renumbered, check_links

PAGE = """<style>.a > b {}</style>
<article class="document" id="brief-a">
<section class="block lines" data-block="1"><p class="x">1 < 2</p></section>
<section class="block text" data-block="2"></section></article>
<article id="brief-b" class="document"><section class="block" data-block="2"></section></article>
"""


@pytest.mark.parametrize(
    ("adjustment", "changes"),
    [
        pytest.param(Adjustment(), {}, id="nothing"),
        pytest.param(
            Adjustment(frozenset({"brief-b"})),
            {'id="brief-b" class="document"': 'id="brief-b" class="tight document"'},
            id="closer",
        ),
        pytest.param(
            Adjustment(frozenset({"brief-a"}), frozenset({("brief-a", 2)})),
            {
                'class="document" id="brief-a"': 'class="tight document" id="brief-a"',
                'class="block text"': 'class="fresh block text"',
            },
            id="closer-and-a-block-moved",
        ),
    ],
)
def test_a_page_is_set_anew(adjustment: Adjustment, changes: dict[str, str]) -> None:
    wanted = PAGE
    for before, after in changes.items():
        wanted = wanted.replace(before, after)
    assert set_anew(PAGE, adjustment) == wanted


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
