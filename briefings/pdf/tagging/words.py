"""The words of HTML elements, for links and bookmarks, in an order that viewers show rightly.

WeasyPrint takes the text of a heading without its direction, and with the marks of its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...arabic.labels import label
from ...arabic.phrases.page import SEAM

_OPENING = {"ltr": "\u2066", "rtl": "\u2067"}
_FROM_FIRST_LETTER, _CLOSING = "\u2068", "\u2069"
_SOURCE_MARK = "cite"
"""The class of the marks of sources."""


def name_bookmarks(document: Any) -> None:
    """Give the bookmarks of a rendered document the words of their headings."""
    for page in document.pages:
        names = {
            box.bookmark_label: words_of(box.element)
            for box in page._page_box.descendants()
            if box.bookmark_label and box.element is not None
        }
        page.bookmarks[:] = [
            (level, names.get(words, words), *rest) for level, words, *rest in page.bookmarks
        ]


def words_of(element: Any) -> str:
    """The words of an element, without marks of sources and places to break a line at."""
    return label("".join(_words(element)).replace(SEAM, ""))


def _words(element: Any) -> Iterator[str]:
    """The text of an element, with isolates in the place of ``bdi``."""
    is_isolate = element.tag == "bdi"
    if is_isolate:
        yield _OPENING.get(element.get("dir"), _FROM_FIRST_LETTER)
    yield element.text or ""
    for child in element:
        if child.get("class") != _SOURCE_MARK:
            yield from _words(child)
        yield child.tail or ""
    if is_isolate:
        yield _CLOSING
