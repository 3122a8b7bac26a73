"""Blocks of running text: text, lines to take, questions and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import names_a_fact
from ...model import Column, Library, Rich, key, place_of
from .base import OnSheets, PlannedBlock
from .composer import Composer
from .spoken import Spoken, spoken

LINES_ON_SHEETS, QUESTIONS_ON_SHEETS = 3, 1
"""How many a sheet has room for: the first that can be said."""


class TextStyle(StrEnum):
    """How the sentences of a text block are set."""

    PARAGRAPH = "paragraph"
    LIST = "list"


class TextView(NamedTuple):
    """Paragraphs, or the items of a list."""

    kind: str
    title: Rich | None
    paragraphs: tuple[Rich, ...]
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Prose(PlannedBlock):
    """Prose: one paragraph, or a list with one sentence to an item."""

    kind: ClassVar[str] = "text"
    order: ClassVar[int] = 10
    usual_place: ClassVar[Column] = Column.MAIN
    other_places: ClassVar[tuple[Column, ...]] = (Column.FULL, Column.SIDE)

    text: tuple[str, ...] = field(metadata=key("Sentences, one to a list item."))
    style: TextStyle = field(
        default=TextStyle.PARAGRAPH, metadata=key("One paragraph, or a list.", code=True)
    )

    def view(self, composer: Composer) -> TextView | None:
        """The sentences whose facts have claims."""
        title = self.heading(composer)
        if self.style is TextStyle.LIST:
            paragraphs = tuple(composer.said(self.text))
        else:
            paragraphs = tuple(filter(None, [composer.paragraph(self.text)]))
        return TextView(self.kind, title, paragraphs, self.style) if paragraphs else None


@dataclass(frozen=True, slots=True)
class LineToTake:
    """A line to take with what is to be known of it; a line that is a fact's is its text alone."""

    text: str = field(metadata=key("The line, as it is said aloud."))
    proposed: bool = field(
        default=False,
        metadata=key("Whether the line is our proposal, which needs approval, and no source's."),
    )


class LinesView(NamedTuple):
    """Lines to take, one after the other."""

    kind: str
    title: Rich | None
    lines: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Lines(PlannedBlock):
    """Lines to take: what the minister can say, each resting on facts."""

    kind: ClassVar[str] = "lines"
    order: ClassVar[int] = 70
    on_sheets: ClassVar[OnSheets] = OnSheets.ALL
    usual_place: ClassVar[Column] = Column.MAIN
    reworded_as: ClassVar[str] = phrases.LINES

    lines: tuple[str | LineToTake, ...] = field(
        metadata=key("One line to take to a list item; a proposal has keys of its own.")
    )

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also lines that rest on no fact and are not marked as proposed."""
        yield from PlannedBlock.problems(self, library)
        for text, proposed in self.said:
            if not proposed and not names_a_fact(text):
                yield place_of(text, self.place).problem(
                    "unsupported-line",
                    "a line to take rests on no fact",
                    "Refer to the fact that supports it, {fact-id} or {fact-id|cite}; or mark it "
                    "as ours: “- text: …”, and below it “proposed: true”.",
                )

    def view(self, composer: Composer) -> LinesView | None:
        """The lines whose facts have claims."""
        title = self.heading(composer)
        own = self.said
        told = composer.placed(text for text, _ in own)
        if composer.is_sheet:
            told = islice(told, LINES_ON_SHEETS)
        lines = tuple(spoken(rich, composer, proposed=own[index][1]) for index, rich in told)
        return LinesView(self.kind, title, lines) if lines else None

    @property
    def said(self) -> list[tuple[str, bool]]:
        """Each line, and whether it is marked as proposed."""
        return [
            (one, False) if isinstance(one, str) else (one.text, one.proposed) for one in self.lines
        ]


@dataclass(frozen=True, slots=True)
class Question:
    """A likely question with a short answer, and what to say when pressed."""

    question: str = field(metadata=key(f"The question, ending in {phrases.QUESTION_MARK}"))
    answer: tuple[str, ...] = field(metadata=key("The answer, one sentence to a list item."))
    proposed: bool = field(
        default=False, metadata=key("Whether the answer is our proposal, which needs approval.")
    )
    pressed: tuple[str, ...] = field(
        default=(), metadata=key("What to say next to one who insists, one sentence to an item.")
    )
    pressed_proposed: bool = field(
        default=False, metadata=key("Whether that is our proposal, which needs approval.")
    )


class Answered(NamedTuple):
    """A question, its answer, and what to say when pressed, if anything."""

    question: Rich
    answer: Spoken
    pressed: Spoken | None


class QuestionsView(NamedTuple):
    """Questions with their answers."""

    kind: str
    title: Rich | None
    items: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Questions(PlannedBlock):
    """Likely questions and their answers."""

    kind: ClassVar[str] = "questions"
    order: ClassVar[int] = 80
    on_sheets: ClassVar[OnSheets] = OnSheets.FIRST
    usual_place: ClassVar[Column] = Column.MAIN
    reworded_as: ClassVar[str] = phrases.QUESTIONS

    questions: tuple[Question, ...] = field(metadata=key("The questions in order."))

    def view(self, composer: Composer) -> QuestionsView | None:
        """The questions whose facts and answers have claims."""
        title = self.heading(composer)
        told = filter(None, (_answered(item, composer) for item in self.questions))
        # What is left out must not be composed: it would number sources.
        items = tuple(islice(told, QUESTIONS_ON_SHEETS) if composer.is_sheet else told)
        return QuestionsView(self.kind, title, items) if items else None


def _answered(item: Question, composer: Composer) -> Answered | None:
    question, answer = composer.sentence(item.question), composer.paragraph(item.answer)
    if not question or not answer:
        return None
    pressed = composer.paragraph(item.pressed)
    return Answered(
        question,
        spoken(answer, composer, proposed=item.proposed),
        spoken(pressed, composer, proposed=item.pressed_proposed) if pressed else None,
    )
