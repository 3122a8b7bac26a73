"""Turns the rows of a batch into jobs, checked against the data before anything is built."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from ..arabic import plain
from ..arabic.suggestions import hint, suggest
from ..atomic import unsafe_name
from ..build.options import Option, copy_numbers, options
from ..build.replacing import clashes
from ..build.request import Order, target
from ..data import Listed, Listing, load_meeting
from ..data.spreadsheet.cells import shortened
from ..errors import DataError, Problem, ThemeError
from ..facts.search import suggest_titled
from ..html.theme import find_theme
from ..model import SHARED, Copy, Format, Library, Meeting, Paper, Place, Precision, When
from ..model.review import review_after
from .reading import BatchRow, read_rows


@dataclass(frozen=True, slots=True)
class Job:
    """One document of a batch; ``row`` counts from 1, ``place`` names file and line."""

    row: int
    place: str
    topics: tuple[str, ...]
    order: Order

    @property
    def path(self) -> Path:
        """The absolute path of its PDF."""
        return target(self.topics, self.order)

    @property
    def copy(self) -> Copy:
        """The recipient and number of the copy."""
        return self.order.style.setting.copy


@dataclass(frozen=True, slots=True)
class Base:
    """The context of a batch. ``output`` is the folder of all files.

    ``given`` takes precedence over the defaults of the file, which take precedence over ``usual``.
    ``day`` is the default date of editions.
    """

    library: Library
    templates: Path
    output: Path
    day: date
    given: BatchRow = field(default_factory=BatchRow)
    usual: BatchRow = field(default_factory=BatchRow)


def read_batch(path: Path, base: Base) -> tuple[Job, ...]:
    """The jobs of a file, in its order; raises DataError with all its problems.

    Paths in it are relative to its folder.
    """
    listing = read_rows(path)
    planner = _Planner(base, path, listing)
    jobs = [
        job
        for number, listed in enumerate(listing.records, start=1)
        if (job := planner.job(number, listed)) is not None
    ]
    planner.check_files(jobs)
    if planner.problems:
        raise DataError(list(dict.fromkeys(planner.problems)))
    return tuple(job for job, _ in jobs)


def copies_of(jobs: Sequence[Job]) -> tuple[tuple[Job, ...], ...]:
    """Group jobs that differ only in their copy, in the order of the first of each."""
    groups: dict[object, list[Job]] = {}
    for job in jobs:
        style = job.order.style
        shared = replace(style, setting=replace(style.setting, copy=SHARED))
        order = replace(job.order, style=shared, output=Path())
        # Meetings hold texts with places, and are compared by identity.
        plan = replace(order, meeting=None), id(job.order.meeting)
        groups.setdefault((job.topics, plan), []).append(job)
    return tuple(map(tuple, groups.values()))


@dataclass(slots=True)
class _Planner:
    """Turns rows into jobs and collects problems."""

    base: Base
    file: Path
    listing: Listing[BatchRow]
    meetings: dict[str, Meeting | None] = field(default_factory=dict)
    listed: Listed[BatchRow] = field(init=False)

    @property
    def problems(self) -> list[Problem]:
        """All problems so far, those of the file's form included."""
        return self.listing.problems

    def job(self, number: int, listed: Listed[BatchRow]) -> tuple[Job, Listed[BatchRow]] | None:
        """The job of a row, or None if it has problems."""
        before, self.listed = len(self.problems), listed
        shared = self.listing.shared
        defaults = shared.record if shared else BatchRow()
        # The marking of a meeting takes precedence over that of the project.
        usual = replace(self.base.usual, marking=None)
        row = listed.record.over(self.base.given.over(defaults.over(usual)))
        meeting = self._meeting(row)
        topics = self._topics(row, meeting)
        format_ = row.format or (Format.PACK if len(topics) > 1 else Format.BRIEF)
        if format_ is not Format.PACK and len(topics) > 1:
            message = f"a {format_} has one topic, and here are {len(topics)}"
            remedy = "Write format: pack, or one row for each topic."
            self._add("topics", "too-many-topics", message, remedy)
        if format_ is Format.SHEET and row.paper is Paper.A5:
            message = "a sheet needs A4 or Letter: half the paper has no room for one"
            self._add("paper", "sheet-on-a5", message, "Write paper: a4, or another format.")
        order = self._order(row, format_, meeting)
        if len(self.problems) > before or not listed.is_whole or order is None or not topics:
            return None
        return Job(number, self._place(listed.place), topics, order), listed

    def check_files(self, jobs: Sequence[tuple[Job, Listed[BatchRow]]]) -> None:
        """Report rows that would write the same file."""
        in_the_way = clashes(job.path for job, _ in jobs)
        for place, first in in_the_way.items():
            (job, self.listed), (other, _) = jobs[place], jobs[first]
            message = f"this row would write {job.path.name}, as the row at {other.place} does"
            if job.path.name != other.path.name:
                message = (
                    f"this row would write {job.path.name}, and the row at {other.place} writes "
                    f"{other.path.name}, which some systems take for the same"
                )
            remedy = "Leave one of the two out, number the copies, or give this one an output."
            self._add("output", "same-file", message, remedy)

    def _topics(self, row: BatchRow, meeting: Meeting | None) -> tuple[str, ...]:
        known, met = self.base.library.topics, set()
        for topic in row.topics:
            at = getattr(topic, "place", None)
            if topic not in known:
                titles = {name: known[name].title for name in known}
                meant = hint(suggest_titled(topic, titles), "the command “topics” lists them.")
                remedy = meant[0].upper() + meant[1:]
                self._add("topics", "unknown-topic", f"there is no topic “{topic}”", remedy, at)
            elif topic in met:
                message = f"the topic “{topic}” is named twice"
                self._add("topics", "topic-twice", message, "Name it once.", at)
            met.add(topic)
        if row.topics or meeting:
            return row.topics or (meeting.topics if meeting else ())
        if not row.meeting and self.listed.is_whole:
            message = "this row names no topic and no meeting"
            remedy = "Name topics, or a meeting that has some."
            self._add("topics", "nothing-to-build", message, remedy)
        return ()

    def _meeting(self, row: BatchRow) -> Meeting | None:
        if row.meeting is None:
            return None
        if row.meeting not in self.meetings:
            self.meetings[row.meeting] = self._found_meeting(row.meeting)
        return self.meetings[row.meeting]

    def _found_meeting(self, name: str) -> Meeting | None:
        library = self.base.library
        if name in library.meetings:
            known: Meeting = library.meetings[name]
            return known
        file = self.file.parent / name
        if os.path.isfile(file):  # noqa: PTH113 — a name too long for any file is none
            try:
                return load_meeting(file, library)
            except DataError as error:
                self.problems.extend(error.problems)
                return None
        there = ", ".join(library.meetings) or "none"
        meant = hint(suggest(name, library.meetings), f"the data folder has: {there}.")
        shown = shortened(name)
        message = f"there is no meeting “{shown}”, as a file or in the data folder"
        self._add("meeting", "unknown-meeting", message, meant[0].upper() + meant[1:])
        return None

    def _order(self, row: BatchRow, format_: Format, meeting: Meeting | None) -> Order | None:
        edition = self._day(row.date, "date", self.base.day)
        as_of = self._day(row.as_of, "as_of", edition)
        if edition and as_of and as_of > edition:
            message = f"facts up to {as_of} cannot stand in an edition of {edition}"
            self._add(
                "as_of", "as-of-after-date", message, "Write an earlier day, or a later date."
            )
        texts = [one for one in options(BatchRow) if one.room]
        lines: dict[str, Any] = {one.name: self._line(row, one) for one in texts}
        self._check_copy(row)
        if edition is not None:
            self._check_review(row, edition)
        theme, output = self._theme(row.theme), self._output(row.output)
        if edition is None or as_of is None or theme is None or output is None:
            return None
        row = replace(row, theme=theme, **lines)
        row = row.marked(meeting.marking if meeting else None, self.base.usual.marking)
        style = row.style(self.base.templates, format_)
        return Order(edition, as_of, output, style, row.arabic, meeting, row.exports)

    def _day(self, when: When | None, key: str, default: date | None) -> date | None:
        if when is None:
            return default
        if when.precision is Precision.DAY and not when.is_period:
            return when.start
        message = f"“{key}” is {when.iso}, which is not a day"
        self._add(key, "no-day", message, "Write a day as 2024-09-30.")
        return None

    def _check_copy(self, row: BatchRow) -> None:
        number, total = copy_numbers(row.copy)
        if number > total:
            message = f"copy {number} of {total} cannot be"
            self._add("copy", "copy-number", message, "Write the number, then the total: 7/90.")

    def _check_review(self, row: BatchRow, edition: date) -> None:
        try:
            if row.review:
                review_after(row.review, edition)
        except ValueError as error:
            self._add("review", "no-review", str(error), "Write a later day, or “3 months”.")

    def _line(self, row: BatchRow, option: Option) -> str:
        line = plain(" ".join((getattr(row, option.name) or "").split()))
        if len(line) > option.room:
            message = f"“{option.name}” has {len(line)} characters; {option.room} have room"
            self._add(option.name, f"{option.name}-too-long", message, "Say it in fewer words.")
        return line

    def _theme(self, name: str | None) -> str | None:
        if name is None:
            return "default"
        shipped = self.base.templates / "themes"
        own = self.file.parent / name
        is_given = self.base.given.theme is not None and self.listed.record.theme is None
        try:
            if not (shipped / name).is_dir() and own.is_dir() and not is_given:
                return str(own.absolute())
            find_theme(shipped, name)
        except OSError as error:
            message = f"the theme “{shortened(name)}” cannot be read: {error.strerror or error}"
            self._add("theme", "unknown-theme", message, "Name a shipped theme, or a folder.")
            return None
        except ThemeError as error:
            remedy = "Name a shipped theme, or a folder as seen from this file."
            self._add("theme", "unknown-theme", str(error), remedy)
            return None
        return str(name)

    def _output(self, name: str | None) -> Path | None:
        if name is None:
            return self.base.output
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.suffix.lower() != ".pdf":
            message = f"“{shortened(name)}” cannot be the name of a file in the output folder"
            remedy = "Write a name that ends in .pdf, without a folder above: minister/africa.pdf."
            self._add("output", "output-name", message, remedy)
            return None
        unsafe = next(filter(None, map(unsafe_name, path.parts)), "")
        if unsafe:
            message = f"“{shortened(name)}” cannot be the name of a file: it {unsafe}"
            self._add("output", "output-name", message, "Give the file another name.")
            return None
        return self.base.output / name

    def _add(self, key: str, rule: str, message: str, remedy: str, at: Place | None = None) -> None:
        shared = self.listing.shared.places if self.listing.shared else {}
        place = at or self.listed.places.get(key) or shared.get(key) or self.listed.place
        told = rule, message, remedy
        self.problems.append(
            Problem(place.file, place.line, place.column, *told, sheet=self.listing.sheet)
        )

    def _place(self, place: Place) -> str:
        return Problem(
            place.file, place.line, place.column, "", "", "", sheet=self.listing.sheet
        ).place
