"""Loads a data folder into a :class:`~briefings.model.Library`, or reports all its problems."""

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
from briefings.data.validation import check_library
from briefings.errors import DataError, Problem
from briefings.model import (
    CODE,
    ID,
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
    place_of,
)

from .entries import WrittenFact, facts_node
from .people import check_meeting, check_portraits
from .reading import ParsedFile, checked_nodes, read_yaml
from .remedies import form_help
from .structure import FAILED, Structurer
from .unread import ReadFailures

T = TypeVar("T")

_PLACEHOLDER_DATE = When.parse("2000")
"""Date for a claim whose source has none, so that checks can go on; the library is rejected."""


_LATER_RULES = frozenset({"unsupported-line"})
"""Rules that sound data of earlier versions may break."""


def load_library(folder: Path, *, kept: bool = False) -> Library:
    """Read, structure and check a data folder; claims without a date get that of their source.

    Data ``kept`` with an edition are not held to rules that came later: an archive can be read for
    good. Raises DataError with every problem of every file. Takes linear time.
    """
    with _gc_paused():
        reader = _LibraryReader(Path(os.path.abspath(folder)))  # noqa: PTH100 — keeps links
        library = reader.read()
        problems = reader.all_problems(library)
    if kept:
        problems = [one for one in problems if one.rule not in _LATER_RULES]
    if problems:
        raise DataError(problems)
    return library


def load_meeting(file: Path, library: Library) -> Meeting:
    """Read a meeting from a file outside the data folder, and check it against a valid library.

    Raises DataError with every problem of the file.
    """
    page = read_yaml(file, str(file))
    problems = list(page.problems)
    if page.root is not None:
        structurer = Structurer(str(file), page.bad_characters)
        meeting = structurer.record(page.root, Meeting, "the meeting", id=file.stem)
        problems += structurer.problems
        for rest in structurer.orphans:  # the valid parts of a meeting that has problems
            problems += rest.problems(library)
        if meeting is not FAILED:
            problems += check_meeting(meeting, library)
            if not problems:
                assert isinstance(meeting, Meeting)
                return meeting
    raise DataError(list(dict.fromkeys(problems)))


def merge_facts(
    library: Library, entries: Sequence[WrittenFact], file: str
) -> tuple[Library, list[Problem]]:
    """Add facts from another format to a valid library, replacing those with the same ids.

    Returns the merged library and all its problems; ``file`` is the name of the other file in
    problems of the new facts.
    """
    reader = _LibraryReader(Path(file))
    page = checked_nodes(facts_node(entries), file)
    reader.problems += page.problems
    if page.root is None:
        return library, reader.problems
    made = reader.structurer(file, "facts", page).records(page.root, Fact, ID)
    fresh = {id_: reader.with_dates(fact, library.sources) for id_, fact in made.items()}
    merged = replace(library, facts={**library.facts, **fresh})
    return merged, reader.all_problems(merged)


