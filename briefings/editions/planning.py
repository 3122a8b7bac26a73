"""Which edition a document becomes, and which earlier ones it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..archive import Archive, Edition, EditionId
from ..briefs import Past
from ..changes import State, changes, is_new_state
from ..errors import ArchiveError
from ..model import Format
from ..orders import Order
from .states import states_of


@dataclass(frozen=True, slots=True)
class Before:
    """What an archive holds of the topics of a document that is about to be made.

    ``editions`` and ``states`` are the ones to compare with, by topic. ``since`` names, by topic,
    the edition in which the facts first were as they are now, where that is an earlier one.
    ``remarks`` tell of editions that could not be used.
    """

    editions: Mapping[str, Edition] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    since: Mapping[str, EditionId] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def past(self, number: int) -> Past:
        """What the document says of it, as the edition of that number."""
        return Past(number, self.states, self.since)


def look_back(archive: Archive, series: str, order: Order, now: Mapping[str, State]) -> Before:
    """The last edition of each topic before this one; none for sheets, which have no room to tell.

    An edition counts that was not made from later facts. Of those of the same day only the ones of
    the same series do, and among them not those with the same facts: they are this edition in other
    words or another dress. ``now`` are the topics as they are to be printed.
    """
    if order.style.setting.format is Format.SHEET:
        return Before()
    editions: dict[str, Edition] = {}
    states: dict[str, State] = {}
    since: dict[str, EditionId] = {}
    remarks: list[str] = []
    read: dict[EditionId, Mapping[str, State]] = {}
    for topic, state in now.items():
        for id_ in _candidates(archive, topic, series, order):
            try:
                edition = archive.find(str(id_))
                if id_ not in read:
                    read[id_] = states_of(edition)
            except ArchiveError as error:
                remarks.append(f"{id_} was passed over: {error}")
                continue
            before = read[id_][topic]
            is_new = is_new_state(changes(before, state))
            if id_.date == order.edition and not is_new:
                continue
            editions[topic], states[topic] = edition, before
            if not is_new:
                since[topic] = EditionId.parse(edition.record["facts_since"][topic])
            break
    return Before(editions, states, since, tuple(dict.fromkeys(remarks)))


def _candidates(archive: Archive, topic: str, series: str, order: Order) -> Iterator[EditionId]:
    """The ids of the editions that may be the last one, the latest first."""
    for row in archive.index.of_topic(topic, until=order.edition):
        is_sheet = row.format == Format.SHEET
        is_other = row.id.date == order.edition and row.id.series != series
        if not is_sheet and not is_other and row.as_of <= order.as_of:
            yield row.id
