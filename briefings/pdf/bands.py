"""Moves blocks of a finished page to other columns, and makes its bands anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..model import Column, bands_of

_ARTICLE = re.compile(r'<article class="[^"]*" id="(?P<id>[^"]*)".*?</article>', re.DOTALL)
_SECTION = re.compile(
    r'<section (?:style="[^"]*" )?class="[^"]*\bat-(?:full|main|side) [^"]*" '
    r'data-block="(?P<number>[0-9]+)" data-column="(?P<column>[a-z]+)"'
    r'(?: data-may="[a-z ]*")?(?P<whole> data-whole)?[^>]*>.*?</section>\n',
    re.DOTALL,
)
_BAND = '<div class="band{}">\n<div class="main">\n{}</div>\n<div class="side">\n{}</div>\n</div>\n'
_OPENING = re.compile(r'<div class="band[^"]*">\n<div class="main">\n\Z')
_END = "</div>\n"
_AT = re.compile(r"\bat-(?:full|main|side)(?= )")


def moved(html: str, columns: Mapping[int, Column | str], order: Sequence[int] = ()) -> str:
    """The page with some of its blocks in other columns, and all in that order, if one is given.

    Blocks are named by their numbers. The page is one that templates made, with classes of blocks
    before those they have at most.
    """
    place = {number: at for at, number in enumerate(order)}

    def article(found: re.Match[str]) -> str:
        text = found[0]
        sections = list(_SECTION.finditer(text))
        if not sections:
            return text
        start, end = sections[0].start(), sections[-1].end()
        if opening := _OPENING.search(text, 0, start):
            start = opening.start()
        if text[end:].startswith(_END * 2):
            end += len(_END * 2)
        ordered = sorted(sections, key=lambda one: place.get(int(one["number"]), -1))
        placed = ((one, Column(columns.get(int(one["number"]), one["column"]))) for one in ordered)
        return text[:start] + "".join(_banded(placed)) + text[end:]

    return _ARTICLE.sub(article, html) if columns or order else html


def _banded(placed: Iterator[tuple[re.Match[str], Column]]) -> Iterator[str]:
    for band in bands_of(placed):
        if band.side:
            main, side = (
                "".join(_at(one, column) for one in ones)
                for ones, column in ((band.main, Column.MAIN), (band.side, Column.SIDE))
            )
            is_whole = all(one["whole"] for one in band.main)
            yield _BAND.format(" whole" if is_whole else "", main, side)
        else:
            yield from (_at(one, Column.FULL) for one in band.main)


def _at(section: re.Match[str], column: Column) -> str:
    """A section in the column that it has come to stand in."""
    return _AT.sub(f"at-{column}", section[0], count=1)