@contextmanager
def _gc_paused() -> Iterator[None]:
    """Disable the garbage collector while hundreds of thousands of nodes are created.

    None of them is part of a reference cycle, and traversing them takes longer than reading the
    files.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@dataclass(slots=True)
class _LibraryReader:
    """Reads the files of a data folder one by one, and records problems and failures.

    ``orphans`` are valid parts of invalid records; see :func:`.check_library`.
    """

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    failures: ReadFailures = field(default_factory=ReadFailures)
    orphans: list[Any] = field(default_factory=list)

    def read(self) -> Library:
        """The library, without the records that could not be read."""
        if not self.folder.is_dir():
            remedy = "Create the folder, or point --data to the one that holds the facts."
            folder = Place(self.folder.name)
            raise DataError([folder.problem("missing-file", "this folder is missing", remedy)])
        sources, _ = self._records("sources.yaml", Source, ID)
        entities, _ = self._records("entities.yaml", Entity, CODE)
        entities, unfit = check_portraits(self.folder, entities)
        self.problems += unfit
        units, _ = self._records("units.yaml", Unit, ID)
        facts = {id_: self.with_dates(fact, sources) for id_, fact in self._facts().items()}
        topics = dict(self._plans("topics", Topic, "the topic"))
        has_meetings = os.path.lexists(self.folder / "meetings")
        meetings = dict(self._plans("meetings", Meeting, "the meeting")) if has_meetings else {}
        return Library(sources, entities, units, facts, topics, meetings)

    def all_problems(self, library: Library) -> list[Problem]:
        """The problems of the files and of the library, without consequences of others."""
        checked = check_library(library, self.orphans)
        unexplained = (one for one in checked if not self.failures.explains(one))
        return list(dict.fromkeys([*self.problems, *unexplained]))

    def _facts(self) -> dict[str, Fact]:
        """The facts of all files; the claims of a fact with a duplicate id become orphans."""
        facts: dict[str, Fact] = {}
        places: dict[str, Place] = {}
        for name in self._names("facts"):
            made, here = self._records(name, Fact, ID)
            for id_, place in here.items():
                if id_ in places:
                    self._report_duplicate(id_, place, places[id_])
                places.setdefault(id_, place)
            for id_, fact in made.items():
                if facts.setdefault(id_, fact) is not fact:
                    self.orphans += fact.claims
        return facts

    def _records(
        self, name: str, record: type[T], pattern: str
    ) -> tuple[dict[str, T], dict[str, Place]]:
        """The records of a file by id, and the places of all its ids, valid records or not."""
        page, structurer = self._page(name)
        if page.root is None:
            return {}, {}
        return structurer.records(page.root, record, pattern), structurer.places

    def _plans(self, part: str, record: type, what: str) -> Iterator[tuple[str, Any]]:
        """The topics or meetings, by the names of their files."""
        for name in self._names(part):
            id_, file = Path(name).stem, self._file(name)
            hidden: dict[str, Any] = {"id": id_}
            if record is Topic:
                hidden["place"] = Place(file, 1, 1)
                if not re.fullmatch(ID, id_):
                    message = f"“{id_}” cannot be the name of a topic"
                    self._report(Place(file), "wrong-form", message, form_help(ID))
            page, structurer = self._page(name)
            if page.root is not None:
                plan = structurer.record(page.root, record, what, **hidden)
                if plan is not FAILED:
                    yield id_, plan

    def _page(self, name: str) -> tuple[ParsedFile, Structurer]:
        file = self._file(name)
        page = read_yaml(self.folder / name, file, inside=self.folder)
        self.problems += page.problems
        if page.root is None:
            self.failures.unread.add(_part(name))
        self.failures.bad_characters.update((file, line) for line, _ in page.bad_characters)
        return page, self.structurer(file, _part(name), page)

    def structurer(self, file: str, part: str, page: ParsedFile) -> Structurer:
        """A structurer that adds to the problems, failures and orphans of this reader."""
        known = self.failures, self.problems, self.orphans
        return Structurer(file, page.bad_characters, part, *known)

    def _names(self, part: str) -> list[str]:
        """The YAML files of a sub-folder, as ``facts/uk.yaml``, in alphabetical order."""
        paths = self._listed(part)
        if paths is None:
            self.failures.unread.add(part)
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
                self._report(Place(file), "wrong-file-name", message, remedy)
                self.failures.unread.add(part)
        if not names and part not in self.failures.unread:
            message = f"this folder holds no {part}"
            remedy = "Put a file that ends with .yaml into it."
            self._report(Place(self._file(part)), "missing-file", message, remedy)
            self.failures.unread.add(part)
        return names

    def _listed(self, part: str) -> list[Path] | None:
        """The paths in a sub-folder, in alphabetical order; None, with a problem, if unreadable."""
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
        self._report(Place(self._file(part)), rule, message, remedy)
        return None

    def _check_name(self, name: str, file: str, alike: dict[str, str]) -> None:
        """Report a file name that other systems reject, or cannot distinguish from one before."""
        if unsafe := unsafe_name(name):
            message = f"the name of this file {unsafe}"
            self._report(Place(file), "unsafe-name", message, "Rename the file.")
        same = alike.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if same != name:
            message = f"some systems cannot tell the names {same} and {name} apart"
            self._report(Place(file), "unsafe-name", message, "Rename one of the two files.")

    def with_dates(self, fact: Fact, sources: Mapping[str, Source]) -> Fact:
        """The fact, with claims without a date dated by their source."""
        if all(claim.as_of for claim in fact.claims):
            return fact
        claims = tuple(self._with_date(claim, sources) for claim in fact.claims)
        if any(claim.as_of is _PLACEHOLDER_DATE for claim in claims):
            self.failures.undated.add(fact.id)
        return replace(fact, claims=claims)

    def _with_date(self, claim: Claim, sources: Mapping[str, Source]) -> Claim:
        if claim.as_of is not None:
            return claim
        if claim.inferred is not None:
            message = "“inferred” gives the reason for a date, but there is no “as_of”"
            remedy = "Add “as_of:” with the date, or remove “inferred”."
            place = place_of(claim.inferred, claim.place)
            self._report(place, "inferred-without-date", message, remedy)
        source = sources.get(claim.source)
        dated = source is not None and (source.published or source.inferred)
        when = source.date if source is not None and dated else _PLACEHOLDER_DATE
        return replace(claim, as_of=when, is_dated_by_source=True)

    def _report_duplicate(self, id_: str, place: Place, first: Place) -> None:
        message = f"the fact “{id_}” already stands in {first.file}, line {first.line}"
        remedy = "Keep one of the two, put their claims together, or give this one another id."
        self._report(place, "duplicate-id", message, remedy)

    def _report(self, place: Place, rule: str, message: str, remedy: str) -> None:
        self.problems.append(place.problem(rule, message, remedy))

    def _file(self, name: str) -> str:
        """The path of a file in problems, which begins with the data folder's name."""
        return f"{self.folder.name}/{name}"


def _part(name: str) -> str:
    """The part of the data that a file belongs to: ``facts`` of ``facts/uk.yaml``."""
    return name.partition("/")[0].removesuffix(".yaml")
