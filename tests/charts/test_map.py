"""Maps as they are drawn: what stands out, what is named, and where."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from briefings.charts.map_frame import framed, seen
from briefings.charts.map_inks import inks_of
from briefings.model import Chart, ChartStyle, Drawing, Label, Location, mono
from briefings.model.charts import MARK_CONTRAST, TEXT_CONTRAST, contrast
from briefings.model.maps import MapArea, MapPlan, MapSpot
from tests.charts.drawing import drawing_of
from tests.charts.pictures import Picture

CAMP = MapSpot("مخيم الهول", Location(36.38, 41.15), "SY", emphasis=True)
CAPITALS = (
    MapSpot("بغداد", Location(33.34, 44.39), "IQ"),
    MapSpot("دمشق", Location(33.5, 36.3), "SY"),
)
SUDAN = {
    "الخرطوم": (15.59, 32.53),
    "بورتسودان": (19.58, 37.21),
    "الفاشر": (13.63, 25.35),
    "نيالا": (12.06, 24.89),
    "الأبيض": (13.18, 30.21),
    "كسلا": (15.46, 36.39),
    "القضارف": (14.03, 35.38),
    "ود مدني": (14.40, 33.53),
    "كادقلي": (11.01, 29.72),
    "الجنينة": (13.45, 22.44),
    "زالنجي": (12.90, 23.47),
    "الضعين": (11.46, 26.12),
    "سنار": (13.55, 33.63),
    "الدمازين": (11.79, 34.36),
    "الدامر": (17.59, 33.96),
    "دنقلا": (19.17, 30.48),
}


def _chart(
    codes: dict[str, str],
    spots: tuple[MapSpot, ...] = (),
    *,
    second: tuple[str, ...] = (),
    groups: tuple[str, ...] = ("", ""),
    width: float = 50.0,
) -> Chart:
    """A map of named countries, those of ``second`` in the second group, with neighbours."""
    places = [(spot.at.lat, spot.at.lon) for spot in spots]
    frame = framed(codes, places, width)
    strong = [MapArea(code, name, 1 + (code in second)) for code, name in codes.items()]
    around = [
        MapArea(code, f"جار {chr(0x627 + place % 20)}")
        for place, code in enumerate(code for code in seen(frame) if code not in codes)
    ]
    plan = MapPlan(frame, (*strong, *around), spots, groups)
    return Chart("map", "عنوان", "بديل", width_mm=width, height_mm=400, detail=plan)


LEVANT = _chart({"IQ": "العراق", "SY": "سوريا"}, (CAMP, *CAPITALS), second=("SY",))


def _labels(drawing: Drawing) -> dict[str, Label]:
    return {label.text: label for label in drawing.labels}


def _box(label: Label) -> tuple[float, float, float, float]:
    left = label.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[label.anchor] * label.width
    return left, label.y - 0.7 * label.size, left + label.width, label.y + 0.2 * label.size


def test_names_stand_in_their_countries_and_beside_their_places(style: ChartStyle) -> None:
    labels = _labels(drawing_of(LEVANT, style))
    assert {"العراق", "سوريا", "بغداد", "دمشق", "مخيم الهول"} <= labels.keys()
    assert labels["سوريا"].x < labels["العراق"].x  # as on every map, west is on the left
    assert labels["العراق"].bold
    assert labels["مخيم الهول"].bold
    assert not labels["بغداد"].bold
    assert labels["العراق"].size > labels["بغداد"].size >= 7.5


def test_every_name_can_be_read_on_its_ground(style: ChartStyle) -> None:
    inks = inks_of(style)
    labels = _labels(drawing_of(LEVANT, style))
    for name, group in (("العراق", 1), ("سوريا", 2), ("بغداد", 1)):
        assert contrast(labels[name].colour, inks.ground(group)) >= TEXT_CONTRAST
    neighbours = [one for one in labels.values() if one.text.startswith("جار")]
    assert neighbours
    assert all(contrast(one.colour, inks.ground(0)) >= TEXT_CONTRAST for one in neighbours)


@pytest.mark.parametrize("theme", ["#0b4a5c", "#123e63", "#7a1f2b", "#5b3a86", "#1a1a1a"])
def test_two_groups_and_land_differ_in_lightness(style: ChartStyle, theme: str) -> None:
    inks = inks_of(replace(style, series=(theme, *style.series[1:])))
    land, first, second = inks.grounds
    assert contrast(first, land) >= MARK_CONTRAST
    assert min(contrast(first, second), contrast(second, land)) >= 2.2
    for group in (0, 1, 2):
        assert contrast(inks.on([group]), inks.ground(group)) >= TEXT_CONTRAST


def test_the_same_map_has_the_same_bytes(style: ChartStyle) -> None:
    one, other = (drawing_of(LEVANT, style) for _ in range(2))
    assert one == other


def test_there_is_neither_clip_nor_transparency_in_a_map(style: ChartStyle) -> None:
    for look in (style, mono(style)):
        svg = drawing_of(LEVANT, look).svg.decode()
        assert not any(word in svg for word in ("clip", "opacity", "<pattern", "<text", "<mask"))


def test_in_black_the_groups_are_solid_and_hatched(style: ChartStyle) -> None:
    picture = Picture(drawing_of(LEVANT, mono(style)).svg)
    colours = {shape.fill for shape in picture.shapes} | {one.stroke for one in picture.shapes}
    assert colours <= {"#000000", "#ffffff", "none", ""}
    labels = _labels(drawing_of(LEVANT, mono(style)))
    assert labels["العراق"].colour == "#ffffff"
    assert labels["سوريا"].colour == "#000000"


def test_a_legend_names_the_groups_below_the_map(style: ChartStyle) -> None:
    plain = drawing_of(LEVANT, style)
    told = replace(LEVANT, detail=replace(LEVANT.detail, groups=("القيادة", "العضوية")))
    drawing = drawing_of(told, style)
    assert drawing.height > plain.height + 20
    for words in ("القيادة", "العضوية"):
        assert _labels(drawing)[words].y > plain.height


@pytest.mark.parametrize("width", [50.0, 126.0])
def test_names_never_meet(style: ChartStyle, width: float) -> None:
    spots = tuple(
        MapSpot(name, Location(lat, lon), "SD", emphasis=name == "الخرطوم")
        for name, (lat, lon) in SUDAN.items()
    )
    drawing = drawing_of(_chart({"SD": "السودان"}, spots, width=width), style)
    labels = _labels(drawing)
    assert "الخرطوم" in labels
    if width > 100:
        assert SUDAN.keys() <= labels.keys()
    for one, other in combinations(map(_box, drawing.labels), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in map(_box, drawing.labels):
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


def test_small_countries_are_dots_with_their_names_beside_them(style: ChartStyle) -> None:
    islands = {"FJ": "فيجي", "TV": "توفالو", "NR": "ناورو", "TO": "تونغا", "WS": "ساموا"}
    drawing = drawing_of(_chart(islands, width=126.0), style)
    labels = _labels(drawing)
    assert set(islands.values()) <= labels.keys()
    dots = [one for one in Picture(drawing.svg).filled(style.series[0]) if 3 < one.width < 6]
    assert len(dots) >= 3
    # Samoa lies beyond the date line, and yet east of Fiji and Tuvalu.
    assert labels["ساموا"].x > labels["فيجي"].x
    assert labels["ساموا"].x > labels["توفالو"].x


def test_a_map_across_the_date_line_has_russia_west_of_america(style: ChartStyle) -> None:
    drawing = drawing_of(_chart({"RU": "روسيا", "US": "أمريكا"}, width=126.0), style)
    labels = _labels(drawing)
    assert labels["روسيا"].x < labels["أمريكا"].x


@pytest.mark.parametrize(
    "codes",
    [
        {"BH": "البحرين"},
        {"CL": "تشيلي"},
        {"MV": "جزر المالديف"},
        {"GB": "المملكة المتحدة"},
        {"AQ": "القارة القطبية الجنوبية"},
        {"KI": "كيريباتي"},
    ],
    ids=lambda codes: next(iter(codes)),
)
@pytest.mark.parametrize("width", [50.0, 180.0])
def test_any_country_alone_is_drawn_and_named(
    style: ChartStyle, codes: dict[str, str], width: float
) -> None:
    labels = " ".join(one.text for one in drawing_of(_chart(codes, width=width), style).labels)
    assert all(word in labels for name in codes.values() for word in name.split())


def test_where_too_many_stand_out_only_those_with_room_are_named(style: ChartStyle) -> None:
    every = {code: f"دولة {code}" for code in seen(framed([], [], 180.0)) if code != "AQ"}
    drawing = drawing_of(_chart(every, width=180.0), style)
    assert 3 <= len(drawing.labels) < 40
    assert len(drawing.svg) < 400_000
