"""Stores a document as an edition, unless the archive already holds the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from ...build.edition_code import content_digest, edition_name
from ...build.fingerprint import Recipe, recipe_of
from ...build.keeping import Compose, KeptEdition, Print
from ...build.render import Printed
from ...build.request import Order, inputs_digest, series_of
from ...content.subset import subset
from ...data import dump
from ...errors import ArchiveError, EditionTaken
from ...model import NO_IMPRINT, EditionCode, Imprint, Library, Topic
from .. import Archive, Edition, EditionId, check_series
from ..readme import bag_info, readme_of
from .contents import document_files, imprint_of, payload_of, recipe_in, record_of
from .planning import EarlierEditions, look_back, passed_over
from .states import check_sound, kept_files, states_in

_TRIES = 20
"""How often other processes may take the number of an edition before the build gives up."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Stores the documents of a build in an archive, signed if ``sign`` is given.

    ``day`` is the day of storing. The pipeline calls it with functions that compose and print.
    """

    archive: Archive
    day: date
    sign: Callable[[bytes], bytes] | None = None

    def __call__(
        self,
        library: Library,
        topics: Sequence[Topic],
        order: Order,
        *,
        fill: Compose,
        print_: Print,
    ) -> KeptEdition:
        """Build a document and store it as the next edition of its day.

        An edition of that day from the same inputs, templates, theme and versions is reused without
        printing. If only templates, theme or versions differ, the document is printed, and stored
        as another edition if the bytes of any file for readers differ.
        Raises ArchiveError and the errors of ``fill`` and ``print_``; then nothing is stored.
        """
        return _Keeper(library, topics, order, self, fill, print_).keep()


@dataclass(slots=True)
class _Keeper:
    library: Library
    topics: Sequence[Topic]
    order: Order
    keeping: Keeping
    fill: Compose
    print_: Print
    names: list[str] = field(init=False)
    series: str = field(init=False)
    recipe: Recipe = field(init=False)
    files: Mapping[str, bytes] = field(init=False)
    before: EarlierEditions = field(init=False)
    remarks: dict[str, None] = field(init=False)

    def keep(self) -> KeptEdition:
        order, archive = self.order, self.keeping.archive
        self.names = [topic.id for topic in self.topics]
        self.series = series_of(self.names, order)
        check_series(self.series)
        self.recipe = recipe_of(order.style)
        self.files = dump(subset(self.library, self.topics, order.meeting))
        now = states_in(self.library, self.fill(NO_IMPRINT, {}))
        for _ in range(_TRIES):
            # Take the number first: an edition that another process stores from now on is either
            # seen below, or takes this number and is seen in the next round.
            number = archive.next_number(self.series, order.edition)
            ordinal = archive.next_ordinal(self.series)
            self.before = look_back(archive, self.series, order, now)
            self.remarks = dict.fromkeys(self.before.remarks)
            inputs = inputs_digest(order, self.files, self.names, self._previous)
            for edition in self._from_same_inputs(inputs):
                if kept := self._as_edition(edition):
                    return kept
            with suppress(EditionTaken):
                return self._as_next_edition(Imprint(number, ordinal, self._code(number)), inputs)
        raise ArchiveError(
            f"{archive.root}: other builds took every number of {self.series} in turn"
        )

    def _from_same_inputs(self, inputs: str) -> Iterator[Edition]:
        """The valid editions of the day with the same digest of inputs, the last one first."""
        archive = self.keeping.archive
        for id_ in reversed(archive.ids_of(self.series)):
            if id_.date != self.order.edition:
                continue
            try:
                edition = archive.find(str(id_))
                if edition.record.get("inputs") == inputs:
                    check_sound(edition)
                    yield edition
            except ArchiveError as error:
                self.remarks[passed_over(id_, error)] = None

    @property
    def _previous(self) -> dict[str, str | None]:
        found = {name: self.before.editions.get(name) for name in self.names}
        return {name: str(edition.id) if edition else None for name, edition in found.items()}

    def _code(self, number: int) -> EditionCode:
        digest = content_digest(self.order, self.files, self.names, self.recipe, self._previous)
        return EditionCode(edition_name(self.names, self.order, number), digest)

    def _as_edition(self, edition: Edition) -> KeptEdition | None:
        """The document as a stored edition, unless printing it now gives other bytes."""
        document = self.fill(imprint_of(edition), self.before.states)
        pages = edition.record.get("pages")
        if recipe_in(edition) == self.recipe and pages is not None and not self.order.exports:
            printed = Printed(edition.checked("pdf"), pages)
        else:
            printed = self.print_(document, since=self.before.states, text=True)
            files = document_files(self.series, printed)
            if any(edition.kept(name) != data for name, data in files.items()):
                return None
        return KeptEdition(str(edition.id), document, printed, False, tuple(self.remarks))

    def _as_next_edition(self, imprint: Imprint, inputs: str) -> KeptEdition:
        """Store the document as a new edition; raises EditionTaken if a number is in use."""
        id_ = EditionId(self.series, self.order.edition, imprint.number)
        document = self.fill(imprint, self.before.states)
        printed = self.print_(document, since=self.before.states, text=True)
        states = states_in(self.library, document)
        record = record_of(id_, document, self.order, printed, states) | {
            "facts_since": {name: self.before.since.get(name, str(id_)) for name in self.names},
            "previous": self._previous,
            "components": dict(self.recipe.components),
            "versions": dict(self.recipe.versions),
            "inputs": inputs,
        }
        earlier = {str(one.id): kept_files(one) for one in self.before.editions.values()}
        is_new = self.keeping.archive.store(
            id_,
            payload_of(record, printed, self.files, earlier),
            readme=readme_of(record),
            info=bag_info(record, self.keeping.day.isoformat()),
            sign=self.keeping.sign,
        )
        return KeptEdition(str(id_), document, printed, is_new, tuple(self.remarks))
