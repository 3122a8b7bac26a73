"""A page is set anew: closer, or with a block moved to the next page."""

from __future__ import annotations

from html.parser import HTMLParser

from .measures import Adjustment


def set_anew(html: str, adjustment: Adjustment) -> str:
    """The page with the classes that an adjustment means.

    Articles to set closer get the class ``tight``, blocks to begin a page with ``fresh``,
    and blocks the classes that are meant for them.
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
            if number.isdecimal():
                block = self._article, int(number)
                if block in self._adjustment.fresh:
                    self._note("fresh")
                for *of, name in sorted(self._adjustment.classes):
                    if tuple(of) == block:
                        self._note(name)

    def _note(self, name: str) -> None:
        line, column = self.getpos()
        text = self.get_starttag_text() or ""
        place = text.index('class="') + len('class="')
        self.places.append((self._lines[line - 1] + column + place, name))
