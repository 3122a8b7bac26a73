"""Every shipped document, built once for all the tests that look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from briefings.blocks import ChartRoom
from briefings.briefs import Brief, compose
from briefings.library import load_library
from briefings.locales import Arabic, Digits, Months
from briefings.model import Format, Ink, Library, Paper, Setting, Style, unmarked
from briefings.packs import Pack, compose_pack
from briefings.printing import Printed, page_of, print_document, theme_of
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
        return compose_pack(library(), topics, DAY, DAY, arabic, meeting=meeting, room=room)
    is_sheet = kind.format is Format.SHEET
    return compose(library(), topics[0], DAY, DAY, arabic, is_sheet=is_sheet, room=room)


@cache
def printed(kind: Kind) -> Printed:
    """A document, printed."""
    return print_document(library(), document(kind), kind.style)


@cache
def html(kind: Kind) -> str:
    """The page that a document is laid out from."""
    return unmarked(page_of(document(kind), kind.style, theme_of(kind.style)))
