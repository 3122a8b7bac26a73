"""YAML nodes for facts and records from other formats, such as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Written:
    """One value as written, and its position: ``line`` and ``column`` count from 1.

    ``is_text`` marks a value that is never read as a number or date, as in quotation marks.
    """

    text: str
    line: int
    column: int
    is_text: bool = False

    @property
    def mark(self) -> Any:
        """The position as PyYAML has it."""
        return yaml.Mark("", 0, self.line - 1, self.column - 1, None, 0)


Keys = Mapping[str, Written | list[Written]]


@dataclass(frozen=True, slots=True)
class WrittenFact:
    """A fact as written: its id, its keys, and the place and keys of each claim."""

    id: Written
    keys: Keys
    claims: Sequence[tuple[Written, Keys]]


def facts_node(entries: Iterable[WrittenFact]) -> Any:
    """The root node of a YAML file with these facts."""
    pairs = [(_node(entry.id), _fact(entry)) for entry in entries]
    return _mapping(pairs, Written("", 1, 1))


def records_node(records: Iterable[tuple[Written, Keys]]) -> Any:
    """The root node of a YAML file that lists these records, given by place and keys."""
    here = Written("", 1, 1).mark
    return yaml.SequenceNode("", [_keys(keys, place) for place, keys in records], here, here)


def _fact(entry: WrittenFact) -> Any:
    claims = [_keys(keys, place) for place, keys in entry.claims]
    node = _keys(entry.keys, entry.id)
    here = (entry.claims[0][0] if entry.claims else entry.id).mark
    node.value.append((_node(Written("claims", 0, 0)), yaml.SequenceNode("", claims, here, here)))
    return node


def _keys(keys: Keys, place: Written) -> Any:
    pairs = []
    for name, value in keys.items():
        first = value[0] if isinstance(value, list) else value
        pairs.append((_node(Written(name, first.line, first.column)), _node(value)))
    return _mapping(pairs, place)


def _node(value: Written | list[Written]) -> Any:
    if isinstance(value, list):
        items = [_node(one) for one in value]
        return yaml.SequenceNode("", items, items[0].start_mark, items[0].start_mark)
    here, style = value.mark, '"' if value.is_text else None
    return yaml.ScalarNode("", value.text, here, here, style=style)


def _mapping(pairs: list[tuple[Any, Any]], place: Written) -> Any:
    return yaml.MappingNode("", pairs, place.mark, place.mark, flow_style=False)
