"""The data folder into a :class:`~briefings.model.Library`, or into every problem it has."""

from __future__ import annotations

import gc
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from briefings.atomic import unsafe_name
from briefings.content.blocks import KINDS
from briefings.data.validation import check_library, check_meeting
from briefings.errors import DataError, Problem
from briefings.model import (
    CODE,
    ID,
    Block,
    Claim,
    Entity,
    Fact,
    Library,
    Meeting,
    Place,
    Source,
    Topic,
    Unit,
    When,
)

from .entries import Entry, page_of
from .reading import Page, checked_page, read_page
from .remedies import form_help
from .structure import FAILED, Structurer
from .unread import Gaps

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
        checked = check_library(library, reader.orphans)
    found = reader.problems + [one for one in checked if not reader.gaps.explains(one)]
    if found:
        raise DataError(list(dict.fromkeys(found)))
    return library


def load_meeting(file: Path, library: Library) -> Meeting:
    """Read and check a meeting from a file of its own, against a library that is sound.

    Raises DataError with every problem of the file.
    """
    page = read_page(file, str(file))
    problems = list(page.problems)
    if page.root is not None:
        structurer = Structurer(str(file), spoilt=page.spoilt)
        meeting = structurer.record(page.root, Meeting, "the meeting", id=file.stem)
        problems += structurer.problems
        for rest in structurer.orphans:  # what could be read of a meeting that lacks something
            problems += rest.problems(library)
        if meeting is not FAILED:
            problems += check_meeting(meeting, library)
            if not problems:
                assert isinstance(meeting, Meeting)
                return meeting
    raise DataError(list(dict.fromkeys(problems)))


