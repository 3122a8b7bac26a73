"""JSON from elsewhere is read within bounds; whatever is wrong with it is one ValueError."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefings.atomic import read_json


@pytest.mark.parametrize(
    ("data", "value"),
    [
        pytest.param(b'{"a": [1, 2.5, null, true, "\xd8\xa3"]}', {"a": [1, 2.5, None, True, "أ"]}),
        pytest.param('["أ"]', ["أ"]),
        pytest.param(b'"\\ud83d\\ude00"', "😀", id="a-whole-pair"),
        pytest.param(b"[" * 64 + b"]" * 64, json.loads("[" * 64 + "]" * 64), id="64-deep"),
        pytest.param(b"[" + b"[]," * 99 + b"[]]", [[]] * 100, id="many-beside-each-other"),
    ],
)
def test_sound_json_is_read(data: bytes | str, value: Any) -> None:
    assert read_json(data) == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "it is not JSON: ", id="empty"),
        pytest.param(b'{"a": 1', "it is not JSON: ", id="cut-off"),
        pytest.param(b"\xff\xfe[]", "UTF-8", id="no-utf8"),
        pytest.param(b"[" * 65 + b"]" * 65, "more than 64 deep", id="65-lists"),
        pytest.param(b'{"a":' * 65 + b"1" + b"}" * 65, "more than 64 deep", id="65-objects"),
        pytest.param(b"[" * 100_000, "it is", id="brackets-without-end"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, "more than 64 deep", id="100,000-deep"),
        pytest.param(b'[{"a":' * 50_000, "it is", id="objects-without-end"),
        pytest.param(b"[1" + b"0" * 5000 + b"]", "a number that is none", id="5000-digits"),
        pytest.param(b"[NaN]", "a number that is none", id="nan"),
        pytest.param(b"-Infinity", "a number that is none", id="infinity"),
        pytest.param(b'["\\ud800"]', "surrogate", id="half-a-pair"),
        pytest.param(b'{"\\uDfff": 1}', "surrogate", id="half-a-pair-as-a-key"),
        pytest.param('["\ud800"]', "surrogate", id="half-a-pair-in-text"),
    ],
)
def test_what_is_wrong_is_one_kind_of_error(data: bytes | str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        read_json(data)
    assert type(caught.value) is ValueError


def test_more_than_was_asked_for_is_not_read() -> None:
    assert read_json(b"[1, 2]", most=6) == [1, 2]
    with pytest.raises(ValueError, match="too large: 7 bytes, where 6"):
        read_json(b"[1, 2] ", most=6)
