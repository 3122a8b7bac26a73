"""Builds an edition again from its own data, and compares the result with the stored files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...build.fingerprint import Recipe, recipe_of
from ...build.pipeline import fill_plan
from ...build.render import Printed, print_document
from ...build.request import Order, identity_of
from ...errors import ArchiveError
from .. import Edition
from .contents import document_files, imprint_of, look_of
from .states import earlier_states, library_of


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The result of a rebuild.

    ``altered`` names the files with other bytes than the stored ones. ``differences`` are sentences
    on templates, theme and packages that differ from those of the edition: they explain
    ``altered``, or have no effect.
    """

    printed: Printed
    altered: tuple[str, ...]
    differences: tuple[str, ...]


def rebuild(edition: Edition, templates: Path, theme: str | None = None) -> Rebuilt:
    """Build the document of an edition again, from the data of the edition alone.

    Uses the present templates, themes and packages; ``theme`` is the folder of the edition's theme
    if that is not a shipped one.
    Raises ArchiveError if the edition is damaged, and the errors of printing.
    """
    record = edition.record
    library = library_of(edition.folder)
    try:
        style, arabic = look_of(edition, templates, theme)
        meeting = library.meetings[edition.meeting] if edition.meeting else None
        order = Order(edition.id.date, edition.as_of, Path(), style, arabic, meeting)
        topics = tuple(library.topics[topic] for topic in edition.topics)
        since = earlier_states(edition)
        recipe = Recipe(record["components"], record["versions"])
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveError(
            f"the record of {edition.id} lacks what a rebuild needs: {error}"
        ) from error
    document = fill_plan(library, topics, order, imprint=imprint_of(edition), since=since)
    printed = print_document(library, document, style, text=True)
    printed = printed.identified(identity_of(topics, order))  # as the stored bytes are
    made = document_files(edition.id.series, printed)
    altered = tuple(name for name, data in made.items() if edition.kept(name) != data)
    return Rebuilt(printed, altered, recipe.differences(recipe_of(style)))
