"""A brief: a topic's plan, filled with the facts of one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, NamedTuple, cast

from ..arabic import Arabic
from ..arabic.phrases import briefs as phrases
from ..errors import SelectionError
from ..facts.references import facts_named, person_facts
from ..facts.selection import Selection
from ..model import (
    NO_IMPRINT,
    Band,
    Claim,
    Column,
    Entity,
    Imprint,
    Library,
    Meeting,
    Rich,
    Source,
    Topic,
    bands_of,
    marked_text,
)
from ..model.leaves import facts_of, people_of, texts_of
from .age import Age, age_of, flagged
from .blocks import (
    A4_ROOM,
    ChartRoom,
    Composer,
    OnSheets,
    Picture,
    PlannedBlock,
    Sources,
    View,
    pictures_in,
)
from .blocks.changes import ChangesView, changes_view
from .diff import FactChange, State, changes, is_new_state, topic_state
from .doubles import SEE
from .letters import lettered
from .meeting import MeetingView, meeting_view
from .placed import BottomLine, PlacedView, fitted_views, kind_of

NOBODY: Mapping[str, Entity] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The fields of every document, and the lines that state its dates.

    ``facts_since`` are date and number of the edition since which no fact has changed, if none has.
    ``claims`` are those printed or cited, with the ids of their facts. ``review`` is when the topic
    says it is to be reviewed, or empty.
    """

    edition: date
    as_of: date
    arabic: Arabic
    claims: tuple[tuple[str, Claim], ...]
    age: Age
    imprint: Imprint = NO_IMPRINT
    facts_since: tuple[date, int] | None = None
    review: str = ""

    @property
    def edition_line(self) -> str:
        """Number and date of the edition in words, in the calendar of covers and heads."""
        return phrases.edition_name(self.arabic, self.edition, self.imprint.ordinal)

    @property
    def edition_name(self) -> str:
        """The same in one calendar, for running heads."""
        return phrases.edition_name(self.arabic, self.edition, self.imprint.ordinal, short=True)

    @property
    def period_text(self) -> str:
        """The years, or the months of one year, from which the printed facts are."""
        return phrases.period(self.arabic, [claim.when for _, claim in self.claims])

    @property
    def since_text(self) -> str:
        """Since which edition the facts have not changed; empty if they have."""
        if self.facts_since is None:
            return ""
        edition = phrases.edition(self.arabic, self.facts_since)
        return phrases.UNCHANGED_SINCE + marked_text(edition)

    @property
    def stamp(self) -> str:
        """Day of the edition and day of the facts in one line, for the foot of every page."""
        return phrases.stamp(self.arabic, self.edition, self.as_of)

    @property
    def number(self) -> int:
        """The number of the edition on its day; 0 without an archive."""
        return self.imprint.number


