"""Key figures: three to five large numbers, each with unit, date and source mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ..locales import Amount
from ..model import Cite, Rich, key
from .base import PlannedBlock, View
from .composer import Composer


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One tile."""

    fact: str = field(metadata=key("Id of a quantity."))
    label: str = field(metadata=key("What it is, in a few words, without the figure."))


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure: its parts, what it is, when, and the source mark."""

    fact: str
    amount: Amount
    label: Rich
    date: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class KeyFiguresView(View):
    """The tiles in reading order."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class KeyFigures(PlannedBlock):
    """A row of large figures."""

    kind: ClassVar[str] = "key-figures"

    figures: tuple[KeyFigure, ...] = field(metadata=key("Three to five tiles in reading order."))

    def view(self, composer: Composer) -> KeyFiguresView | None:
        """A tile for every figure that has a claim by the brief's day."""
        title = self.heading(composer)
        tiles = tuple(filter(None, (self._tile(item, composer) for item in self.figures)))
        return KeyFiguresView(self.kind, title, tiles) if tiles else None

    @staticmethod
    def _tile(item: KeyFigure, composer: Composer) -> Tile | None:
        claim, label = composer.selection.current(item.fact), composer.sentence(item.label)
        if claim is None or label is None:
            return None
        fact = composer.library.facts[item.fact]
        cites = composer.cite(claim, fact=fact.id)
        return Tile(fact.id, composer.amount(fact, claim), label, composer.date(claim), cites)
