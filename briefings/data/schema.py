"""JSON Schemas (draft 7) of the data files for editors, made from the hints that check files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefings.atomic import read_regular
from briefings.content.blocks import KINDS
from briefings.errors import BriefingError
from briefings.model import CODE, ID, Entity, Fact, Meeting, Source, Topic, Unit
from briefings.resources import refuse_package

from .field_hints import Key, ValueShape, keys_of
from .places import replace_all
from .reading import MOST_BYTES
from .row_files import LISTED, SHARED

_OURS = b'"title": "briefings: '
DRAFT = "http://json-schema.org/draft-07/schema#"
_FILES: Mapping[str, tuple[type, str]] = {
    "sources": (Source, ID),
    "entities": (Entity, CODE),
    "units": (Unit, ID),
    "facts": (Fact, ID),
}
_NO_LISTS: Mapping[str, type] = {}
_YEAR = "[0-9]{4}"
_MONTH = "(0[1-9]|1[0-2])"
_DAY = "(0[1-9]|[12][0-9]|3[01])"
_POINT = f"{_YEAR}(-{_MONTH}(-{_DAY})?)?"
_DATE = {
    # Editors parse a plain year as a number, and any other date as a string.
    "type": ["string", "integer"],
    "pattern": f"^{_POINT}(/{_POINT})?$",
    "minimum": 1000,
    "maximum": 9999,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by file name: ``facts.schema.json``."""
    made = {
        name: {
            "$schema": DRAFT,
            "title": f"briefings: {name}",
            "description": _first_sentence(record),
            "type": "object",
            "propertyNames": {"pattern": f"^({pattern})$"},
            "additionalProperties": _record(record),
        }
        for name, (record, pattern) in _FILES.items()
    }
    for name, plan in (("topic", Topic), ("meeting", Meeting)):
        made[name] = {"$schema": DRAFT, "title": f"briefings: {name}", **_record(plan)}
    return {f"{name}.schema.json": schema for name, schema in made.items()}


def list_schema(name: str, record: type) -> dict[str, Any]:
    """The schema of a list of records, in the format of :func:`briefings.data.read_list`."""
    one = {"$ref": "#/definitions/record"}
    listed = {"type": "array", "minItems": 1, "items": one}
    return {
        "$schema": DRAFT,
        "title": f"briefings: {name}",
        "description": _first_sentence(record),
        "definitions": {"record": _record(record)},
        "oneOf": [
            listed,
            {
                "type": "object",
                "additionalProperties": False,
                "required": [LISTED],
                "properties": {SHARED: one, LISTED: listed},
            },
        ],
    }


def write_schemas(
    folder: Path, lists: Mapping[str, type] = _NO_LISTS, *, dry_run: bool = False
) -> list[Path]:
    """Write the schemas into a folder, creating it if necessary; deterministic.

    ``lists`` holds the record classes of list files, by the name of the schema. Returns the files
    that are new or changed; a dry run writes none. Raises BriefingError if a file cannot be
    written, or if the file to be replaced is no schema of this program.
    """
    refuse_package(folder)
    listed = {f"{name}.schema.json": list_schema(name, record) for name, record in lists.items()}
    files = {
        folder / name: (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for name, schema in (schemas() | listed).items()
    }
    changed = {path: data for path, data in files.items() if _before(path) != data}
    if changed and not dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BriefingError(f"{folder} cannot be made: {error.strerror}") from error
        replace_all(changed)
    return list(changed)


def _before(path: Path) -> bytes:
    """The schema at a path, empty if there is none; raises BriefingError for any other file."""
    try:
        data = read_regular(path, MOST_BYTES)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BriefingError(f"{path} cannot be replaced: {error.strerror}") from error
    if _OURS not in data:
        raise BriefingError(f"{path} is no schema of this program: move it away first")
    return data


def _record(record: type) -> dict[str, Any]:
    keys = keys_of(record)
    return {
        "description": _first_sentence(record),
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys.values() if key.required],
        "properties": {
            key.name: _value(key.shape, key) | ({"description": key.doc} if key.doc else {})
            for key in keys.values()
        },
    }


def _value(shape: ValueShape, key: Key) -> dict[str, Any]:
    if shape.form == "list":
        assert shape.item is not None
        return {"type": "array", "minItems": 1, "items": _value(shape.item, key)}
    if shape.form == "record":
        record = _record(shape.type)
        return {"anyOf": [_value(ValueShape("text"), key), record]} if shape.or_text else record
    if shape.form == "block":
        return _block()
    if shape.form == "choice":
        return _choice(shape.type)
    if shape.form == "date":
        return dict(_DATE)
    if shape.form == "truth":
        return {"type": "boolean"}
    if shape.form == "text":
        return {"type": "string", "pattern": f"^({key.pattern.pattern})$" if key.pattern else r"\S"}
    number: dict[str, Any] = {"type": "integer" if shape.form == "whole" else "number"}
    limits = {"minimum": key.minimum, "maximum": key.maximum}
    return number | {name: limit for name, limit in limits.items() if limit is not None}


def _choice(choices: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(one) for one in choices]}


def _block() -> dict[str, Any]:
    """A block, whose keys depend on its kind, so that editors offer those of the kind written."""
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"description": "What sort of block it is.", "enum": list(KINDS)},
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": _with_kind(name, _record(kind)),
            }
            for name, kind in KINDS.items()
        ],
    }


def _with_kind(name: str, record: dict[str, Any]) -> dict[str, Any]:
    properties = {
        "kind": {"const": name, "description": record["description"]},
        **record["properties"],
    }
    return {**record, "properties": properties}


def _first_sentence(record: type) -> str:
    return (record.__doc__ or "").strip().partition("\n")[0]
