"""Documents and builds in the cache, by digests of everything that shapes them.

The key of a document covers its part of the library, its order and the recipe. The key of a build
covers the bytes of the data files, so that it is known before they are parsed; its entry lists the
keys of its documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..atomic import MEGABYTE, read_json, read_regular
from ..errors import BriefingError
from ..model import Library, Style, Topic
from .cache import Cache, fingerprint
from .environment import native_files, settings
from .fingerprint import recipe_of
from .output import Document, Finished
from .request import Order, inputs_digest

_DOCUMENT, _BUILD = "document", "build"
_LARGEST = 20 * MEGABYTE
"""Bytes of a file of data; loading refuses larger ones."""


def environment_digest(style: Style) -> str | None:
    """A digest of the program, packages, libraries, templates and theme; None if unreadable."""
    try:
        return fingerprint(recipe_of(style), native_files(), settings())
    except (BriefingError, OSError):
        return None


def document_key(
    library: Library, topics: Sequence[Topic], order: Order, environment: str | None = None
) -> str | None:
    """The key of a document that no archive keeps; None if its recipe cannot be read.

    ``environment`` is the :func:`environment_digest` of the style, if it is known.
    """
    from ..content.subset import subset
    from ..data import dump

    environment = environment or environment_digest(order.style)
    if environment is None:
        return None
    files = dump(subset(library, topics, order.meeting))
    inputs = inputs_digest(order, files, [topic.id for topic in topics], {})
    style = order.style
    return fingerprint(
        inputs, sorted(order.exports), order.arabic, style.setting, style.ink, environment
    )


def find_document(cache: Cache, key: str) -> Finished | None:
    """The document of that key, or None."""
    entry = cache.get(_DOCUMENT, key)
    with suppress(ValueError, KeyError, TypeError):  # another program may have put it there
        return Finished.unpacked(entry) if entry is not None else None
    return None


def keep_document(cache: Cache, key: str, document: Finished) -> None:
    """Store a document."""
    cache.put(_DOCUMENT, key, document.packed())


def build_key(
    data: Path,
    meeting: Path | None,
    style: Style,
    asked: Mapping[str, Any],
    environment: str | None = None,
) -> str | None:
    """The key of a build without an archive; None if a file cannot be read, which loading reports.

    ``data`` is the data folder, ``meeting`` the file of a meeting elsewhere, ``asked`` everything
    else in the request. Of ``style``, only the folder of templates and the theme matter;
    ``environment`` is its :func:`environment_digest`, if it is known.
    """
    environment = environment or environment_digest(style)
    if environment is None:
        return None
    try:
        files = dict(_digests(data))
        own = sha256(read_regular(meeting, _LARGEST)).hexdigest() if meeting else None
    except OSError:
        return None
    return fingerprint(files, own, asked, environment)


def find_build(cache: Cache, key: str) -> list[tuple[str, str, Finished]] | None:
    """The documents of a build with their names in messages and keys; None unless all are found."""
    entry = cache.get(_BUILD, key)
    if entry is None:
        return None
    found = []
    try:
        for name, document_key in read_json(entry):
            document = find_document(cache, document_key)
            if document is None:
                return None
            found.append((name, document_key, document))
    except (ValueError, TypeError):
        return None
    return found


def keep_build(cache: Cache, key: str, documents: Sequence[tuple[str, Document]]) -> None:
    """Store the keys of the documents of a build, with their names in messages."""
    if documents and all(document.key for _, document in documents):
        named = [(name, document.key) for name, document in documents]
        cache.put(_BUILD, key, json.dumps(named).encode())


def _digests(data: Path) -> Iterator[tuple[str, str]]:
    """The names of all files that loading a data folder reads or refuses, with their SHA-256."""
    for folder in (data, *sorted(path for path in data.iterdir() if path.is_dir())):
        for path in folder.iterdir():
            if path.suffix.lower() in (".yaml", ".yml", ".jpg", ".jpeg", ".png"):
                digest = sha256(read_regular(path, _LARGEST)).hexdigest()
                yield path.relative_to(data).as_posix(), digest
