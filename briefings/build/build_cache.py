"""What was built before, found again by digests of everything that shaped it.

A document is known by its inputs: the part of the library it is made from, its order, and the
recipe. A whole build is known before the library is even read, by the bytes of the files; it names
its documents.
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
"""Of a file of the data: loading refuses larger ones."""


def environment_digest(style: Style) -> str | None:
    """A digest of all that shapes documents in a style and is neither in a library nor asked for.

    None where it cannot be read.
    """
    try:
        return fingerprint(recipe_of(style), native_files(), settings())
    except (BriefingError, OSError):
        return None


def document_key(
    library: Library, topics: Sequence[Topic], order: Order, environment: str | None = None
) -> str | None:
    """What a document that no archive keeps is known by; None where its recipe cannot be read.

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
    """The document of that key, if it is in the cache."""
    entry = cache.get(_DOCUMENT, key)
    with suppress(ValueError, KeyError, TypeError):  # another program may have put it there
        return Finished.unpacked(entry) if entry is not None else None
    return None


def keep_document(cache: Cache, key: str, document: Finished) -> None:
    """Put a document into the cache."""
    cache.put(_DOCUMENT, key, document.packed())


def build_key(
    data: Path,
    meeting: Path | None,
    style: Style,
    asked: Mapping[str, Any],
    environment: str | None = None,
) -> str | None:
    """What a build is known by, of which no archive keeps the documents, before it begins.

    ``data`` is the data folder, ``meeting`` the file of a meeting that lies elsewhere, and
    ``asked`` all that was asked for and is in none of these. Of ``style``, the folder of templates
    and the theme count; ``environment`` is its :func:`environment_digest`, if it is known. None
    where something cannot be read: building tells what it is.
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
    """The documents of a build with their names in messages and keys; None unless all are there."""
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
    """Note which documents a build has made, with their names in messages."""
    if documents and all(document.key for _, document in documents):
        named = [(name, document.key) for name, document in documents]
        cache.put(_BUILD, key, json.dumps(named).encode())


def _digests(data: Path) -> Iterator[tuple[str, str]]:
    """The names of all files that loading a data folder looks at, with the SHA-256 of their bytes.

    It reads files that end with .yaml in the folder and in those inside it, and refuses .yml.
    """
    for folder in (data, *sorted(path for path in data.iterdir() if path.is_dir())):
        for path in folder.iterdir():
            if path.suffix.lower() in (".yaml", ".yml"):
                digest = sha256(read_regular(path, _LARGEST)).hexdigest()
                yield path.relative_to(data).as_posix(), digest
