"""Converts YAML nodes to dataclasses of the model, driven by type hints and field metadata.

The conversion never stops at the first problem; it collects all with their places. It leaves out a
record with a problem of its own, and drops an invalid record from a list. The ids of both are
recorded as damaged, so that references to them are not reported as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import yaml

from briefings.arabic.bidi import read_marks
from briefings.atomic import unsafe_name
from briefings.content.blocks import KINDS, Remnant
from briefings.content.blocks.agenda import Agenda
from briefings.errors import Problem
from briefings.facts.references import Line
from briefings.model import (
    AgendaItem,
    Block,
    Claim,
    Entity,
    Fact,
    InferredDate,
    Meeting,
    Place,
    Portrait,
    Post,
    Source,
    Text,
    Topic,
    Unit,
    UnitForms,
)

from .field_hints import Form, Key, ValueShape, choices_of, hidden_of, keys_of, required_of
from .reading import start_of
from .remedies import HOW, WANTED, did_you_mean, form_help, nearest
from .scalars import (
    InvalidValue,
    described,
    join_split_numbers,
    read_date,
    read_number,
    read_text,
    read_truth,
)
from .unread import ReadFailures

FAILED: Final = object()
"""Marks a value that could not be converted; its problem has been recorded."""

T = TypeVar("T")

_VERBATIM = frozenset({"excerpt", "document"})
"""Texts that are compared with others, in which a backtick is a letter like any."""
_TEXTLESS = (Source, Entity, Unit, UnitForms, InferredDate, Post, Portrait, AgendaItem)
"""Records whose texts take no references, or may hold hours."""
_MOST_KEYS = 200
"""Most keys of one record; no record class has a tenth as many."""


@dataclass(slots=True)
class Structurer:
    """Converts the nodes of one file to records, and records what could not be converted.

    ``bad_characters`` are the places of forbidden characters that have been reported already,
    ``part`` the part of the data that the file belongs to. Results: ``places`` has the place of
    every id, ``orphans`` the valid parts of invalid records (see :func:`.check_library`).
    """

    file: str
    bad_characters: frozenset[tuple[int, int]] = frozenset()
    part: str = ""
    failures: ReadFailures = field(default_factory=ReadFailures)
    problems: list[Problem] = field(default_factory=list)
    orphans: list[Any] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    _failed: int = 0

    def records(self, root: Any, record: type[T], pattern: str) -> dict[str, T]:
        """The records of a file that maps ids to records; ``pattern`` must fully match each id."""
        if not isinstance(root, yaml.MappingNode):
            message = f"the file holds {described(root)} instead of ids with keys"
            remedy = "Begin with an id and a colon, and put its keys below, two spaces further in."
            self._report(root, "wrong-type", message, remedy)
            self.failures.unread.add(self.part)
            return {}
        made: dict[str, T] = {}
        for name, node in root.value:
            if not isinstance(name, yaml.ScalarNode):
                message, remedy = "an id was expected here", "Write an id and a colon."
                self._report(name, "wrong-type", message, remedy)
                continue
            id_, before, place = name.value, self._failed, start_of(name, self.file)
            if id_ in self.places:
                self._report_duplicate(name, self.places[id_].line)
            self.places.setdefault(id_, place)
            sound = bool(re.fullmatch(pattern, id_))
            if not sound:
                self._report(name, "wrong-form", f"“{id_}” cannot be an id", form_help(pattern))
                self.failures.malformed.setdefault(self.part, []).append(id_)
            elif unsafe := unsafe_name(id_):
                message = f"“{id_}” cannot be an id: it {unsafe}"
                self._report(name, "unsafe-name", message, "Give it another id.")
            one = self.record(node, record, f"“{id_}”", id=id_, place=place)
            if self._failed > before:
                self.failures.damaged.add((self.part, id_))
            if one is FAILED:
                continue
            if sound and id_ not in made:
                made[id_] = one
            elif isinstance(one, Fact):
                self.orphans += one.claims
        return made

    def record(self, node: Any, record: type, what: str, **hidden: Any) -> Any:
        """A ``record`` from a mapping node, or FAILED; ``what`` names it in problems.

        ``hidden`` are values for fields that the file does not contain.
        """
        if not isinstance(node, yaml.MappingNode):
            return self._report_wrong_type(node, what, "record")
        if len(node.value) > _MOST_KEYS:
            message = f"{what} has {len(node.value):,} keys"
            remedy = f"It takes {', '.join(keys_of(record))}."
            return self._report(node, "unknown-key", message, remedy)
        keys, values, sound = keys_of(record), dict(hidden), True
        meant: set[str] = set()
        pairs = node.value
        if node.flow_style and any(
            name.value.__class__ is str and name.value not in keys for name, _ in pairs
        ):
            numbers = [one.name for one in keys.values() if one.shape.form in ("number", "whole")]
            pairs = join_split_numbers(pairs, numbers)
        for name, value in pairs:
            key = keys.get(name.value) if isinstance(name, yaml.ScalarNode) else None
            if key is None:
                is_split = bool(node.flow_style) and value.value == ""
                meant.update(self._unknown_key(name, what, keys, record, is_split=is_split))
                sound = False
            elif key.name in values:
                self._report_duplicate(name, _line_of(name, node))
            else:
                values[key.name] = self.value(value, key.shape, key)
                sound = sound and values[key.name] is not FAILED
        for missing in required_of(record) - values.keys() - meant:
            message, remedy = f"{what} has no “{missing}”", f"Add “{missing}:”. {keys[missing].doc}"
            place = hidden.get("place") or start_of(node, self.file)
            self._add_problem(place.problem("missing-key", message, remedy))
            sound = False
        if not sound:
            self._orphan(record, values)
            return FAILED
        if "place" not in values and "place" in hidden_of(record):
            values["place"] = start_of(node, self.file)
        return record(**values)

    def _orphan(self, record: type, values: Mapping[str, Any]) -> None:
        """Keep the valid parts of an invalid record, so that they are checked too."""
        if record is Claim:
            self.orphans.append(values)
            self.failures.uncited |= not isinstance(values.get("source"), str)
        elif record is Fact:
            self.orphans.append(values)
            claims = values.get("claims")
            self.orphans += claims if isinstance(claims, tuple) else ()
        elif record is Topic:
            blocks = values.get("blocks")
            self.orphans += blocks if isinstance(blocks, tuple) else ()
            self.orphans.append(Remnant.of(record, {**values, "blocks": None}))
        elif record in (Agenda, Meeting):
            name = "items" if record is Agenda else "agenda"
            if isinstance(values.get(name), tuple):
                self.orphans.append(Agenda(values[name]))
            typed = dict.fromkeys((name, "place", "note", "date_note", "agenda_note"))
            self.orphans.append(Remnant.of(record, {**values, **typed}))
        elif record not in _TEXTLESS:
            self.orphans.append(Remnant.of(record, values))

    def value(self, node: Any, shape: ValueShape, key: Key) -> Any:
        """The value of a node that should have the given shape, or FAILED."""
        form = shape.form
        if form == "list":
            assert shape.item is not None
            return self._list(node, shape.item, key)
        if shape.or_text and isinstance(node, yaml.ScalarNode):
            return self.value(node, ValueShape("text"), key)
        if form == "record":
            inside_list = key.shape.form == "list"
            what = f"this item of “{key.name}”" if inside_list else f"“{key.name}”"
            return self.record(node, shape.type, what)
        if form == "block":
            return self._block(node)
        if not isinstance(node, yaml.ScalarNode):
            return self._report_wrong_type(node, f"“{key.name}”", form)
        try:
            return self._single(node, shape, key)
        except InvalidValue as invalid:
            message = f"“{key.name}”: {invalid.message}"
            return self._report(node, invalid.rule, message, invalid.remedy)

    def _single(self, node: Any, shape: ValueShape, key: Key) -> Any:
        """The value of a scalar, or FAILED; raises InvalidValue."""
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
            remedy = f"Write {key.minimum} or more. {key.doc}"
            return self._report(node, "too-small", message, remedy)
        if key.maximum is not None and number > key.maximum:
            message = f"“{key.name}” is {number}, which is more than {key.maximum}"
            remedy = f"Write {key.maximum} or less. {key.doc}"
            return self._report(node, "too-large", message, remedy)
        return number

    def _text(self, node: Any, key: Key) -> Any:
        text = read_text(node)
        if key.pattern and not key.pattern.fullmatch(text):
            message = f"“{text}” cannot stand at “{key.name}”"
            remedy = f"{key.doc} {form_help(key.pattern.pattern)}"
            return self._report(node, "wrong-form", message, remedy)
        if key.pattern is None and key.name not in _VERBATIM:
            try:
                text = read_marks(text)
            except ValueError as error:
                remedy = "Put one before and one after the phrase that stays as it is typed."
                return self._report(node, "unpaired-mark", f"“{key.name}”: {error}", remedy)
        place = start_of(node, self.file)
        if key.pattern is None:  # prose, in which problems have places of their own
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
        return self._report(node, "unknown-choice", message, remedy)

    def _list(self, node: Any, item: ValueShape, key: Key) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._report_wrong_type(node, f"“{key.name}”", "list")
        if not node.value:
            remedy = "Add an item." if key.required else "Add an item, or leave the key out."
            return self._report(node, "empty-list", f"the list at “{key.name}” is empty", remedy)
        made = [self.value(each, item, key) for each in node.value]
        sound = tuple(each for each in made if each is not FAILED)
        if item.form == "block" and made[-1] is FAILED:
            self.failures.truncated_topics.add(self.file)
        if len(sound) < len(made) and item.form not in ("record", "block"):
            return FAILED
        return sound or FAILED

    def _block(self, node: Any) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._report_wrong_type(node, "this item", "block")
        named = [(name, value) for name, value in node.value if name.value == "kind"]
        kinds = [value for _, value in named]
        for name, _ in named[1:]:
            self._report_duplicate(name, _line_of(name, node))
        if not kinds:
            remedy = f"Add “kind:” with one of: {', '.join(KINDS)}."
            return self._report(node, "missing-key", "this block has no “kind”", remedy)
        name = kinds[0].value if isinstance(kinds[0], yaml.ScalarNode) else ""
        kind = KINDS.get(name)
        if kind is None:
            message = f"there is no block kind “{name}”"
            remedy = f"{did_you_mean(name, KINDS)}Use one of: {', '.join(KINDS)}."
            return self._report(kinds[0], "unknown-kind", message, remedy)
        rest = [pair for pair in node.value if pair[0].value != "kind"]
        inner = yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)
        return self.record(inner, kind, f"the block “{name}”")

    def _report_duplicate(self, name: Any, line: int) -> None:
        message = f"“{name.value}” is given twice; it already stands in line {line}"
        self._report(name, "duplicate-key", message, "Keep one of the two.")

    def _unknown_key(
        self, name: Any, what: str, keys: Mapping[str, Key], record: type, *, is_split: bool
    ) -> list[str]:
        """Report an unknown key; returns the known key that was probably meant, in a list."""
        if not isinstance(name, yaml.ScalarNode):
            remedy = (
                "Write a key and a colon; put a text that begins with { or [ in quotation marks."
            )
            self._report(name, "wrong-type", f"a key of {what} was expected here", remedy)
            return []
        known = ", ".join(["kind", *keys] if issubclass(record, Block) else keys)
        if name.value in hidden_of(record):
            message = f"“{name.value}” is not written inside {what}; it is set by the program"
            self._report(name, "unknown-key", message, f"Remove it. The keys are: {known}.")
            return []
        message = f"{what} has no key “{name.value}”"
        near = nearest(name.value, keys)
        remedy = f"{did_you_mean(name.value, keys)}The keys are: {known}."
        if is_split and not near:
            remedy = "In braces a comma ends a text: put one that holds a comma in quotation marks."
        self._report(name, "unknown-key", message, remedy)
        return near

    def _report_wrong_type(self, node: Any, what: str, form: Form) -> Any:
        message = f"{what} needs {WANTED[form]}, but {described(node)} stands here"
        remedy = HOW.get(form, "Write a single value after the colon.")
        if form == "text" and isinstance(node, yaml.CollectionNode) and node.flow_style:
            remedy = "Put a text that begins with { or [ in quotation marks."
        return self._report(node, "wrong-type", message, remedy)

    def _report(self, node: Any, rule: str, message: str, remedy: str) -> Any:
        """Report a problem, unless a forbidden character in a scalar has been reported already."""
        if self.bad_characters and isinstance(node, yaml.ScalarNode):
            start = (node.start_mark.line + 1, node.start_mark.column + 1)
            end = (node.end_mark.line + 1, node.end_mark.column + 1)
            if any(start <= place < end for place in self.bad_characters):
                self._failed += 1
                return FAILED
        return self._add_problem(start_of(node, self.file).problem(rule, message, remedy))

    def _add_problem(self, problem: Problem) -> Any:
        self.problems.append(problem)
        self._failed += 1
        return FAILED


def _line_of(name: Any, node: Any) -> int:
    """The line of the first key of that name in a mapping."""
    first = next(key for key, _ in node.value if key.value == name.value)
    return int(first.start_mark.line + 1)
