"""Lists of records, read from a YAML file or made of rows, with the place of each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from briefings.arabic.reading.typed_numbers import DAY_FIRST, read_day
from briefings.errors import Problem
from briefings.model import Place

from .entries import Keys, Written, records_node
from .field_hints import keys_of
from .reading import ParsedFile, checked_nodes, read_yaml, start_of
from .scalars import described
from .structure import FAILED, Structurer

T = TypeVar("T")

SHARED, LISTED = "defaults", "documents"
_HOW = "The day stands before the month; 2026-11-24 cannot be misread."


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A record of a list; ``places`` holds the places of its values, by key.

    If not ``is_whole``, the record lacks its invalid values, whose problems have been reported.
    """

    record: T
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    is_whole: bool = True


@dataclass(slots=True)
class Listing(Generic[T]):
    """The records of a list in order, the defaults that they share, and every problem.

    ``sheet`` names the worksheet if they come from a workbook.
    """

    records: list[Listed[T]] = field(default_factory=list)
    shared: Listed[T] | None = None
    problems: list[Problem] = field(default_factory=list)
    sheet: str = ""


def read_list(path: Path, record: type[T], what: str) -> Listing[T]:
    """Read the records of a YAML file: a list, or a mapping of ``defaults:`` and ``documents:``.

    No key of the dataclass is required; ``what`` names a record in problems.
    """
    return _listing(read_yaml(path, str(path)), str(path), record, what)


def list_of(
    rows: Iterable[tuple[Written, Keys]], file: str, record: type[T], what: str
) -> Listing[T]:
    """The records of rows from another format, given by place and keys."""
    return _listing(checked_nodes(records_node(rows), file), file, record, what)


def _listing(page: ParsedFile, file: str, record: type[T], what: str) -> Listing[T]:
    listing: Listing[T] = Listing(problems=list(page.problems))
    if page.root is None:
        return listing
    structurer = Structurer(file, page.bad_characters)
    nodes = page.root
    if isinstance(nodes, yaml.MappingNode):
        groups = _groups(nodes, listing, file)
        if SHARED in groups:
            listing.shared = _listed(structurer, groups[SHARED], record, f"“{SHARED}”")
        nodes = groups.get(LISTED)
    if isinstance(nodes, yaml.SequenceNode):
        listing.records = [_listed(structurer, node, record, what) for node in nodes.value]
    elif nodes is not None:
        message = f"the file holds {described(nodes)} instead of a list"
        remedy = "Begin every document with a hyphen and a space, and put its keys below."
        listing.problems.append(start_of(nodes, file).problem("wrong-type", message, remedy))
    listing.problems += structurer.problems
    if not listing.records and not listing.problems:
        message, remedy = f"the file lists no {LISTED}", "Add a document, or a row."
        listing.problems.append(Place(file).problem("empty-file", message, remedy))
    return listing


def _groups(root: Any, listing: Listing[T], file: str) -> dict[str, Any]:
    groups: dict[str, Any] = {}
    for name, node in root.value:
        key, place = name.value if isinstance(name, yaml.ScalarNode) else "…", start_of(name, file)
        if key not in (SHARED, LISTED):
            remedy = f"Write a list; or “{SHARED}:” and, with the list below it, “{LISTED}:”."
            message = f"the file has no key “{key}”"
            listing.problems.append(place.problem("unknown-key", message, remedy))
        elif key in groups:
            message, remedy = f"“{key}” is given twice", "Keep one of the two."
            listing.problems.append(place.problem("duplicate-key", message, remedy))
        else:
            groups[key] = node
    return groups


def _listed(structurer: Structurer, node: Any, record: type[T], what: str) -> Listed[T]:
    if isinstance(node, yaml.MappingNode):
        _read_days(structurer, node, record)
    made = structurer.record(node, record, what)
    place = start_of(node, structurer.file)
    if not isinstance(node, yaml.MappingNode):
        return Listed(record(), place, is_whole=False)
    pairs = {name.value: value for name, value in node.value if isinstance(name, yaml.ScalarNode)}
    places = {name: start_of(value, structurer.file) for name, value in pairs.items()}
    if made is not FAILED:
        return Listed(made, place, places)
    # Read its valid values again, so that the caller can check those too.
    again = Structurer(structurer.file, structurer.bad_characters)
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
    """Rewrite days in other notations, such as 24/11/2026, as ISO dates in the node."""
    keys = keys_of(record)
    for name, value in list(node.value):
        key = keys.get(name.value) if isinstance(name, yaml.ScalarNode) else None
        if key is None or key.shape.form != "date" or not isinstance(value, yaml.ScalarNode):
            continue
        try:
            value.value = read_day(value.value).isoformat()
        except ValueError as error:
            # Any other error: a year or a month, or a wrong date that read_date reports later.
            if DAY_FIRST in str(error):
                place = start_of(value, structurer.file)
                structurer.problems.append(place.problem("impossible-date", f"{error}", _HOW))
                node.value.remove((name, value))
