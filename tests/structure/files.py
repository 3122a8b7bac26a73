"""Files inside the file: named, described, dated, and associated with the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import md5
from typing import Any

from .reading import names_of, text_of

RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
TYPES = {".json": "/application/json", ".csv": "/text/csv"}
_DATE = re.compile(r"D:\d{8}")


def file_problems(pdf: Any) -> Iterator[str]:
    """What is wrong with the embedded files; a file without any is sound."""
    files = names_of(pdf.Root.get("/Names", {}).get("/EmbeddedFiles", {}))
    names = [name for name, _ in files]
    if names != sorted(set(names)):
        yield f"the embedded files are not sorted by names of their own: {names}"
    listed = [each.objgen for each in pdf.Root.get("/AF", [])]
    if sorted(listed) != sorted(file.objgen for _, file in files):
        yield "the embedded files are not the document's associated files (AF)"
    for name, file in files:
        for problem in _problems(name, file):
            yield f"embedded file {name}: {problem}"


def _problems(name: str, file: Any) -> Iterator[str]:
    if not name.isascii() or text_of(file, "/F") != name or text_of(file, "/UF") != name:
        yield "it has other names, or one that is not ASCII"
    if not text_of(file, "/Desc"):
        yield "it has no description"
    if str(file.get("/AFRelationship")) not in RELATIONSHIPS:
        yield "its relation to the document is not given (AFRelationship)"
    stream = file.EF.get("/F")
    if stream is None:
        yield "it is not embedded"
        return
    expected = next((mime for end, mime in TYPES.items() if name.endswith(end)), None)
    if "/Subtype" not in stream or (expected and stream.Subtype != expected):
        yield "its type is missing or wrong"
    parameters = stream.get("/Params", {})
    data = stream.read_bytes()
    for key in ("/CreationDate", "/ModDate"):
        if not _DATE.fullmatch(text_of(parameters, key)):
            yield f"it has no {key}"
    if parameters.get("/Size") != len(data):
        yield "its size is not as declared"
    if bytes(parameters.get("/CheckSum", b"")) != md5(data, usedforsecurity=False).digest():
        yield "its checksum is not as declared"
