"""The data folder into a :class:`~briefings.model.Library`, or into every problem it has."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from briefings.blocks import KINDS
from briefings.checks import check_library
from briefings.errors import DataError, Problem
from briefings.model import (
    CODE,
    ID,
    Block,
    Claim,
    Entity,
    Fact,
    Library,
    Place,
    Source,
    Topic,
    Unit,
    When,
)

from .reading import Page, read_page
from .structure import FAILED, Structurer, form_help

T = TypeVar("T")

_STAND_IN = When.parse("2000")
"""Date of a claim whose source has none: the checks go on, and the library is refused anyway."""


def load_library(folder: Path, kinds: Mapping[str, type[Block]] = KINDS) -> Library:
    """Read, structure and check a data folder; claims without a date get that of their source.

    ``kinds`` are the blocks that topics may hold, by name.
    Raises DataError with every problem of every file. Takes time in proportion to the data.
    """
    with _without_collection():
        reader = _Reader(Path(os.path.abspath(folder)), kinds)  # noqa: PTH100 — keeps links
        library = reader.read()
        checked = check_library(library)
    found = reader.problems + [one for one in checked if not reader.explains(one)]
    if found:
        raise DataError(found)
    return library


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the garbage collector back while hundreds of thousands of nodes are made.

    None of them stand in a circle, and searching them takes longer than reading the files.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@dataclass(slots=True)
class _Reader:
    """Reads the files one after the other and remembers what could not be read."""

    folder: Path
    kinds: Mapping[str, type[Block]]
    problems: list[Problem] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)
    unread: bool = False

    def read(self) -> Library:
        """Everything that can be made of the folder."""
        if not self.folder.is_dir():
            remedy = "Create the folder, or point --data to the one that holds the facts."
            self._whole(self.folder.name, "missing-file", "this folder is missing", remedy)
            raise DataError(self.problems)
        sources = self._records("sources.yaml", Source, ID)
        entities = self._records("entities.yaml", Entity, CODE)
        units = self._records("units.yaml", Unit, ID)
        facts: dict[str, Fact] = {}
        for name in self._names("facts"):
            for id_, fact in self._records(name, Fact, ID).items():
                if id_ in facts:
                    self._again(id_, fact.place, facts[id_].place)
                facts.setdefault(id_, fact)
        facts = {id_: self._dated(fact, sources) for id_, fact in facts.items()}
        topics = dict(self._topics())
        return Library(sources, entities, units, facts, topics)

    def explains(self, problem: Problem) -> bool:
        """Whether a problem may only follow from what could not be read, and is better not told."""
        if self.unread and problem.rule.startswith(("unknown-", "text-")):
            return True
        if (self.unread or self.damaged) and problem.rule == "unused-source":
            return True
        if problem.rule == "sources-last" and any(
            one.file == problem.file for one in self.problems
        ):
            return True
        return not self.damaged.isdisjoint(re.findall("“([^”]+)”", problem.message))

    def _records(self, name: str, record: type[T], pattern: str) -> dict[str, T]:
        page, structurer = self._page(name)
        if page.root is None:
            return {}
        made = structurer.records(page.root, record, pattern)
        self._take(structurer)
        return made

    def _topics(self) -> Iterator[tuple[str, Topic]]:
        for name in self._names("topics"):
            id_ = Path(name).stem
            if not re.fullmatch(ID, id_):
                message = f"“{id_}” cannot be the name of a topic"
                self._whole(self._file(name), "wrong-form", message, form_help(ID))
            page, structurer = self._page(name)
            if page.root is None:
                continue
            place = Place(self._file(name), 1, 1)
            topic = structurer.record(page.root, Topic, "the topic", id=id_, place=place)
            self._take(structurer)
            if topic is not FAILED:
                yield id_, topic

    def _page(self, name: str) -> tuple[Page, Structurer]:
        page = read_page(self.folder / name, self._file(name))
        self.problems += page.problems
        self.unread = self.unread or page.root is None
        return page, Structurer(self._file(name), self.kinds)

    def _take(self, structurer: Structurer) -> None:
        self.problems += structurer.problems
        self.damaged |= structurer.damaged

    def _names(self, part: str) -> list[str]:
        """The YAML files of a sub-folder, as ``facts/uk.yaml``, in alphabetical order."""
        folder = self.folder / part
        if not folder.is_dir():
            remedy = f"Create the folder and put the YAML files of the {part} into it."
            self._whole(self._file(part), "missing-file", "this folder is missing", remedy)
            self.unread = True
            return []
        names = []
        for path in sorted(folder.iterdir()):
            if path.suffix == ".yaml":
                names.append(f"{part}/{path.name}")
            elif path.suffix.lower() in (".yml", ".yaml"):
                remedy = f"Rename it to {path.stem}.yaml, or move it out of the folder."
                message = "files of this folder end with .yaml; this one would be overlooked"
                self._whole(self._file(f"{part}/{path.name}"), "wrong-file-name", message, remedy)
                self.unread = True
        if not names and not self.unread:
            remedy = "Put a file that ends with .yaml into it."
            self._whole(self._file(part), "missing-file", f"this folder holds no {part}", remedy)
            self.unread = True
        return names

    def _dated(self, fact: Fact, sources: Mapping[str, Source]) -> Fact:
        """The fact with a date in each of its claims: its own, else that of its source."""
        if all(claim.as_of for claim in fact.claims):
            return fact
        return replace(fact, claims=tuple(self._with_date(c, sources) for c in fact.claims))

    def _with_date(self, claim: Claim, sources: Mapping[str, Source]) -> Claim:
        if claim.as_of is not None:
            return claim
        if claim.inferred is not None:
            message = "“inferred” gives the reason for a date, but there is no “as_of”"
            remedy = "Add “as_of:” with the date, or remove “inferred”."
            self._at(
                getattr(claim.inferred, "place", claim.place),
                "inferred-without-date",
                message,
                remedy,
            )
        source = sources.get(claim.source)
        dated = source is not None and (source.published or source.inferred)
        return replace(claim, as_of=source.date if source is not None and dated else _STAND_IN)

    def _again(self, id_: str, place: Place, first: Place) -> None:
        message = f"the fact “{id_}” already stands in {first.file}, line {first.line}"
        remedy = "Keep one of the two, put their claims together, or give this one another id."
        self._at(place, "duplicate-id", message, remedy)

    def _at(self, place: Place, rule: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(place.file, place.line, place.column, rule, message, remedy))

    def _whole(self, file: str, rule: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(file, 0, 0, rule, message, remedy))

    def _file(self, name: str) -> str:
        """The name of a file in problems: from the folder that holds the data folder."""
        return f"{self.folder.name}/{name}"
