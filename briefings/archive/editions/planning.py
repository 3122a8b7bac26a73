"""Selects the earlier editions with which a document is compared."""

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
class EarlierEditions:
    """The earlier editions of the topics of a document that is to be built.

    ``editions`` and ``states`` are those to compare with, by topic. ``since`` has, by topic, the id
    of the first edition with the present facts, if that is an earlier one. ``remarks`` are messages
    about editions that could not be used.
    """

    editions: Mapping[str, Edition] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def look_back(
    archive: Archive, series: str, order: Order, now: Mapping[str, State]
) -> EarlierEditions:
    """The last edition of each topic before this one; none for sheets, which print no changes.

    Considers editions with facts of the same day or earlier. Of editions of the same day, considers
    only those of the same series whose facts differ: with the same facts they are this edition with
    other wording or options. ``now`` are the states of the topics that are to be printed.
    """
    if order.style.setting.format is Format.SHEET or not archive.root.is_dir():
        return EarlierEditions()
    editions: dict[str, Edition] = {}
    states: dict[str, State] = {}
    since: dict[str, str] = {}
    remarks: dict[str, None] = {}
    read: dict[str, Mapping[str, State]] = {}
    with Index(archive.root, told=archive.told) as index:
        own = {str(id_) for id_ in archive.ids_of(series) if id_.date <= order.edition}
        for id_, reason in index.damaged().items():
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
                if before is None:  # the index disagrees with the edition
                    continue
                is_new = is_new_state(changes(before, state))
                if not is_new:
                    since.setdefault(topic, str(edition.record["facts_since"][topic]))
                    if edition.id.date == order.edition:
                        continue
                editions[topic], states[topic] = edition, before
                break
    return EarlierEditions(editions, states, since, tuple(remarks))


def passed_over(id_: str | EditionId, reason: object) -> str:
    """The remark that an edition could not be used."""
    return f"{id_} was passed over: {reason}"


def _candidates(index: Index, topic: str, series: str, order: Order) -> Iterator[str]:
    """The ids of the editions to consider, the latest first."""
    for row in index.before(topic, until=order.edition):
        is_other = row.date == order.edition and row.series != series
        if row.format != Format.SHEET and not is_other and row.as_of <= order.as_of:
            yield row.id
