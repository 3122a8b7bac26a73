"""Which blocks stand beside which: the order in the topic decides."""

from __future__ import annotations

import pytest

from briefings.model import Column, bands_of

COLUMNS = {"F": Column.FULL, "M": Column.MAIN, "S": Column.SIDE, "B": Column.BELOW}


def told(blocks: str) -> str:
    """The bands of blocks that are named by their columns: numbers, main|side, spaces between."""
    bands = bands_of((str(number), COLUMNS[column]) for number, column in enumerate(blocks))
    return " ".join(
        "".join(band.main) + ("|" + "".join(band.side) if band.side else "") for band in bands
    )


@pytest.mark.parametrize(
    ("blocks", "bands"),
    [
        ("FF", "0 1"),
        ("FMS", "0 1|2"),
        ("MMSSMSF", "01|23 4|5 6"),  # a side column belongs to the run before it
        ("SMS", "1|02"),  # one before any main block joins the run after it
        ("MF", "0 1"),  # nothing beside it: across the page, so that there is no hole
        ("SF", "0 1"),
        ("MSMM", "0|1 2 3"),
        ("FSMF", "0 2|1 3"),
        ("MMBBSF", "01|4 2 3 5"),  # what is longer than the side column stands below it
        ("BS", "0 1"),
        ("MSB", "0|1 2"),
    ],
)
def test_bands_follow_from_the_order(blocks: str, bands: str) -> None:
    assert told(blocks) == bands


@pytest.mark.parametrize("blocks", ["MMSSMSF", "SMSM", "MMBBSF", "FSBMSMF"])
def test_every_block_stands_somewhere_once(blocks: str) -> None:
    numbers = [char for char in told(blocks) if char.isdigit()]
    assert sorted(numbers) == [str(number) for number in range(len(blocks))]
