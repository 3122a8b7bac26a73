"""The shapes of maps: frames, projections and cuts, worked out by hand."""

from __future__ import annotations

from math import cos, isclose, radians

import numpy as np
import pytest
from numpy.typing import NDArray

from briefings.arabic.names import _COUNTRIES
from briefings.charts.map_cut import area_in, hatched, lines_in, mask, stretches
from briefings.charts.map_frame import flat, framed, frames, seen, together
from briefings.charts.map_projection import Projection
from briefings.charts.map_shapes import World, level_for, world
from briefings.model.maps import MapFrame

SQUARE = np.asarray([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], float)
PLAIN = MapFrame(middle=5, true=0, left=radians(-5), top=radians(10), across=radians(10), shape=1)
"""Five degrees either side of the fifth meridian, from the equator to ten degrees north."""
PAPER = Projection(PLAIN, 100)
"""Ten points to a degree."""


def _size(ring: NDArray[np.float64]) -> float:
    x, y = ring.T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def test_every_country_can_be_drawn_but_those_that_are_known_not_to() -> None:
    shown = world()
    assert set(_COUNTRIES - frames().keys()) == {"BV", "TK", "UM"}
    assert frames().keys() == (shown.areas.keys() | shown.dots.keys()) - {""}


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((44.4, 33.3), "IQ"),  # Baghdad
        ((41.15, 36.38), "SY"),  # the camp of al-Hol, ten kilometres from the border
        ((34.33, 31.38), "PS"),  # Gaza, which is smaller than many islets
        ((28.5, -29.5), "LS"),  # Lesotho, a hole in another country
        ((44.06, 9.56), "SO"),  # Hargeisa
        ((33.3, 35.3), "CY"),  # Kyrenia
        ((34.1, 45.0), "UA"),  # Simferopol
        ((-13.0, 25.0), "EH"),  # held by Morocco
        ((-53.0, 4.0), "GF"),  # no part of France on a map
        ((-175.0, 67.0), "RU"),  # Chukotka, beyond the date line
    ],
)
def test_places_lie_in_the_country_of_their_code(place: tuple[float, float], code: str) -> None:
    lon, lat = (np.asarray([one]) for one in place)
    found = [
        own
        for own, polygons in world().areas.items()
        for polygon in polygons
        if mask(polygon, lon, lat).any()
    ]
    assert found == [code]


def test_disputed_borders_are_no_borders() -> None:
    shown = world()
    dashed = {border.codes for border in shown.disputed}
    assert {("IN", "PK"), ("SO", "SO"), ("UA", "UA"), ("EH", "EH"), ("RS", "XK")} <= {
        tuple(sorted(codes)) for codes in dashed
    }
    solid = {frozenset(border.codes) for border in shown.borders}
    assert frozenset(("IQ", "SY")) in solid
    assert not any(len(codes) == 1 for codes in solid)


def test_coarser_shapes_have_fewer_points_and_the_same_countries() -> None:
    def points(shown: World) -> int:
        return sum(len(ring) for many in shown.areas.values() for one in many for ring in one)

    levels = [world(level) for level in range(3)]
    assert points(levels[0]) > 1.5 * points(levels[1]) > 3 * points(levels[2])
    assert levels[0].areas.keys() == levels[2].areas.keys()
    largest = [many[0][0] for many in levels[2].areas.values()]
    assert all(len(ring) >= 4 and _size(ring) > 0 for ring in largest)
    assert [level_for(degrees) for degrees in (0.05, 0.2, 0.7)] == [0, 1, 2]


def test_a_plain_map_is_as_wide_as_its_middle() -> None:
    north = MapFrame(middle=20, true=60, left=0, top=0, across=1, shape=1)
    assert flat(21, 60, north) == pytest.approx((radians(1) / 2, radians(60)))
    assert flat(20, 61, north) == pytest.approx((0, radians(61)))
    assert PAPER(np.asarray([(0.0, 10.0), (10.0, 0.0)])) == pytest.approx(
        np.asarray([(0.0, 0.0), (100.0, 100.0)])
    )


def test_equal_earth_has_the_published_measures_and_keeps_sizes() -> None:
    globe = MapFrame(middle=0, true=None, left=0, top=0, across=1, shape=1)
    assert flat(180, 0, globe) == pytest.approx((2.70663, 0), abs=1e-5)
    assert flat(0, 90, globe) == pytest.approx((0, 1.31737), abs=1e-5)

    def cell(lat: float) -> float:
        ring = [flat(lon, y, globe) for lon, y in ((0, lat), (1, lat), (1, lat + 1), (0, lat + 1))]
        return _size(np.asarray(ring)) / cos(radians(lat + 0.5))

    assert isclose(cell(0), cell(60), rel_tol=1e-3)


@pytest.mark.parametrize("true", [None, 30.0])
def test_shapes_and_places_are_laid_flat_alike(true: float | None) -> None:
    frame = MapFrame(middle=15, true=true, left=0.1, top=0.9, across=2, shape=1)
    ((x, y),) = Projection(frame, 100)(np.asarray([(40.0, 35.0)]))
    across, up = flat(40, 35, frame)
    assert (x, y) == pytest.approx(((across - 0.1) * 50, (0.9 - up) * 50))


