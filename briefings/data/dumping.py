"""Serialises a library as the files of a data folder, from which :func:`.load_library` reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model import Library

from .writing import fact_text
from .yaml_text import record_text, word


def dump(library: Library) -> dict[str, bytes]:
    """The files of a data folder with this library, by their paths in it: ``topics/uk.yaml``.

    Deterministic, and keeps the order of the library: one file holds all facts, and each topic and
    each meeting has a file of its own. The original places are lost. The folder is valid if the
    library is valid and has a topic.
    """
    files = {
        "sources.yaml": _records(library.sources),
        "entities.yaml": _records(library.entities),
        "units.yaml": _records(library.units),
        "facts/facts.yaml": _separated(fact_text(fact) for fact in library.facts.values()),
    }
    for part, plans in (("topics", library.topics), ("meetings", library.meetings)):
        for id_, plan in plans.items():
            files[f"{part}/{id_}.yaml"] = f"{record_text(plan)}\n"
    return {name: text.encode() for name, text in files.items()}


def _records(records: Mapping[str, object]) -> str:
    return _separated(
        f"{word(id_)}:\n{record_text(one)}".replace("\n", "\n  ") + "\n"
        for id_, one in records.items()
    )


def _separated(records: Iterable[str]) -> str:
    """The records separated by empty lines, or ``{}`` for none, because no file may be empty."""
    return "\n".join(records) or "{}\n"