class WantedView(NamedTuple):
    """What is wanted of the reader, and whether it is our proposal."""

    told: Rich
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Dated):
    """Everything that one brief prints, in Arabic and in the order of the page.

    ``changes`` are those since the earlier edition it was compared with. ``earlier`` holds the
    libraries of other editions whose figures it prints, by edition id. ``counted`` are the
    relations of which it prints the number of objects. ``columns`` has the views whose blocks say
    in which column they stand, and ``room`` is the space for pictures in each.
    """

    template: ClassVar[str] = "brief.html"
    kicker: ClassVar[str] = ""

    topic: str
    title: str
    subtitle: str
    keywords: tuple[str, ...]
    summary: str
    bottom_line: Rich
    wanted: WantedView | None = None
    views: tuple[View, ...]
    sources: tuple[Source, ...]
    meeting: MeetingView | None = None
    counted: frozenset[str] = frozenset()
    changes: tuple[FactChange, ...] = ()
    earlier: Mapping[str, Library] = field(default_factory=dict, hash=False)
    columns: tuple[tuple[View, Column], ...] = ()
    room: ChartRoom = A4_ROOM

    def bands(self, *, has_side: bool = True) -> tuple[Band[PlacedView], ...]:
        """The views in their columns; without a side column they all stand across the page."""
        told = {id(view): column for view, column in self.columns}
        placed = [
            PlacedView(number, view, told.get(id(view)) or kind_of(view).usual_place)
            for number, view in enumerate(self.views, start=1)
        ]
        if self.bottom_line:
            placed.insert(0, PlacedView(0, BottomLine(), Column.MAIN))
        if not has_side:
            placed = [one._replace(column=Column.FULL) for one in placed]
        return bands_of((one, one.column) for one in placed)

    def fitted(self) -> Brief:
        """The brief with its pictures as large as the columns that they stand in."""
        new = fitted_views(self.bands(has_side=self.room.has_side), self.room)
        return replace(
            self,
            views=tuple(new.get(id(view), view) for view in self.views),
            columns=tuple((new.get(id(view), view), column) for view, column in self.columns),
        )

    def with_views(self, views: Iterable[tuple[View, View]]) -> Brief:
        """The brief with other views, each given with the one whose column it takes.

        The references to other parts of a pack stand in the side column, with the notes.
        """
        pairs = list(views)
        told = {id(view): column for view, column in self.columns}
        told |= {id(old): Column.SIDE for _, old in pairs if old.kind == SEE}
        columns = tuple((new, told[id(old)]) for new, old in pairs if id(old) in told)
        return replace(self, views=tuple(new for new, _ in pairs), columns=columns).fitted()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The charts in the order of the page."""
        return pictures_in(self.views)

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """The brief itself, as packs have several."""
        return (self,)

    @property
    def parts(self) -> tuple[Brief, ...]:
        """The same: packs have other parts too."""
        return self.briefs

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return f"brief-{self.topic}"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a brief or a pack is composed for.

    ``edition`` is its date, ``as_of`` the day up to which facts count, and ``imprint`` what the
    page says of the edition besides. ``room`` is the space that the page gives its charts.
    ``since`` has the states of topics in earlier editions, by id, to compare them with.
    """

    edition: date
    as_of: date
    arabic: Arabic = field(default_factory=Arabic)
    meeting: Meeting | None = None
    is_sheet: bool = False
    room: ChartRoom = A4_ROOM
    imprint: Imprint = NO_IMPRINT
    since: Mapping[str, State] = field(default_factory=dict)


def compose(
    library: Library, topic: Topic, purpose: Purpose, numbers: dict[str, int] | None = None
) -> Brief:
    """Compose the brief or the sheet of a topic.

    A sheet holds the blocks of :func:`sheet_plan`, and no table of changes. A brief of a pack gets
    the ``numbers`` of the sources cited so far, to which it adds its own, and leaves out the
    meeting. Raises SelectionError if no fact of the topic has a claim by the day.
    """
    arabic, edition, as_of = purpose.arabic, purpose.edition, purpose.as_of
    meeting = purpose.meeting if numbers is None else None
    since = purpose.since.get(topic.id)
    composer = Composer(
        Selection(library, as_of), arabic, edition, numbers=numbers, room=purpose.room
    )
    composer.is_sheet = purpose.is_sheet
    bottom_line = composer.paragraph(topic.bottom_line)
    wanted = _wanted(topic, composer)
    gathering = meeting_view(meeting, composer) if meeting else None
    blocks = sheet_plan(topic) if purpose.is_sheet else plan(topic)
    if purpose.meeting and numbers is not None:
        without = purpose.meeting.without(topic.id)
        blocks = tuple(block for block in blocks if block.kind not in without)
    seen = [(block, view) for block in blocks if (view := block.view(composer)) is not None]
    if not composer.used:
        # An earlier fact may count already, but in no sentence that it can fill alone.
        later = (day for day in _dates(composer.selection, topic) if day > as_of)
        first = min(later, default=None)
        known = f"; its first fact counts from {first}" if first else ""
        raise SelectionError(f"nothing is known of “{topic.id}” by {as_of}{known}")
    age = age_of(composer, composer.used, composer.counted)
    letters = lettered(
        f"note-{topic.id}",
        [flagged(view, age) for _, view in seen],
        is_sheet=purpose.is_sheet,
    )
    own = [
        (view, block.column)
        for (block, _), view in zip(seen, letters.views, strict=True)
        if view is not None
    ]
    if letters.beside is not None:
        own.insert(_place_beside(own), (letters.beside, Column.SIDE))
    views = tuple(view for view, _ in own)
    found: tuple[FactChange, ...] = ()
    if since is not None:
        number = purpose.imprint.number
        now = topic_state(library, topic, as_of, composer.used, edition=edition, number=number)
        found = changes(since, now)
        if not purpose.is_sheet:
            views = _with_changes(views, changes_view(found, composer, since, now))
    # In this order: the texts of the head cite sources too.
    return Brief(
        edition=edition,
        as_of=as_of,
        arabic=arabic,
        imprint=purpose.imprint,
        review=topic.review or "",
        topic=topic.id,
        title=marked_text(composer.label(topic.title) or ()),
        subtitle=marked_text(composer.label(topic.subtitle or "") or ()),
        keywords=topic.keywords,
        summary=marked_text(composer.label(topic.summary) or ()),
        bottom_line=bottom_line or (),
        wanted=wanted,
        views=views,
        columns=tuple((view, column) for view, column in own if column),
        sources=composer.sources,
        claims=composer.used,
        age=age,
        counted=frozenset(composer.counted),
        meeting=gathering,
        changes=found,
        facts_since=since.since if since is not None and not is_new_state(found) else None,
        earlier={since.id: since.library} if since is not None and not purpose.is_sheet else {},
        room=purpose.room,
    ).fitted()


