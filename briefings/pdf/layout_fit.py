"""Fits a document to its pages: sets it closer, or moves a block to the next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from ..errors import RenderError
from .measures import COVER, Adjustment, articles, balanced, cover_over, lonely, too_long


def fitted(html: str, render: Callable[[str], Any], *, one_page: bool) -> Any:
    """WeasyPrint's document of a page whose articles do not end with next to nothing.

    Such articles are set closer, which is kept if it saves a page; then blocks are moved to their
    last page. With ``one_page`` all articles are set closer where there are more pages.
    Raises RenderError for a document that has more pages all the same, or a cover that is too full.
    """
    document = render(html)
    is_over = cover_over(document)
    loose = articles(document) if one_page else lonely(document)
    if is_over:
        loose |= {COVER}
    if loose and (is_over or len(document.pages) > 1):
        done = Adjustment()
        closer = render(set_anew(html, Adjustment(loose)))
        if len(closer.pages) < len(document.pages) or (is_over and not cover_over(closer)):
            document, done = closer, Adjustment(loose)
        if not one_page and (fresh := balanced(document)):
            document = render(set_anew(html, replace(done, fresh=fresh)))
    if one_page and len(document.pages) > 1:
        raise RenderError(too_long(document))
    if cover_over(document):
        raise RenderError(
            "the cover does not fit on its page: shorten the title of the meeting, or "
            "give fewer or shorter participants and points of the agenda"
        )
    return document


def set_anew(html: str, adjustment: Adjustment) -> str:
    """The page with the classes that an adjustment means.

    Articles to set closer get the class ``tight``, blocks to begin a page with ``fresh``.
    """
    found = _Tags(html, adjustment)
    pieces, end = [], 0
    for place, name in found.places:
        pieces += [html[end:place], f"{name} "]
        end = place
    return "".join([*pieces, html[end:]])


class _Tags(HTMLParser):
    """Finds where in a page classes have to be put: at the beginning of the values of ``class``."""

    def __init__(self, html: str, adjustment: Adjustment) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[tuple[int, str]] = []
        self._adjustment = adjustment
        self._article = ""
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for articles and blocks by name and number."""
        about = dict(attrs)
        if tag == "article":
            self._article = about.get("id") or ""
            if self._article in self._adjustment.tight:
                self._note("tight")
        elif tag == "section":
            number = about.get("data-block") or ""
            wanted = self._adjustment.fresh
            if number.isdecimal() and (self._article, int(number)) in wanted:
                self._note("fresh")

    def _note(self, name: str) -> None:
        line, column = self.getpos()
        text = self.get_starttag_text() or ""
        place = text.index('class="') + len('class="')
        self.places.append((self._lines[line - 1] + column + place, name))
