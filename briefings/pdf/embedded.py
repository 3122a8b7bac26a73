"""Reads the files embedded in a PDF.

The PDF may come from anybody. PDFium inflates an embedded file before it tells how large it is, and
a damaged PDF can make it take any amount of memory: so it runs in a child process with bounds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..atomic import MEGABYTE, read_regular
from ..errors import ArchiveError
from .confined import OutOfBoundsError, call_confined

LARGEST = 256 * MEGABYTE
"""Bytes of a PDF at the most; a pack of a hundred briefs has less than a tenth."""

_HEAD = 1024
"""The bytes within which a PDF begins: readers allow some before it."""

_PASSWORD = 4
"""PDFium's code for a file that opens only with a password."""

_MOST_FILES = 10_000
_LARGEST_FILE = 32 * MEGABYTE
_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Embedded:
    """The names of the files in a PDF, the content of those asked for, and the number of pages."""

    names: frozenset[str]
    files: Mapping[str, bytes]
    pages: int


def read_embedded(path: Path, *wanted: str) -> Embedded:
    """List the files in a PDF, and read those that are ``wanted``.

    Raises ArchiveError where the file is no PDF, cannot be read, is damaged, has a password or
    exceeds the bounds.
    """
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error
    if b"%PDF-" not in data[:_HEAD]:
        raise ArchiveError(f"{path} is not a PDF")
    try:
        answer = call_confined(__name__, "answer_embedded", data, *wanted, seconds=_SECONDS)
    except OutOfBoundsError:
        raise ArchiveError(
            f"{path} takes more memory or time to read than a PDF of this program, or is damaged"
        ) from None
    line, _, rest = answer.partition(b"\n")
    head = json.loads(line)
    match head.get("failed"):
        case "password":
            raise ArchiveError(f"{path} opens only with a password; save a copy without")
        case "damaged":
            raise ArchiveError(f"{path} is damaged and cannot be read; fetch it again")
        case "large":
            raise ArchiveError(
                f"{path} has {head['name']} inside, which is larger than this program makes it"
            )
    files = {}
    for name, size in head["files"]:
        files[name], rest = rest[:size], rest[size:]
    return Embedded(frozenset(head["names"]), files, head["pages"])


def answer_embedded(data: bytes, *wanted: str) -> bytes:
    """The answer of the child: a line of JSON, then the wanted files, one after the other."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return _answer(document, wanted)
    except pypdfium2.PdfiumError as error:
        is_locked = (
            getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        )
        return _line(failed="password" if is_locked else "damaged")


def _answer(document: Any, wanted: tuple[str, ...]) -> bytes:
    names, files = set(), {}
    for number in range(min(document.count_attachments(), _MOST_FILES)):
        attachment = document.get_attachment(number)
        name = attachment.get_name()
        names.add(name)
        if name in wanted and name not in files:
            files[name] = _content(attachment)
            if len(files[name]) > _LARGEST_FILE:
                return _line(failed="large", name=name)
    sizes = [(name, len(data)) for name, data in files.items()]
    head = _line(names=sorted(names), files=sizes, pages=len(document))
    return head + b"".join(files.values())


def _line(**values: Any) -> bytes:
    return json.dumps(values).encode() + b"\n"


def _content(attachment: Any) -> bytes:
    import pypdfium2

    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError:  # it also fails for an empty file
        return b""
