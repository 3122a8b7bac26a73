"""The inside of every shipped document, as built."""

from __future__ import annotations

import pytest

from briefings.model import Format
from tests import shipped
from tests.structure import problems_of


@pytest.mark.parametrize("kind", shipped.SOME, ids=str)
def test_a_shipped_document_is_fit_for_archives_and_screen_readers(kind: shipped.Kind) -> None:
    assert problems_of(shipped.printed(kind).data) == []


SINGLE = [kind for kind in shipped.SOME if kind.format is not Format.PACK]


@pytest.mark.parametrize("kind", SINGLE, ids=str)
def test_a_sheet_has_one_page_and_a_brief_two_to_five(kind: shipped.Kind) -> None:
    pages = shipped.printed(kind).pages
    assert pages == 1 if kind.format is Format.SHEET else 2 <= pages <= 5
