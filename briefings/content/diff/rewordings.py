"""Compares the wording of a topic in two editions: its own texts, those of its facts, the names.

Texts are compared as written, so that a reference to a fact is the same whatever it prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import NamedTuple

from ...arabic import Arabic
from ...arabic.phrases.changes import COMMA
from ...arabic.phrases.sources import cited_source
from ...model import Unit
from ...model.leaves import people_of, texts_of
from .states import State, statement

_ALIKE = 0.5
"""Texts with at least this share of common letters are one text, reworded."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text as written before and after; empty where there was none, or is none.

    ``where`` is ``title``, ``subtitle``, ``bottom_line``, ``wanted`` or the kind of block that it
    stands in; of a ``fact``, ``wording``, ``scope``, ``note`` or ``inferred`` (why a date is
    believed); and ``name`` or ``unit`` of what facts are about and counted in, ``source`` of their
    documents. ``block`` is what the kind of block calls its texts; empty outside blocks.
    """

    where: str
    before: str
    after: str
    fact: str = ""
    block: str = ""


class Leaf(NamedTuple):
    """A text, where it stands, and what its block calls it."""

    where: str
    text: str
    block: str = ""


_NOTHING = Leaf("", "")


def text_changes(before: State, after: State) -> tuple[TextChange, ...]:
    """The changed texts: the topic's in the order of the page, those of facts, and names."""
    own = _differing(list(_leaves(before)), list(_leaves(after)))
    facts = [
        change
        for fact in after.printed
        if fact in before.printed
        for change in _of_fact(fact, before, after)
    ]
    was, now = _names(before), _names(after)
    names = [
        TextChange(where, was[where, code], text)
        for (where, code), text in now.items()
        if was.get((where, code), text) != text
    ]
    return (*own, *facts, *names)


def _leaves(state: State) -> Iterator[Leaf]:
    topic, entities = state.topic, state.library.entities
    yield Leaf("title", topic.title)
    if topic.subtitle:
        yield Leaf("subtitle", topic.subtitle)
    yield from (Leaf("bottom_line", text) for text in topic.bottom_line)
    if topic.wanted:
        yield from (Leaf("wanted", text) for text in topic.wanted.text)
    for block in topic.blocks:
        yield from (Leaf(block.kind, text, block.reworded_as) for text in texts_of(block))
        for person in people_of(block):
            if person in entities:
                texts = (entities[person].latin or "", *entities[person].texts)
                said = filter(None, texts)
                yield from (Leaf(block.kind, text, block.reworded_as) for text in said)


def _differing(old: Sequence[Leaf], new: Sequence[Leaf], fact: str = "") -> list[TextChange]:
    """The texts that differ between two lists, without those that only moved."""
    matcher = SequenceMatcher(
        None, [leaf.text for leaf in old], [leaf.text for leaf in new], autojunk=False
    )
    pairs: list[tuple[Leaf, Leaf]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            pairs += _paired(old[i1:i2], new[j1:j2])
    gone = {was.text for was, now in pairs if now is _NOTHING}
    come = {now.text for was, now in pairs if was is _NOTHING}
    changes = []
    for was, now in pairs:
        is_reworded = was is not _NOTHING and now is not _NOTHING
        last = was if now is _NOTHING else now
        if is_reworded or last.text not in gone & come:
            changes.append(TextChange(last.where, was.text, now.text, fact, last.block))
    return changes


def _paired(old: Sequence[Leaf], new: Sequence[Leaf]) -> list[tuple[Leaf, Leaf]]:
    """Each text with its new version, in order; texts added or deleted with ``_NOTHING``."""
    pairs: list[tuple[Leaf, Leaf]] = []
    start = 0
    for was in old:
        shares = [_share(was, now) for now in new[start:]]
        best = max(shares, default=0.0)
        if best < _ALIKE:
            pairs.append((was, _NOTHING))
            continue
        place = start + shares.index(best)
        pairs += [(_NOTHING, leaf) for leaf in new[start:place]]
        pairs.append((was, new[place]))
        start = place + 1
    return [*pairs, *((_NOTHING, leaf) for leaf in new[start:])]


def _share(was: Leaf, now: Leaf) -> float:
    share = SequenceMatcher(None, was.text, now.text, autojunk=False).ratio()
    # A title is reworded even if it has nothing in common with the old one.
    return max(share, _ALIKE) if was.where == now.where in ("title", "subtitle") else share


def _of_fact(fact: str, before: State, after: State) -> Iterator[TextChange]:
    old, new = before.library.facts[fact], after.library.facts[fact]
    if old.wording != new.wording:
        yield TextChange("wording", old.wording, new.wording, fact)
    was, now = ([Leaf("note", note) for note in one.notes] for one in (old, new))
    yield from _differing(was, now, fact)
    claims = {statement(claim): claim for claim in reversed(before.printed[fact])}
    for claim in after.printed[fact]:
        earlier = claims.pop(statement(claim), None)
        for where in ("wording", "scope", "note", "inferred") if earlier else ():
            texts = getattr(earlier, where) or "", getattr(claim, where) or ""
            if texts[0] != texts[1]:
                yield TextChange(where, *texts, fact)


def _names(state: State) -> dict[tuple[str, str], str]:
    """The names that an edition prints, by kind of thing and id."""
    library, arabic = state.library, Arabic()
    found: dict[tuple[str, str], str] = {}
    for fact_id, claims in state.printed.items():
        fact = library.facts[fact_id]
        codes = [fact.subject, *(claim.object for claim in claims if claim.object)]
        for code in codes:
            name = arabic.place_name(code, library.entities)
            short = arabic.place_name(code, library.entities, short=True)
            found["name", code] = name
            if short != name:
                found["name", f"{code}|short"] = short
        if fact.unit:
            found["unit", fact.unit] = _unit(library.units[fact.unit])
        for claim in claims:
            source = library.sources[claim.source]
            found["source", source.id] = cited_source(source)
    return found


def _unit(unit: Unit) -> str:
    if unit.forms is None:
        return unit.name
    forms = (getattr(unit.forms, each.name) for each in fields(unit.forms))
    return COMMA.join(dict.fromkeys(filter(None, (unit.name, *forms))))
