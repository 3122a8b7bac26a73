"""An edition is made again from what it holds, and compared with what was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ...build.fingerprint import Recipe, recipe_of
from ...build.render import Printed, print_document
from ...build.request import Order, identity_of
from ...content.brief import Brief
from ...content.diff import State
from ...content.pack import Pack
from ...errors import ArchiveError
from ...model import Library, Topic
from ...model.identity import with_id
from .. import Edition
from .contents import document_files, look_of
from .states import earlier_states, library_of


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document made anew.

    ``altered`` names the files that are not the same bytes as those kept. ``differences`` say what
    shaped the edition and is another here: they explain ``altered``, or do not matter.
    """

    printed: Printed
    altered: tuple[str, ...]
    differences: tuple[str, ...]


class Fill(Protocol):
    """Composes what an order asks for; see :func:`briefings.build.pipeline.fill_plan`."""

    def __call__(
        self,
        library: Library,
        topics: Sequence[Topic],
        order: Order,
        *,
        number: int,
        since: Mapping[str, State],
    ) -> Brief | Pack:
        """Compose it."""


def rebuild(edition: Edition, templates: Path, fill: Fill, theme: str | None = None) -> Rebuilt:
    """Make the document of an edition again, with nothing but what the edition holds.

    ``theme`` is the folder of its theme, where that is no shipped one. Templates, theme and
    packages are those at hand.
    Raises ArchiveError where the edition is damaged, and what printing raises.
    """
    record = edition.record
    library = library_of(edition.folder)
    try:
        style, arabic = look_of(edition, templates, theme)
        meeting = library.meetings[edition.meeting] if edition.meeting else None
        order = Order(
            edition.id.date,
            edition.as_of,
            Path(),
            style,
            arabic,
            meeting,
        )
        topics = tuple(library.topics[topic] for topic in edition.topics)
        since = earlier_states(edition)
        recipe = Recipe(record["components"], record["versions"])
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveError(
            f"the record of {edition.id} lacks what a rebuild needs: {error}"
        ) from error
    document = fill(library, topics, order, number=edition.id.number, since=since)
    printed = print_document(library, document, style, text=True)
    # Its identity is part of its bytes.
    printed = replace(printed, data=with_id(printed.data, identity_of(topics, order)))
    made = document_files(edition.id.series, printed)
    altered = tuple(name for name, data in made.items() if edition.kept(name) != data)
    return Rebuilt(printed, altered, recipe.differences(recipe_of(style)))
