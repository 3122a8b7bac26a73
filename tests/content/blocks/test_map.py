"""The map block: what facts let stand out, what stands around, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic import plain
from briefings.content.blocks import ChartRoom, Composer, chart_csv
from briefings.content.blocks.map import Map, MapGroup, MapView
from briefings.content.subset import subset
from briefings.model import (
    Column,
    Entity,
    EntityKind,
    Fact,
    Library,
    Location,
    Origin,
    Topic,
    plain_text,
)
from briefings.model.maps import MapPlan
from tests.tiny import LEADS, LIBRARY, NEW, OLD, claim, composer

HOL = Entity(
    "al-hol",
    EntityKind.PLACE,
    "مخيم الهول",
    country="SY",
    location=Location(36.38, 41.15, approximate=True),
)
AMMAN = Entity("amman", EntityKind.PLACE, "عمّان", country="JO", location=Location(31.95, 35.93))
NOWHERE = Entity("east", EntityKind.PLACE, "الشرق")
HELD = Fact(
    "held",
    "daesh",
    "held-in",
    "محتجزون في {object}",
    (claim("old-page", OLD, object="IQ"), claim("old-page", OLD, object="al-hol")),
)
MET = Fact(
    "met",
    "group",
    "met-in",
    "اجتمعت في {object}",
    (claim("old-page", OLD, object="amman"), claim("new-page", NEW, object="IQ")),
)
VAGUE = replace(HELD, id="vague", claims=(claim("old-page", OLD, object="east"),))
BODIES = replace(HELD, id="bodies", claims=(claim("old-page", OLD, object="group"),))
REMOTE = replace(HELD, id="remote", claims=(claim("old-page", OLD, object="TK"),))
DATA: Library = replace(
    LIBRARY,
    entities={**LIBRARY.entities, **{one.id: one for one in (HOL, AMMAN, NOWHERE)}},
    facts={**LIBRARY.facts, **{one.id: one for one in (HELD, MET, VAGUE, BODIES, REMOTE)}},
)


A5_ROOM = ChartRoom(116, None, side_mm=None, main_mm=None)


def _view(block: Map, as_of: date = date(2026, 1, 1), room: ChartRoom | None = None) -> MapView:
    one = composer(as_of, DATA)
    if room:
        one = Composer(one.selection, one.arabic, one.edition, room=room)
    view = block.view(one)
    assert view is not None
    return view


def _plan(view: MapView) -> MapPlan:
    detail = view.pictures[0].chart.detail
    assert isinstance(detail, MapPlan)
    return detail


def test_the_objects_of_a_relation_stand_out() -> None:
    view = _view(Map((MapGroup("held"),), places=("amman", "al-hol"), title="أين"))
    plan = _plan(view)
    assert [(area.code, area.name) for area in plan.areas if area.group] == [("IQ", "العراق")]
    assert [(spot.name, spot.country, spot.emphasis) for spot in plan.spots] == [
        ("مخيم الهول", "SY", True),
        ("عمّان", "JO", False),
    ]
    assert {"SY", "JO", "TR"} <= {area.code for area in plan.areas if not area.group}


def test_its_caption_has_the_marks_of_what_was_cited_and_what_is_not_exact() -> None:
    view = _view(Map((MapGroup("held"),), title="العراق {leads|cite}", caption="في {held|date}."))
    (picture,) = view.pictures
    assert [cite.number for cite in picture.cites] == [1]
    assert plain_text(picture.title) == "العراق "
    assert plain(view.approximate) == "موقع تقريبي: مخيم الهول."


def test_each_country_that_is_drawn_names_its_claim() -> None:
    (picture,) = _view(Map((MapGroup("held"),))).pictures
    assert [(one.text, one.ref, one.origin) for one in picture.drawn] == [
        ("العراق", "held#0", Origin.FIGURE),
        ("مخيم الهول", "held#1", Origin.FIGURE),
    ]


def test_it_says_in_words_what_it_shows() -> None:
    groups = (MapGroup("held", label="محتجزون"), MapGroup("leads", only=("DE",)))
    said = plain(_view(Map(groups, neighbours=False)).pictures[0].chart.alternative)
    assert said == "خريطة. محتجزون: العراق؛ دول مميّزة: ألمانيا؛ أماكن: مخيم الهول."
    said = plain(_view(Map((MapGroup("held"),))).pictures[0].chart.alternative)
    around = said.partition("وحولها: ")[2].split("، ")
    assert "سوريا" in around
    assert len(around) <= 8


def test_countries_with_one_label_share_a_colour() -> None:
    block = Map(
        (
            MapGroup("held", label="أ"),
            MapGroup("leads", only=("DE",), label="ب"),
            MapGroup("leads", only=("AE",), label="أ"),
        )
    )
    plan = _plan(_view(block))
    assert {area.code: area.group for area in plan.areas if area.group} == {
        "IQ": 1,
        "DE": 2,
        "AE": 1,
    }
    assert plan.groups == ("أ", "ب")
    # The short name of the data, which on a map goes before the long one.
    assert "الإمارات" in [area.name for area in plan.areas]


def test_the_latest_date_counts_unless_all_are_asked_for() -> None:
    def codes(block: Map) -> set[str]:
        plan = _plan(_view(block))
        return {one.code for one in plan.areas if one.group} | {one.name for one in plan.spots}

    assert codes(Map((MapGroup("met"),))) == {"IQ"}
    assert codes(Map((MapGroup("met", ever=True),))) == {"IQ", "عمّان"}


def test_a_map_of_facts_that_are_not_known_yet_vanishes() -> None:
    assert Map((MapGroup("held"),)).view(composer(date(2015, 1, 1), DATA)) is None
    early = date(2020, 1, 1)
    assert [one.name for one in _plan(_view(Map((MapGroup("met"),)), early)).spots] == ["عمّان"]


@pytest.mark.parametrize(
    ("column", "room", "width"),
    [
        (None, ChartRoom(), 50),
        (Column.MAIN, ChartRoom(), 126),
        (Column.FULL, ChartRoom(), 180),
        (None, A5_ROOM, 50),
        (Column.MAIN, A5_ROOM, 116),
    ],
)
def test_a_map_is_as_wide_as_its_column(
    column: Column | None, room: ChartRoom, width: float
) -> None:
    view = _view(Map((MapGroup("held"),), column=column), room=room)
    assert view.pictures[0].chart.width_mm == width


def test_a_map_of_the_world_is_asked_for_by_its_name() -> None:
    frame = _plan(_view(Map((MapGroup("held"),), around=("world",)))).frame
    assert frame.true is None
    near = _plan(_view(Map((MapGroup("held"),), around=("IQ", "JO")))).frame
    assert near.true is not None
    assert near.degrees < 30


def test_its_data_are_a_table_without_positions() -> None:
    chart = _view(Map((MapGroup("held", label="محتجزون"),), neighbours=False)).pictures[0].chart
    assert chart_csv(chart).splitlines() == [
        "kind,code,name,group",
        "country,IQ,العراق,محتجزون",
        "place,,مخيم الهول,",
    ]


def test_the_part_of_a_library_for_a_map_has_its_places_and_the_names_of_countries() -> None:
    block = Map((MapGroup("held"),), places=("amman",), around=("al-hol",))
    topic = Topic("map", "خريطة", "خريطة", ("{leads}",), (block,))
    kept = subset(replace(DATA, topics={"map": topic}), [topic]).entities
    assert {"amman", "al-hol", "AE"} <= kept.keys()
    assert "east" not in kept
    other = replace(topic, blocks=())
    assert "amman" not in subset(replace(DATA, topics={"map": other}), [other]).entities


@pytest.mark.parametrize(
    ("block", "rules"),
    [
        (Map((MapGroup("held"),), places=("amman",)), []),
        (Map((MapGroup("nothing"),)), ["unknown-fact"]),
        (Map((MapGroup("trained"),)), ["map-fact"]),  # a figure
        (Map((MapGroup("held", only=("FR",)),)), ["map-fact"]),
        (Map((MapGroup("leads", only=("group",)),)), ["map-place"]),  # a body lies nowhere
        (Map((MapGroup("bodies"),)), ["map-fact"]),
        (Map((MapGroup("vague"),)), ["map-place"]),
        (Map((MapGroup("remote"),)), ["map-country"]),
        (Map((MapGroup("held"),), places=("bagdad",)), ["unknown-entity"]),
        (Map((MapGroup("held"),), places=("east",)), ["map-place"]),
        (Map((MapGroup("held"),), places=("JO",)), ["map-place"]),
        (Map((MapGroup("held"),), around=("UK",)), ["unknown-entity"]),
        (Map((MapGroup("held"),), around=("world",)), []),
        (Map(tuple(MapGroup("held", label=one) for one in "أبج")), ["map-groups"]),
        (Map((MapGroup("held"),), caption="بلغ 7 مخيمات."), ["bare-number"]),
    ],
)
def test_what_cannot_be_shown_is_told(block: Map, rules: list[str]) -> None:
    assert [one.rule for one in block.problems(DATA)] == rules


def test_the_problem_of_a_place_says_what_to_add() -> None:
    (problem,) = Map((MapGroup("held"),), places=("east",)).problems(DATA)
    assert "location: {lat: " in problem.remedy
    assert "data/entities.yaml" in problem.remedy


def test_leaders_of_the_tiny_library_can_be_mapped() -> None:
    assert LEADS.id in LIBRARY.facts
    assert list(Map((MapGroup("leads"),)).problems(LIBRARY)) == []
