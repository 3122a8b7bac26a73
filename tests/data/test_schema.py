"""The JSON Schemas: up to date, true of the shipped data, and as strict as the loader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from briefings.batch import BatchRow
from briefings.data import schemas, write_schemas

from .bad import STRUCTURE, Bad, table
from .folder import SOUND, spoilt

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(path for path in DATA.rglob("*.yaml"))
SCHEMAS = schemas()


class EditorLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads scalars as YAML 1.2 does, and with it the language servers of editors."""


EditorLoader.yaml_implicit_resolvers = {}
FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf"
for tag, pattern, starts in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", FLOAT, list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), starts
    )


def schema_name(file: str) -> str:
    folder, _, name = file.rpartition("/")
    kind = {
        "": name.removesuffix(".yaml"),
        "facts": "facts",
        "topics": "topic",
        "meetings": "meeting",
    }[folder]
    return f"{kind}.schema.json"


def errors(file: str, text: str) -> list[Any]:
    document = yaml.load(text, Loader=EditorLoader)  # noqa: S506 — a SafeLoader
    return list(Draft7Validator(SCHEMAS[schema_name(file)]).iter_errors(document))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_is_a_valid_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


def test_the_shipped_schemas_are_up_to_date(tmp_path: Path) -> None:
    write_schemas(tmp_path, lists={"batch": BatchRow})
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {path.name: path.read_bytes() for path in (DATA / "schema").iterdir()}
    assert shipped == fresh, "run: make schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shipped_data_keep_to_them(path: Path) -> None:
    file = path.relative_to(DATA).as_posix()
    assert errors(file, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_tells_editors_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    start, _, target = first.partition("=")
    assert start == "# yaml-language-server: $schema"
    wanted = schema_name(path.relative_to(DATA).as_posix())
    assert (path.parent / target).resolve() == DATA / "schema" / wanted


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_sound_file_is_accepted(name: str) -> None:
    assert errors(name, SOUND[name]) == []


BEYOND_A_SCHEMA = {
    "space at the edge",
    "scientific notation",
    "infinite number",
    "thousands point",
    "impossible day",
    "number without end",
    "period backwards",
}
"""What a schema cannot say, or an editor's reading of YAML hides from it."""


@pytest.mark.parametrize(
    "bad", table({name: bad for name, bad in STRUCTURE.items() if name not in BEYOND_A_SCHEMA})
)
def test_what_the_loader_refuses_is_refused(bad: Bad) -> None:
    assert errors(bad.file, spoilt(bad.file, bad.old, bad.new))


def test_the_day_of_a_year_is_a_number_to_editors_and_still_a_date() -> None:
    assert errors("facts/uk.yaml", spoilt("facts/uk.yaml", "2023-06", "2023")) == []
    assert errors("facts/uk.yaml", spoilt("facts/uk.yaml", "2023-06", "2014-09/2017-03")) == []
    assert errors("facts/uk.yaml", spoilt("facts/uk.yaml", "2023-06", "23"))


def test_every_key_says_what_it_means() -> None:
    claim = SCHEMAS["facts.schema.json"]["additionalProperties"]["properties"]["claims"]["items"]
    assert claim["properties"]["excerpt"]["description"].endswith("at most ten words.")
    assert claim["required"] == ["source", "paragraph", "excerpt"]
    assert claim["properties"]["qualifier"]["enum"] == [
        "exact", "more-than", "about", "up-to", "order",
    ]  # fmt: skip
