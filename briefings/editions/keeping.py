"""A document is made and becomes an edition, or is found to be one that is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..archive import Archive, Edition, EditionId
from ..briefs import Brief, Past
from ..changes import State
from ..errors import ArchiveError, EditionTaken
from ..extract import subset
from ..library import dump
from ..model import Library, Topic
from ..orders import Order, series_of
from ..packs import Pack
from ..printing import Printed
from ..recipe import Recipe, recipe_of
from .contents import TEXT, document_files, inputs_digest, payload_of, record_of
from .planning import Before, look_back
from .readme import bag_info, readme_of
from .states import kept_files, states_in

_TRIES = 20
"""How often another process may take the number that was meant for an edition."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where editions are kept, the day on which that happens, and who signs them, if anybody."""

    archive: Archive
    day: date
    sign: Callable[[bytes], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is in the archive, and whether it was not there before."""

    id: EditionId
    document: Brief | Pack
    printed: Printed
    is_new: bool
    remarks: tuple[str, ...]


class Print(Protocol):
    """Prints a document; ``text`` asks for its text too."""

    def __call__(self, document: Brief | Pack, *, text: bool = False) -> Printed: ...


def keep(
    library: Library,
    topics: Sequence[Topic],
    order: Order,
    keeping: Keeping,
    fill: Callable[[Past], Brief | Pack],
    print_: Print,
) -> Kept:
    """Make a document and store it as the next edition of its day.

    What is there already is made no second time: the same from the same inputs, by the same
    templates, theme and versions, is taken from the archive. Where only those differ, it is made,
    and is another edition if what readers open is not the same bytes.
    Raises what ``fill`` and ``print_`` raise, and ArchiveError; nothing is then stored.
    """
    archive, names = keeping.archive, [topic.id for topic in topics]
    series, recipe = series_of(names, order), recipe_of(order.style)
    files = dump(subset(library, topics, order.meeting))
    archive.sweep()
    before = look_back(archive, series, order, states_in(library, fill(Past())))
    previous = {topic: _id_of(before.editions.get(topic)) for topic in names}
    inputs = inputs_digest(order, files, names, previous)
    for _ in range(_TRIES):
        there = archive.of_date(series, order.edition)
        alike = [edition for edition in there if edition.record.get("inputs") == inputs]
        for edition in reversed(alike):
            document = fill(before.past(edition.id.number))
            printed = _printed(edition, recipe) if not order.html else None
            printed = printed or print_(document, text=True)
            if _is_same(edition, printed):
                return Kept(edition.id, document, printed, False, before.remarks)
        number = max((edition.id.number for edition in there), default=0) + 1
        id_ = EditionId(series, order.edition, number)
        document = fill(before.past(number))
        printed = print_(document, text=True)
        record = record_of(
            id_,
            document,
            order,
            printed,
            states=states_in(library, document),
            previous=previous,
            facts_since={topic: str(before.since.get(topic, id_)) for topic in names},
            recipe=recipe,
            inputs=inputs,
        )
        payload = payload_of(record, printed, files, _earlier(before))
        info = bag_info(record, keeping.day.isoformat())
        try:
            is_new = archive.store(
                id_, payload, readme=readme_of(record), info=info, sign=keeping.sign
            )
        except EditionTaken:
            continue
        return Kept(id_, document, printed, is_new, before.remarks)
    raise ArchiveError(f"{archive.root}: other builds took every number of {series} in turn")


def _id_of(edition: Edition | None) -> str | None:
    return str(edition.id) if edition else None


def _earlier(before: Before) -> Mapping[str, Mapping[str, bytes]]:
    return {str(edition.id): kept_files(edition) for edition in before.editions.values()}


def _printed(edition: Edition, recipe: Recipe) -> Printed | None:
    """The document of an edition, if it was printed just as it would be now."""
    made = Recipe(edition.record.get("components", {}), edition.record.get("versions", {}))
    if made != recipe:
        return None
    names = {edition.record["files"][kind] for kind in ("pdf", "text")}
    ...
