"""Checks that all numbers in a chart come from the claims it is drawn from.

:mod:`briefings.pdf.trace` audits the text of the page, but cannot read the words in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..arabic import Digits, plain
from ..arabic.digits import in_digits
from ..errors import ChartError
from ..model import Figure, Library, plain_text
from .blocks import Picture
from .brief import Brief
from .pack import Pack

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def audit_charts(library: Library, document: Brief | Pack) -> None:
    """Raise ChartError, naming every one, for numbers in charts that come from no claim."""
    names = {number for one in library.entities.values() for number in _numbers(one.name)}
    found = [
        f"“{number}” in the chart “{plain(picture.chart.title)}”"
        for picture in document.pictures
        for number in sorted(_said(picture) - _known(picture) - names)
    ]
    if found:
        raise ChartError(
            "figures stand in charts that come from no claim drawn there: " + "; ".join(found)
        )


def _said(picture: Picture) -> set[str]:
    chart = picture.chart
    texts = [plain_text(picture.title), chart.unit_name, *chart.rows, *chart.columns]
    for mark in chart.marks:
        texts += [mark.label, mark.category]
    return {number for text in texts for number in _numbers(text)}


def _known(picture: Picture) -> set[str]:
    figures = [*picture.drawn, *(part for part in picture.title if isinstance(part, Figure))]
    return {number for figure in figures for number in _numbers(figure.text)}


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text in European digits, whatever digits the document is in."""
    european = in_digits(plain(text), Digits.LATN)
    return (found[0] for found in _NUMBER.finditer(european))
