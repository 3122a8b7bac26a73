"""Names on maps: where they find room, and that none stands on another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from briefings.charts.map_labels import SEA, Ground, Room


def _ground(*countries: tuple[int, int, int, int]) -> Ground:
    """A sea of 100 by 80 points with countries: left, top, right and bottom of each."""
    ground = Ground(100, 80, 1.0)
    for number, (left, top, right, bottom) in enumerate(countries, start=1):
        ground.owner[top:bottom, left:right] = number
    return ground


def _anything(owners: frozenset[int]) -> bool:
    return True


def test_a_name_stands_in_the_middle_of_its_country() -> None:
    ground = _ground((10, 10, 70, 50))
    room = ground.inside(1, 20, 8)
    assert room is not None
    assert (room.x, room.y) == pytest.approx((40, 30), abs=1)


def test_a_name_stands_where_its_country_is_wide() -> None:
    ground = _ground((10, 10, 20, 70), (10, 50, 80, 70))
    ground.owner[ground.owner == 2] = 1  # an L: the foot is wide
    room = ground.inside(1, 40, 10)
    assert room is not None
    assert room.y == pytest.approx(60, abs=2)


def test_a_name_that_has_no_room_in_its_country_is_not_put_there() -> None:
    ground = _ground((10, 10, 30, 30))
    assert ground.inside(1, 40, 8) is None
    assert ground.inside(2, 4, 4) is None
    ground.take(Room(20, 20, 18, 18))
    assert ground.inside(1, 10, 8) is None


def test_a_country_lies_at_the_point_farthest_from_its_borders() -> None:
    assert _ground((10, 10, 70, 50)).middle(1) == pytest.approx((40, 30), abs=1.5)
    assert _ground().middle(2) is None


def test_a_name_stands_beside_its_place_on_the_left_if_it_can() -> None:
    ground = _ground()
    found = ground.beside((50, 40), (20, 8), frozenset(), _anything)
    assert found is not None
    assert found.room.box == pytest.approx((28, 36, 48, 44))
    assert found.leader is None
    assert found.owners == {SEA}


def test_a_name_far_from_its_place_is_tied_to_it() -> None:
    ground = _ground()
    ground.take(Room(50, 40, 44, 24))
    found = ground.beside((50, 40), (20, 8), frozenset(), _anything)
    assert found is not None
    assert found.leader is not None
    start, (x, y) = found.leader
    left, top, right, bottom = found.room.box
    assert start == pytest.approx((50, 40))
    assert x in (left, right) or y in (top, bottom)


def test_a_name_goes_where_it_can_be_read() -> None:
    ground = _ground((0, 0, 45, 80))  # the name would run over the edge of the country
    found = ground.beside((50, 40), (20, 8), frozenset(), lambda owners: owners == {SEA})
    assert found is not None
    assert found.room.box[0] >= 45


def test_a_name_does_not_lie_on_another_country_that_stands_out() -> None:
    ground = _ground((0, 0, 50, 80), (50, 0, 100, 80))
    found = ground.beside((55, 40), (20, 8), frozenset((1,)), _anything)
    assert found is not None
    assert found.owners == {2}


def test_there_is_no_room_at_all() -> None:
    ground = _ground()
    ground.taken[:] = True
    assert ground.beside((50, 40), (20, 8), frozenset(), _anything) is None
    assert _ground().beside((50, 40), (200, 8), frozenset(), _anything) is None


def test_names_of_many_places_never_meet() -> None:
    ground = Ground(140, 140, 1.0)
    places = [(x, y) for x in range(15, 140, 22) for y in range(15, 140, 22)]
    for x, y in places:
        ground.take(Room(x, y, 3, 3))
    rooms = []
    for place in places:
        if found := ground.beside(place, (26, 8), frozenset(), _anything):
            ground.take(found.room)
            if found.leader:
                ground.take_line(*found.leader)
            rooms.append(found.room)
    assert len(rooms) > 12
    for one, other in combinations(rooms, 2):
        (a, b, c, d), (e, f, g, h) = one.box, other.box
        assert c <= e or g <= a or d <= f or h <= b
    for room in rooms:
        left, top, right, bottom = room.box
        assert not any(left < x < right and top < y < bottom for x, y in places)


def test_sizes_are_in_square_points() -> None:
    ground = Ground(100, 80, 2.0)
    ground.owner[:10, :10] = 1
    assert ground.sizes() == {SEA: 7600, 1: 400}
    assert ground.xs[0] == 1.0
    assert len(ground.ys) == np.ceil(80 / 2)
