"""Lists of records, in a YAML file or as rows from elsewhere, with the place of each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from briefings.arabic.reading.typed_numbers import DAY_FIRST, read_day
from briefings.errors import Problem
from briefings.model import Place

from .entries import Keys, Written, list_page
from .field_hints import keys_of
from .reading import Page, checked_page, read_page
from .scalars import looks_like
from .structure import FAILED, Structurer

T = TypeVar("T")

SHARED, LISTED = "defaults", "documents"
_HOW = "The day stands before the month; 2026-11-24 cannot be misread."


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A record of a list: ``places`` are those of its values, by key.

    One that is not ``is_whole`` lacks what could not be read of it; its problems are told already.
    """

    record: T
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    is_whole: bool = True


@dataclass(slots=True)
class Listing(Generic[T]):
    """The records of a list in their order, what holds for all of them, and every problem.

    ``sheet`` is the worksheet that they stand on, if it is one.
    """

    records: list[Listed[T]] = field(default_factory=list)
    shared: Listed[T] | None = None
    problems: list[Problem] = field(default_factory=list)
    sheet: str = ""


def read_list(path: Path, record: type[T], what: str) -> Listing[T]:
    """The records of a YAML file: a list, or a group of ``defaults:`` and ``documents:``.

    All keys of the dataclass may be left out; ``what`` names a record in problems.
    """
    return _listing(read_page(path, str(path)), str(path), record, what)


def list_of(
    rows: Iterable[tuple[Written, Keys]], file: str, record: type[T], what: str
) -> Listing[T]:
    """The records that were written elsewhere, each with its place and its keys."""
    return _listing(checked_page(list_page(rows), file), file, record, what)


def _listing(page: Page, file: str, record: type[T], what: str) -> Listing[T]:
    listing: Listing[T] = Listing(problems=list(page.problems))
    if page.root is None:
        return listing
    structurer = Structurer(file, spoilt=page.spoilt)
    nodes = page.root
    if isinstance(nodes, yaml.MappingNode):
        groups = _groups(nodes, listing, file)
        if SHARED in groups:
            listing.shared = _listed(structurer, groups[SHARED], record, f"“{SHARED}”")
        nodes = groups.get(LISTED)
    if isinstance(nodes, yaml.SequenceNode):
        listing.records = [_listed(structurer, node, record, what) for node in nodes.value]
    elif nodes is not None:
        message = f"the file holds {looks_like(nodes)} instead of a list"
        remedy = "Begin every document with a hyphen and a space, and put its keys below."
        listing.problems.append(_problem(nodes, file, "wrong-type", message, remedy))
    listing.problems += structurer.problems
    if not listing.records and not listing.problems:
        message, remedy = f"the file lists no {LISTED}", "Add a document, or a row."
        listing.problems.append(Problem(file, 0, 0, "empty-file", message, remedy))
    return listing


def _groups(root: Any, listing: Listing[T], file: str) -> dict[str, Any]:
    groups: dict[str, Any] = {}
    for name, node in root.value:
        if not isinstance(name, yaml.ScalarNode) or name.value not in (SHARED, LISTED):
            remedy = f"Write a list; or “{SHARED}:” and, with the list below it, “{LISTED}:”."
            shown = name.value if isinstance(name, yaml.ScalarNode) else "…"
            message = f"the file has no key “{shown}”"
            listing.problems.append(_problem(name, file, "unknown-key", message, remedy))
        elif name.value in groups:
            message = f"“{name.value}” is given twice"
            told = "duplicate-key", message, "Keep one of the two."
            listing.problems.append(_problem(name, file, *told))
        else:
            groups[name.value] = node
    return groups


def _listed(structurer: Structurer, node: Any, record: type[T], what: str) -> Listed[T]:
    if isinstance(node, yaml.MappingNode):
        _read_days(structurer, node, record)
    made = structurer.record(node, record, what)
    place = _place(node, structurer.file)
    if not isinstance(node, yaml.MappingNode):
        return Listed(record(), place, is_whole=False)
    pairs = {name.value: value for name, value in node.value if isinstance(name, yaml.ScalarNode)}
    places = {name: _place(value, structurer.file) for name, value in pairs.items()}
    if made is not FAILED:
        return Listed(made, place, places)
    # What is sound of it is read once more, so that whoever goes on can check that as well.
    again = Structurer(structurer.file, spoilt=structurer.spoilt)
    kind: type = record
    keys = keys_of(kind)
    values = {
        name: again.value(value, keys[name].shape, keys[name])
        for name, value in pairs.items()
        if name in keys
    }
    sound = {name: value for name, value in values.items() if value is not FAILED}
    return Listed(record(**sound), place, places, is_whole=False)


def _read_days(structurer: Structurer, node: Any, record: type) -> None:
    """Put days that were written in other ways into the one of the data: 24/11/2026."""
    keys = keys_of(record)
    for name, value in list(node.value):
        key = keys.get(name.value) if isinstance(name, yaml.ScalarNode) else None
        if key is None or key.shape.form != "date" or not isinstance(value, yaml.ScalarNode):
            continue
        try:
            value.value = read_day(value.value).isoformat()
        except ValueError as error:
            if DAY_FIRST in str(error):  # else it is a year or a month, or told where it is read
                told = _problem(value, structurer.file, "impossible-date", f"{error}", _HOW)
                structurer.problems.append(told)
                node.value.remove((name, value))


def _place(node: Any, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _problem(node: Any, file: str, rule: str, message: str, remedy: str) -> Problem:
    place = _place(node, file)
    return Problem(file, place.line, place.column, rule, message, remedy)
