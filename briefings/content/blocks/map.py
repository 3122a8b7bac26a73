"""Maps: the countries and places that facts speak of, among those around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic import is_country
from ...arabic.phrases import maps as phrases
from ...charts.map import draw_map
from ...charts.map_frame import framed, frames, seen
from ...errors import Problem
from ...facts.references import entity_problem
from ...model import (
    NOWHERE,
    Chart,
    Cite,
    Claim,
    Column,
    EntityKind,
    Fact,
    Figure,
    Library,
    Place,
    Rich,
    key,
    marked_text,
    place_of,
    plain_text,
    unmarked,
)
from ...model.maps import MapArea, MapPlan, MapSpot
from .base import PlannedBlock
from .chart import Picture
from .chart_space import ChartRoom
from .chart_spec import DrawnKind
from .composer import Composer

_SIDE_MM = 50.0
"""The width of a map for the side column on a page that has none."""
_LEGEND_MM = 8.0
"""More than a line of the legend needs."""
_MOST_GROUPS = 2
_MOST_SAID = 8
"""The most countries around that the text alternative names."""


class MapPicture(DrawnKind):
    """A map, which is no chart that a topic can ask for by its name."""

    kind: ClassVar[str] = "map"
    draw = staticmethod(draw_map)


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Countries and places that stand out because a fact speaks of them."""

    fact: str = field(metadata=key("Id of a relation: its objects stand out."))
    only: tuple[str, ...] = field(
        default=(),
        metadata=key("These of its objects alone, or its subject, by their codes.", code=True),
    )
    label: str | None = field(
        default=None, metadata=key("What they have in common; printed below the map.")
    )
    ever: bool = field(
        default=False,
        metadata=key(
            "Whether all dates count, as of meetings over the years, not the latest alone."
        ),
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))


class MapView(NamedTuple):
    """One picture with its caption; ``approximate`` says which places are not known exactly."""

    kind: str
    title: Rich | None
    pictures: tuple[Picture, ...]
    approximate: str


