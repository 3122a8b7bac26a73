"""Blocks of running text: text, lines to take, questions and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import names_a_fact
from ...model import Library, Rich, key, place_of
from .base import OnSheets, PlannedBlock
from .composer import Composer


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


class ToldLine(NamedTuple):
    """A line to take as printed, and whether it is a proposal that needs approval."""

    told: Rich
    proposed: bool


class LinesView(NamedTuple):
    """Lines to take, one after the other."""

    kind: str
    title: Rich | None
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True, slots=True)
class Lines(PlannedBlock):
    """Lines to take: what the minister can say, each resting on facts."""

    kind: ClassVar[str] = "lines"
    order: ClassVar[int] = 70
    on_sheets: ClassVar[OnSheets] = OnSheets.ALL
    reworded_as: ClassVar[str] = phrases.LINES

    lines: tuple[str | LineToTake, ...] = field(
        metadata=key("One line to take to a list item; a proposal has keys of its own.")
    )

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also lines that rest on no fact and are not marked as proposed."""
        yield from PlannedBlock.problems(self, library)
        for text, proposed in self._texts():
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
        own = self._texts()
        told = composer.placed(text for text, _ in own)
        lines = tuple(ToldLine(rich, own[index][1]) for index, rich in told)
        return LinesView(self.kind, title, lines) if lines else None

    def _texts(self) -> list[tuple[str, bool]]:
        """Each line, and whether it is marked as proposed."""
        return [
            (one, False) if isinstance(one, str) else (one.text, one.proposed) for one in self.lines
        ]


@dataclass(frozen=True, slots=True)
class Question:
    """A likely question with a short answer."""

    question: str = field(metadata=key(f"The question, ending in {phrases.QUESTION_MARK}"))
    answer: tuple[str, ...] = field(metadata=key("The answer, one sentence to a list item."))


class QuestionsView(NamedTuple):
    """Pairs of question and answer."""

    kind: str
    title: Rich | None
    pairs: tuple[tuple[Rich, Rich], ...]


@dataclass(frozen=True, slots=True)
class Questions(PlannedBlock):
    """Likely questions and their answers."""

    kind: ClassVar[str] = "questions"
    order: ClassVar[int] = 80
    reworded_as: ClassVar[str] = phrases.QUESTIONS

    questions: tuple[Question, ...] = field(metadata=key("The questions in order."))

    def view(self, composer: Composer) -> QuestionsView | None:
        """The questions whose facts and answers have claims."""
        title = self.heading(composer)
        pairs = []
        for item in self.questions:
            question, answer = composer.sentence(item.question), composer.paragraph(item.answer)
            if question and answer:
                pairs.append((question, answer))
        return QuestionsView(self.kind, title, tuple(pairs)) if pairs else None
