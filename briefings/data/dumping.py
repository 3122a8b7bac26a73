"""A library as the files of a data folder, which :func:`.load_library` reads back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model import Library

from .writing import fact_text
from .yaml_text import record_text, word


def dump(library: Library) -> dict[str, bytes]:
    """The files of a data folder that holds this library, by their paths in it: ``topics/uk.yaml``.

    The same library gives the same bytes. Its order is kept: all facts stand in one file, and
    topics and meetings in one to each. Where they were written before is not told. The folder is
    sound if the library is, and has a topic.
    """
    files = {
        "sources.yaml": _records(library.sources),
        "entities.yaml": _records(library.entities),
        "units.yaml": _records(library.units),
        "facts/facts.yaml": _parted(fact_text(fact) for fact in library.facts.values()),
    }
    for part, plans in (("topics", library.topics), ("meetings", library.meetings)):
        for id_, plan in plans.items():
            files[f"{part}/{id_}.yaml"] = f"{record_text(plan)}\n"
    return {name: text.encode() for name, text in files.items()}


def _records(records: Mapping[str, object]) -> str:
    return _parted(
        f"{word(id_)}:\n{record_text(one)}".replace("\n", "\n  ") + "\n"
        for id_, one in records.items()
    )


def _parted(records: Iterable[str]) -> str:
    """The records with an empty line between them; a file cannot be empty."""
    return "\n".join(records) or "{}\n"
