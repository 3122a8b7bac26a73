"""Texts for problems with values: what a value should be, and how to write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from briefings.errors import Problem
from briefings.model import Place, When
from briefings.model.facts import PICTURE_FILE
from briefings.model.meetings import CLOCK
from briefings.model.review import REVIEW

from .field_hints import Form

WANTED: Mapping[Form, str] = {
    "text": "a text",
    "number": "a number",
    "whole": "a whole number",
    "truth": "true or false",
    "date": "a date",
    "choice": "one of a few words",
    "list": "a list",
    "record": "a group of keys",
    "block": "a block, which is a group of keys",
}
HOW: Mapping[Form, str] = {
    "text": "Write the text after the colon, on the same line.",
    "list": "Write every item on a line of its own, beginning with a hyphen and a space.",
    "record": "Write the keys below, each on a line of its own, two spaces further in.",
    "block": "Write the keys below each other, beginning with “kind:”.",
}


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known name most similar to another, in a list; empty if none is similar enough."""
    return get_close_matches(name, list(known), n=1)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question that suggests the nearest known name, with a space after it; empty if none is."""
    return "".join(f"Did you mean “{near}”? " for near in nearest(name, known))


_EARLIEST, _LATEST = 1900, 2100


def odd_dates(dates: Iterable[When | None], place: Place, what: str) -> Iterator[Problem]:
    """The problems of dates that are probably misprints."""
    for when in dates:
        if when and (when.start.year < _EARLIEST or when.end.year > _LATEST):
            message = f"{what} has the date {when.iso}, which is not of our time"
            remedy = f"Check the year: it should lie between {_EARLIEST} and {_LATEST}."
            yield place.problem("odd-date", message, remedy)


_FORMS = {
    r"[a-z0-9]+(-[a-z0-9]+)*": "Use letters a to z, digits and single hyphens: uk-trained-forces.",
    r"[A-Z]{2}([A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*": (
        "Use two capitals for a country (GB), five for a town (USWAS), or an id of our own"
        " (africa-focus-group)."
    ),
    CLOCK: "Write hours and minutes of the day, from 0:00 to 23:59: 9:00 or 14:30.",
    PICTURE_FILE: "Name a file in the data folder, or in a folder of it: portraits/name.jpg.",
    r"[A-Z]{2}": "Use two capital letters, as GB.",
    r"[a-z]{2,3}": "Use two or three small letters, as ar or en.",
    r"[1-9][0-9]{0,3}/[1-9][0-9]{0,3}": "Write the copy's number and how many there are: 7/90.",
    REVIEW: "Write a day as 2027-02-28, or a time after the edition: 3 months, 1 year.",
    r"[0-9a-f]{64}": "Copy the 64 digits and letters a to f that the command sha256sum prints.",
}


def form_help(pattern: str) -> str:
    """A sentence that explains how to write a text of that pattern."""
    return _FORMS.get(pattern, f"It must have the form {pattern}.")
