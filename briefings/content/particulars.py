"""The particulars at the head of a document: edition, period, next review, and where to turn to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..arabic.bidi import isolate_name
from ..arabic.phrases import briefs as phrases
from ..errors import SelectionError
from ..model import Origin, Setting, marked
from ..model.review import review_after
from .brief import Dated


class Particular(NamedTuple):
    """One row of the table at the head: a label and its text, with marks of origin.

    ``is_plain``: not in bold type.
    """

    label: str
    text: str
    is_plain: bool = False


def particulars_of(document: Dated, setting: Setting) -> tuple[Particular, ...]:
    """The rows for a document; those that nothing is known of are left out.

    Raises SelectionError for a review that is not after the edition.
    """
    return tuple(row for row in _rows(document, setting) if row.text)


def _rows(document: Dated, setting: Setting) -> Iterator[Particular]:
    arabic, imprint = document.arabic, document.imprint
    number = phrases.edition_number(arabic, document.edition, imprint.ordinal)
    yield Particular(phrases.EDITION, number)
    yield Particular(phrases.PERIOD, document.period_text)
    yield Particular(phrases.REVIEW, _review(document, setting))
    contact = marked(isolate_name(setting.contact), Origin.NAME)
    yield Particular(phrases.CONTACT, contact, is_plain=True)


def _review(document: Dated, setting: Setting) -> str:
    """The day of the next review, as the topic or else the build says."""
    said = document.review or setting.review
    if not said:
        return ""
    try:
        day = review_after(said, document.edition)
    except ValueError as error:
        raise SelectionError(f"{error}") from error
    return marked(document.arabic.day(day, short=True), Origin.DATE)
