"""The part of a library that some documents depend on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..arabic import is_country
from ..facts.references import OWN_DATES, Reference, pieces
from ..model import Entity, Library, Meeting, Topic
from ..model.leaves import entities_of, facts_of, owners_of, people_of, texts_of, units_of


def subset(library: Library, topics: Sequence[Topic], meeting: Meeting | None = None) -> Library:
    """The smallest sound library that makes the same documents of these topics as ``library``.

    It holds the facts that the topics and the meeting name, with all their claims, and the sources,
    entities and units that these use, in the order of ``library``. Its meeting names these topics
    alone, in the order given. Changes elsewhere in ``library`` do not change it.
    """
    named = _Named()
    for topic in topics:
        named.read(topic.texts)
        for block in topic.blocks:
            named.read(texts_of(block))
            named.facts.update(facts_of(block))
            named.units.update(units_of(block))
            named.owners.update(owners_of(block))
            named.entities.update(entities_of(block))
            if block.names_countries:
                named.entities.update(filter(is_country, library.entities))
            named.people.update(people_of(block))
    if meeting is not None:
        named.read(meeting.texts)
        named.people.update(meeting.people)
        own = tuple(dict.fromkeys(topic.id for topic in topics))
        left_out = tuple(one for one in meeting.left_out if one.topic in own)
        meeting = replace(meeting, topics=own, left_out=left_out)
    for person in named.people:
        named.read(library.entities[person].texts)
        named.facts.update(post.fact for post in library.entities[person].posts)
    ids = named.facts | (named.owners & library.facts.keys())
    ids |= _citing(library, ids, named.owners)
    facts = {id_: fact for id_, fact in library.facts.items() if id_ in ids}
    claims = [claim for fact in facts.values() for claim in fact.claims]
    sources = {claim.source for claim in claims}
    units = named.units | {fact.unit for fact in facts.values()}
    entities = named.entities | named.people | {fact.subject for fact in facts.values()}
    entities |= {claim.object for claim in claims if claim.object is not None}
    return Library(
        {id_: one for id_, one in library.sources.items() if id_ in sources},
        {
            id_: one if id_ in named.people else _name_of(one)
            for id_, one in library.entities.items()
            if id_ in entities
        },
        {id_: one for id_, one in library.units.items() if id_ in units},
        facts,
        {topic.id: topic for topic in topics},
        {meeting.id: meeting} if meeting is not None else {},
    )


@dataclass(slots=True)
class _Named:
    """The ids that texts and blocks name.

    ``owners`` are facts and sources that have notes, ``people`` those with cards.
    """

    facts: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)

    def read(self, texts: Iterable[str]) -> None:
        """Add what the references of sound texts name."""
        for text in texts:
            for piece in pieces(text):
                if not isinstance(piece, Reference) or piece.name in OWN_DATES:
                    continue
                if piece.is_name:
                    self.entities.add(piece.name[1:])
                    continue
                self.facts.add(piece.name)
                if piece.argument:
                    self.units.add(piece.argument)


def _name_of(entity: Entity) -> Entity:
    """The entity without what cards of people print, which refers to further facts."""
    return replace(entity, latin=None, posts=(), portrait=None, notes=())


def _citing(library: Library, facts: set[str], owners: set[str]) -> set[str]:
    """For each source whose notes are named and that none of ``facts`` cites, a fact that does.

    The documents do not print it, but a library with a source that no fact cites is not sound.
    """
    found: set[str] = set()
    for owner in sorted(owners & library.sources.keys()):
        citing = [
            fact.id
            for fact in library.facts.values()
            if any(claim.source == owner for claim in fact.claims)
        ]
        if citing and found.union(facts).isdisjoint(citing):
            found.add(citing[0])
    return found