@pytest.mark.parametrize(
    ("boxes", "frame"),
    [
        ([(0, 0, 10, 5), (20, -5, 25, 1)], (0, -5, 25, 5)),
        # Fiji and Samoa, either side of the date line.
        ([(177, -19, 182, -16), (-173, -14, -171, -13)], (177, -19, 189, -13)),
        ([(-10, 50, 2, 60)], (-10, 50, 2, 60)),
        # The gap between the last and the first is the widest.
        ([(-170, 0, -60, 1), (100, 0, 150, 1)], (100, 0, 300, 1)),
        ([(-180, 0, 0, 1), (-10, 0, 100, 1), (90, 0, 190, 1)], (-180, 0, 180, 1)),
    ],
)
def test_the_smallest_frame_may_lie_across_the_date_line(
    boxes: list[tuple[float, float, float, float]], frame: tuple[float, float, float, float]
) -> None:
    assert together(boxes) == pytest.approx(frame)


def test_islands_an_ocean_away_are_not_in_the_frame_of_a_country() -> None:
    assert frames()["FR"][0] > -6
    assert frames()["CL"][0] > -77  # without Easter Island
    assert frames()["RU"][2] > 185  # with Chukotka
    assert frames()["US"][0] < -160  # with Alaska


@pytest.mark.parametrize(
    ("codes", "curved", "shape"),
    [
        (["IQ", "SY"], False, 0.95),
        (["CL"], False, 1.25),  # long: as high as a column allows
        (["BH"], False, 1.0),  # at least five degrees
        (["RU", "US"], True, 0.42),
        ([], True, None),
    ],
)
def test_frames_are_as_narrow_or_flat_as_what_they_hold(
    codes: list[str], curved: bool, shape: float | None
) -> None:
    frame = framed(codes, [], 50.0)
    assert (frame.true is None) is curved
    if shape:
        assert frame.shape == pytest.approx(shape, abs=0.05)


def test_a_frame_holds_its_places_with_room_around() -> None:
    paper = Projection(framed([], [(36.38, 41.15), (33.34, 44.39)], 50.0), 140)
    for x, y in paper(np.asarray([(41.15, 36.38), (44.39, 33.34)])):
        assert 10 < x < 130
        assert 10 < y < paper.height - 10


def test_what_may_lie_in_a_frame_is_named() -> None:
    around = set(seen(framed(["IQ", "SY"], [], 50.0)))
    assert {"IQ", "SY", "TR", "IR", "JO", "SA", "LB"} <= around
    assert not {"FR", "OM", "US", ""} & around


def test_an_area_is_cut_to_the_paper() -> None:
    inside = np.asarray([(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)], float)
    beyond = SQUARE + 5
    assert [_size(ring) for ring in area_in([inside], PAPER)[0]] == pytest.approx([400])
    assert [_size(ring) for ring in area_in([beyond], PAPER)[0]] == pytest.approx([2500])
    assert area_in([SQUARE + np.asarray([20, 0])], PAPER) == []


def test_a_hole_remains_one() -> None:
    hole = np.asarray([(2, 2), (2, 4), (4, 4), (4, 2), (2, 2)], float)
    ((outer, inner),) = area_in([SQUARE, hole], PAPER)
    assert (_size(outer), _size(inner)) == pytest.approx((10000, 400))
    inside = mask([outer, inner], np.asarray([10.0, 30.0]), np.asarray([70.0]))
    assert inside.tolist() == [[True, False]]


def test_what_was_cut_at_the_date_line_is_drawn_on_both_sides_of_it() -> None:
    frame = MapFrame(180, 0, radians(-5), radians(10), radians(10), 1)
    east = np.asarray([(178, 2), (180, 2), (180, 4), (178, 4), (178, 2)], float)
    west = np.asarray([(-180, 2), (-178, 2), (-178, 4), (-180, 4), (-180, 2)], float)
    paper = Projection(frame, 100)
    ((one,),), ((other,),) = (area_in([ring], paper) for ring in (east, west))
    assert (one[:, 0].min(), one[:, 0].max()) == pytest.approx((30, 50))
    assert (other[:, 0].min(), other[:, 0].max()) == pytest.approx((50, 70))
    assert len(lines_in(np.asarray([(-179.0, 2.0), (-179.0, 3.0)]), paper)) == 1


def test_lines_are_cut_to_the_paper_and_stay_whole() -> None:
    line = np.asarray([(-5, 5), (5, 5), (5, 15), (5, 20), (8, 20), (8, 2)], float)
    first, second = stretches(line, (0, 0, 10, 10))
    assert first.tolist() == [[0, 5], [5, 5], [5, 10]]
    assert second.tolist() == [[8, 10], [8, 2]]


def test_a_hatch_leaves_holes_free() -> None:
    hole = np.asarray([(4, 4), (4, 6), (6, 6), (6, 4)], float)
    lines = list(hatched([SQUARE, hole], 0.0, 5.0))
    middle = [sorted(x for x, _ in line) for line in lines if abs(line[0][1] - 5) < 1]
    assert sorted(middle) == [[0, 4], [6, 10]]
