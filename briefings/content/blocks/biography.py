"""The block ``biography``: cards of people, with portrait, names, posts and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...model import ID, Claim, Column, Entity, Fact, Library, Origin, Post, Rich, key, marked
from .agenda import person_problem
from .base import PlannedBlock
from .composer import Composer


class HeldPost(NamedTuple):
    """A post with the marks of its sources, and for when it is known."""

    title: Rich
    period: str


class PersonCard(NamedTuple):
    """One person; what is not known is empty. ``picture`` holds the bytes of the portrait."""

    id: str
    name: str
    latin: str
    posts: tuple[HeldPost, ...]
    notes: tuple[Rich, ...]
    picture: bytes
    credit: str

    @property
    def picture_name(self) -> str:
        """The name of the portrait in the page."""
        return f"portrait-{self.id}.jpg"


class BiographyView(NamedTuple):
    """Cards of people, in the order given."""

    kind: str
    title: Rich | None
    people: tuple[PersonCard, ...]

    @property
    def portraits(self) -> tuple[tuple[str, bytes], ...]:
        """The portraits to be printed, by their names in the page."""
        return tuple((one.picture_name, one.picture) for one in self.people if one.picture)


@dataclass(frozen=True, slots=True)
class Biography(PlannedBlock):
    """Cards of people: portrait, names, posts, and what to know of them."""

    kind: ClassVar[str] = "biography"
    usual_place: ClassVar[Column] = Column.SIDE
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL,)
    order: ClassVar[int] = 64
    once_in_packs: ClassVar[bool] = True
    reworded_as: ClassVar[str] = phrases.BIOGRAPHY

    people: tuple[str, ...] = field(
        metadata=key("Ids of people, in the order of their cards.", pattern=ID, code=True)
    )

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also ids that are no person's."""
        yield from PlannedBlock.problems(self, library)
        for person in self.people:
            if unknown := person_problem(library, person, self.place):
                yield unknown

    def view(self, composer: Composer) -> BiographyView | None:
        """The cards of people of whom something is known, or nothing is to be said but names."""
        title = self.heading(composer)
        cards = (_card(composer.library.entities[one], composer) for one in self.people)
        people = tuple(filter(None, cards))
        return BiographyView(self.kind, title, people) if people else None


def _card(person: Entity, composer: Composer) -> PersonCard | None:
    posts = tuple(filter(None, (_held(post, composer) for post in person.posts)))
    notes = tuple(composer.said(person.notes))
    if (person.posts or person.notes) and not (posts or notes):
        return None
    portrait = person.portrait
    credit = phrases.credit(portrait.source, portrait.licence) if portrait else ""
    return PersonCard(
        person.id,
        marked(isolate_latin(person.name), Origin.NAME),
        marked(isolate_latin(person.latin), Origin.NAME) if person.latin else "",
        posts,
        notes,
        portrait.data if portrait else b"",
        marked(isolate_latin(credit), Origin.NAME),
    )


def _held(post: Post, composer: Composer) -> HeldPost | None:
    """A post whose fact is known, with the period it is given, or the day it is known for."""
    fact = composer.library.facts[post.fact]
    claims = _claims(fact, composer)
    title = composer.sentence(post.title)
    if not claims or title is None:
        return None
    marks = composer.cite(*claims, fact=fact.id)
    date = composer.arabic.date
    if post.since or post.until:
        since = date(post.since) if post.since else ""
        period = phrases.period(since, date(post.until) if post.until else "")
        dated = marked(period, Origin.DATE, composer.ref(fact, *claims))
    else:
        dated = phrases.KNOWN_ON + composer.dated(fact, *claims)
    return HeldPost((*title, *marks), dated)


def _claims(fact: Fact, composer: Composer) -> tuple[Claim, ...]:
    if fact.is_relation:
        return composer.selection.objects(fact.id)
    current = composer.selection.current(fact.id)
    return (current,) if current else ()
