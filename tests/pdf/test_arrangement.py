"""What may stand otherwise in a document, and what a page looks like then."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefings.model import Column
from briefings.pdf.arrangement import Arrangement, arrangements
from briefings.pdf.balance import Plan, planned
from briefings.pdf.bands import moved
from briefings.pdf.flow import Flow, FlowBlock, FlowUnit, paged

FULL, MAIN, SIDE, BELOW = Column.FULL, Column.MAIN, Column.SIDE, Column.BELOW
LINE = FlowUnit(0.0, 0.0, 10.0, 0.0)


def block(number: int, lines: int, at: Column = FULL, **values: object) -> FlowBlock:
    """A block of lines of 10 pixels, after a space of 20."""
    units = (LINE._replace(gap=20.0), *[LINE] * (lines - 1))
    return FlowBlock(number, units, at, at, **values)  # type: ignore[arg-type]


def picture(number: int, height: float) -> FlowBlock:
    return FlowBlock(number, (FlowUnit(20.0, 0.0, 0.0, height),), is_whole=True)


def flow(*blocks: FlowBlock, height: float = 1000.0) -> Flow:
    made = Flow(blocks, height, Plan().settings())
    return Flow(blocks, height, made.before, 0.0, paged(made, made.before).depths)


def test_a_flow_breaks_where_a_page_ends() -> None:
    # 2 blocks of 40 lines and a space of 20 have 820; of the next, after 20, 16 lines have room.
    made = paged(flow(block(0, 40), block(1, 40), block(2, 40)), Plan().settings())
    assert made.depths == [1000.0, 240.0]
    assert made.blocks == {0: {0}, 1: {0}, 2: {0, 1}}


def test_the_columns_of_a_band_go_on_by_themselves() -> None:
    made = paged(flow(block(0, 60), block(1, 60, MAIN), block(2, 10, SIDE)), Plan().settings())
    # 38 lines have room beside the side column, 28 of them below its end; 22 stand on page 2.
    assert made.depths == [1000.0, 220.0]
    assert made.waste == pytest.approx(0.28 * (280 + 220) / 1000, rel=0.01)


def test_what_does_not_break_goes_to_the_next_page() -> None:
    made = paged(flow(block(0, 80), picture(1, 300)), Plan().settings())
    assert made.depths == [800.0, 300.0]


def columns_of(found: Sequence[Arrangement]) -> list[dict[int, Column]]:
    return [dict(one.columns) for one in found if not one.order]


def test_blocks_that_outlast_the_side_column_may_stand_below_it() -> None:
    band = (
        block(1, 10, MAIN, start=(0, 20.0), end=(0, 120.0)),
        block(2, 10, MAIN, start=(0, 140.0), end=(0, 240.0)),
        block(3, 9, SIDE, start=(0, 20.0), end=(0, 110.0)),
    )
    assert columns_of(list(arrangements(flow(*band)))) == [{}, {2: BELOW}]


def test_a_block_may_be_moved_where_its_kind_allows_it() -> None:
    found = list(arrangements(flow(block(0, 5), block(1, 10, others=(MAIN, SIDE)), block(2, 5))))
    assert columns_of(found) == [{}, {1: MAIN}, {1: SIDE}]


def test_neighbours_are_taken_in_turn_but_the_first_and_the_last() -> None:
    found = arrangements(flow(*(block(number, 5) for number in range(6))))
    assert [one.order for one in found if one.order] == [(0, 1, 3, 2, 4, 5), (0, 1, 2, 4, 3, 5)]


def test_what_breaks_comes_before_what_does_not_where_that_fills_a_page() -> None:
    given = flow(block(0, 40), block(1, 10), picture(2, 600), block(3, 60), block(4, 20))
    plan, _ = planned(given, list(arrangements(given)), one_page=False)
    assert plan.arrangement.order == (0, 1, 3, 2, 4)


PAGE = """<article class="document" id="brief-a">
<header>x</header>
<div class="band">
<div class="main">
<section class="block at-main text" data-block="0" data-column="main" data-may="side full">
a
</section>
<section class="block at-main lines" data-block="1" data-column="main">
b
</section>
</div>
<div class="side">
<section class="block at-side map" data-block="2" data-column="side" id="x">
c
</section>
</div>
</div>
<section class="block at-full sources" data-block="3" data-column="full">
d
</section>
</article>
"""


def test_the_bands_of_a_page_are_made_anew() -> None:
    assert moved(PAGE, {}) == PAGE
    below = moved(PAGE, {1: BELOW})
    assert below.index('at-side map"') < below.index('at-full lines"') < below.index("sources")
    assert '<div class="band">' in below
    alone = moved(PAGE, {2: FULL})
    assert "band" not in alone
    assert alone.count("at-full") == 4


def test_the_blocks_of_a_page_are_put_in_another_order() -> None:
    turned = moved(PAGE, {0: FULL, 1: FULL, 2: FULL}, (1, 0, 2, 3))
    places = [turned.index(f"\n{letter}\n") for letter in "badc"]
    assert places[0] < places[1] < places[3] < places[2]
