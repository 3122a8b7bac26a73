"""Which earlier editions a document is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...build.request import Order
from ...content.diff import State, changes, is_new_state
from ...errors import ArchiveError
from ...model import Format
from .. import Archive, Edition, EditionId, Index
from .states import check_sound, states_of


@dataclass(frozen=True, slots=True)
class Before:
    """What an archive holds of the topics of a document that is about to be made.

    ``editions`` and ``states`` are the ones to compare with, by topic. ``since`` names, by topic,
    the edition in which the facts first were as they are now, where that is an earlier one.
    ``remarks`` tell of editions that could not be used.
    """

    editions: Mapping[str, Edition] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def look_back(archive: Archive, series: str, order: Order, now: Mapping[str, State]) -> Before:
    """The last edition of each topic before this one; none for sheets, which have no room to tell.

    An edition counts that was not made from later facts. Of those of the same day only the ones of
    the same series do, and among them not those with the same facts: they are this edition in other
    words or another dress. ``now`` are the topics as they are to be printed.
    """
    if order.style.setting.format is Format.SHEET or not archive.root.is_dir():
        return Before()
    editions: dict[str, Edition] = {}
    states: dict[str, State] = {}
    since: dict[str, str] = {}
    remarks: dict[str, None] = {}
    read: dict[str, Mapping[str, State]] = {}
    with Index.open(archive.root, told=archive.told) as index:
        own = {str(id_) for id_ in archive.ids_of(series) if id_.date <= order.edition}
        for id_, reason in index.damaged():
            if id_ in own and index.edition(id_) is None:  # else it is a candidate below
                remarks[passed_over(id_, reason)] = None
        remarks.update(dict.fromkeys(index.remarks))
        for topic, state in now.items():
            for id_ in _candidates(index, topic, series, order):
                try:
                    edition = archive.find(id_)
                    if id_ not in read:
                        check_sound(edition)
                        read[id_] = states_of(edition)
                except ArchiveError as error:
                    remarks[passed_over(id_, error)] = None
                    continue
                before = read[id_].get(topic)
                if before is None:  # the index has it otherwise
                    continue
                is_new = is_new_state(changes(before, state))
                if not is_new:
                    since.setdefault(topic, str(edition.record["facts_since"][topic]))
                    if edition.id.date == order.edition:
                        continue
                editions[topic], states[topic] = edition, before
                break
    return Before(editions, states, since, tuple(remarks))


def passed_over(id_: str | EditionId, reason: object) -> str:
    """The remark that an edition could not be used."""
    return f"{id_} was passed over: {reason}"


def _candidates(index: Index, topic: str, series: str, order: Order) -> Iterator[str]:
    """The ids of the editions that may be the last one, the latest first."""
    for row in index.before(topic, until=order.edition):
        is_other = row.date == order.edition and row.series != series
        if row.format != Format.SHEET and not is_other and row.as_of <= order.as_of:
            yield row.id
