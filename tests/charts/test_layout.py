from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.charts.layout import spread


def test_free_labels_stay_where_they_are_wanted() -> None:
    assert spread([10, 50], [10, 10], 0, 100, 2) == [10, 50]


def test_crowded_labels_share_the_shift() -> None:
    # Wanted at 50 and 54, each 10 wide with 2 between: 12 apart around the middle, 52.
    assert spread([50, 54], [10, 10], 0, 100, 2) == pytest.approx([46, 58])


def test_labels_stay_inside() -> None:
    assert spread([0, 1], [10, 10], 0, 100, 2) == pytest.approx([5, 17])
    assert spread([99, 100], [10, 10], 0, 100, 2) == pytest.approx([83, 95])


def test_too_many_labels_do_not_fit() -> None:
    assert spread([1, 2, 3], [40, 40, 40], 0, 100, 0) is None
    assert spread([], [], 0, 100, 0) == []


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 20)), min_size=1, max_size=12))
def test_order_is_kept_and_nothing_overlaps(items: list[tuple[float, float]]) -> None:
    wanted = sorted(want for want, _ in items)
    widths = [width for _, width in items]
    placed = spread(wanted, widths, 0, 100, 1)
    if placed is None:
        assert sum(widths) + len(widths) - 1 > 100
        return
    boxes = [(c - w / 2, c + w / 2) for c, w in zip(placed, widths, strict=True)]
    assert boxes[0][0] >= -1e-6
    assert boxes[-1][1] <= 100 + 1e-6
    assert all(b[0] - a[1] >= 1 - 1e-6 for a, b in pairwise(boxes))
