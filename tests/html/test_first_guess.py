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


BIG = "123,456,789,012,345"  # 15 digits of 0.61 and four commas of 0.33: 10.47 times its size


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # Four tiles of 160 pixels; the longest figure takes 137 of them at 40 pixels.
        (classes("4.2 مليار", "30.4 مليون", "17", "87"), "across-4 numbers-0"),
        # 251 pixels at the smallest of 0.6: three tiles have 218, two have 333, at 0.7.
        (classes(BIG, BIG, BIG), "across-2 numbers-3 in-rows"),
        (classes(BIG, BIG, BIG, BIG), "across-2 numbers-3 in-rows"),
        # 349 pixels at 25 points: 209 at the smallest, of 220.
        (classes(BIG, BIG, paper=Paper.A5), "across-2 numbers-4"),
        (classes("100", format=Format.SHEET), "across-1 numbers-0"),
        # The longer half takes 244 pixels: 195 at 0.8, of 218 in two rows of three.
        (
            classes("1,234,567 إلى 2,345,678", "17", "18", "19", "20"),
            "across-3 numbers-2 in-rows two-lines",
        ),
    ],
)
def test_the_figures_of_a_row_have_one_size(made: str, expected: str) -> None:
    assert made == expected
