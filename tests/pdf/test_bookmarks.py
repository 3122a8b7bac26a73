"""Bookmarks have the words of their headings, in an order that viewers show rightly."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.structure import problems_of
from tests.structure.small import small_pdf

_MARK = '<a class="cite" href="#x" title="المصدر 1: صفحة">[1]</a>'


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ('تقرير <bdi dir="ltr" lang="en">Windows 11</bdi>', "تقرير Windows 11"),
        ('أعوام <bdi dir="ltr">2014-2024</bdi>', "أعوام \u200f2014-2024"),
        ('<bdi dir="ltr">ISO 9001:2015</bdi> في مصر', "\u200fISO 9001:2015 في مصر"),
        (f"<strong>درّبت</strong> 120,000\u00a0عنصر\u2060{_MARK}", "درّبت 120,000 عنصر"),
        (f'<bdi dir="ltr">ISO/\u200b9001:2015</bdi> في{_MARK}', "\u200fISO/9001:2015 في"),
        ("خسر \u061c95٪ منها", "خسر 95٪ منها"),
        ("تقرير <bdi>قناة BBC</bdi>", "تقرير قناة BBC"),
    ],
    ids=["latin", "years", "latin first", "source", "seam", "share", "marked"],
)
def test_a_bookmark_has_the_words_of_its_heading(heading: str, name: str) -> None:
    data = small_pdf(f'<h1>عنوان</h1><h2>{heading}</h2><p id="x">نص</p>')
    assert problems_of(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == [name]