def _wanted(topic: Topic, composer: Composer) -> WantedView | None:
    told = composer.paragraph(topic.wanted.text) if topic.wanted else None
    return WantedView(told, topic.wanted.proposed) if told and topic.wanted else None


def _place_beside(views: Sequence[tuple[View, Column | None]]) -> int:
    """The place of the notes among the views, each of which is given with the column it asks for.

    They follow the first chart of the main column, beside which they then stand; else they stand
    beside the bottom line, unless something else does: then they follow the first tiles or charts.
    """
    for place, (view, column) in enumerate(views, start=1):
        if pictures_in([view]) and (column or kind_of(view).usual_place) is Column.MAIN:
            return place
    first = [column or kind_of(view).usual_place for view, column in views[:1]]
    if first != [Column.SIDE]:
        return 0
    shown = (
        n for n, (view, _) in enumerate(views, start=1) if view.kind in ("key-figures", "charts")
    )
    return next(shown, 0)


def _with_changes(views: tuple[View, ...], told: ChangesView) -> tuple[View, ...]:
    """The views with the table of changes before the sources, to which it adds none."""
    kinds = [view.kind for view in views]
    place = kinds.index(Sources.kind) if Sources.kind in kinds else len(views)
    return (*views[:place], told, *views[place:])


def plan(topic: Topic) -> tuple[PlannedBlock, ...]:
    """The topic's blocks in order."""
    return cast("tuple[PlannedBlock, ...]", topic.blocks)


def sheet_plan(topic: Topic) -> tuple[PlannedBlock, ...]:
    """The blocks of the one-page sheet, as they say or else as their kinds do."""
    blocks = plan(topic)
    first = {block.kind: block for block in reversed(blocks)}

    def is_usual(block: PlannedBlock) -> bool:
        if block.on_sheets is OnSheets.FIRST:
            return block is first[block.kind]
        return block.on_sheets is OnSheets.ALL

    return tuple(
        block for block in blocks if (is_usual(block) if block.sheet is None else block.sheet)
    )


def topic_facts(topic: Topic, entities: Mapping[str, Entity] = NOBODY) -> frozenset[str]:
    """The ids of all facts that a topic names, in its texts, its blocks or its cards of people."""
    named = {fact for block in topic.blocks for fact in facts_of(block)}
    texts = (*topic.texts, *(text for block in topic.blocks for text in texts_of(block)))
    named.update(fact for text in texts for fact in facts_named(text))
    people = (person for block in topic.blocks for person in people_of(block))
    return frozenset(named.union(_facts_of_people(people, entities)))


def meeting_facts(meeting: Meeting, entities: Mapping[str, Entity] = NOBODY) -> frozenset[str]:
    """The ids of all facts that a meeting names, in its own texts or its cards of people."""
    named = {fact for text in meeting.texts for fact in facts_named(text)}
    return frozenset(named.union(_facts_of_people(meeting.people, entities)))


def _facts_of_people(people: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    known = (entities[person] for person in people if person in entities)
    return {fact for person in known for fact in person_facts(person)}


def _dates(selection: Selection, topic: Topic) -> list[date]:
    facts, entities = selection.library.facts, selection.library.entities
    # The facts of its head alone make no brief.
    named = topic_facts(replace(topic, title="", summary="", subtitle=None, keywords=()), entities)
    return [selection.known_from(claim) for fact in named for claim in facts[fact].claims]
