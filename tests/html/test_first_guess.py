"""How key figures are set before anything is laid out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from briefings.html.first_guess import tile_row
from briefings.model import Format, Paper, Setting


def classes(*figures: str, style: str = "rule", **setting: object) -> str:
    tiles = [
        SimpleNamespace(amount=SimpleNamespace(figure=figure, noun="شخص"), cites=())
        for figure in figures
    ]
    return tile_row(tiles, Setting(**setting), style)  # type: ignore[arg-type]


BIG = "123,456,789,012,345"  # 15 digits of 0.58 and four commas of 0.29: 9.86 times its size


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # Four tiles of 152 pixels; the longer figure takes 4.4 times 26.7 pixels.
        (classes("4.2 مليار", "30.4 مليون", "17", "87"), "across-4 numbers-0"),
        # 263 pixels: three tiles of 208 have room for it at 0.7.
        (classes(BIG, BIG, BIG), "across-3 numbers-3"),
        # 158 pixels at the smallest of 0.6: two tiles of 320 have room.
        (classes(BIG, BIG, BIG, BIG), "across-2 numbers-0 in-rows"),
        # 210 pixels at 16 points, of 218.
        (classes(BIG, BIG, paper=Paper.A5), "across-2 numbers-0"),
        (classes("100", format=Format.SHEET), "across-1 numbers-0"),
        # The longer half takes 174 pixels: 104 at the smallest size, of 118.
        (
            classes("1,234,567 إلى 2,345,678", "17", "18", "19", "20"),
            "across-5 numbers-4 two-lines",
        ),
    ],
)
def test_the_figures_of_a_row_have_one_size(made: str, expected: str) -> None:
    assert made == expected
