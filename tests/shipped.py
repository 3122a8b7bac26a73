"""Every shipped document, built once for all the tests that look at it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from briefings.arabic import Arabic, Digits, Months
from briefings.build.render import Printed, page_of, print_document, theme_of
from briefings.content.blocks import ChartRoom
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.pack import Pack, compose_pack
from briefings.data import load_library
from briefings.model import Format, Ink, Library, Paper, Setting, Style, unmarked
from briefings.resources import data_folder, templates_folder

DAY = date(2026, 11, 21)
TOPICS = sorted(path.stem for path in (data_folder() / "topics").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A document as it is asked for. ``topics`` of several make a pack."""

    topics: tuple[str, ...]
    format: Format = Format.BRIEF
    ink: Ink = Ink.COLOUR
    digits: Digits = Digits.LATN
    months: Months = Months.GREGORIAN
    paper: Paper = Paper.A4
    theme: str = "default"
    meeting: str = ""
    duplex: bool = False

    def __str__(self) -> str:
        name = self.meeting or "-".join(self.topics)
        return f"{self.format}-{name}-{self.ink}-{self.digits}-{self.theme}"

    @property
    def style(self) -> Style:
        """What it looks like."""
        setting = Setting(self.format, self.paper, "رسمي", duplex=self.duplex)
        return Style(templates_folder(), self.theme, self.ink, setting)


SINGLE = tuple(
    Kind((topic,), format_, ink, digits)
    for topic in TOPICS
    for format_ in (Format.BRIEF, Format.SHEET)
    for ink in Ink
    for digits in Digits
)
PACKS = (
    Kind(
        ("washington-2024", "uk-contributions", "coalition", "working-groups"),
        Format.PACK,
        meeting="washington-2024",
    ),
    Kind(("africa", "foreign-fighters"), Format.PACK, Ink.MONO, Digits.ARAB, paper=Paper.A5),
    Kind(
        ("humanitarian-funding", "counter-messaging", "operations-2024"),
        Format.PACK,
        months=Months.DUAL,
        paper=Paper.LETTER,
        duplex=True,
    ),
)
OTHER_THEME = (
    *(Kind((topic,), Format.SHEET, theme="diwan") for topic in TOPICS),
    Kind(("uk-contributions",), digits=Digits.ARAB, theme="diwan"),
    Kind(("working-groups",), theme="diwan"),
)
ALL = SINGLE + PACKS + OTHER_THEME


def pairwise(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """Some of the kinds, with every pair of values of two of their options that any of them has.

    A defect that one option or two together bring about is met in one of these; with all of them it
    would be met many times over.
    """

    def pairs(kind: Kind) -> set[tuple[str, ...]]:
        options = (*kind.topics, kind.format, kind.ink, kind.digits)
        return set(combinations(map(str, options), 2))

    chosen: list[Kind] = []
    left = set().union(*map(pairs, kinds))
    while left:
        # The first of those that bring most: the same choice in every run.
        best = max(kinds, key=lambda kind: len(left & pairs(kind)))
        chosen.append(best)
        left -= pairs(best)
    return tuple(kind for kind in kinds if kind in chosen)


# All of them for a thorough run: BRIEFINGS_TEST_ALL=1.
SOME = (
    ALL if os.environ.get("BRIEFINGS_TEST_ALL") else (*pairwise(SINGLE), *PACKS, *OTHER_THEME[-3:])
)


@cache
def library() -> Library:
    """The shipped data."""
    return load_library(data_folder())


@cache
def document(kind: Kind) -> Brief | Pack:
    """A document, composed."""
    topics = [library().topics[topic] for topic in kind.topics]
    meeting = library().meetings[kind.meeting] if kind.meeting else None
    arabic = Arabic(kind.digits, kind.months)
    room = ChartRoom.on(kind.style.setting)
    if kind.format is Format.PACK:
        return compose_pack(
            library(), topics, Purpose(DAY, DAY, arabic, meeting=meeting, room=room)
        )
    is_sheet = kind.format is Format.SHEET
    return compose(library(), topics[0], Purpose(DAY, DAY, arabic, is_sheet=is_sheet, room=room))


@cache
def printed(kind: Kind) -> Printed:
    """A document, printed."""
    return print_document(library(), document(kind), kind.style)


@cache
def html(kind: Kind) -> str:
    """The page that a document is laid out from."""
    return unmarked(page_of(document(kind), kind.style, theme_of(kind.style)))
