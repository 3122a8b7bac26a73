"""Tables: free rows of cells, and who leads what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...model import Cite, Column, Library, Origin, Rich, key, marked
from .base import PlannedBlock
from .composer import Composer
from .one_mark import marked_once


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row; the first cell is its head."""

    cells: tuple[str, ...] = field(metadata=key("As many texts as the table has columns."))
    group: str | None = field(
        default=None,
        metadata=key("Head of the group that begins with this row, such as a donor."),
    )


class TableView(NamedTuple):
    """Column heads and rows; ``note`` stands under the table.

    ``groups`` has for each row the head of the group that begins with it, or None. ``cites`` is the
    mark of the only source, which then stands at no row.
    """

    kind: str
    title: Rich | None
    columns: tuple[Rich, ...]
    rows: tuple[tuple[Rich, ...], ...]
    note: Rich | None
    groups: tuple[Rich | None, ...] = ()
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(PlannedBlock):
    """A table whose cells are texts. A row with a fact that is not known yet is left out."""

    kind: ClassVar[str] = "table"
    order: ClassVar[int] = 40
    usual_place: ClassVar[Column] = Column.FULL
    other_places: ClassVar[tuple[Column, ...]] = (Column.MAIN,)
    once_in_packs: ClassVar[bool] = True
    reworded_as: ClassVar[str] = phrases.TABLE

    columns: tuple[str, ...] = field(metadata=key("Heads of the columns."))
    rows: tuple[TextRow, ...] = field(metadata=key("The rows in order."))
    note: str | None = field(default=None, metadata=key("A line under the table."))

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also rows with more or fewer cells than the table has columns."""
        yield from PlannedBlock.problems(self, library)
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                place = getattr(row.cells[0], "place", self.place)
                yield place.problem(
                    "ragged-table",
                    f"row {number} has {len(row.cells)} cells for {len(self.columns)} columns",
                    "Give every row as many cells as there are columns.",
                )

    def view(self, composer: Composer) -> TableView | None:
        """The rows whose facts have claims."""
        title = self.heading(composer)
        columns = tuple(composer.label(column) or () for column in self.columns)
        rows, groups = [], []
        head = None
        for row in self.rows:
            head = row.group or head
            found = (composer.label(row.cells[0]), *map(composer.sentence, row.cells[1:]))
            cells = [rich for rich in found if rich is not None]
            if len(cells) == len(row.cells):
                rows.append(tuple(cells))
                groups.append(composer.label(head) if head else None)
                head = None
        note = composer.sentence(self.note) if self.note else None
        if not rows:
            return None
        bare, cites = marked_once([cell for row in rows for cell in row])
        width = len(self.columns)
        told = tuple(bare[at : at + width] for at in range(0, len(bare), width))
        return TableView(self.kind, title, columns, told, note, tuple(groups), cites)


class GroupColumn(NamedTuple):
    """A group at the head of a column, and the date that its leadership is known for."""

    name: str
    date: str
    cites: tuple[Cite, ...]
    letters: Rich = ()


class MemberRow(NamedTuple):
    """A country and whether it leads each of the groups."""

    code: str
    name: str
    marks: tuple[bool, ...]


class LeadershipView(NamedTuple):
    """Groups across, countries down; ``cites`` as in :class:`TableView`."""

    kind: str
    title: Rich | None
    groups: tuple[GroupColumn, ...]
    rows: tuple[MemberRow, ...]
    cites: tuple[Cite, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries whose flags it shows."""
        return tuple(row.code for row in self.rows)


@dataclass(frozen=True, slots=True)
class Leadership(PlannedBlock):
    """Who leads which group: one column a group, one row a country."""

    kind: ClassVar[str] = "leadership"
    order: ClassVar[int] = 50
    usual_place: ClassVar[Column] = Column.FULL
    other_places: ClassVar[tuple[Column, ...]] = (Column.MAIN,)
    once_in_packs: ClassVar[bool] = True
    reworded_as: ClassVar[str] = phrases.LEADERSHIP

    facts: tuple[str, ...] = field(metadata=key("Relations whose subjects are the groups."))

    def view(self, composer: Composer) -> LeadershipView | None:
        """The groups whose leaders are known; countries that lead most of them first."""
        title = self.heading(composer)
        groups, leaders = [], []
        for fact_id in self.facts:
            claims = composer.selection.objects(fact_id)
            if claims:
                fact = composer.library.facts[fact_id]
                cites = composer.cite(*claims, fact=fact_id)
                name = composer.name(fact.subject, short=True)
                when = composer.dated(fact, *claims)
                groups.append(GroupColumn(marked(name, Origin.NAME), when, cites))
                leaders.append([claim.object or "" for claim in claims])
        rows = tuple(
            MemberRow(code, composer.name(code, short=True), tuple(code in c for c in leaders))
            for code in busiest_first(leaders)
        )
        _, cites = marked_once([group.cites for group in groups])
        if cites:
            groups = [group._replace(cites=()) for group in groups]
        return LeadershipView(self.kind, title, tuple(groups), rows, cites) if rows else None


def busiest_first(columns: Sequence[Sequence[str]]) -> list[str]:
    """The codes in some columns, those that stand in most of them first, then as they are met."""
    met = dict.fromkeys(code for column in columns for code in column)
    return sorted(met, key=lambda code: -sum(code in column for column in columns))
