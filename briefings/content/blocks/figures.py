"""Key figures: three to five large numbers, each with unit, date and source mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic import Amount
from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import counted_problem
from ...model import Chart, Cite, Library, Origin, Place, Rich, When, key, marked
from .base import OnSheets, PlannedBlock
from .chart_small import sparkline
from .composer import Composer
from .overdue import due

SPARK_MM = (16.0, 5.0)
_FEWEST_DATES = 3


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One tile."""

    fact: str = field(metadata=key("Id of a quantity, or of a relation whose objects are counted."))
    label: str = field(metadata=key("What it is, in a few words, without the figure."))
    count: str | None = field(
        default=None,
        metadata=key("For a relation: the unit its objects are counted in.", code=True),
    )


class Tile(NamedTuple):
    """One large figure: its parts, what it is, when, its marks, and whether it is stale.

    ``is_old`` says that its date stands out: it is clearly older than the others. ``letters`` are
    those of notes on it, ``spark`` is its course, if at least three dates are known.
    """

    fact: str
    amount: Amount
    label: Rich
    date: str
    cites: tuple[Cite, ...]
    when: When
    due: str = ""
    is_old: bool = False
    letters: Rich = ()
    spark: Chart | None = None


class KeyFiguresView(NamedTuple):
    """The tiles in reading order."""

    kind: str
    title: Rich | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class KeyFigures(PlannedBlock):
    """A row of large figures."""

    kind: ClassVar[str] = "key-figures"
    order: ClassVar[int] = 20
    on_sheets: ClassVar[OnSheets] = OnSheets.ALL
    is_whole: ClassVar[bool] = True
    reworded_as: ClassVar[str] = phrases.KEY_FIGURES

    figures: tuple[KeyFigure, ...] = field(metadata=key("Three to five tiles in reading order."))

    def view(self, composer: Composer) -> KeyFiguresView | None:
        """A tile for every figure that has a claim."""
        title = self.heading(composer)
        tiles = tuple(filter(None, (self._tile(item, composer) for item in self.figures)))
        return KeyFiguresView(self.kind, title, tiles) if tiles else None

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also relations that are not counted, and quantities that are."""
        yield from PlannedBlock.problems(self, library)
        for item in self.figures:
            fact = library.facts.get(item.fact)
            if fact is None:
                continue
            if fact.is_relation and not item.count:
                message = f"the relation “{fact.id}” needs the unit to count its objects in"
                remedy = "Add “count:” with the id of a unit of kind count."
                yield self._problem(item, message, remedy)
            elif fact.is_relation and item.count:
                place = getattr(item.count, "place", self.place)
                if wrong := counted_problem(library, item.count, place):
                    yield wrong
            elif item.count:
                message = f"the figure “{fact.id}” has a unit of its own and is not counted"
                yield self._problem(item, message, "Remove “count”.")

    def _problem(self, item: KeyFigure, message: str, remedy: str) -> Problem:
        place: Place = getattr(item.fact, "place", self.place)
        return place.problem("key-figure", message, remedy)

    @staticmethod
    def _tile(item: KeyFigure, composer: Composer) -> Tile | None:
        fact, label = composer.library.facts[item.fact], composer.sentence(item.label)
        current = composer.selection.current(item.fact)
        if current is None or label is None:
            return None
        if item.count:
            claims = composer.selection.objects(item.fact)
            composer.counted.add(item.fact)
            unit = composer.library.units[item.count]
            amount = composer.arabic.amount(len(claims), unit)
        else:
            claims = (current,)
            amount = composer.amount(fact, current)
        cites = composer.cite(*claims, fact=fact.id)
        date = composer.dated(fact, *claims)
        marked_amount = _marked(amount, composer.ref(fact, *claims))
        when = claims[-1].when
        stale = due(fact, composer)
        spark = None
        if not item.count and len(composer.selection.series(fact.id)) >= _FEWEST_DATES:
            spark = sparkline(fact.id, composer, SPARK_MM)
        return Tile(fact.id, marked_amount, label, date, cites, when, stale, spark=spark)


def _marked(amount: Amount, ref: str) -> Amount:
    """The amount between marks of its origin; the noun only where it states the number."""
    figure = marked(amount.figure, Origin.FIGURE, ref)
    noun = amount.noun if figure else marked(amount.noun, Origin.FIGURE, ref)
    return Amount(marked(amount.qualifier, Origin.FIGURE, ref), figure, noun)
