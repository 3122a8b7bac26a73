"""Nodes into the dataclasses of the model, driven by their type hints and field metadata.

Every problem is collected with its place; nothing stops at the first. A record with a problem of
its own is left out, one with a problem in an item of a list loses that item; both are remembered
as damaged, so that nobody is told that what was in fact written does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import yaml

from briefings.atomic import unsafe_name
from briefings.content.blocks import Remnant
from briefings.errors import Problem
from briefings.facts.references import Line
from briefings.model import (
    Block,
    Claim,
    Entity,
    Fact,
    InferredDate,
    Place,
    Source,
    Text,
    Topic,
    Unit,
    UnitForms,
)

from .field_hints import Form, Key, Shape, choices_of, hidden_of, keys_of, required_of
from .remedies import HOW, WANTED, did_you_mean, form_help, nearest
from .scalars import Unfit, looks_like, read_date, read_number, read_pairs, read_text, read_truth

FAILED: Final = object()
"""Stands for a value that could not be made; its problem has been recorded."""

T = TypeVar("T")

_MOST_KEYS = 200
"""Keys of one record: no kind has a tenth of them."""


@dataclass(slots=True)
class Structurer:
    """Makes records from the nodes of one file, and remembers what could not be made.

    ``kinds`` are the blocks a topic may hold; ``spoilt`` are places of forbidden characters, told
    already. After the work, ``places`` has every id that was met; ``damaged`` and ``malformed`` are
    the ids that have problems or are none; ``orphans`` what was read without what holds it;
    ``uncited`` says that a claim lacks its source, ``lost_last`` that a topic lacks its last block.
    """

    file: str
    kinds: Mapping[str, type[Block]] = field(default_factory=dict)
    spoilt: frozenset[tuple[int, int]] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)
    malformed: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    orphans: list[Any] = field(default_factory=list)
    is_whole: bool = True
    uncited: bool = False
    lost_last: bool = False
    _failures: int = 0

    def records(self, root: Any, record: type[T], pattern: str) -> dict[str, T]:
        """The records of a file that maps ids to keys; each id must match ``pattern`` in full."""
        if not isinstance(root, yaml.MappingNode):
            remedy = "Begin with an id and a colon, and put its keys below, two spaces further in."
            self._note(
                root,
                "wrong-type",
                f"the file holds {looks_like(root)} instead of ids with keys",
                remedy,
            )
            self.is_whole = False
            return {}
        made: dict[str, T] = {}
        for name, node in root.value:
            if not isinstance(name, yaml.ScalarNode):
                self._note(
                    name, "wrong-type", "an id was expected here", "Write an id and a colon."
                )
                continue
            id_, before, place = name.value, self._failures, self._place(name)
            if id_ in self.places:
                self._twice(name, self.places[id_].line)
            self.places.setdefault(id_, place)
            sound = bool(re.fullmatch(pattern, id_))
            if not sound:
                self._note(name, "wrong-form", f"“{id_}” cannot be an id", form_help(pattern))
                self.malformed.append(id_)
            elif unsafe := unsafe_name(id_):
                message = f"“{id_}” cannot be an id: it {unsafe}"
                self._note(name, "unsafe-name", message, "Give it another id.")
            one = self.record(node, record, f"“{id_}”", id=id_, place=place)
            if self._failures > before:
                self.damaged.add(id_)
            if one is FAILED:
                continue
            if sound and id_ not in made:
                made[id_] = one
            elif isinstance(one, Fact):
                self.orphans += one.claims
        return made

    def record(self, node: Any, record: type, what: str, **hidden: Any) -> Any:
        """One dataclass from a node that maps its keys, or FAILED; ``what`` names it in problems.

        ``hidden`` are values for fields that do not come from the file.
        """
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, what, "record")
        if len(node.value) > _MOST_KEYS:
            message = f"{what} has {len(node.value):,} keys"
            return self._note(
                node, "unknown-key", message, f"It takes {', '.join(keys_of(record))}."
            )
        keys, values, sound = keys_of(record), dict(hidden), True
        meant: set[str] = set()
        pairs = node.value
        if node.flow_style and any(
            name.value.__class__ is str and name.value not in keys for name, _ in pairs
        ):
            numbers = [one.name for one in keys.values() if one.shape.form in ("number", "whole")]
            pairs = read_pairs(pairs, numbers)
        for name, value in pairs:
            key = keys.get(name.value) if isinstance(name, yaml.ScalarNode) else None
            if key is None:
                is_torn = bool(node.flow_style) and value.value == ""
                meant.update(self._unknown_key(name, what, keys, record, is_torn=is_torn))
                sound = False
            elif key.name in values:
                self._twice(name, _line_of(name, node))
            else:
                values[key.name] = self.value(value, key.shape, key)
                sound = sound and values[key.name] is not FAILED
        for missing in required_of(record) - values.keys() - meant:
            message, remedy = f"{what} has no “{missing}”", f"Add “{missing}:”. {keys[missing].doc}"
            self._add(hidden.get("place") or self._place(node), "missing-key", message, remedy)
            sound = False
        if not sound:
            self._orphan(record, values)
            return FAILED
        if "place" not in values and "place" in hidden_of(record):
            values["place"] = self._place(node)
        return record(**values)

    def _orphan(self, record: type, values: Mapping[str, Any]) -> None:
        """Keep what is sound of a record that could not be made, so that it is checked as well."""
        if record is Claim:
            self.orphans.append(values)
            self.uncited = self.uncited or not isinstance(values.get("source"), str)
        elif record is Fact:
            self.orphans.append(values)
            claims = values.get("claims")
            self.orphans += claims if isinstance(claims, tuple) else ()
        elif record is Topic:
            blocks = values.get("blocks")
            self.orphans += blocks if isinstance(blocks, tuple) else ()
            self.orphans.append(Remnant.of(record, {**values, "blocks": None}))
        elif record not in (Source, Entity, Unit, UnitForms, InferredDate):
            self.orphans.append(Remnant.of(record, values))

    def value(self, node: Any, shape: Shape, key: Key) -> Any:
        """What a node says in the shape wanted, or FAILED."""
        form = shape.form
        if form == "list":
            assert shape.item is not None
            return self._list(node, shape.item, key)
        if form == "record":
            inside_list = key.shape.form == "list"
            what = f"this item of “{key.name}”" if inside_list else f"“{key.name}”"
            return self.record(node, shape.type, what)
        if form == "block":
            return self._block(node)
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong(node, f"“{key.name}”", form)
        try:
            return self._single(node, shape, key)
        except Unfit as unfit:
            return self._note(node, unfit.rule, f"“{key.name}”: {unfit.message}", unfit.remedy)

    def _single(self, node: Any, shape: Shape, key: Key) -> Any:
        """The value of a scalar, or FAILED; raises Unfit."""
        if shape.form == "text":
            return self._text(node, key)
        if shape.form == "date":
            return read_date(node)
        if shape.form == "truth":
            return read_truth(node)
        if shape.form == "choice":
            return self._choice(node, key, choices_of(shape.type))
        number = read_number(node, whole=shape.form == "whole")
        if key.minimum is not None and number < key.minimum:
            message = f"“{key.name}” is {number}, which is less than {key.minimum}"
            return self._note(node, "too-small", message, f"Write {key.minimum} or more. {key.doc}")
        return number

    def _text(self, node: Any, key: Key) -> Any:
        text = read_text(node)
        if key.pattern and not key.pattern.fullmatch(text):
            message = f"“{text}” cannot stand at “{key.name}”"
            remedy = f"{key.doc} {form_help(key.pattern.pattern)}"
            return self._note(node, "wrong-form", message, remedy)
        place = self._place(node)
        if key.pattern is None:  # prose: what is wrong inside it has a place of its own
            start, end, inset = node.start_mark, node.end_mark, 1 if node.style else 0
            width = end.column - start.column
            if start.line == end.line and width == len(node.value) + 2 * inset:  # no escapes
                return Line(text, place, inset)
        return Text(text, place)

    def _choice(self, node: Any, key: Key, choices: Mapping[str, Any]) -> Any:
        if node.value in choices:
            return choices[node.value]
        message = f"“{node.value}” is not a word that “{key.name}” knows"
        remedy = f"{did_you_mean(node.value, choices)}Use one of: {', '.join(choices)}."
        return self._note(node, "unknown-choice", message, remedy)

    def _list(self, node: Any, item: Shape, key: Key) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._wrong(node, f"“{key.name}”", "list")
        if not node.value:
            remedy = "Add an item." if key.required else "Add an item, or leave the key out."
            return self._note(node, "empty-list", f"the list at “{key.name}” is empty", remedy)
        made = [self.value(each, item, key) for each in node.value]
        sound = tuple(each for each in made if each is not FAILED)
        if item.form == "block":
            self.lost_last = made[-1] is FAILED
        if len(sound) < len(made) and item.form not in ("record", "block"):
            return FAILED
        return sound or FAILED

    def _block(self, node: Any) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, "this item", "block")
        named = [(name, value) for name, value in node.value if name.value == "kind"]
        kinds = [value for _, value in named]
        for name, _ in named[1:]:
            self._twice(name, _line_of(name, node))
        if not kinds:
            remedy = f"Add “kind:” with one of: {', '.join(self.kinds)}."
            return self._note(node, "missing-key", "this block has no “kind”", remedy)
        name = kinds[0].value if isinstance(kinds[0], yaml.ScalarNode) else ""
        kind = self.kinds.get(name)
        if kind is None:
            remedy = f"{did_you_mean(name, self.kinds)}Use one of: {', '.join(self.kinds)}."
            return self._note(kinds[0], "unknown-kind", f"there is no block kind “{name}”", remedy)
        rest = [pair for pair in node.value if pair[0].value != "kind"]
        inner = yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)
        return self.record(inner, kind, f"the block “{name}”")

    def _twice(self, name: Any, line: int) -> None:
        """Report a key or an id that stands in a line before already."""
        message = f"“{name.value}” is given twice; it already stands in line {line}"
        self._note(name, "duplicate-key", message, "Keep one of the two.")

    def _unknown_key(
        self, name: Any, what: str, keys: Mapping[str, Key], record: type, *, is_torn: bool
    ) -> list[str]:
        """Report a key; gives the known key that was probably meant."""
        if not isinstance(name, yaml.ScalarNode):
            remedy = (
                "Write a key and a colon; put a text that begins with { or [ in quotation marks."
            )
            self._note(name, "wrong-type", f"a key of {what} was expected here", remedy)
            return []
        known = ", ".join(["kind", *keys] if issubclass(record, Block) else keys)
        if name.value in hidden_of(record):
            message = f"“{name.value}” is not written inside {what}; it is set by the program"
            self._note(name, "unknown-key", message, f"Remove it. The keys are: {known}.")
            return []
        message = f"{what} has no key “{name.value}”"
        near = nearest(name.value, keys)
        remedy = f"{did_you_mean(name.value, keys)}The keys are: {known}."
        if is_torn and not near:
            remedy = "In braces a comma ends a text: put one that holds a comma in quotation marks."
        self._note(name, "unknown-key", message, remedy)
        return near

    def _wrong(self, node: Any, what: str, form: Form) -> Any:
        message = f"{what} needs {WANTED[form]}, but {looks_like(node)} stands here"
        remedy = HOW.get(form, "Write a single value after the colon.")
        if form == "text" and isinstance(node, yaml.CollectionNode) and node.flow_style:
            remedy = "Put a text that begins with { or [ in quotation marks."
        return self._note(node, "wrong-type", message, remedy)

    def _place(self, node: Any) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _note(self, node: Any, rule: str, message: str, remedy: str) -> Any:
        if self.spoilt and isinstance(node, yaml.ScalarNode) and self._is_spoilt(node):
            self._failures += 1
            return FAILED
        return self._add(self._place(node), rule, message, remedy)

    def _add(self, place: Place, rule: str, message: str, remedy: str) -> Any:
        found = Problem(place.file, place.line, place.column, rule, message, remedy)
        self.problems.append(found)
        self._failures += 1
        return FAILED

    def _is_spoilt(self, node: Any) -> bool:
        """Whether a forbidden character stands in a value: what is wrong with it is told then."""
        start = (node.start_mark.line + 1, node.start_mark.column + 1)
        end = (node.end_mark.line + 1, node.end_mark.column + 1)
        return any(start <= place < end for place in self.spoilt)


def _line_of(name: Any, node: Any) -> int:
    """The line of the first key of a group that has that name."""
    first = next(key for key, _ in node.value if key.value == name.value)
    return int(first.start_mark.line + 1)
