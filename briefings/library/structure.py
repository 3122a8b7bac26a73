"""Nodes into the dataclasses of the model, driven by their type hints and field metadata.

Every problem is collected with its place; nothing stops at the first. A record with a problem of
its own is left out, one with a problem in an item of a list loses that item; both are remembered
as damaged, so that nobody is told that what was in fact written does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeVar

import yaml

from briefings.errors import Problem
from briefings.model import Block, Place, Text

from .hints import Form, Key, Shape, choices_of, hidden_of, keys_of, required_of
from .scalars import Unfit, looks_like, read_date, read_number, read_text, read_truth

FAILED: Final = object()
"""Stands for a value that could not be made; its problem has been recorded."""

T = TypeVar("T")


_WANTED: Mapping[Form, str] = {
    "text": "a text",
    "number": "a number",
    "whole": "a whole number",
    "truth": "true or false",
    "date": "a date",
    "choice": "one of a few words",
    "list": "a list",
    "record": "a group of keys",
    "block": "a block, which is a group of keys",
}
_HOW: Mapping[Form, str] = {
    "text": "Write the text after the colon, on the same line.",
    "list": "Write every item on a line of its own, beginning with a hyphen and a space.",
    "record": "Write the keys below, each on a line of its own, two spaces further in.",
    "block": "Write the keys below each other, beginning with “kind:”.",
}


@dataclass(slots=True)
class Structurer:
    """Makes records from the nodes of one file; ``kinds`` are the blocks a topic may hold."""

    file: str
    kinds: Mapping[str, type[Block]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)

    def records(self, root: Any, record: type[T], pattern: str) -> dict[str, T]:
        """The records of a file that maps ids to keys; each id must match ``pattern`` in full."""
        if not isinstance(root, yaml.MappingNode):
            remedy = "Begin with an id and a colon, and put its keys below, two spaces further in."
            self._note(root, "wrong-type", f"{file_holds(root)} instead of ids with keys", remedy)
            return {}
        made: dict[str, T] = {}
        seen: set[str] = set()
        for name, node in root.value:
            if not isinstance(name, yaml.ScalarNode):
                self._note(
                    name, "wrong-type", "an id was expected here", "Write an id and a colon."
                )
                continue
            id_, count = name.value, len(self.problems)
            if id_ in seen:
                self._twice(name, root)
            seen.add(id_)
            if not re.fullmatch(pattern, id_):
                self._note(name, "wrong-form", f"“{id_}” cannot be an id", form_help(pattern))
            one = self.record(node, record, f"“{id_}”", id=id_, place=self._place(name))
            if len(self.problems) > count:
                self.damaged.add(id_)
            if one is not FAILED and id_ not in made:
                made[id_] = one
        return made

    def record(self, node: Any, record: type, what: str, **hidden: Any) -> Any:
        """One dataclass from a node that maps its keys, or FAILED; ``what`` names it in problems.

        ``hidden`` are values for fields that do not come from the file.
        """
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, what, "record")
        keys, values, sound = keys_of(record), dict(hidden), True
        meant: set[str] = set()
        for name, value in node.value:
            key = keys.get(name.value) if isinstance(name, yaml.ScalarNode) else None
            if key is None:
                meant.update(self._unknown_key(name, what, keys, record))
                sound = False
            elif key.name in values:
                self._twice(name, node)
            else:
                values[key.name] = self.value(value, key.shape, key)
                sound = sound and values[key.name] is not FAILED
        for missing in required_of(record) - values.keys() - meant:
            message, remedy = f"{what} has no “{missing}”", f"Add “{missing}:”. {keys[missing].doc}"
            self._add(hidden.get("place") or self._place(node), "missing-key", message, remedy)
            sound = False
        if not sound:
            return FAILED
        if "place" not in values and "place" in hidden_of(record):
            values["place"] = self._place(node)
        return record(**values)

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
        return Text(text, self._place(node))

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
        if len(sound) < len(made) and item.form not in ("record", "block"):
            return FAILED
        return sound or FAILED

    def _block(self, node: Any) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, "this item", "block")
        named = [(name, value) for name, value in node.value if name.value == "kind"]
        kinds = [value for _, value in named]
        for name, _ in named[1:]:
            self._twice(name, node)
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

    def _twice(self, name: Any, node: Any) -> None:
        first = next(key for key, _ in node.value if key.value == name.value)
        line = first.start_mark.line + 1
        message = f"“{name.value}” is given twice; it already stands in line {line}"
        self._note(name, "duplicate-key", message, "Keep one of the two.")

    def _unknown_key(
        self, name: Any, what: str, keys: Mapping[str, Key], record: type
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
        remedy = f"{did_you_mean(name.value, keys)}The keys are: {known}."
        self._note(name, "unknown-key", message, remedy)
        return nearest(name.value, keys)

    def _wrong(self, node: Any, what: str, form: Form) -> Any:
        message = f"{what} needs {_WANTED[form]}, but {looks_like(node)} stands here"
        remedy = _HOW.get(form, "Write a single value after the colon.")
        if form == "text" and isinstance(node, yaml.CollectionNode) and node.flow_style:
            remedy = "Put a text that begins with { or [ in quotation marks."
        return self._note(node, "wrong-type", message, remedy)

    def _place(self, node: Any) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _note(self, node: Any, rule: str, message: str, remedy: str) -> Any:
        return self._add(self._place(node), rule, message, remedy)

    def _add(self, place: Place, rule: str, message: str, remedy: str) -> Any:
        found = Problem(place.file, place.line, place.column, rule, message, remedy)
        self.problems.append(found)
        return FAILED


def file_holds(root: Any) -> str:
    """What the whole of a file is, as the beginning of a sentence."""
    return f"the file holds {looks_like(root)}"


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known name that is most like another, if any is like it."""
    return get_close_matches(name, list(known), n=1)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the nearest known name and a space after it; empty where none is near."""
    return "".join(f"Did you mean “{near}”? " for near in nearest(name, known))


_FORMS = {
    r"[a-z0-9]+(-[a-z0-9]+)*": "Use letters a to z, digits and single hyphens: uk-trained-forces.",
    r"[A-Z]{2}([A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*": (
        "Use two capitals for a country (GB), five for a town (USWAS), or an id of our own"
        " (africa-focus-group)."
    ),
    r"[A-Z]{2}": "Use two capital letters, as GB.",
    r"[a-z]{2,3}": "Use two or three small letters, as ar or en.",
    r"[0-9a-f]{64}": "Copy the 64 digits and letters a to f that the command sha256sum prints.",
}


def form_help(pattern: str) -> str:
    """A sentence that says how a text of that pattern is written."""
    return _FORMS.get(pattern, f"It must have the form {pattern}.")