class _Standing(NamedTuple):
    """What of a group can be shown by the day of the brief."""

    label: str
    claims: tuple[tuple[str, Claim], ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map(PlannedBlock):
    """A map of the countries and places that facts speak of."""

    kind: ClassVar[str] = "map"
    order: ClassVar[int] = 35
    usual_place: ClassVar[Column] = Column.SIDE
    reworded_as: ClassVar[str] = phrases.MAP
    names_countries: ClassVar[bool] = True

    of: tuple[MapGroup, ...] = field(
        metadata=key("The relations whose countries and places stand out.")
    )
    places: tuple[str, ...] = field(
        default=(),
        metadata=key("Places to find one's way by, as capitals: ids of entities.", code=True),
    )
    neighbours: bool = field(
        default=True, metadata=key("Whether other countries are named where they have room.")
    )
    around: tuple[str, ...] = field(
        default=(),
        metadata=key(
            "Countries and places that the map is to hold, or “world”; else those that stand out.",
            code=True,
        ),
    )
    caption: str | None = field(
        default=None, metadata=key("A line under the title; may refer to facts.")
    )

    def view(self, composer: Composer) -> MapView | None:
        """The map, if any of its facts has a claim that can be shown."""
        title = self.heading(composer)
        groups = [group for one in self.of if (group := _standing(one, composer)) is not None]
        if not groups:
            return None
        caption = composer.sentence(self.caption) if self.caption else None
        found = [part for part in (*(title or ()), *(caption or ())) if isinstance(part, Cite)]
        for fact, claim in (one for group in groups for one in group.claims):
            found += composer.cite(claim, fact=fact)
        cites = {cite.number: cite for cite in found}
        chart = self._chart(groups, _without_marks(title), composer)
        picture = Picture(
            chart,
            _without_marks(title),
            (),
            _without_marks(caption) or None,
            (),
            tuple(cites[number] for number in sorted(cites)),
            tuple(_drawn(groups, composer)),
            chart.height_mm,
        )
        named = [code for group in groups for code in group.codes] + list(self.places)
        vague = [code for code in dict.fromkeys(named) if _is_approximate(code, composer.library)]
        approximate = phrases.approximate(map(composer.name, vague))
        return MapView(self.kind, _without_marks(title) or None, (picture,), approximate)

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also what no map can show, and more groups than can be told apart."""
        yield from PlannedBlock.problems(self, library)
        for group in self.of:
            fact = library.facts.get(group.fact)
            if fact is not None:
                yield from _group_problems(group, fact, library)
        labels = {group.label for group in self.of}
        if len(labels) > _MOST_GROUPS:
            message = f"the map has {len(labels)} groups; {_MOST_GROUPS} can be told apart in black"
            remedy = "Give some the same “label”, or make two maps."
            yield self.place.problem("map-groups", message, remedy)
        for code in (*self.places, *self.around):
            if code == phrases.WORLD and code in self.around:
                continue
            where = place_of(code, self.place)
            if wrong := entity_problem(library, code, where) or _unshown(code, library, where):
                yield wrong
            elif is_country(code) and code in self.places:
                message = f"“{code}” is a country, and stands among the places of a map"
                remedy = "Countries around are named by themselves; put towns and the like here."
                yield where.problem("map-place", message, remedy)

    def _chart(self, groups: Sequence[_Standing], title: Rich, composer: Composer) -> Chart:
        """The plan of the picture."""
        width = _width(self.column or self.usual_place, composer.room)
        areal = [group for group in groups if any(map(is_country, group.codes))]
        labels = list(dict.fromkeys(group.label for group in areal))
        numbers: dict[str, int] = {}
        for group in groups:
            for code in group.codes:
                number = labels.index(group.label) + 1 if group in areal else 0
                numbers.setdefault(code, number)
        entities = composer.library.entities
        strong = [
            MapArea(code, composer.name(code, short=True), number)
            for code, number in numbers.items()
            if is_country(code)
        ]
        spots = [
            _spot(code, composer, emphasis=emphasis)
            for codes, emphasis in ((numbers, True), (self.places, False))
            for code in codes
            if not is_country(code) and (emphasis or code not in numbers)
        ]
        held = self.around or (*numbers, *self.places)
        lie = [entities[code].location for code in held if code in entities]
        frame = framed(
            () if phrases.WORLD in held else filter(is_country, held),
            () if phrases.WORLD in held else [(one.lat, one.lon) for one in lie if one],
            width,
        )
        around = [
            MapArea(code, composer.name(code, short=True))
            for code in (seen(frame) if self.neighbours else ())
            if code not in numbers
        ]
        return Chart(
            self.kind,
            plain_text(title),
            # Of a map of the world, those around are the world.
            _in_words(strong, labels, spots, around[:_MOST_SAID] if frame.true is not None else ()),
            width_mm=width,
            height_mm=round(width * frame.shape + _LEGEND_MM * len(labels), 2),
            detail=MapPlan(frame, (*strong, *around), tuple(spots), tuple(labels)),
        )


def _spot(code: str, composer: Composer, *, emphasis: bool) -> MapSpot:
    entity = composer.library.entities[code]
    assert entity.location is not None, "checked, or left out, before"
    return MapSpot(composer.name(code), entity.location, entity.country or "", emphasis)


def _width(column: Column, room: ChartRoom) -> float:
    """The width in millimetres of a map in a column."""
    if column is Column.SIDE:
        return room.side_mm or min(_SIDE_MM, room.full_mm)
    if column is Column.MAIN and room.main_mm is not None:
        return room.main_mm
    return room.full_mm


def _standing(group: MapGroup, composer: Composer) -> _Standing | None:
    fact = composer.library.facts[group.fact]
    selection = composer.selection
    claims = selection.events(group.fact) if group.ever else selection.objects(group.fact)
    wanted = [
        (claim, code)
        for claim in claims
        for code in (claim.object or "", fact.subject)
        if (code in group.only if group.only else code == claim.object)
        and _is_shown(code, composer.library)
    ]
    if not wanted:
        return None
    label = marked_text(composer.sentence(group.label) or ()) if group.label else ""
    codes = tuple(dict.fromkeys(code for _, code in wanted))
    return _Standing(label, tuple((fact.id, claim) for claim, _ in wanted), codes)


def _drawn(groups: Iterable[_Standing], composer: Composer) -> Iterator[Figure]:
    """The country or place of each claim that is drawn, for its provenance."""
    for group in groups:
        for fact_id, claim in group.claims:
            fact = composer.library.facts[fact_id]
            code = claim.object if claim.object in group.codes else fact.subject
            yield Figure(composer.name(code or ""), composer.ref(fact, claim))


def _in_words(
    strong: Sequence[MapArea],
    labels: Sequence[str],
    spots: Iterable[MapSpot],
    around: Iterable[MapArea],
) -> str:
    groups = [
        (unmarked(words), [area.name for area in strong if area.group == number])
        for number, words in enumerate(labels, start=1)
    ]
    return phrases.map_in_words(
        groups, (spot.name for spot in spots), (area.name for area in around)
    )


def _without_marks(rich: Rich | None) -> Rich:
    """The words without their source marks, which the caption has at its end."""
    return tuple(part for part in rich or () if not isinstance(part, Cite))


def _is_shown(code: str, library: Library) -> bool:
    if is_country(code):
        return code in frames()
    entity = library.entities.get(code)
    return entity is not None and entity.location is not None


def _is_approximate(code: str, library: Library) -> bool:
    entity = library.entities.get(code)
    return entity is not None and entity.location is not None and entity.location.approximate


def _unshown(code: str, library: Library, where: Place) -> Problem | None:
    """The problem of a country without a shape, or of a place without a location."""
    if _is_shown(code, library):
        return None
    if is_country(code):
        message = f"no map can show “{code}”: at this scale Natural Earth has no shape of it"
        return where.problem("map-country", message, "Take it out.")
    message = f"no map can show “{code}”, of which nobody said where it lies"
    remedy = "Add “location: {lat: 36.38, lon: 41.15}” to it in data/entities.yaml, or take it out."
    return where.problem("map-place", message, remedy)


def _group_problems(group: MapGroup, fact: Fact, library: Library) -> Iterator[Problem]:
    where = place_of(group.fact, group.place)
    if not fact.is_relation:
        message = f"“{fact.id}” is a figure, and says of no country or place that it is meant"
        remedy = "Name a relation, whose objects are countries or places."
        yield where.problem("map-fact", message, remedy)
        return
    objects = [code for code in dict.fromkeys(claim.object for claim in fact.claims) if code]
    for code in group.only:
        at = place_of(code, where)
        if code not in objects and code != fact.subject:
            message = f"the fact “{fact.id}” does not speak of “{code}”"
            remedy = f"Name some of these: {', '.join((*objects, fact.subject))}."
            yield at.problem("map-fact", message, remedy)
        elif wrong := entity_problem(library, code, at) or _unshown(code, library, at):
            yield wrong
    if group.only:
        return
    # Bodies among the members of a group lie nowhere; a country or a place must not be lost.
    lying = [code for code in objects if is_country(code) or _is_place(code, library)]
    for code in lying:
        if wrong := _unshown(code, library, where):
            remedy = f"{wrong.remedy} “only:” names the objects that the map is to show."
            yield where.problem(wrong.rule, wrong.message, remedy)
    if not lying:
        message = f"no object of the fact “{fact.id}” is a country or a place"
        remedy = "Name its subject under “only:”, if that is meant, or another fact."
        yield where.problem("map-fact", message, remedy)


def _is_place(code: str, library: Library) -> bool:
    return code in library.entities and library.entities[code].kind is EntityKind.PLACE
