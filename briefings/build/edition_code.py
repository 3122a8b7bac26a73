"""Reckons the code that a page carries: what it was made from, in one digest.

The digest covers the document's part of the library, its order without the copy, the editions that
it was compared with, the templates, theme, fonts and flags, and the release of the program. It
leaves out packages and libraries, which the record of an edition has, and where the theme lies: the
same document has the same code on two machines, and all its copies have one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from ..model import NO_IMPRINT, SHARED, EditionCode, Imprint, Library, Topic
from .fingerprint import Recipe, recipe_of
from .request import Order, inputs_digest, series_of, stem_of

_UNCOUNTED = "program"
"""The component that any change of the program's code changes, whatever the page looks like."""
_RELEASE = "briefings"
_THEME = "default"


def imprint_without_archive(library: Library, topics: Sequence[Topic], order: Order) -> Imprint:
    """The imprint of a document that no archive keeps: its file's usual name, no numbers.

    Without an imprint if the theme cannot be read, which printing reports.
    """
    from ..content.subset import subset
    from ..data import dump
    from ..errors import ThemeError

    try:
        recipe = recipe_of(order.style)
    except ThemeError:
        return NO_IMPRINT
    names = [topic.id for topic in topics]
    files = dump(subset(library, topics, order.meeting))
    digest = content_digest(order, files, names, recipe)
    return Imprint(code=EditionCode(stem_of(names, _unnamed(shared(order))), digest))


def edition_name(topics: Sequence[str], order: Order, number: int) -> str:
    """The id of an edition as its code has it: that of all copies."""
    return f"{series_of(topics, shared(order))}-{order.edition}-{number}"


def content_digest(
    order: Order,
    files: Mapping[str, bytes],
    topics: Sequence[str],
    recipe: Recipe,
    previous: Mapping[str, str | None] | None = None,
) -> str:
    """SHA-256 of what a document is made from; ``files`` and ``previous`` as for its inputs.

    A document without an earlier edition has the digest that it would have without an archive.
    """
    compared = {topic: id_ for topic, id_ in (previous or {}).items() if id_}
    made_of = {
        "inputs": inputs_digest(_unnamed(shared(order)), files, topics, compared),
        "components": {
            name: digest for name, digest in recipe.components.items() if name != _UNCOUNTED
        },
        "release": recipe.versions.get(_RELEASE),
    }
    return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _unnamed(order: Order) -> Order:
    """The order as if in the usual theme: where a theme lies is not printed; its files count."""
    return replace(order, style=replace(order.style, theme=_THEME))


def shared(order: Order) -> Order:
    """The order of all copies of a document."""
    setting = replace(order.style.setting, copy=SHARED)
    return replace(order, style=replace(order.style, setting=setting))