def merge_facts(
    library: Library, entries: Sequence[Entry], file: str
) -> tuple[Library, list[Problem]]:
    """A sound library with facts of another file in place of those with their ids, or beside them.

    Gives it with every problem that it has then; those of the new facts are at their places in
    ``file``.
    """
    reader = _Reader(Path(file), KINDS)
    page = checked_page(page_of(entries), file)
    reader.problems += page.problems
    if page.root is None:
        return library, reader.problems
    structurer = Structurer(file, spoilt=page.spoilt)
    made = structurer.records(page.root, Fact, ID)
    reader.take(structurer, "facts")
    fresh = {id_: reader.dated(fact, library.sources) for id_, fact in made.items()}
    merged = replace(library, facts={**library.facts, **fresh})
    checked = check_library(merged, reader.orphans)
    found = reader.problems + [one for one in checked if not reader.gaps.explains(one)]
    return merged, list(dict.fromkeys(found))


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
    gaps: Gaps = field(default_factory=Gaps)
    orphans: list[Any] = field(default_factory=list)

    def read(self) -> Library:
        """Everything that can be made of the folder."""
        if not self.folder.is_dir():
            remedy = "Create the folder, or point --data to the one that holds the facts."
            self._whole(self.folder.name, "missing-file", "this folder is missing", remedy)
            raise DataError(self.problems)
        sources, _ = self._records("sources.yaml", Source, ID)
        entities, _ = self._records("entities.yaml", Entity, CODE)
        units, _ = self._records("units.yaml", Unit, ID)
        facts = {id_: self.dated(fact, sources) for id_, fact in self._facts().items()}
        topics = dict(self._topics())
        return Library(sources, entities, units, facts, topics, dict(self._meetings()))

    def _facts(self) -> dict[str, Fact]:
        """The facts of all files; the claims of one whose id is taken are orphans."""
        facts: dict[str, Fact] = {}
        places: dict[str, Place] = {}
        for name in self._names("facts"):
            made, here = self._records(name, Fact, ID)
            for id_, place in here.items():
                if id_ in places:
                    self._again(id_, place, places[id_])
                places.setdefault(id_, place)
            for id_, fact in made.items():
                if facts.setdefault(id_, fact) is not fact:
                    self.orphans += fact.claims
        return facts

    def _records(
        self, name: str, record: type[T], pattern: str
    ) -> tuple[dict[str, T], dict[str, Place]]:
        """The records of a file, and where each of its ids stands, readable or not."""
        page, structurer = self._page(name)
        if page.root is None:
            return {}, {}
        made = structurer.records(page.root, record, pattern)
        self.take(structurer, _part(name))
        return made, structurer.places

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
            self.take(structurer, "topics")
            if topic is not FAILED:
                if structurer.lost_last:
                    self.gaps.cut.add(place.file)
                yield id_, topic

    def _meetings(self) -> Iterator[tuple[str, Meeting]]:
        """The meetings, if the folder has any."""
        for name in self._names("meetings") if os.path.lexists(self.folder / "meetings") else ():
            page, structurer = self._page(name)
            if page.root is None:
                continue
            id_ = Path(name).stem
            meeting = structurer.record(page.root, Meeting, "the meeting", id=id_)
            self.take(structurer, "meetings")
            if meeting is not FAILED:
                yield id_, meeting

    def _page(self, name: str) -> tuple[Page, Structurer]:
        file = self._file(name)
        page = read_page(self.folder / name, file, inside=self.folder)
        self.problems += page.problems
        if page.root is None:
            self.gaps.unread.add(_part(name))
        self.gaps.spoilt.update((file, line) for line, _ in page.spoilt)
        return page, Structurer(file, self.kinds, page.spoilt)

    def take(self, structurer: Structurer, part: str) -> None:
        """Remember what a file of that part had, and what could not be read of it."""
        self.problems += structurer.problems
        self.orphans += structurer.orphans
        if not structurer.is_whole:
            self.gaps.unread.add(part)
        self.gaps.damaged.update((part, id_) for id_ in structurer.damaged)
        self.gaps.malformed.setdefault(part, []).extend(structurer.malformed)
        self.gaps.uncited = self.gaps.uncited or structurer.uncited

    def _names(self, part: str) -> list[str]:
        """The YAML files of a sub-folder, as ``facts/uk.yaml``, in alphabetical order."""
        paths = self._listed(part)
        if paths is None:
            self.gaps.unread.add(part)
            return []
        names: list[str] = []
        alike: dict[str, str] = {}
        for path in paths:
            file = self._file(f"{part}/{path.name}")
            if path.suffix == ".yaml":
                names.append(f"{part}/{path.name}")
                self._check_name(path.name, file, alike)
            elif path.suffix.lower() in (".yml", ".yaml"):
                remedy = f"Rename it to {path.stem}.yaml, or move it out of the folder."
                message = "files of this folder end with .yaml; this one would be overlooked"
                self._whole(file, "wrong-file-name", message, remedy)
                self.gaps.unread.add(part)
        if not names and part not in self.gaps.unread:
            remedy = "Put a file that ends with .yaml into it."
            self._whole(self._file(part), "missing-file", f"this folder holds no {part}", remedy)
            self.gaps.unread.add(part)
        return names

    def _listed(self, part: str) -> list[Path] | None:
        """What a sub-folder holds, in alphabetical order; None, and told, where it is not there."""
        rule, remedy = "unreadable-file", "Check that you may look into it."
        try:
            return sorted((self.folder / part).iterdir())
        except FileNotFoundError:
            rule, message = "missing-file", "this folder is missing"
            remedy = f"Create the folder and put the YAML files of the {part} into it."
        except NotADirectoryError:
            message = "a file stands where a folder should"
            remedy = f"Move it away, and put the YAML files of the {part} into a folder {part}."
        except OSError as error:
            message = f"this folder cannot be read: {error.strerror or error}"
        self._whole(self._file(part), rule, message, remedy)
        return None

    def _check_name(self, name: str, file: str, alike: dict[str, str]) -> None:
        """Tell of a file name that other systems cannot hold, or not beside those before it."""
        if unsafe := unsafe_name(name):
            self._whole(file, "unsafe-name", f"the name of this file {unsafe}", "Rename the file.")
        same = alike.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if same != name:
            message = f"some systems cannot tell the names {same} and {name} apart"
            self._whole(file, "unsafe-name", message, "Rename one of the two files.")

    def dated(self, fact: Fact, sources: Mapping[str, Source]) -> Fact:
        """The fact with a date in each of its claims: its own, else that of its source."""
        if all(claim.as_of for claim in fact.claims):
            return fact
        claims = tuple(self._with_date(claim, sources) for claim in fact.claims)
        if any(claim.as_of is _STAND_IN for claim in claims):
            self.gaps.undated.add(fact.id)
        return replace(fact, claims=claims)

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
        when = source.date if source is not None and dated else _STAND_IN
        return replace(claim, as_of=when, is_dated_by_source=True)

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


def _part(name: str) -> str:
    """The part of the data that a file belongs to: ``facts`` of ``facts/uk.yaml``."""
    return name.partition("/")[0].removesuffix(".yaml")
